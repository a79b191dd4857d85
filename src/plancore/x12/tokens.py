"""Bytes to segments: a stream of chunks, cut at the terminators that the interchange headers name."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from plancore.x12.delimiters import ISA_LENGTH, ISA_WIDTHS, Delimiters, NotX12

_LONGEST = 1 << 20
"""Bytes a segment may have before it is cut: keeps memory flat when terminators are missing."""

_GUESSES = (
    (b"<?xml", "XML"),
    (b"<", "XML or HTML"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (send the file in it)"),
    (b"\x1f\x8b", "a compressed file (send what is in it)"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"MSH|", "an HL7 version 2 message"),
    (b"FHS|", "an HL7 version 2 batch"),
    (b"UNA", "EDIFACT"),
    (b"UNB", "EDIFACT"),
    (b"\xff\xfe", "UTF-16 text (save it as plain text)"),
    (b"\xfe\xff", "UTF-16 text (save it as plain text)"),
    (b"GS", "X12 without its interchange header ISA"),
    (b"ST", "X12 without its interchange header ISA"),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments that follow each other: their text, the offset of the first, and what stands between one and
    the next (`cut`: the terminator, perhaps a line end). `header` is true for a batch that is one ISA;
    `problem` says what is wrong with it."""

    text: str
    offset: int
    cut: str
    delimiters: Delimiters
    header: bool = False
    problem: str = ""


def _refusal(start: bytes) -> NotX12:
    if not start.strip():
        return NotX12("The file is empty.")
    for mark, name in _GUESSES:
        if start.startswith(mark):
            return NotX12(f"This is not an X12 file: it looks like {name}.")
    return NotX12("This is not an X12 file: it does not begin with an interchange header (ISA).")


class Tokens:
    """The segments of a file. `batches()` can be asked once."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._text = ""
        self._offset = 0
        self._ended = False

    def _more(self) -> bool:
        """Read one chunk more; False at the end."""
        for chunk in self._chunks:
            if chunk:
                self._text += chunk.decode("latin-1")
                return True
        self._ended = True
        return False

    def _drop(self, count: int) -> None:
        self._text = self._text[count:]
        self._offset += count

    def batches(self) -> Iterator[Batch]:
        """All segments in batches, each interchange header alone. Raises NotX12 when there is none."""
        self._begin()
        while True:
            header = self._header()
            yield header
            follows = yield from self._body(header.delimiters)
            if not follows:
                return

    def _begin(self) -> None:
        while len(self._text) < 16 and self._more():
            pass
        if self._text.startswith("\xef\xbb\xbf"):
            self._drop(3)
        blank = len(self._text) - len(self._text.lstrip(" \r\n\t\0"))
        while blank == len(self._text) and self._more():
            blank = len(self._text) - len(self._text.lstrip(" \r\n\t\0"))
        self._drop(blank)
        while len(self._text) < 16 and self._more():
            pass
        if not self._text.startswith("ISA"):
            raise _refusal(self._text[:16].encode("latin-1"))

    def _header(self) -> Batch:
        while len(self._text) < 3 * ISA_LENGTH and self._more():
            pass
        text = self._text
        separator = text[3:4]
        if not separator or separator.isalnum() or separator in " \r\n\t":
            raise NotX12("The interchange header (ISA) is damaged: no element separator follows it.")
        pieces = text[: 3 * ISA_LENGTH].split(separator, 17)
        if len(pieces) < 17 or len(pieces[16]) < 2:
            raise NotX12("The interchange header (ISA) is damaged: it does not have 16 elements.")
        return self._read_header(pieces, separator)

    def _read_header(self, pieces: list[str], separator: str) -> Batch:
        component, terminator = pieces[16][0], pieces[16][1]
        at = sum(len(piece) + 1 for piece in pieces[:16]) + 1
        repetition = (
            pieces[11] if pieces[11] != "U" and len(pieces[11]) == 1 and not pieces[11].isalnum() else ""
        )
        if terminator == "\r" and pieces[16][2:3] == "\n":
            terminator = "\n"
            at += 1
        try:
            delimiters = Delimiters(separator, component, terminator, repetition)
        except ValueError as why:
            raise NotX12(f"The interchange header (ISA) is damaged: {why}.") from None
        widths = [len(piece) for piece in pieces[1:16]]
        wrong = [
            f"ISA{n:02d}"
            for n, (has, want) in enumerate(zip(widths, ISA_WIDTHS, strict=False), 1)
            if has != want
        ]
        problem = f"{', '.join(wrong)} not at the fixed width" if wrong else ""
        raw = self._text[:at].rstrip("\r")
        batch = Batch(raw, self._offset, terminator, delimiters, header=True, problem=problem)
        self._drop(at + 1)
        return batch

    def _body(self, delimiters: Delimiters) -> Generator[Batch, None, bool]:
        """Segments up to the next interchange header (gives True) or the end of the file (False)."""
        terminator = delimiters.segment
        while True:
            text = self._text
            begin, end = _next_header(text, terminator)
            if begin >= 0 and len(text) - end < ISA_LENGTH + 2 and not self._ended:
                self._more()
                continue
            if begin >= 0:
                yield from self._cut(begin, delimiters)
                self._drop(end - begin)
                return True
            end = text.rfind(terminator)
            if self._ended:
                if end >= 0:
                    yield from self._cut(end, delimiters)
                    self._drop(1)
                left = self._text.strip("\r\n\t \x00\x1a")
                if left:
                    yield Batch(left, self._offset, terminator, delimiters)
                return False
            if end > 0 and len(text) > 0:
                yield from self._cut(end, delimiters)
                self._drop(1)
            elif len(text) > _LONGEST:
                yield Batch(text, self._offset, terminator, delimiters)
                self._drop(len(text))
            self._more()

    def _cut(self, end: int, delimiters: Delimiters) -> Iterator[Batch]:
        """Segments in the text before `end`; drops that text."""
        body, start = self._text[:end], self._offset
        self._drop(end)
        if not body:
            return
        terminator = delimiters.segment
        even = terminator in "\r\n" and not _ragged(body, terminator)
        if even or ("\n" not in body and "\r" not in body):
            yield Batch(body, start, terminator, delimiters)
            return
        lead = len(body) - len(body.lstrip("\r\n"))
        for gap in ("\r\n", "\n"):
            cut = terminator + gap
            cuts = body.count(cut, lead)
            doubled = cut + "\n" in body or cut + "\r" in body
            if cuts and not doubled and body.count(terminator) == cuts:
                yield Batch(body[lead:], start + lead, cut, delimiters)
                return
        for piece in body.split(terminator):
            kept = piece.lstrip("\r\n\t ")
            yield Batch(kept, start + len(piece) - len(kept), terminator, delimiters)
            start += len(piece) + 1


def _next_header(text: str, terminator: str) -> tuple[int, int]:
    """Where the segment before the next interchange header ends, and where that begins; -1: none."""
    at = text.find("ISA")
    while at >= 0:
        before = (
            text[:at].rstrip(" \r\n\t") if at and text[at - 1] in " \r\n\t" else text[max(at - 1, 0) : at]
        )
        follows = text[at + 3 : at + 4]
        if follows and not follows.isalnum() and follows not in " \r\n\t":
            if terminator in "\r\n" and at and text[at - 1] in "\r\n":
                return len(text[:at].rstrip("\r\n")), at
            if not before:
                return 0, at
            if before.endswith(terminator):
                end = at - 1 if text[at - 1] == terminator else len(before) - 1
                return end, at
        at = text.find("ISA", at + 3)
    return -1, -1


def _ragged(body: str, terminator: str) -> bool:
    other = "\r" if terminator == "\n" else "\n"
    return other in body
