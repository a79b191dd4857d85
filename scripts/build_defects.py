"""Write the files with one defect each, one for each rule: `RULE.NUMBER.KIND.x12`, near misses beside them.

    .venv/bin/python scripts/build_defects.py FOLDER

The page they are made from is `src/plancore/x12/tests/defects.txt`.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from plancore.x12.tests.defects import rules  # noqa: E402


def corpus() -> Iterator[tuple[str, bytes]]:
    """Name and content of every file."""
    for rule in rules().values():
        for number, case in enumerate(rule.defects, 1):
            yield f"{rule.code}.{number}.{case.kind.replace(' ', '_')}.x12", case.content()
        for number, case in enumerate(rule.passes, 1):
            yield f"{rule.code}.{number}.{case.kind.replace(' ', '_')}.passes.x12", case.content()


def main(arguments: Sequence[str]) -> int:
    """Write them all."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    files = dict(corpus())
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sys.stdout.write(f"{len(files)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
