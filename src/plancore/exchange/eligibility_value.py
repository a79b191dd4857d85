"""The rows of a 270 or 271 to cases: questions and benefits with all that stands around them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from plancore.claims.people import Reference
from plancore.claims.supplement import ClaimDate
from plancore.eligibility.message import Case, Head, Named, Question, Refusal, Subject, Told
from plancore.exchange.claim_parties import contacts_of
from plancore.exchange.claim_supplement import detail_of
from plancore.exchange.claim_value import address_in, field_at, words_at
from plancore.x12.convert import cents, day, days, number
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Event, Row, SetEnd, Unit

_NO_ROWS: list[Row] = []
Segments = list[list[str]]


def cases_of(events: Iterable[Event]) -> tuple[Case, ...]:
    """The cases of all sets that have a guide, in order. A level that was refused as a whole, with nobody
    under it, is a case when it is the last of its set."""
    found: list[Case] = []
    last: object = None
    marks = Delimiters()
    for event in events:
        if isinstance(event, Unit):
            marks = event.interchange.delimiters
            last = event.context.get("2100B")
            if _counts(event):
                found.append(_case(event, marks))
        elif isinstance(event, SetEnd) and event.start.guide is not None:
            if "2100A" in event.header and (event.header.get("2100B") is not last or last is None):
                found.append(_above(event.header))
            last = None
    return tuple(found)


def _counts(unit: Unit) -> bool:
    """False for a subscriber who only stands above a dependent."""
    if unit.loop != "2100C":
        return True
    level = unit.context.get("2000C", _NO_ROWS)
    if any(elements[0] == "TRN" for _, elements in level):
        return True
    if any(elements[0] in ("EB", "EQ", "AAA") for _, elements in unit.rows):
        return True
    return bool(level) and field_at(level[0][1], 4) != "1"


def _case(unit: Unit, marks: Delimiters) -> Case:
    context = unit.context
    above = _above(context)
    holder = unit.rows if unit.loop == "2100C" else context.get("2100C", _NO_ROWS)
    subscriber = _subject(holder, context.get("2000C", _NO_ROWS), marks)
    dependent = None
    if unit.loop == "2100D":
        dependent = _subject(unit.rows, context.get("2000D", _NO_ROWS), marks)
    return Case(
        head=above.head,
        source=above.source,
        source_refusals=above.source_refusals,
        receiver=above.receiver,
        subscriber=subscriber,
        dependent=dependent,
    )


def _above(context: dict[str, list[Row]]) -> Case:
    begin = next((e for _, e in context.get("HEADER", _NO_ROWS) if e[0] == "BHT"), [])
    head = Head(
        purpose=field_at(begin, 2),
        reference=words_at(begin, 3),
        created=day(field_at(begin, 4)) or dt.date.min,
        time=field_at(begin, 5),
        kind=field_at(begin, 6),
    )
    receiver = context.get("2100B")
    return Case(
        head=head,
        source=_named(_plain(context.get("2100A", _NO_ROWS))),
        source_refusals=_refusals(_plain(context.get("2000A", _NO_ROWS))),
        receiver=_named(_plain(receiver)) if receiver else None,
    )


def _plain(rows: Iterable[Row]) -> Segments:
    return [elements for _, elements in rows]


def _references(segments: Segments) -> tuple[Reference, ...]:
    return tuple(
        Reference(kind=field_at(one, 1), value=words_at(one, 2), text=words_at(one, 3))
        for one in segments
        if one[0] == "REF"
    )


def _refusals(segments: Segments) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(is_valid=field_at(one, 1), reason=field_at(one, 3), follow_up=field_at(one, 4))
        for one in segments
        if one[0] == "AAA"
    )


def _dates(segments: Segments) -> tuple[ClaimDate, ...]:
    found = []
    for one in segments:
        span = days(field_at(one, 3)) if one[0] == "DTP" else None
        if span is not None:
            last = span[1] if "-" in one[3] else None
            found.append(ClaimDate(kind=one[1], first=span[0], last=last))
    return tuple(found)


def _first(segments: Segments, name: str) -> list[str]:
    return next((one for one in segments if one[0] == name), [])


def _named(segments: Segments) -> Named:
    name, town, specialty = (_first(segments, one) for one in ("NM1", "N4", "PRV"))
    by_name = {f"X/{one[0]}": one for one in segments}
    return Named(
        role=field_at(name, 1),
        entity=field_at(name, 2),
        last_name=words_at(name, 3),
        first_name=words_at(name, 4),
        middle_name=words_at(name, 5),
        suffix=words_at(name, 7),
        id_kind=field_at(name, 8),
        id=words_at(name, 9),
        relation=field_at(name, 10),
        references=_references(segments),
        address=address_in(by_name, "X"),
        location=(field_at(town, 5), words_at(town, 6)),
        contacts=contacts_of(("", one) for one in segments),
        refusals=_refusals(segments),
        specialty=(field_at(specialty, 1), field_at(specialty, 2), field_at(specialty, 3)),
    )


def _parts(text: str, mark: str) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(text.split(mark)) if mark else (text,)


def _subject(rows: list[Row], level: list[Row], marks: Delimiters) -> Subject:
    """A subscriber or dependent out of the rows of its loops; `level` holds HL and TRN."""
    own = [elements for tag, elements in rows if tag.startswith("2100")]
    birth, insured, coded = (_first(own, one) for one in ("DMG", "INS", "HI"))
    asked, told = _benefits(rows, marks)
    diagnoses = [_parts(one, marks.component) for one in coded[1:]]
    return Subject(
        name=_named(own),
        traces=tuple(
            (field_at(one, 1), words_at(one, 2), field_at(one, 3), words_at(one, 4))
            for _, one in level
            if one[0] == "TRN"
        ),
        birth_date=day(field_at(birth, 2)),
        gender=field_at(birth, 3),
        relationship=field_at(insured, 2),
        has_changed=field_at(insured, 3) == "001",
        birth_order=field_at(insured, 17),
        diagnoses=tuple((one[0], one[1]) for one in diagnoses if len(one) > 1),
        dates=_dates(own),
        details=tuple(detail_of(one, marks.component) for one in own if one[0] == "MPI"),
        questions=asked,
        benefits=told,
    )


def _benefits(rows: list[Row], marks: Delimiters) -> tuple[tuple[Question, ...], tuple[Told, ...]]:
    groups: list[tuple[Segments, list[Segments]]] = []
    for tag, elements in rows:
        name = elements[0]
        if tag.startswith("2100") or name in ("LS", "LE"):
            continue
        if name in ("EB", "EQ"):
            groups.append(([], []))
        if not groups:
            continue
        own, entities = groups[-1]
        if tag.startswith("2120"):
            if name == "NM1":
                entities.append([])
            if entities:
                entities[-1].append(elements)
        else:
            own.append(elements)
    asked = tuple(_question(own, marks) for own, _ in groups if own[0][0] == "EQ")
    told = tuple(_told(own, entities, marks) for own, entities in groups if own[0][0] == "EB")
    return asked, told


def _question(segments: Segments, marks: Delimiters) -> Question:
    first = segments[0]
    return Question(
        service_types=_parts(field_at(first, 1), marks.repetition),
        procedure=_parts(field_at(first, 2), marks.component),
        scope=field_at(first, 3),
        pointers=_parts(field_at(first, 5), marks.component),
        amounts=tuple((one[1], cents(field_at(one, 2)) or 0) for one in segments if one[0] == "AMT"),
        **_common(segments, marks),
    )


def _common(segments: Segments, marks: Delimiters) -> dict[str, Any]:
    return {
        "references": _references(segments),
        "dates": _dates(segments),
        "details": tuple(detail_of(one, marks.component) for one in segments if one[0] in ("HSD", "III")),
    }


def _told(segments: Segments, entities: list[Segments], marks: Delimiters) -> Told:
    first = segments[0]
    return Told(
        code=field_at(first, 1),
        scope=field_at(first, 2),
        service_types=_parts(field_at(first, 3), marks.repetition),
        insurance=field_at(first, 4),
        plan=words_at(first, 5),
        period=field_at(first, 6),
        amount=cents(field_at(first, 7)),
        share=number(field_at(first, 8)),
        quantity_kind=field_at(first, 9),
        quantity=number(field_at(first, 10)),
        authorization=field_at(first, 11),
        network=field_at(first, 12),
        procedure=_parts(field_at(first, 13), marks.component),
        pointers=_parts(field_at(first, 14), marks.component),
        refusals=_refusals(segments),
        messages=tuple(words_at(one, 1) for one in segments if one[0] == "MSG"),
        entities=tuple(_named(one) for one in entities),
        **_common(segments, marks),
    )
