"""275 in and out: attachments. The bytes pass through in pieces; what is known of each follows as a value."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from plancore.authorizations.attachments import AttachedTo, Attachment, Question
from plancore.authorizations.types import Party
from plancore.exchange.review_rows import SetWriter
from plancore.exchange.review_value import Block, Context, Reader, blocks, contact_of, first_block
from plancore.exchange.text import as_sent, readable
from plancore.x12.checking import rules_with
from plancore.x12.convert import date8, day, days
from plancore.x12.events import Event, Unit
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.writer import Header, Writer, interchange_header, interchange_trailer

VERSION, VERSION_5010 = "006020X314", "005010X210"
SUPPORTED = frozenset({"275", "275-5010"})
_NO_DAY = dt.date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentReceived:
    """An attachment whose bytes came before, in `BinaryData` of the same set whose `unit` is `unit`. Two are
    equal when the attachments are."""

    attachment: Attachment
    unit: int = field(default=0, compare=False)
    findings: tuple[X12Finding, ...] = field(default=(), compare=False)

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the file keeps it from being filed. The set's end may still refuse it."""
        return not any(one.is_error for one in self.findings)


def read(chunks: Iterable[bytes], *, profile: Profile | None = None) -> Iterator[Event | AttachmentReceived]:
    """All events of a file (for `acks.AckBuilder.feed`), each unit followed by its `AttachmentReceived`; the
    bytes come as `BinaryData`, in order, before it. Raises `plancore.x12.NotX12`."""
    for event in Scanner(supported=SUPPORTED, rules=rules_with(None), profile=profile).read(chunks):
        yield event
        if isinstance(event, Unit):
            yield AttachmentReceived(
                attachment=_attachment(event),
                unit=event.number,
                findings=(*event.inherited, *event.findings),
            )


def _attachment(unit: Unit) -> Attachment:
    reader = Reader(unit.interchange.delimiters.component)
    turns = blocks(unit.rows)
    block = Block("2000A", [one for turn in turns for one in turn.segments])
    line = days(block.one("DTP", "472")[3]) or (None, None)
    kind, marks = block.one("CAT"), block.one("OOI")
    data = unit.binaries[0] if unit.binaries else None
    lead = block.one("BDS")
    number = block.one("LX")[1]
    return Attachment(
        to=_attached_to(unit.context, reader),
        number=int(number) if number.isascii() and number.isdigit() else 0,
        control_number=readable(block.one("TRN")[2]),
        questions=_questions(block, reader),
        references=tuple((one[1], readable(one[2])) for one in block.all("REF")),
        line_from=line[0],
        line_to=line[1],
        submitted=day(block.one("DTP", "368")[3]) or _NO_DAY,
        kind=kind[2],
        version=readable(kind[3]),
        object_marks=tuple(readable(one) for one in marks[1:5] if one),
        encoding=lead[1],
        length=data.declared if data is not None else 0,
        sha256=data.sha256 if data is not None else "",
    )


def _questions(block: Block, reader: Reader) -> tuple[Question, ...]:
    composites = [reader.split(e[at], 2) for e in block.all("STC") for at in (1, 10, 11) if e[at]]
    return tuple(Question(category=one[0], loinc=one[1]) for one in composites)


def _attached_to(context: Context, reader: Reader) -> AttachedTo:
    begin, patient = first_block(context, "HEADER").one("BGN"), first_block(context, "1000D")
    more = first_block(context, "1100C")
    provider = first_block(context, "1000C")
    provider.segments += [one for one in more.segments if one[0] != "NX1"]
    span = days(patient.one("DTP", "472")[3]) or (None, None)
    payer = first_block(context, "1000A")
    numbers = {one[1]: readable(one[2]) for one in patient.all("REF")}
    patient.segments = [one for one in patient.segments if one[0] != "REF"]
    contacts = payer.all("PER")
    payer.segments = [one for one in payer.segments if one[0] != "PER"]
    return AttachedTo(
        reference=readable(begin[2]),
        is_answer=begin[1] == "11",
        created=day(begin[3]) or _NO_DAY,
        time=begin[4],
        payer=reader.party(payer),
        payer_contact=contact_of(contacts[0]) if contacts else None,
        submitter=reader.party(first_block(context, "1000B")),
        provider=reader.party(provider),
        patient=reader.person(patient),
        patient_control_number=numbers.pop("EJ", ""),
        claim_number=numbers.pop("1K", ""),
        other_numbers=tuple(numbers.items()),
        service_from=span[0],
        service_to=span[1],
    )


def write(
    attachments: Sequence[tuple[Attachment, Iterable[bytes]]], header: Header, *, version: str = VERSION
) -> Iterator[bytes]:
    """A whole interchange, piece by piece: one set for neighbours that belong to the same claim. The bytes
    are taken as they are to be sent (already encoded). Raises ValueError when they are not as many as
    `length` says, or not those of `sha256` where it is given."""
    writer = _Writer(header, version)
    yield from writer.interchange(attachments)


class _Writer(SetWriter):
    """Writes 275 sets."""

    def __init__(self, header: Header, version: str) -> None:
        super().__init__(header)
        self.version = version
        self.w = Writer(header.delimiters)
        self.count = 0

    def _sent(self, texts: Iterable[str]) -> Iterator[bytes]:
        for text in texts:
            self.count += 1
            yield text.encode("latin-1")

    def interchange(self, given: Sequence[tuple[Attachment, Iterable[bytes]]]) -> Iterator[bytes]:
        """ISA to IEA."""
        w, header = self.w, self.header
        control = str(header.control_number)
        newer = self.version.startswith("006020")
        isa = interchange_header(w, header)
        yield (isa.replace("00501", "00602", 1) if newer else isa).encode("latin-1")
        sender = header.sender.application_id or header.sender.id
        receiver = header.receiver.application_id or header.receiver.id
        stamp = (f"{header.stamp:%Y%m%d}", f"{header.stamp:%H%M%S}")
        yield w.segment("GS", "PI", sender, receiver, *stamp, control, "X", self.version).encode("latin-1")
        sets = 0
        for to, each in groupby(given, key=lambda pair: pair[0].to):
            sets += 1
            self.count = 0
            yield from self._sent((w.segment("ST", "275", f"{sets:04d}", self.version),))
            yield from self._sent(self._claim(to))
            for attachment, data in each:
                yield from self._sent(self._attachment(attachment))
                yield from self._data(attachment, data)
            yield w.segment("SE", self.count + 1, f"{sets:04d}").encode("latin-1")
        yield w.segment("GE", sets, control).encode("latin-1")
        yield interchange_trailer(w, header, 1).encode("latin-1")

    def _claim(self, to: AttachedTo) -> Iterator[str]:
        w = self.w
        yield w.segment(
            "BGN", "11" if to.is_answer else "02", as_sent(to.reference), date8(to.created), to.time
        )
        yield from self._party(to.payer)
        if to.payer_contact is not None:
            yield self._contact(to.payer_contact)
        yield from self._party(to.submitter)
        yield from self._provider(to.provider)
        yield from self._person(to.patient, "QC")
        for qualifier, number in (
            ("1K", to.claim_number), ("EJ", to.patient_control_number), *to.other_numbers,
        ):  # fmt: skip
            if number:
                yield w.segment("REF", qualifier, as_sent(number))
        yield from self._span("472", to.service_from, to.service_to)

    def _provider(self, one: Party) -> Iterator[str]:
        written = list(self._party(one))
        more = ("N3", "N4", "PRV")
        names = [text.split(self.header.delimiters.element, 1)[0] for text in written]
        first = next((i for i, name in enumerate(names) if name in more), len(written))
        yield from written[:first]
        if written[first:]:
            yield self.w.segment("NX1", one.role)
            yield from written[first:]

    def _attachment(self, one: Attachment) -> Iterator[str]:
        w = self.w
        yield w.segment("LX", one.number)
        yield w.segment("TRN", "2" if one.to.is_answer else "1", as_sent(one.control_number))
        if one.questions:
            asked = [(each.category, each.loinc, "", "LOI") for each in one.questions[:3]]
            first, *others = asked
            yield w.segment("STC", first, *([""] * 8 if others else ()), *others)
        for qualifier, value in one.references:
            yield w.segment("REF", qualifier, as_sent(value))
        yield from self._span("472", one.line_from, one.line_to)
        yield from self._span("368", one.submitted, one.submitted)
        yield w.segment("CAT", "AE", one.kind, as_sent(one.version))
        if self.version == VERSION:
            yield w.segment("OOI", *map(as_sent, one.object_marks))
        else:
            yield w.segment("EFI", "05")

    def _span(self, kind: str, first: dt.date | None, last: dt.date | None) -> Iterator[str]:
        if first is None:
            return
        if last is None or last == first:
            yield self.w.segment("DTP", kind, "D8", date8(first))
        else:
            yield self.w.segment("DTP", kind, "RD8", f"{date8(first)}-{date8(last)}")

    def _data(self, one: Attachment, data: Iterable[bytes]) -> Iterator[bytes]:
        mark = self.header.delimiters
        name = ("BDS", one.encoding) if self.version == VERSION else ("BIN",)
        self.count += 1
        yield mark.element.join((*name, str(one.length), "")).encode("latin-1")
        digest, count = hashlib.sha256(), 0
        for piece in data:
            digest.update(piece)
            count += len(piece)
            if count > one.length:
                break
            yield piece
        if count != one.length:
            raise ValueError("the bytes are not as many as the attachment says")
        if one.sha256 and digest.hexdigest() != one.sha256:
            raise ValueError("the bytes are not those of the attachment")
        yield mark.segment.encode("latin-1")
