"""A coverage-guided fuzz run over the X12 reading, checking, showing and acknowledging.

Needs atheris, which is no part of the project's requirements:
  .venv/bin/pip install atheris
  .venv/bin/python scripts/fuzz_x12.py FOLDER -max_total_time=1200 -rss_limit_mb=512 -timeout=10
FOLDER keeps the inputs that reached something new; a failing input is written there as crash-*. Everything
after FOLDER goes to libFuzzer as it stands.

An input's first byte says in pieces of how many bytes the rest comes (0: whole).
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

try:
    import atheris
except ImportError:
    sys.exit("The fuzz run needs atheris: .venv/bin/pip install atheris")

with atheris.instrument_imports(include=["plancore.x12", "plancore.exchange"]):
    from plancore.exchange.tests.probe import MOST_BYTES, probe
    from plancore.x12.tests.samples import KINDS, file_of

from payerport.codes.loading import tables  # noqa: E402

CODES = tables()


def one_input(data: bytes) -> None:
    """What is run on each input."""
    if len(data) < 2 or len(data) > MOST_BYTES:
        return
    probe(data[1:], data[0], CODES)


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Half of the changes are those of libFuzzer, half keep segments whole: doubled, dropped, moved, taken
    from another file, an element emptied."""
    chance = random.Random(seed)
    if chance.random() < 0.5 or len(data) < 120:
        return bytes(atheris.Mutate(data, most))
    mark = bytes([data[107]]) if len(data) > 107 else b"~"
    segments = data.split(mark)
    for _ in range(chance.randint(1, 3)):
        chance.choice(CHANGES)(segments, chance)
    return mark.join(segments)[:most]


def _double(segments: list[bytes], chance: random.Random) -> None:
    segments.insert(chance.randrange(1, len(segments) + 1), chance.choice(segments))


def _drop(segments: list[bytes], chance: random.Random) -> None:
    if len(segments) > 2:
        del segments[chance.randrange(1, len(segments))]


def _foreign(segments: list[bytes], chance: random.Random) -> None:
    segments.insert(chance.randrange(1, len(segments) + 1), chance.choice(OTHERS))


def _emptied(segments: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(segments))
    elements = segments[at].split(b"*")
    elements[chance.randrange(len(elements))] = chance.choice((b"", b"0", b"-1", b":", b"^", b"99999999999"))
    segments[at] = b"*".join(elements)


Change = Callable[[list[bytes], random.Random], None]
CHANGES: tuple[Change, ...] = (_double, _drop, _foreign, _emptied)
OTHERS = sorted({segment for kind in KINDS for segment in file_of(kind).split(b"~")})


def main() -> None:
    """Write the valid files as the first inputs, then run."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for size in (0, 7):
            (folder / f"valid-{kind}-{size}").write_bytes(bytes([size]) + file_of(kind))
    options = [f"-max_len={MOST_BYTES}", f"-artifact_prefix={folder}/", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(folder), *options], one_input, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
