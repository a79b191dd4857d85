"""A large code set kept as the one text that its file is, a fifth of the memory of a dictionary: rows are cut
out of it when they are asked for."""

import lzma
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path

_PIECE = 1 << 16


class PackedRows(Mapping[str, str]):
    """Code to row, as `shipped.rows_in` has it, of a text whose lines stand in the order of their codes (the
    order of their bytes; ValueError when they do not). `names` adds a last column from elsewhere."""

    __slots__ = ("_names", "_starts", "_text")

    def __init__(self, text: bytes, names: Mapping[str, str] | None = None) -> None:
        self._text = text
        self._names = names
        self._starts = array("I")
        before, at, size = b"", text.find(b"\n") + 1, len(text)
        while 0 < at < size:
            code = text[at : text.index(b"\t", at)]
            if code != before:
                if code < before:
                    raise ValueError("the rows are not in the order of their codes")
                self._starts.append(at)
                before = code
            at = text.find(b"\n", at) + 1

    def _code(self, start: int) -> bytes:
        return self._text[start : self._text.index(b"\t", start)]

    def __getitem__(self, code: str) -> str:
        starts, wanted = self._starts, code.encode()
        number = bisect_left(starts, wanted, key=self._code)
        if number == len(starts) or self._code(starts[number]) != wanted:
            raise KeyError(code)
        end = starts[number + 1] if number + 1 < len(starts) else len(self._text)
        lines = self._text[starts[number] : end].decode().rstrip("\n").split("\n")
        row = "\n".join(line.partition("\t")[2] for line in lines)
        return row if self._names is None else f"{row}\t{self._names.get(code, '')}"

    def __iter__(self) -> Iterator[str]:
        for start in self._starts:
            yield self._code(start).decode()

    def __len__(self) -> int:
        return len(self._starts)


def unpacked(path: Path) -> bytes:
    """The bytes of an xz file, taken piece by piece so that little more than the result is in memory."""
    found = bytearray()
    with lzma.open(path) as file:
        while piece := file.read(_PIECE):
            found += piece
    return bytes(found)
