"""Bytes to segments: a stream of chunks, cut at the terminators that the interchange headers name."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from plancore.x12.binary import OVERRUN, Payload, binary_at, lead_of, overrun
from plancore.x12.delimiters import ISA_LENGTH, ISA_WIDTHS, Delimiters, NotX12

_LONGEST = 1 << 20
"""Bytes a segment may have before it is cut: keeps memory flat when terminators are missing."""

_SLICE = 1 << 18

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
    payload: Payload | None = None
    """Data of the binary segment that came before; such a batch has no segments."""


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
        self._chunks = _sliced(chunks)
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
            binary = binary_at(text, delimiters)
            if binary >= 0 and (begin < 0 or binary < end):
                yield from self._binary(binary, delimiters)
                continue
            if begin >= 0 and len(text) - end < ISA_LENGTH + 2 and not self._ended:
                self._more()
                continue
            if begin >= 0:
                yield from self._cut(begin, delimiters, is_ended=text[begin] == terminator)
                self._drop(end - begin)
                return True
            end = text.rfind(terminator)
            if self._ended:
                if end >= 0:
                    yield from self._cut(end, delimiters, is_ended=True)
                    self._drop(1)
                left = self._text.strip("\r\n\t \x00\x1a")
                if left:
                    yield Batch(left, self._offset, terminator, delimiters)
                return False
            if end >= 0:
                yield from self._cut(end, delimiters, is_ended=True)
                self._drop(1)
            elif len(text) > _LONGEST:
                yield Batch(text, self._offset, terminator, delimiters)
                self._drop(len(text))
            self._more()

    def _binary(self, at: int, delimiters: Delimiters) -> Iterator[Batch]:
        """The segments before a binary one that begins at `at`, the binary one, its data in pieces."""
        if at:
            end = max(self._text.rfind(delimiters.segment, 0, at), 0)
            yield from self._cut(end, delimiters)
            self._drop(at - end)
        lead = lead_of(self._text, delimiters)
        while lead is None and self._more():
            lead = lead_of(self._text, delimiters)
        if lead is None or lead.declared < 0:
            yield from self._one(delimiters)
            return
        yield Batch(lead.text, self._offset, delimiters.segment, delimiters)
        self._drop(lead.begin)
        first, left, tail = self._offset, lead.declared, ""
        while left and (self._text or self._more()):
            piece = self._text[:left].encode("latin-1")
            left -= len(piece)
            tail = (tail + self._text[: len(piece)])[-OVERRUN:]
            self._drop(len(piece))
            data = Payload(piece, first, lead.declared)
            yield Batch("", first, delimiters.segment, delimiters, payload=data)
        found = self._found(lead.declared, left, tail, delimiters)
        last = Payload(b"", first, lead.declared, found, is_last=True)
        yield Batch("", first, delimiters.segment, delimiters, payload=last)

    def _found(self, declared: int, left: int, tail: str, delimiters: Delimiters) -> int:
        """How many bytes the data had; reads on to the segment's end. When a few too many were counted, so
        that the next segment's beginning was taken for data, it is put back."""
        while len(self._text) < OVERRUN and self._more():
            pass
        over = overrun(tail, self._text, delimiters) if not left else 0
        if over:
            self._text = tail[len(tail) - over + 1 :] + self._text
            self._offset -= over - 1
            return declared - over
        beyond = self._to_terminator(delimiters.segment)
        return -1 if beyond < 0 else declared - left + beyond

    def _to_terminator(self, terminator: str) -> int:
        """Drops the text up to and with the next terminator; gives how much stood before it, -1 at the end of
        the file."""
        passed = 0
        while self._text or self._more():
            at = self._text.find(terminator)
            if at >= 0:
                tail = self._text[:at]
                self._drop(at + 1)
                return 0 if not passed and terminator == "\n" and tail == "\r" else passed + at
            passed += len(self._text)
            self._drop(len(self._text))
        return -1

    def _one(self, delimiters: Delimiters) -> Iterator[Batch]:
        """The next segment, read like any other."""
        end = self._text.find(delimiters.segment)
        while end < 0 and len(self._text) < _LONGEST and self._more():
            end = self._text.find(delimiters.segment)
        end = len(self._text) if end < 0 else end
        yield Batch(self._text[:end].rstrip("\r\n"), self._offset, delimiters.segment, delimiters)
        self._drop(end + 1)

    def _cut(self, end: int, delimiters: Delimiters, *, is_ended: bool = False) -> Iterator[Batch]:
        """Segments in the text before `end`; drops that text. `is_ended`: a terminator stands at `end`, so
        that no text before it is a segment without one."""
        body, start = self._text[:end], self._offset
        self._drop(end)
        terminator = delimiters.segment
        if not body:
            if is_ended:
                yield Batch("", start, terminator, delimiters)
            return
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


def _sliced(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, large ones in slices: a whole file given as one must not be copied again and again."""
    for chunk in chunks:
        if len(chunk) <= _SLICE:
            yield chunk
        else:
            for at in range(0, len(chunk), _SLICE):
                yield chunk[at : at + _SLICE]


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
