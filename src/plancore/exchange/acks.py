"""Acknowledgements of a file: TA1, 999 and 277CA out of findings and of what the caller decided about each
claim."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from plancore.exchange.ack277ca import VERSION_277CA, Ack277CA, ClaimAck
from plancore.exchange.ack999 import VERSION_999, Ack999, SetAnswer
from plancore.exchange.echo import Name
from plancore.exchange.fit import fitted
from plancore.exchange.status_codes import ACCEPTED, STATUS_CODES, Status, statuses_of
from plancore.exchange.x837 import ClaimReceived
from plancore.kernel import Finding, has_errors
from plancore.x12.delimiters import Delimiters
from plancore.x12.envelope import is_party_qualifier
from plancore.x12.events import (
    Event,
    GroupEnd,
    GroupStart,
    InterchangeEnd,
    InterchangeStart,
    SetEnd,
    SetStart,
    Unit,
)
from plancore.x12.findings import X12Finding
from plancore.x12.writer import (
    Header,
    Party,
    SetText,
    Writer,
    interchange_header,
    interchange_trailer,
    to_bytes,
    write_interchange,
)

__all__ = ["ACCEPTED", "STATUS_CODES", "Ack", "AckBuilder", "ClaimAck", "Status", "for_events"]

_CLAIMS = frozenset({"837P", "837I", "837D"})
"""Guides whose units are answered one by one by a 277CA."""


@dataclass(frozen=True, slots=True)
class Ack:
    """A whole interchange that answers: `kind` TA1, 999 or 277CA. `answers` is ISA13 of what it answers."""

    kind: str
    control_number: int
    answers: str
    content: bytes


class AckBuilder:
    """Fed with every event of a file, told what became of each claim, asked at the end for what to send back.

    The plan's own identity (`payer`) stands in the 277CA as information source. Keeps findings (at most
    `ack999.MOST_REPORTED` a set) and one small value for each claim."""

    def __init__(self, payer: Name | None = None) -> None:
        self._payer = payer
        self._interchanges: list[tuple[Ack999, list[Ack277CA]]] = []
        self._claims: Ack277CA | None = None

    def feed(self, event: Event | ClaimReceived) -> SetAnswer | None:
        """Take an event. Gives the set's answer at the end of a set. A claim not settled before is taken as
        rejected for what the file itself shows."""
        if isinstance(event, ClaimReceived):
            self.settle(event)
            return None
        if isinstance(event, InterchangeStart):
            self._interchanges.append((Ack999(event), []))
            return None
        if not self._interchanges:
            return None
        return self._within(self._interchanges[-1][0], event)

    def _within(self, ack: Ack999, event: Event) -> SetAnswer | None:
        if isinstance(event, GroupStart):
            ack.group(event)
        elif isinstance(event, SetStart):
            held = event.guide is not None and event.guide.name in _CLAIMS
            ack.set_start(event, held_to_units=held)
            self._claims = Ack277CA(ack.start.delimiters.component) if held else None
        elif isinstance(event, Unit):
            ack.unit(event.findings)
        elif isinstance(event, SetEnd):
            answer = ack.set_end(event)
            if self._claims and answer is not None and answer.outcome != "R":
                self._interchanges[-1][1].append(self._claims)
            self._claims = None
            return answer
        elif isinstance(event, GroupEnd):
            ack.group_end(event)
        elif isinstance(event, InterchangeEnd):
            ack.interchange_end(event)
        return None

    def settle(
        self,
        event: ClaimReceived,
        *,
        control_number: str = "",
        accepted: bool = False,
        findings: Iterable[Finding] = (),
        status: Status | None = None,
    ) -> ClaimAck:
        """Say what became of a claim: with `control_number` (or `accepted`, where there is no number yet) it
        was accepted; without, rejected for the errors in the file, in `findings`, or for `status`. Raises
        ValueError when an accepted claim has errors."""
        unit = event.unit
        if self._interchanges:
            self._interchanges[-1][0].unit(unit.findings)
        own = tuple(findings)
        if control_number or accepted:
            if has_errors(own) or not event.is_acceptable:
                raise ValueError("a claim with errors can't be accepted")
            ack = ClaimAck(echo=event.echo, control_number=control_number)
        else:
            ack = _rejected(event, own, status)
        if self._claims is not None:
            self._claims.add(ack)
        return ack

    def finish(
        self,
        *,
        stamp: dt.datetime,
        next_control_number: Callable[[], int],
        sender: Party | None = None,
        received: dt.date | None = None,
        receipt: str = "",
    ) -> Iterator[Ack]:
        """All that is to be sent back: for each interchange a TA1 where one is due, a 999, a 277CA where
        claims were read. `stamp` is written into the envelopes; `sender` is the plan (as the file addressed
        it when None); `receipt` the plan's number of the transmission (the file's ISA13 when empty)."""
        for ack, claims in self._interchanges:
            header = _reply_header(ack.start, stamp, sender)
            if ack.needs_ta1:
                number = next_control_number()
                yield Ack("TA1", number, ack.start.control, _ta1(ack, header(number)))
            if ack.answered and not ack.is_refused:
                number = next_control_number()
                marks = _reply_delimiters(ack.start.delimiters)
                sets = fitted(ack.sets(Writer(marks)), "999", marks)
                pieces = write_interchange(header(number), "FA", VERSION_999, sets)
                yield Ack("999", number, ack.start.control, to_bytes(pieces))
            if claims:
                number = next_control_number()
                marks = _reply_delimiters(ack.start.delimiters)
                claim_sets = self._claim_sets(claims, ack.start, stamp, received or stamp.date(), receipt)
                sets = fitted(claim_sets, "277CA", marks)
                pieces = write_interchange(header(number), "HN", VERSION_277CA, sets)
                yield Ack("277CA", number, ack.start.control, to_bytes(pieces))

    def _claim_sets(
        self,
        claims: list[Ack277CA],
        start: InterchangeStart,
        stamp: dt.datetime,
        received: dt.date,
        receipt: str,
    ) -> Iterator[SetText]:
        payer = self._payer or Name(
            last=start.receiver or "PLAN", qualifier="PI", id=start.receiver or "PLAN"
        )
        for one in claims:
            yield one.set_text(
                payer=payer,
                receipt=receipt or start.control,
                received=received,
                stamp=stamp,
                delimiters=_reply_delimiters(start.delimiters),
            )


def _rejected(event: ClaimReceived, own: tuple[Finding, ...], status: Status | None) -> ClaimAck:
    in_file: list[X12Finding] = [one for one in (*event.inherited, *event.findings) if one.is_error]
    lines: dict[int, list[X12Finding]] = {}
    for one in in_file:
        if 0 < one.line <= len(event.echo.lines):
            lines.setdefault(one.line - 1, []).append(one)
    if status is not None:
        statuses: tuple[Status, ...] = (status,)
    elif has_errors(own):
        statuses = tuple(dict.fromkeys((*statuses_of(own), *(statuses_of(in_file) if in_file else ()))))
    else:
        statuses = statuses_of(in_file)
    return ClaimAck(
        echo=event.echo,
        statuses=statuses,
        lines=tuple((index, statuses_of(found)) for index, found in sorted(lines.items())),
    )


def _reply_delimiters(given: Delimiters) -> Delimiters:
    """The file's own delimiters, with a repetition separator where it has none; the usual ones where a mark
    of the file is needed to write amounts and periods."""
    if {".", "-"} & {given.element, given.component, given.segment, given.repetition}:
        return Delimiters()
    if given.repetition:
        return given
    free = next(mark for mark in "^!|\\`" if mark not in (given.element, given.component, given.segment))
    return Delimiters(given.element, given.component, given.segment, free)


def _reply_header(
    start: InterchangeStart, stamp: dt.datetime, sender: Party | None
) -> Callable[[int], Header]:
    marks = _reply_delimiters(start.delimiters)
    plan = sender or _party(start.receiver, start.receiver_qualifier, marks)
    partner = _party(start.sender, start.sender_qualifier, marks)

    def header(number: int) -> Header:
        return Header(
            sender=plan,
            receiver=partner,
            stamp=stamp,
            control_number=number,
            usage=start.usage if start.usage in ("P", "T") else "P",
            delimiters=marks,
        )

    return header


def _party(given: str, qualifier: str, marks: Delimiters) -> Party:
    """A partner as a damaged header names it, in a form that a sound header can carry."""
    mark = Writer(marks)
    clean = mark.segment("", given)[: -len(marks.segment)].strip(f" {marks.element}")
    return Party(id=clean or "UNKNOWN", qualifier=qualifier if is_party_qualifier(qualifier) else "ZZ")


def _ta1(ack: Ack999, header: Header) -> bytes:
    writer = Writer(header.delimiters)
    segment = ack.ta1(writer, header.stamp)
    pieces = (interchange_header(writer, header), segment, interchange_trailer(writer, header, 0))
    return to_bytes(pieces)


def for_events(
    events: Iterable[Event],
    *,
    stamp: dt.datetime,
    next_control_number: Callable[[], int],
    sender: Party | None = None,
) -> tuple[Ack, ...]:
    """The TA1 and 999 of a file whose units are not claims (270, 835, 834)."""
    builder = AckBuilder()
    for event in events:
        builder.feed(event)
    return tuple(builder.finish(stamp=stamp, next_control_number=next_control_number, sender=sender))
