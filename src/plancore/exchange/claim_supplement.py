"""What a claim says beside the facts that rules read: the second step of reading, taken only where a claim
has more than the first step took. Nothing is dropped here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from plancore.claims.people import Party, Person
from plancore.claims.supplement import (
    Attachment,
    Certification,
    ClaimAmount,
    ClaimDate,
    ClaimSupplement,
    Detail,
    LineSupplement,
    Note,
    Transport,
)
from plancore.claims.types import ClaimSubmission, ServiceLine
from plancore.exchange.claim_coverage import line_payments, other_payments
from plancore.exchange.claim_parties import (
    address_of,
    contacts_of,
    parties_in,
    party_of,
    reference_of,
    references_of,
)
from plancore.exchange.claim_tags import CLAIM_FACTS, CONTEXT_FACTS, LINE_FACTS, NAMED, PLAIN
from plancore.exchange.claim_value import field_at, words_at
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit

_NO_ROWS: list[Row] = []


def completed(claim: ClaimSubmission, unit: Unit) -> ClaimSubmission:
    """The claim with all that its rows say and the first step left."""
    guide = unit.set_start.guide
    form = guide.name if guide is not None else "837P"
    component = unit.interchange.delimiters.component
    if _is_plain(unit, form, component):
        return claim
    change = _Reader(form, component).changes(claim, unit)
    return replace(claim, **change) if change else claim


def _is_plain(unit: Unit, form: str, component: str) -> bool:
    """True for a claim of which the first step took all: a quick look, for most claims of most files."""
    plain = PLAIN[form]
    for tag, elements in unit.rows:
        if len(elements) > plain.get(tag, 0):
            return False
        if tag in _SERVICES and field_at(elements, _SERVICES[tag][0]).count(component) > 5:
            return False
    if field_at(unit.rows[0][1], 8) == "W":
        return False
    context = unit.context
    return all(is_plain_level(context.get(loop, _NO_ROWS)) for loop in _LEVELS) and "2010AC" not in context


def is_plain_level(rows: list[Row]) -> bool:
    """True when the first step takes all that a level above the claim says."""
    for tag, elements in rows:
        most = PLAIN_LEVELS.get(tag, 0)
        if len(elements) > most:
            return False
        if tag == "2000B/SBR" and field_at(elements, 5):
            return False
        if (
            elements[0] == "NM1"
            and (field_at(elements, 2) == "2" or elements[8:9] not in _USUAL)
            and tag in _HOLDERS
        ):
            return False
        if tag == "2010BB/NM1*PR" and elements[8:9] != ["PI"]:
            return False
    return True


_LEVELS = ("2000A", "2000B", "2010BA", "2010BB", "2000C", "2010CA")
PLAIN_LEVELS = {
    "2000A/HL*20": 9, "2000A/PRV*BI": 9, "2000B/HL*22": 9, "2000B/SBR": 10, "2010BA/NM1*IL": 10,
    "2010BA/N3": 9,
    "2010BA/N4": 9, "2010BA/DMG": 9, "2010BB/NM1*PR": 10, "2000C/HL*23": 9, "2000C/PAT": 5,
    "2010CA/NM1*QC": 10,
    "2010CA/N3": 9, "2010CA/N4": 9, "2010CA/DMG": 9,
}  # fmt: skip
_HOLDERS = frozenset(("2010BA/NM1*IL", "2010CA/NM1*QC"))
_USUAL: tuple[list[str], ...] = ([], ["MI"], [""])


class _Reader:
    """Reads the rest of one claim. `form` is the guide's name, `component` cuts composites."""

    def __init__(self, form: str, component: str) -> None:
        self.form = form
        self.component = component

    def changes(self, claim: ClaimSubmission, unit: Unit) -> dict[str, Any]:
        """The fields of the claim that change."""
        rows, context = unit.rows, unit.context
        first = unit.lines[0] if unit.lines else len(rows)
        head = rows[:first]
        facts = CLAIM_FACTS[self.form]
        rest = [row for row in head if row[0] not in facts]
        change: dict[str, Any] = {}
        more = self._scalars(rows[0][1])
        if rest or _has_period_of_accident(head):
            more |= self._facts(head, facts)
            change |= self._providers(claim, head, rest, more)
            if any(tag == "2320/SBR" for tag, _ in rest):
                change["other_payments"] = other_payments(head, self.component)
        change |= self._levels(claim, context, more)
        lines = tuple(
            self._line(line, rows[at:end]) for line, (at, end) in zip(claim.lines, unit.spans, strict=True)
        )
        if any(new is not old for new, old in zip(lines, claim.lines, strict=True)):
            change["lines"] = lines
        if more:
            change["supplement"] = ClaimSupplement(**more)
        return change

    def _scalars(self, claim: list[str]) -> dict[str, Any]:
        """What CLM says beside the facts."""
        more: dict[str, Any] = {}
        if field_at(claim, 8) == "W":
            more["assignment"] = "W"
        if len(claim) <= 10:
            return more
        for name, position in (("signature_source", 10), ("program", 12), ("delay_reason", 20)):
            if field_at(claim, position):
                more[name] = claim[position]
        cause = field_at(claim, 11).split(self.component)
        for name, position in (("accident_state", 3), ("accident_country", 4)):
            if field_at(cause, position):
                more[name] = cause[position]
        return more

    def _facts(self, rows: list[Row], taken: frozenset[str]) -> dict[str, Any]:
        """The segments of a claim or line that are no fact of the first step, by the field they go to."""
        found: dict[str, list[Any]] = {}
        for tag, elements in rows:
            if tag in taken and not _is_more(tag, elements):
                continue
            if tag[:5] in _APART:
                continue
            for field, value in self._fact(elements):
                found.setdefault(field, []).append(value)
        made: dict[str, Any] = {field: tuple(values) for field, values in found.items()}
        if "transport" in made:
            made["transport"] = made["transport"][0]
        return made

    def _fact(self, elements: list[str]) -> Iterator[tuple[str, Any]]:
        """One segment as (field, value)."""
        make = _FACTS.get(elements[0])
        if make is not None:
            made = make(elements, self.component)
            if made is not None:
                yield made
                return
        yield "details", detail_of(elements, self.component)

    def _providers(
        self, claim: ClaimSubmission, head: list[Row], rest: list[Row], more: dict[str, Any]
    ) -> dict[str, Any]:
        """The providers of the claim, whole, when one of them says more than name and number."""
        if not any(tag.startswith("2310") for tag, _ in rest) and not _has_rare_role(head):
            return {}
        change: dict[str, Any] = {}
        within: dict[str, Any] = {}
        others: list[Party] = []
        named = NAMED[self.form]
        for party in parties_in(head, "2310", self.component):
            field = named.get(party.role, "")
            if not field:
                others.append(party)
            elif field in _OF_FORM:
                within[field] = party.provider
            else:
                change[field] = party.provider
        if "referring" not in change:
            change["referring"] = None
        if within:
            form = "institutional" if self.form == "837I" else "dental"
            change[form] = replace(getattr(claim, form), **within)
        if others:
            more["parties"] = tuple(others)
        return change

    def _levels(
        self, claim: ClaimSubmission, context: dict[str, list[Row]], more: dict[str, Any]
    ) -> dict[str, Any]:
        """What the levels above the claim say beside the facts: payer, subscriber, patient, pay-to plan."""
        self._payer(context, more)
        change: dict[str, Any] = {}
        subscriber = self._person(claim.subscriber, context, "2000B", "2010BA")
        patient = claim.patient
        if "2010CA" in context:
            patient = self._person(claim.patient, context, "2000C", "2010CA")
        elif claim.patient == claim.subscriber:
            patient = subscriber
        if subscriber is not claim.subscriber:
            change["subscriber"] = subscriber
        if patient is not claim.patient:
            change["patient"] = patient
        return change

    def _payer(self, context: dict[str, list[Row]], more: dict[str, Any]) -> None:
        """What the levels say of the payer, the kind of insurance, the currency, the plan to be paid."""
        payer = context.get("2010BB", _NO_ROWS)
        if payer and field_at(payer[0][1], 8) not in ("PI", ""):
            more["payer_id_kind"] = payer[0][1][8]
        if len(payer) > 1:
            more["payer_address"] = address_of(payer)
            more["payer_references"] = references_of(payer)
        sbr = next((e for tag, e in context.get("2000B", _NO_ROWS) if tag == "2000B/SBR"), [])
        if field_at(sbr, 5):
            more["insurance_type"] = sbr[5]
        for tag, elements in context.get("2000A", _NO_ROWS):
            if tag.startswith("2000A/CUR"):
                more["currency"] = field_at(elements, 2)
        plan = context.get("2010AC")
        if plan:
            more["pay_to_plan"] = party_of(plan, "2010AC", self.component)

    @staticmethod
    def _person(person: Person, context: dict[str, list[Row]], level: str, loop: str) -> Person:
        """A person with numbers, contacts and what PAT says."""
        rows = context.get(loop, _NO_ROWS)
        change: dict[str, Any] = {}
        if any(tag not in CONTEXT_FACTS for tag, _ in rows):
            change["references"] = references_of(rows)
            change["contacts"] = contacts_of(rows)
        name = rows[0][1] if rows else []
        if field_at(name, 2) == "2":
            change["entity"] = "2"
        if field_at(name, 8) not in ("MI", ""):
            change["member_id_kind"] = name[8]
        for tag, elements in context.get(level, _NO_ROWS):
            if tag.endswith("/PAT") and len(elements) > 5:
                change["died_on"] = day(field_at(elements, 6))
                change["weight"] = number(field_at(elements, 8))
                change["is_pregnant"] = field_at(elements, 9) == "Y"
        return replace(person, **change) if change else person

    def _line(self, line: ServiceLine, rows: list[Row]) -> ServiceLine:
        """The line with all that its rows say."""
        facts = LINE_FACTS[self.form]
        more = self._line_scalars(rows)
        change: dict[str, Any] = {}
        if any(tag not in facts for tag, _ in rows) or _authorizations(rows):
            more |= self._facts(rows, facts)
            change |= self._line_parties(rows, more)
            payments = line_payments(rows, self.component)
            if payments:
                change["other_payments"] = payments
            change |= _authorized(rows, more, self.component)
        if more:
            change["supplement"] = LineSupplement(**more)
        return replace(line, **change) if change else line

    def _line_scalars(self, rows: list[Row]) -> dict[str, Any]:
        more: dict[str, Any] = {}
        for tag, elements in rows:
            if tag in _SERVICES:
                position, names = _SERVICES[tag]
                parts = field_at(elements, position).split(self.component)
                if field_at(parts, 6):
                    more["description"] = words_at(parts, 6)
                for name, at, yes in names:
                    if field_at(elements, at) == yes:
                        more[name] = True
                if tag == "2400/SV2" and field_at(elements, 7):
                    more["not_covered"] = cents(elements[7])
            elif tag == "2410/LIN" and field_at(elements, 2) != "N4":
                more["drug_code_kind"] = field_at(elements, 2)
        return more

    def _line_parties(self, rows: list[Row], more: dict[str, Any]) -> dict[str, Any]:
        change: dict[str, Any] = {}
        others = []
        for party in parties_in(rows, "2420", self.component):
            if party.role == "82":
                change["rendering"] = party.provider
            else:
                others.append(party)
        if others:
            more["parties"] = tuple(others)
        return change


_APART = frozenset(
    ("2310A", "2310B", "2310C", "2310D", "2310E", "2310F", "2320/", "2330A", "2330B", "2330C", "2330D",
     "2330E", "2330F", "2330G", "2330H", "2330I", "2420A", "2420B", "2420C", "2420D", "2420E", "2420F",
     "2420G", "2420H", "2430/")
)  # fmt: skip
"""Loops that are read as parties and other payers."""

_OF_FORM = frozenset(("attending", "operating", "other_operating", "assistant"))
_SERVICES: dict[str, tuple[int, tuple[tuple[str, int, str], ...]]] = {
    "2400/SV1": (1, (
        ("is_emergency", 9, "Y"), ("is_epsdt", 11, "Y"), ("is_family_planning", 12, "Y"),
        ("is_copay_exempt", 15, "0"),
    )),
    "2400/SV2": (2, ()),
    "2400/SV3": (1, ()),
}  # fmt: skip


def _is_more(tag: str, elements: list[str]) -> bool:
    """True for a segment whose fact the first step takes, but not all of it."""
    if tag == "2300/DTP*439":
        return field_at(elements, 2) == "DT"
    return tag == "2400/DTP*139" and field_at(elements, 1) == "441"


def _has_period_of_accident(rows: list[Row]) -> bool:
    return any(tag == "2300/DTP*439" and _is_more(tag, elements) for tag, elements in rows)


def _has_rare_role(rows: list[Row]) -> bool:
    return any(tag == "2310A/NM1*DN" and field_at(elements, 1) == "P3" for tag, elements in rows)


def _authorizations(rows: list[Row]) -> bool:
    """True when a line has several authorizations, or one of another payer."""
    found = [elements for tag, elements in rows if tag == "2400/REF*G1"]
    estimated = any(tag == "2400/DTP*139" and _is_more(tag, elements) for tag, elements in rows)
    return len(found) > 1 or any(len(one) > 4 for one in found) or estimated


def _authorized(rows: list[Row], more: dict[str, Any], component: str) -> dict[str, Any]:
    """The line's own authorization apart from those of other payers, which go to the references."""
    found = [reference_of(elements, component) for tag, elements in rows if tag == "2400/REF*G1"]
    own = [one for one in found if not one.payer]
    beside = [one for one in found if one.payer] + own[:-1]
    if beside:
        more["references"] = (*more.get("references", ()), *beside)
    return {"prior_authorization": own[-1].value if own else ""} if found else {}


def detail_of(elements: list[str], component: str) -> Detail:
    """A segment as it came, without its delimiters."""
    return Detail(
        segment=elements[0], values=tuple(tuple(words_at([one], 0).split(component)) for one in elements[1:])
    )


_Made = tuple[str, Any] | None


def _date(elements: list[str], component: str) -> _Made:
    text = field_at(elements, 3)
    if field_at(elements, 2) == "DT":
        on = day(text[:8])
        made = ClaimDate(kind=elements[1], first=on, time=text[8:]) if on else None
    else:
        span = days(text)
        last = span[1] if span and "-" in text else None
        made = ClaimDate(kind=elements[1], first=span[0], last=last) if span else None
    return ("dates", made) if made else None


def _amount(elements: list[str], component: str) -> _Made:
    value = cents(field_at(elements, 2))
    return ("amounts", ClaimAmount(kind=field_at(elements, 1), amount=value)) if value is not None else None


def _transport(elements: list[str], component: str) -> _Made:
    return "transport", Transport(
        weight=number(field_at(elements, 2)),
        reason=field_at(elements, 4),
        miles=number(field_at(elements, 6)),
        round_trip=words_at(elements, 9),
        stretcher=words_at(elements, 10),
    )


def _certification(elements: list[str], component: str) -> _Made:
    return "certifications", Certification(
        category=field_at(elements, 1),
        applies=field_at(elements, 2) == "Y",
        conditions=tuple(one for one in elements[3:8] if one),
    )


def _attachment(elements: list[str], component: str) -> _Made:
    return "attachments", Attachment(
        report=field_at(elements, 1), way=field_at(elements, 2), control_number=words_at(elements, 6)
    )


def _reference(elements: list[str], component: str) -> _Made:
    return "references", reference_of(elements, component)


def _note(elements: list[str], component: str) -> _Made:
    return "notes", Note(kind=field_at(elements, 1), text=words_at(elements, 2))


_FACTS = {
    "REF": _reference,
    "DTP": _date,
    "AMT": _amount,
    "NTE": _note,
    "PWK": _attachment,
    "CRC": _certification,
    "CR1": _transport,
}
"""Segments that have a type of their own; the rest are details."""
