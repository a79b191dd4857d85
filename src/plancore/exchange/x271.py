"""271 out: the answers to a 270, in its order, under its levels, with its trace numbers. And in: what another
payer answered, as cases, and those back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from plancore.claims.types import Address
from plancore.eligibility.message import Case
from plancore.eligibility.types import (
    Amount,
    Answer,
    Benefit,
    CoverageStatus,
    LimitLeft,
    OtherInsurance,
)
from plancore.exchange.eligibility_value import cases_of
from plancore.exchange.eligibility_write import write_cases as _write_cases
from plancore.exchange.text import as_sent
from plancore.exchange.x270 import Batch, InquiryReceived
from plancore.x12.convert import amount, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.scan import Scanner
from plancore.x12.writer import Header, Party, SetText, Writer, to_bytes, write_interchange

VERSION_271 = "005010X279A1"

_RECEIVER_ONLY = frozenset("41 44 46 50 79 97 T4".split())  # noqa: SIM905
"""Reject reasons that speak of the asking provider: told at its level, without a subscriber level."""

_SUBSCRIBER_ONLY = frozenset("72 73 74 75 76 78".split())  # noqa: SIM905
_KINDS = {"deductible": "C", "out_of_pocket": "G"}
_SCOPES = {"individual": "IND", "family": "FAM"}
_TOTAL, _REMAINING = "23", "29"
_NUMBER = "P6"
"""Quantity qualifier: number of services or procedures; the message beside it says what is counted."""


def write(
    batch: Batch,
    answers: Sequence[Answer],
    *,
    stamp: dt.datetime,
    control_number: int,
    sender: Party | None = None,
) -> bytes:
    """A whole interchange with one answer for each of `batch.inquiries`; one set for each inbound set.
    Raises ValueError when the counts differ."""
    if len(answers) != len(batch.inquiries):
        raise ValueError("one answer for each inquiry")
    start = batch.interchange
    given = start.delimiters
    free = next(mark for mark in "^!|\\`" if mark not in (given.element, given.component, given.segment))
    delimiters = Delimiters(given.element, given.component, given.segment, given.repetition or free)
    header = Header(
        sender=sender or Party(id=start.receiver, qualifier=start.receiver_qualifier),
        receiver=Party(
            id=start.sender,
            qualifier=start.sender_qualifier,
            application_id=batch.group.sender if batch.group else "",
        ),
        stamp=stamp,
        control_number=control_number,
        usage=start.usage if start.usage in ("P", "T") else "P",
        delimiters=delimiters,
    )
    return to_bytes(write_interchange(header, "HB", VERSION_271, _sets(batch, answers, stamp, delimiters)))


def _sets(
    batch: Batch, answers: Sequence[Answer], stamp: dt.datetime, delimiters: Delimiters
) -> Iterator[SetText]:
    pairs = list(zip(batch.inquiries, answers, strict=True))
    at = 0
    while at < len(pairs):
        same = pairs[at][0].unit.set_start
        end = at
        while end < len(pairs) and pairs[end][0].unit.set_start is same:
            end += 1
        yield SetText("271", VERSION_271, tuple(_SetWriter(delimiters).segments(pairs[at:end], stamp)))
        at = end


def read(chunks: Iterable[bytes]) -> tuple[Case, ...]:
    """What a 271 file answers, person by person, whole, in memory. Raises `plancore.x12.NotX12`."""
    return cases_of(Scanner(supported=frozenset({"271"})).read(chunks))


def write_cases(cases: Iterable[Case], header: Header) -> bytes:
    """A whole interchange with these answers."""
    return _write_cases(cases, header, "271")


class _SetWriter:
    """Writes one set."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.w = Writer(delimiters)
        self.count = 0
        self.source: object = None
        self.receiver: object = None
        self.source_number = 0
        self.receiver_number = 0

    def segments(self, pairs: list[tuple[InquiryReceived, Answer]], stamp: dt.datetime) -> Iterator[str]:
        reference = pairs[0][0].inquiry.reference
        yield self.w.segment("BHT", "0022", "11", reference, f"{stamp:%Y%m%d}", f"{stamp:%H%M}")
        for received, answer in pairs:
            yield from self._levels(received, answer)
            if answer.reject not in _RECEIVER_ONLY:
                yield from self._person(received, answer)

    def _level(self, parent: int, code: str, children: str) -> tuple[int, str]:
        self.count += 1
        return self.count, self.w.segment("HL", self.count, str(parent) if parent else "", code, children)

    def _levels(self, received: InquiryReceived, answer: Answer) -> Iterator[str]:
        context = received.unit.context
        if self.source is not context.get("2100A"):
            self.source, self.receiver = context.get("2100A"), None
            self.source_number, segment = self._level(0, "20", "1")
            yield segment
            yield self._echo(context["2100A"][0][1])
        refused = answer.reject in _RECEIVER_ONLY
        if self.receiver is not context.get("2100B") or refused:
            self.receiver = context.get("2100B") if not refused else None
            self.receiver_number, segment = self._level(self.source_number, "21", "0" if refused else "1")
            yield segment
            yield self._echo(context["2100B"][0][1])
            if refused:
                yield self.w.segment("AAA", "N", "", answer.reject, answer.follow_up or "C")

    def _echo(self, elements: list[str]) -> str:
        return self.w.segment(elements[0], *elements[1:])

    def _traces(self, received: InquiryReceived) -> Iterator[str]:
        for number, company, more in received.inquiry.traces:
            yield self.w.segment("TRN", "2", number, company, more)

    def _person(self, received: InquiryReceived, answer: Answer) -> Iterator[str]:
        inquiry = received.inquiry
        dependent = inquiry.is_dependent and answer.reject not in _SUBSCRIBER_ONLY
        number, segment = self._level(self.receiver_number, "22", "1" if dependent else "0")
        yield segment
        if dependent:
            rows = received.unit.context.get("2100C") or []
            yield self._echo(rows[0][1]) if rows else self.w.segment("NM1", "IL", "1")
            _, segment = self._level(number, "23", "0")
            yield segment
        yield from self._traces(received)
        if answer.status in (CoverageStatus.NOT_FOUND, CoverageStatus.REFUSED):
            yield from self._refused(received, answer, dependent=dependent)
        else:
            yield from self._found(received, answer, dependent=dependent)

    def _refused(self, received: InquiryReceived, answer: Answer, *, dependent: bool) -> Iterator[str]:
        rows = received.unit.rows
        if received.inquiry.is_dependent and not dependent:
            rows = received.unit.context.get("2100C") or rows
        yield self._echo(rows[0][1])
        yield self.w.segment(
            "AAA", "N", "", answer.reject or ("67" if dependent else "75"), answer.follow_up or "C"
        )
        for tag, elements in rows:
            if tag.endswith("/DMG"):
                yield self._echo(elements)

    def _found(self, received: InquiryReceived, answer: Answer, *, dependent: bool) -> Iterator[str]:
        w = self.w
        identified = ("", "") if dependent else ("MI", answer.member_id)
        name = (as_sent(answer.last_name), as_sent(answer.first_name))
        yield w.segment("NM1", "03" if dependent else "IL", "1", *name, "", "", "", *identified)
        if answer.group_number:
            yield w.segment("REF", "6P", answer.group_number)
        yield from self._address(answer.address)
        if answer.birth_date is not None:
            gender = answer.gender if answer.gender in ("F", "M", "U") else ""
            yield w.segment("DMG", "D8", f"{answer.birth_date:%Y%m%d}", gender)
        if dependent:
            relationship = answer.relationship if answer.relationship in _RELATIONSHIPS else "G8"
            yield w.segment("INS", "N", relationship)
        if answer.period is not None:
            begin, end = answer.period.start, answer.period.end
            if end is None:
                yield w.segment("DTP", "346", "D8", f"{begin:%Y%m%d}")
            else:
                yield w.segment("DTP", "346", "RD8", f"{begin:%Y%m%d}-{end:%Y%m%d}")
        yield from self._benefits(answer)

    def _address(self, address: Address) -> Iterator[str]:
        if address.line1:
            yield self.w.segment("N3", as_sent(address.line1), as_sent(address.line2))
        if address.city:
            yield self.w.segment("N4", as_sent(address.city), address.state, address.postal_code)

    def _benefits(self, answer: Answer) -> Iterator[str]:
        active = answer.status is CoverageStatus.ACTIVE
        covered = [one.service_type for one in answer.benefits if one.covered]
        types = list(dict.fromkeys(["30", *covered])) if active else ["30"]
        yield self._eb("1" if active else "6", types, plan=answer.plan_name)
        if active:
            for one in answer.amounts:
                yield from self._amount(one)
            for benefit in answer.benefits:
                yield from self._benefit(benefit)
            for limit in answer.limits:
                yield from self._limit(limit)
            for other in answer.other_insurance:
                yield from self._other(other)

    def _eb(
        self, code: str, types: list[str], *, scope: str = "", plan: str = "", period: str = "",
        money: str = "", share: str = "", quantity: str = "", authorization: str = "", network: str = "",
    ) -> str:  # fmt: skip
        w = self.w
        texts = (w.repeated(types), "", w.repeated([as_sent(plan)[:50]]))
        counted = (_NUMBER, quantity) if quantity else ("", "")
        return w.raw("EB", code, scope, *texts, period, money, share, *counted, authorization, network)

    def _amount(self, one: Amount) -> Iterator[str]:
        code = _KINDS.get(one.kind)
        if code is None:
            return
        network = "Y" if one.tier == "in" else "N"
        scope = _SCOPES.get(one.scope, "IND")
        yield self._eb(code, ["30"], scope=scope, period=_TOTAL, money=amount(one.total), network=network)
        yield self._eb(
            code, ["30"], scope=scope, period=_REMAINING, money=amount(one.remaining), network=network
        )

    def _benefit(self, one: Benefit) -> Iterator[str]:
        network = "Y" if one.tier == "in" else "N"
        authorization = (
            "" if one.authorization_required is None else "Y" if one.authorization_required else "N"
        )
        types = [one.service_type]
        notes = [text for text in (one.title, one.note) if text]
        said = False
        if not one.covered:
            yield self._eb("I", types, network=network)
            said = True
        if one.copay is not None and one.covered:
            yield self._eb(
                "B", types, scope="IND", period="27", money=amount(one.copay),
                authorization=authorization, network=network,
            )  # fmt: skip
            said = True
        if one.coinsurance is not None and one.covered:
            share = plain(Decimal(one.coinsurance) / 10_000)
            yield self._eb(
                "A",
                types,
                scope="IND",
                period="27",
                share=share,
                authorization=authorization,
                network=network,
            )
            said = True
        if said and notes:
            yield self.w.segment("MSG", as_sent(". ".join(notes))[:264])

    def _limit(self, one: LimitLeft) -> Iterator[str]:
        """The whole limit, then what is left of it."""
        types = list(one.service_types) or ["30"]
        for period, figure in ((_TOTAL, one.total), (_REMAINING, one.remaining)):
            said = {"money": amount(figure)} if one.is_money else {"quantity": str(figure)}
            yield self._eb("F", types, scope="IND", period=period, **said)
            yield self.w.segment("MSG", as_sent(one.title)[:264])

    def _other(self, one: OtherInsurance) -> Iterator[str]:
        """Another plan: who it is, and its place before or after this one where that is settled."""
        w, begin, end = self.w, one.period.start, one.period.end
        yield self._eb("R", ["30"], scope="IND")
        if end is None:
            yield w.segment("DTP", "290", "D8", f"{begin:%Y%m%d}")
        else:
            yield w.segment("DTP", "290", "RD8", f"{begin:%Y%m%d}-{end:%Y%m%d}")
        identified = ("PI", one.payer_id) if one.payer_id else ()
        yield w.segment("LS", "2120")
        yield w.segment(
            "NM1",
            _PLACES.get(one.first, "PR"),
            "2",
            as_sent(one.payer_name)[:60],
            "",
            "",
            "",
            "",
            *identified,
        )
        yield w.segment("LE", "2120")


_PLACES = {"other": "PRP", "ours": "SEP"}
_RELATIONSHIPS = frozenset("01 19 20 21 39 40 53 G8".split())  # noqa: SIM905
