"""Write docs/reference/x12-samples.md: what is said of each published X12 sample, and where.

The samples are no part of the project; PAYERPORT_SAMPLES names their folder.

PAYERPORT_SAMPLES=FOLDER .venv/bin/python scripts/build_samples.py           write it
PAYERPORT_SAMPLES=FOLDER .venv/bin/python scripts/build_samples.py --check   exit code 1 when not current
"""

import csv
import datetime as dt
import itertools
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "x12-samples.md"
sys.path.insert(0, str(ROOT / "src"))

from payerport.codes.loading import tables  # noqa: E402
from plancore.exchange import acks, x837  # noqa: E402
from plancore.x12 import NotX12, X12Finding  # noqa: E402
from plancore.x12.guide import names  # noqa: E402

STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
MOST_PLACES = 3
BAR = "\\|"
_NO_SAMPLES = ("MANIFEST.tsv", "LICENSE", "LICENSE.txt")
HEAD = """\
# X12: what is said of the published samples

Made by `scripts/build_samples.py`: each published sample (LinuxForHealth x12, pyx12, moov-io x12, hccinfhir)
through all guides and code sets. They are no part of the project; `PAYERPORT_SAMPLES` names their folder, and
where they are at hand `tests/contracts/test_published_page.py` compares this page with what is said of them.
What each finding means, and the guide's rule behind it, is in [messages.md](messages.md). A 4010 interchange
is refused by TA1 `R 017`, a 4010 group by 999 `R`, whatever is in it: its defects are not looked for. The
publisher's own statement is given where there is one.

Errors are given as code @ element in loop; `x3`: so often. The first three places of each.

| file | set | the publisher says | answer | errors and where |
|---|---|---|---|---|
"""
TAIL = """
Why published valid files are not all accepted: most carry invented NPIs, which fail their check digit or
begin with another digit than 1 or 2 (45 CFR 162.406); the institutional ones fill CLM06 and write DTP\\*434
with D8, which X223 does not allow; the 835s of one publisher lack the payer's technical contact (PER\\*BL),
which X221 requires; two files cut components with `>` while ISA16 says `:`. [x12-peers.md](x12-peers.md)
lists these by rule.
"""


def page(folder: Path) -> str:
    """The whole page."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        listed = {one["file"]: one for one in csv.DictReader(file, delimiter="\t")}
    found = (one for one in folder.rglob("*") if one.is_file() and one.name not in _NO_SAMPLES)
    rows = [
        _row(one, listed.get(one.relative_to(folder).as_posix(), {}), one.relative_to(folder).as_posix())
        for one in sorted(found)
    ]
    return HEAD + "".join(f"{row}\n" for row in rows) + TAIL


def _row(path: Path, listed: Mapping[str, str], name: str) -> str:
    answer, errors = said_of(path.read_bytes())
    stated = listed.get("valid/expected", "").replace("(no statement in repo)", "")
    shown = name.replace("src/tests/resources/", "").replace("/", " / ")
    words = (shown, listed.get("transaction_set", ""), stated.strip(), answer, errors)
    return f"| {' | '.join(one.replace('|', BAR) for one in words)} |"


def said_of(content: bytes) -> tuple[str, str]:
    """The answer to a file, and its errors with their places, both in words."""
    builder, numbers, controls = acks.AckBuilder(), itertools.count(1), itertools.count(1)
    errors: list[X12Finding] = []
    try:
        for event in x837.read([content], codes=tables(), supported=frozenset(names())):
            errors += [one for one in event.findings if one.is_error]
            if isinstance(event, x837.ClaimReceived):
                number = f"HHP{next(numbers):09d}" if event.is_acceptable else ""
                builder.settle(event, control_number=number)
            else:
                builder.feed(event)
    except NotX12 as refusal:
        return "refused", str(refusal)
    written = builder.finish(stamp=STAMP, next_control_number=lambda: next(controls))
    answers = [text for ack in written for text in _outcomes(ack)]
    return ", ".join(answers) or "not acknowledged (it is an acknowledgement)", _errors(errors)


def _outcomes(ack: acks.Ack) -> Iterator[str]:
    text = ack.content.decode("latin-1")
    if ack.kind == "TA1":
        for outcome, code in re.findall(r"TA1\*\d+\*\d+\*\d+\*(\w)\*(\d+)", text):
            yield f"TA1 {outcome} {code}"
    elif ack.kind == "999":
        sets = re.findall(r"IK5\*(\w)", text) or re.findall(r"AK9\*(\w)", text)
        yield f"999 {' '.join(sets)}"
    else:
        claims = re.findall(r"HL\*\d+\*\d+\*PT~\s*.*?STC\*(A\d)", text, flags=re.DOTALL)
        taken = claims.count("A2")
        yield f"277CA {taken} of {len(claims)} claims"


def _errors(errors: Sequence[X12Finding]) -> str:
    """`code @ place, place x2` for each code, in the order of the codes."""
    by_code: dict[str, Counter[str]] = {}
    for one in errors:
        place = one.place.name or "file"
        if one.place.loop not in ("", "HEADER", "ENVELOPE"):
            place += f" in {one.place.loop}"
        by_code.setdefault(one.code, Counter())[place] += 1
    words = []
    for code, places in sorted(by_code.items()):
        given = [f"{place} x{n}" if n > 1 else place for place, n in list(places.items())[:MOST_PLACES]]
        more = len(places) - MOST_PLACES
        words.append(f"`{code}` @ {', '.join(given)}" + (f" and {more} more places" if more > 0 else ""))
    return "; ".join(words) or "nothing wrong"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say whether it is current."""
    folder = Path(os.environ.get("PAYERPORT_SAMPLES", ""))
    if not (folder / "MANIFEST.tsv").is_file():
        sys.stderr.write("PAYERPORT_SAMPLES does not name the folder of the samples.\n")
        return 2
    text = page(folder)
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.stderr.write("docs/reference/x12-samples.md is not current: run scripts/build_samples.py.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
