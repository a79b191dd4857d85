#!/usr/bin/env python3
"""Makes the shipped table of Excludes1 notes out of the package `simple-icd-10-cm`, which carries the tabular
list's own notes: `build_excludes.py` with the package on the path. Codes only; a note in words is left out.

Notes of chapters and blocks are left out too: they speak of whole families of conditions that a patient may
well have side by side for different reasons (guideline I.A.12.a).
"""

import lzma
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/payerport/codes/data/excludes1.tsv.xz"
_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_PART = re.compile(rf"({_CODE})(?:\.?-({_CODE}))?\.?-?")
_NOTE = re.compile(r"\(([^()]*)\)\s*$")


def ranges_of(note: str) -> Iterator[tuple[str, str]]:
    """First and last beginning of each code that a note ends with; nothing when it ends otherwise."""
    found = _NOTE.search(note)
    parts = [part.strip() for part in found[1].split(",")] if found else []
    matches = [_PART.fullmatch(part) for part in parts]
    for match in matches:
        if match is not None and all(matches):
            first = match[1].replace(".", "")
            yield first, (match[2] or match[1]).replace(".", "")


def rows() -> list[str]:
    """The table's lines, sorted, with its head."""
    tabular = import_module("simple_icd_10_cm")
    found = {
        f"{code.replace('.', '')}\t{first}\t{last}"
        for code in tabular.get_all_codes(True)
        if not tabular.is_chapter_or_block(code)
        for note in tabular.get_excludes1(code)
        for first, last in ranges_of(note)
    }
    return ["code\tfirst\tlast", *sorted(found)]


if __name__ == "__main__":
    lines = rows()
    text = ("\n".join(lines) + "\n").encode()
    OUT.write_bytes(
        lzma.compress(text, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=9 | lzma.PRESET_EXTREME)
    )
    sys.stdout.write(f"{len(lines) - 1} exclusions written\n")
