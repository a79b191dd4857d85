"""Other payers on a claim: their coverage and what they decided (loops 2320, 2330 and 2430)."""

from dataclasses import replace
from decimal import Decimal

from plancore.claims.people import Person
from plancore.claims.supplement import Detail, OtherCoverage, OtherService
from plancore.claims.types import OtherPayment
from plancore.exchange.claim_parties import address_of, parties_in, references_of
from plancore.exchange.claim_value import field_at, person_of, words_at
from plancore.x12.convert import cents, day, number
from plancore.x12.events import Row

_PATIENTS_OWN = ("2320/", "2330A", "2330B")


def other_payments(rows: list[Row], component: str) -> tuple[OtherPayment, ...]:
    """What other payers cover and decided on the claim, in the order of their loops."""
    groups: list[list[Row]] = []
    for row in rows:
        if row[0] == "2320/SBR":
            groups.append([])
        if groups and row[0][:4] in ("2320", "2330"):
            groups[-1].append(row)
    return tuple(_other_payment(group, component) for group in groups)


def _other_payment(rows: list[Row], component: str) -> OtherPayment:
    head = {tag: elements for tag, elements in rows if tag.startswith("2320/")}
    payer = [row for row in rows if row[0].startswith("2330B/")]
    name = payer[0][1] if payer else []
    adjustments, quantities = adjusted([e for tag, e in rows if tag == "2320/CAS"])
    paid = head.get("2320/AMT*D")
    dates = dict(payer)
    return OtherPayment(
        payer_id=field_at(name, 9),
        payer_name=words_at(name, 3),
        responsibility=field_at(head["2320/SBR"], 1),
        paid=cents(field_at(paid, 2)) or 0 if paid else 0,
        adjustments=adjustments,
        quantities=quantities,
        is_decided=paid is not None,
        paid_on=day(field_at(dates.get("2330B/DTP*573", []), 3)),
        remaining=_amount(head, "2320/AMT*EAF"),
        coverage=_coverage(rows, head, payer, component),
    )


def _coverage(rows: list[Row], head: dict[str, list[str]], payer: list[Row], component: str) -> OtherCoverage:
    sbr, other = head["2320/SBR"], head.get("2320/OI", [])
    holder = [row for row in rows if row[0].startswith("2330A/")]
    subscriber = person_of(holder, "2330A")
    return OtherCoverage(
        relationship=field_at(sbr, 2),
        group_number=words_at(sbr, 3),
        group_name=words_at(sbr, 4),
        insurance_type=field_at(sbr, 5),
        filing_indicator=field_at(sbr, 9),
        assignment=field_at(other, 3),
        signature_source=field_at(other, 4),
        release_of_information=field_at(other, 6),
        not_covered=_amount(head, "2320/AMT*A8"),
        subscriber=whole_person(subscriber, holder),
        payer_id_kind=field_at(payer[0][1], 8) if payer else "PI",
        payer_address=address_of(payer),
        references=references_of(payer),
        parties=tuple(
            parties_in([row for row in rows if row[0][:5] not in _PATIENTS_OWN], "2330", component)
        ),
        details=tuple(
            Detail(segment=elements[0], values=tuple((one,) for one in elements[1:]))
            for tag, elements in rows
            if tag in ("2320/MIA", "2320/MOA")
        ),
    )


def whole_person(person: Person, rows: list[Row]) -> Person:
    """The person with entity, kind of number and further numbers of its loop."""
    name = rows[0][1] if rows else []
    return replace(
        person,
        entity=field_at(name, 2) or "1",
        member_id_kind=field_at(name, 8) or "MI",
        references=references_of(rows),
    )


def _amount(rows: dict[str, list[str]], tag: str) -> int | None:
    elements = rows.get(tag)
    return cents(field_at(elements, 2)) if elements else None


def adjusted(
    segments: list[list[str]],
) -> tuple[tuple[tuple[str, str, int], ...], tuple[Decimal | None, ...]]:
    """(group, reason, cents) of CAS segments, and their quantities when any has one."""
    found: list[tuple[str, str, int]] = []
    quantities: list[Decimal | None] = []
    for elements in segments:
        group = field_at(elements, 1)
        for at in range(2, len(elements), 3):
            if elements[at]:
                found.append((group, elements[at], cents(field_at(elements, at + 1)) or 0))
                quantities.append(number(field_at(elements, at + 2)))
    return tuple(found), tuple(quantities) if any(one is not None for one in quantities) else ()


def line_payments(rows: list[Row], component: str) -> tuple[OtherPayment, ...]:
    """What other payers decided on the line, in the order of their loops."""
    groups: list[list[list[str]]] = []
    for tag, elements in rows:
        if tag == "2430/SVD":
            groups.append([])
        if groups and tag.startswith("2430/"):
            groups[-1].append(elements)
    return tuple(_line_payment(group, component) for group in groups)


def _line_payment(rows: list[list[str]], component: str) -> OtherPayment:
    decision = rows[0]
    adjustments, quantities = adjusted([one for one in rows if one[0] == "CAS"])
    paid_on = next((day(field_at(one, 3)) for one in rows if one[0] == "DTP"), None)
    remaining = next((cents(field_at(one, 2)) for one in rows if one[0] == "AMT"), None)
    parts = (*field_at(decision, 3).split(component), *[""] * 7)
    return OtherPayment(
        payer_id=field_at(decision, 1),
        paid=cents(field_at(decision, 2)) or 0,
        adjustments=adjustments,
        quantities=quantities,
        paid_on=paid_on,
        remaining=remaining,
        service=OtherService(
            procedure_qualifier=parts[0],
            procedure=parts[1],
            modifiers=tuple(one for one in parts[2:6] if one),
            description=words_at(list(parts), 6),
            revenue_code=field_at(decision, 4),
            units=number(field_at(decision, 5)),
            bundled_into=field_at(decision, 6),
        ),
    )
