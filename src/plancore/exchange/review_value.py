"""Rows of a 278 to the values of an authorization."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plancore.authorizations.types import (
    Address,
    AttachmentNotice,
    AuthorizationAnswer,
    AuthorizationRequest,
    AuthorizationService,
    Contact,
    Decision,
    Delivery,
    Diagnosis,
    Party,
    Period,
    Person,
    Rejection,
    Review,
    Tooth,
    Trace,
)
from plancore.exchange.text import readable
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit

Context = dict[str, list[Row]]

_CLINICAL = frozenset(("CRC", "CL1", "CR1", "CR2", "CR5", "CR6"))


@dataclass(slots=True)
class Block:
    """One turn of a loop: its segments, each padded so that every element can be asked."""

    loop: str
    segments: list[list[str]] = field(default_factory=list)

    def all(self, name: str, qualifier: str = "") -> list[list[str]]:
        """The segments of a name, and of a qualifier where one is given."""
        return [e for e in self.segments if e[0] == name and qualifier in ("", e[1])]

    def one(self, name: str, qualifier: str = "") -> list[str]:
        """The first segment of a name; an empty one when there is none."""
        return next(iter(self.all(name, qualifier)), [""] * 26)


def blocks(rows: Iterable[Row]) -> list[Block]:
    """The rows in turns of their loops; what the guide does not know is passed over."""
    found: list[Block] = []
    for tag, elements in rows:
        loop = tag.partition("/")[0]
        if loop == "?":
            continue
        if not found or found[-1].loop != loop or elements[0] in ("HL", "NM1"):
            found.append(Block(loop))
        found[-1].segments.append([*elements, *[""] * (26 - len(elements))])
    return found


class Reader:
    """Reads values under one component separator."""

    def __init__(self, component: str) -> None:
        self.component = component

    def split(self, text: str, least: int) -> list[str]:
        """The components of a composite, at least so many."""
        parts = text.split(self.component)
        return [*parts, *[""] * (least - len(parts))]

    def party(self, block: Block) -> Party:
        """An organization or provider."""
        e, specialty = block.one("NM1"), block.one("PRV")
        denied = block.one("DTP", "598")[3]
        references = [(one[1], readable(one[2])) for one in block.all("REF")]
        if denied:
            references.append(("598", denied))
        return Party(
            role=e[1],
            is_person=e[2] == "1",
            last=readable(e[3]),
            first=readable(e[4]),
            middle=readable(e[5]),
            suffix=readable(e[7]),
            id_qualifier=e[8],
            id=readable(e[9]),
            references=tuple(references),
            address=address_of(block),
            contacts=tuple(contact_of(one) for one in block.all("PER")),
            specialty=(specialty[1], specialty[3]),
            rejections=rejections(block),
        )

    def person(self, block: Block) -> Person:
        """The subscriber or dependent."""
        e, birth, insured = block.one("NM1"), block.one("DMG"), block.one("INS")
        return Person(
            last=readable(e[3]),
            first=readable(e[4]),
            middle=readable(e[5]),
            suffix=readable(e[7]),
            id_qualifier=e[8],
            id=readable(e[9]),
            references=tuple((one[1], readable(one[2])) for one in block.all("REF")),
            address=address_of(block),
            birth_date=day(birth[2]),
            gender=birth[3],
            relationship=insured[2],
            military_status=insured[8],
            birth_order=insured[17],
            rejections=rejections(block),
        )

    def review(self, block: Block) -> Review | None:
        """UM."""
        e = block.one("UM")
        if not e[0]:
            return None
        facility = self.split(e[4], 2)
        return Review(
            category=e[1],
            action=e[2],
            service_type=e[3],
            facility=facility[0],
            facility_kind=facility[1],
            causes=tuple(self.split(e[5], 0)) if e[5] else (),
            urgency=e[6],
            condition=e[7],
            prognosis=e[8],
            release=e[9],
            delay_reason=e[10],
        )

    def diagnoses(self, block: Block) -> tuple[Diagnosis, ...]:
        """HI."""
        composites = [self.split(text, 4) for e in block.all("HI") for text in e[1:] if text]
        return tuple(Diagnosis(qualifier=one[0], code=one[1], known_since=day(one[3])) for one in composites)

    def service(self, turns: list[Block]) -> AuthorizationService:
        """A service level with its providers."""
        head = turns[0]
        form = next((one[0] for one in head.segments if one[0] in ("SV1", "SV2", "SV3")), "")
        e = head.one(form) if form else [""] * 26
        procedure = self.split(e[2 if form == "SV2" else 1], 8)
        at = {"SV1": (2, 3, 4), "SV2": (3, 4, 5), "SV3": (2, 25, 6)}.get(form, (25, 25, 25))
        return AuthorizationService(
            traces=traces(head),
            review=self.review(head),
            previous_number=readable(head.one("REF", "BB")[2]),
            administrative_reference=readable(head.one("REF", "NT")[2]),
            periods=periods(head),
            form=form,
            procedure_qualifier=procedure[0],
            procedure=procedure[1],
            modifiers=tuple(one for one in procedure[2:6] if one),
            description=readable(procedure[6]),
            last_procedure=procedure[7],
            revenue_code=e[1] if form == "SV2" else "",
            charge=cents(e[at[0]]) if e[at[0]] else None,
            unit=e[at[1]],
            quantity=number(e[at[2]]),
            rate=number(e[6]) if form == "SV2" else None,
            pointers=tuple(one for one in self.split(e[7], 0) if one) if form == "SV1" else (),
            oral_areas=tuple(one for one in self.split(e[4], 0) if one) if form == "SV3" else (),
            prosthesis=e[5] if form == "SV3" else "",
            teeth=tuple(
                Tooth(number=one[2], surfaces=tuple(s for s in self.split(one[3], 0) if s))
                for one in head.all("TOO")
            ),
            early_screening=e[11] if form == "SV1" else "",
            level_of_care=e[{"SV1": 20, "SV2": 10}.get(form, 25)],
            nursing_home_status=e[9] if form == "SV2" else "",
            delivery=delivery(head),
            attachments=notices(head),
            message=readable(head.one("MSG")[1]),
            providers=tuple(self.party(one) for one in turns[1:]),
            decision=decision(head),
            rejections=rejections(head),
            questions=tuple(one.code for one in self.diagnoses(head)),
        )

    def request(self, context: Context, unit: Unit | None) -> AuthorizationRequest:
        """The request, or what an answer repeats of it. `unit` None: nothing of an event was read."""
        turns = blocks(unit.rows) if unit is not None else []
        event = turns[0] if turns else Block("2000E")
        first = next((i for i, one in enumerate(turns) if one.loop == "2000F"), len(turns))
        has_dependent = "2000D" in context
        return AuthorizationRequest(
            reference=first_block(context, "HEADER").one("BHT")[3],
            organization=self.party(first_block(context, "2010A")),
            requester=self.party(first_block(context, "2010B")),
            subscriber=self.person(first_block(context, "2010C")),
            dependent=self.person(first_block(context, "2010D")) if has_dependent else None,
            traces=traces(event),
            review=self.review(event),
            previous_number=readable(event.one("REF", "BB")[2]),
            administrative_reference=readable(event.one("REF", "NT")[2]),
            periods=periods(event),
            diagnoses=self.diagnoses(event),
            delivery=delivery(event),
            clinical=tuple(_trimmed(one) for one in event.segments if one[0] in _CLINICAL),
            attachments=notices(event),
            message=readable(event.one("MSG")[1]),
            parties=tuple(self.party(one) for one in turns[1:first]),
            services=tuple(self.service(one) for one in _levels(turns[first:])),
        )

    def answer(self, context: Context, unit: Unit | None) -> AuthorizationAnswer:
        """The answer."""
        turns = blocks(unit.rows) if unit is not None else []
        level = "2000D" if "2000D" in context else "2000C"
        patient = first_block(context, level)
        return AuthorizationAnswer(
            event=self.request(context, unit),
            decision=decision(turns[0]) if turns else None,
            rejections=rejections(first_block(context, "2000A")),
            of_patient=rejections(patient),
            of_event=rejections(turns[0]) if turns else (),
            more_follows=first_block(context, "HEADER").one("BHT")[6] == "19",
            has_event=unit is not None,
        )


def _levels(turns: list[Block]) -> list[list[Block]]:
    """Each service level with the loops in it."""
    found: list[list[Block]] = []
    for one in turns:
        if one.loop == "2000F":
            found.append([])
        found[-1].append(one)
    return found


def first_block(context: Context, loop: str) -> Block:
    """The first turn of a loop above the unit; an empty one when there is none."""
    turns = blocks(row for row in context.get(loop, []) if row[0].startswith(loop + "/"))
    return turns[0] if turns else Block(loop)


def _trimmed(elements: list[str]) -> tuple[str, ...]:
    last = max((i for i, one in enumerate(elements) if one), default=0)
    return tuple(readable(one) for one in elements[: last + 1])


def address_of(block: Block) -> Address | None:
    """N3 and N4."""
    street, city = block.one("N3"), block.one("N4")
    if not street[0] and not city[0]:
        return None
    return Address(
        lines=tuple(readable(one) for one in street[1:3] if one),
        city=readable(city[1]),
        state=city[2],
        postal=city[3],
        country=city[4],
    )


def contact_of(e: list[str]) -> Contact:
    """PER."""
    ways = ((e[at], readable(e[at + 1])) for at in (3, 5, 7) if e[at])
    return Contact(name=readable(e[2]), ways=tuple(ways))


def traces(block: Block) -> tuple[Trace, ...]:
    """TRN."""
    return tuple(
        Trace(number=readable(e[2]), company=e[3], detail=readable(e[4]), is_answered=e[1] == "2")
        for e in block.all("TRN")
    )


def periods(block: Block) -> tuple[Period, ...]:
    """DTP; a date that can't be read is left out (the checks tell of it)."""
    found = [(e, days(e[3])) for e in block.all("DTP")]
    return tuple(
        Period(kind=e[1], first=span[0], last=span[1], is_range=e[2] == "RD8") for e, span in found if span
    )


def delivery(block: Block) -> Delivery | None:
    """HSD."""
    e = block.one("HSD")
    if not e[0]:
        return None
    return Delivery(
        unit=e[1],
        quantity=number(e[2]),
        per=e[3],
        times=number(e[4]),
        span_unit=e[5],
        spans=e[6],
        pattern=e[7],
        time_of_day=e[8],
    )


def notices(block: Block) -> tuple[AttachmentNotice, ...]:
    """PWK."""
    return tuple(
        AttachmentNotice(
            report_type=e[1], transmission=e[2], control_number=readable(e[6]), description=readable(e[7])
        )
        for e in block.all("PWK")
    )


def decision(block: Block) -> Decision | None:
    """HCR."""
    e = block.one("HCR")
    if not e[0]:
        return None
    return Decision(action=e[1], number=readable(e[2]), reason=readable(e[3]), second_opinion=e[4])


def rejections(block: Block) -> tuple[Rejection, ...]:
    """AAA."""
    return tuple(Rejection(reason=e[3], follow_up=e[4], is_valid=e[1] == "Y") for e in block.all("AAA"))
