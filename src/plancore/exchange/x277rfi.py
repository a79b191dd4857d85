"""277RFI out and in: the plan's requests for additional information about claims, answered by a 275."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from plancore.authorizations.attachments import (
    AskedQuestion,
    InformationLine,
    InformationRequest,
    Question,
)
from plancore.exchange.review_rows import SetWriter
from plancore.exchange.review_value import (
    Block,
    Reader,
    address_of,
    blocks,
    contact_of,
    first_block,
    notices,
)
from plancore.exchange.text import as_sent, readable
from plancore.x12.checking import rules_with
from plancore.x12.convert import amount, cents, date8, day, days, number, plain
from plancore.x12.events import Unit
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange

VERSION, VERSION_5010 = "006020X313", "005010X213"
SUPPORTED = frozenset({"277RFI"})
_NO_DAY = dt.date(1, 1, 1)
_MOST_IN_ONE = 3
_OTHERS = ("BLT", "EA", "D9", "XZ")


def read(chunks: Iterable[bytes], *, codes: Codes | None = None) -> Iterator[InformationRequest]:
    """The requests of a file, one for each claim. Raises `plancore.x12.NotX12`."""
    for event in Scanner(supported=SUPPORTED, rules=rules_with(codes)).read(chunks):
        if isinstance(event, Unit):
            yield _request(event, Reader(event.interchange.delimiters.component))


def _request(unit: Unit, reader: Reader) -> InformationRequest:
    turns = blocks(unit.rows)
    claim = turns[0]
    how = next((one for one in turns if one.loop == "2210D"), Block("2210D"))
    context, begin = unit.context, first_block(unit.context, "HEADER").one("BHT")
    span = days(claim.one("DTP", "472")[3]) or (None, None)
    told, contact = notices(how), how.one("PER")
    charge = claim.one("STC")[4]
    others = ((one[1], readable(one[2])) for one in claim.all("REF") if one[1] in _OTHERS)
    return InformationRequest(
        reference=readable(begin[3]),
        created=day(begin[4]) or _NO_DAY,
        time=begin[5],
        payer=reader.party(first_block(context, "2100A")),
        receiver=reader.party(first_block(context, "2100B")),
        provider=reader.party(first_block(context, "2100C")),
        patient=reader.person(first_block(context, "2100D")),
        control_number=readable(claim.one("TRN")[2]),
        questions=_questions(claim, reader),
        charge=cents(charge) if charge else None,
        patient_control_number=readable(claim.one("REF", "EJ")[2]),
        claim_number=readable(claim.one("REF", "1K")[2]),
        other_numbers=tuple(others),
        service_from=span[0],
        service_to=span[1],
        due=day(claim.one("DTP", "106")[3]),
        answer=told[0] if told else None,
        answer_contact=contact_of(contact) if contact[0] else None,
        answer_to=readable(how.one("N1")[2]),
        answer_address=address_of(how),
        lines=tuple(_line(one, reader) for one in _by_line(turns)),
    )


def _by_line(turns: list[Block]) -> Iterator[Block]:
    """Lines, each with its own segments: they have no name or level to part them."""
    for turn in turns:
        if turn.loop != "2220D":
            continue
        line = Block("2220D")
        for segment in turn.segments:
            if segment[0] == "SVC" and line.segments:
                yield line
                line = Block("2220D")
            line.segments.append(segment)
        yield line


def _questions(block: Block, reader: Reader) -> tuple[AskedQuestion, ...]:
    return tuple(
        AskedQuestion(question=Question(category=one[0], loinc=one[1]), on=day(e[2]) or _NO_DAY)
        for e in block.all("STC")
        for one in (reader.split(e[at], 2) for at in (1, 10, 11) if e[at])
    )


def _line(block: Block, reader: Reader) -> InformationLine:
    e = block.one("SVC")
    service = reader.split(e[1], 6)
    span = days(block.one("DTP", "472")[3]) or (None, None)
    return InformationLine(
        procedure_qualifier=service[0],
        procedure=service[1],
        modifiers=tuple(one for one in service[2:6] if one),
        charge=cents(e[2]) or 0,
        revenue_code=e[4],
        units=number(e[7]),
        questions=_questions(block, reader),
        line_control_number=readable(block.one("REF", "FJ")[2]),
        service_from=span[0],
        service_to=span[1],
    )


def write(requests: Sequence[InformationRequest], header: Header, *, version: str = VERSION) -> bytes:
    """A whole interchange: one set for neighbours of the same reference; levels are shared by neighbours.
    Raises ValueError for a request without a question."""
    if not all(one.questions for one in requests):
        raise ValueError("a request asks something")
    sets = (
        SetText("277", version, tuple(_Writer(header).set_of(list(each))))
        for _, each in groupby(requests, key=lambda one: (one.reference, one.payer, one.created, one.time))
    )
    body = to_bytes(write_interchange(header, "HN", version, sets))
    newer = version.startswith("006020")
    return body.replace(b"00501", b"00602", 1) if newer else body


class _Writer(SetWriter):
    """Writes one 277RFI set."""

    def set_of(self, asked: list[InformationRequest]) -> Iterator[str]:
        """The segments between ST and SE."""
        first = asked[0]
        yield self.w.segment(
            "BHT", "0085", "08", as_sent(first.reference), date8(first.created), first.time, "RQ"
        )
        source, text = self._level(0, "20", holds=True)
        yield text
        payer = first.payer
        yield from self._party(replace(payer, contacts=payer.contacts[:1]))
        for receiver, of_receiver in groupby(asked, key=lambda one: one.receiver):
            above, text = self._level(source, "21", holds=True)
            yield text
            yield from self._party(receiver)
            for provider, of_provider in groupby(of_receiver, key=lambda one: one.provider):
                parent, text = self._level(above, "19", holds=True)
                yield text
                yield from self._party(provider)
                for patient, each in groupby(of_provider, key=lambda one: one.patient):
                    yield self._level(parent, "PT", holds=False)[1]
                    yield from self._person(patient, "QC")
                    for one in each:
                        yield from self._claim(one)

    def _claim(self, one: InformationRequest) -> Iterator[str]:
        w = self.w
        yield w.segment("TRN", "1", as_sent(one.control_number))
        yield from self._asked_of(one.questions, "" if one.charge is None else amount(one.charge))
        numbers = (("EJ", one.patient_control_number), ("1K", one.claim_number), *one.other_numbers)
        for qualifier, text in numbers:
            if text:
                yield w.segment("REF", qualifier, as_sent(text))
        yield from self._span(one.service_from, one.service_to)
        if one.due is not None:
            yield w.segment("DTP", "106", "D8", date8(one.due))
        if one.answer is not None:
            yield from self._notices((one.answer,), "")
            if one.answer_contact is not None:
                yield self._contact(one.answer_contact)
            if one.answer_to:
                yield w.segment("N1", "PK", as_sent(one.answer_to))
            yield from self._address(one.answer_address)
        for line in one.lines:
            yield from self._line(line)

    def _line(self, one: InformationLine) -> Iterator[str]:
        w = self.w
        service = (one.procedure_qualifier, one.procedure, *one.modifiers)
        units = "" if one.units is None else plain(one.units)
        yield w.segment("SVC", service, amount(one.charge), "", one.revenue_code, "", "", units)
        yield from self._asked_of(one.questions, "")
        if one.line_control_number:
            yield w.segment("REF", "FJ", as_sent(one.line_control_number))
        yield from self._span(one.service_from, one.service_to)

    def _asked_of(self, questions: Iterable[AskedQuestion], charge: str) -> Iterator[str]:
        """STC: up to three questions of a day in one."""
        for on, each in groupby(questions, key=lambda one: one.on):
            same = [(one.question.category, one.question.loinc, "", "LOI") for one in each]
            for at in range(0, len(same), _MOST_IN_ONE):
                first, *others = same[at : at + _MOST_IN_ONE]
                yield self.w.segment("STC", first, date8(on), "", charge, *[""] * 5, *others)
                charge = ""

    def _span(self, first: dt.date | None, last: dt.date | None) -> Iterator[str]:
        if first is None:
            return
        is_range = last is not None and last != first
        text = f"{date8(first)}-{date8(last)}" if is_range and last else date8(first)
        yield self.w.segment("DTP", "472", "RD8" if is_range else "D8", text)
