"""Reads a contract's terms out of plain data (a document kept with the contract, or a part of a case).

What is wrong becomes a finding with its place and how to mend it, as in a plan. Written form:
docs/reference/contracts.md.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from plancore.benefits.reading import Node, as_date
from plancore.claims.contract_terms import (
    METHODS,
    Ambulance,
    Anesthesia,
    Area,
    DrgRate,
    DrgWeight,
    Drugs,
    Equipment,
    Level,
    NdcRate,
    Outlier,
    PerDiem,
    Term,
    When,
)
from plancore.claims.snapshot import Component, Rbrvs, Reductions
from plancore.codes import PlaceKey
from plancore.kernel import Cents, Finding, Period

_EVER = Period(dt.date.min)
_KINDS = {"imaging": "4", "therapy": "5", "heart": "6", "eye": "7"}
"""CMS's indicators of several procedures."""
_WHOLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractParts:
    """The parts of a contract that its document states, beside network, period and schedule."""

    lesser_of: bool = True
    rbrvs: Rbrvs | None = None
    reductions: Reductions | None = None
    timely_filing_days: int | None = None
    terms: tuple[Term, ...] = ()


def read_contract(document: Mapping[str, object]) -> tuple[ContractParts, tuple[Finding, ...]]:
    """The contract's parts, and what is wrong. With a finding nothing should be priced by it."""
    findings: list[Finding] = []
    node = Node(dict(document), "", findings)
    parts = ContractParts(
        lesser_of=node.flag("lesser_of", True),
        rbrvs=_rbrvs(node.child("rbrvs")) if node.has("rbrvs") else None,
        reductions=_reductions(node),
        timely_filing_days=node.whole("timely_filing_days", optional=True),
        terms=tuple(_term(part) for part in node.children("terms")),
    )
    seen: set[str] = set()
    for term in parts.terms:
        if term.id in seen:
            node.wrong("terms", "plan.twice", f"names `{term.id}` twice.", "Give each term an id of its own.")
        seen.add(term.id)
    node.done()
    return parts, tuple(findings)


def _exact(node: Node, key: str, scale: int, unit: str = "", optional: bool = False) -> int:
    """A decimal with its unit as a whole number of 1/`scale`; a part of that is a finding."""
    found = node.raw(key)
    if found is None:
        if not optional:
            node.wrong(key, "plan.missing", "is missing.", f"Add `{key}: {unit}1.25`.")
        return 0
    text = str(found)
    try:
        exact = Decimal(text.removeprefix(unit)) * scale
    except InvalidOperation:
        exact = Decimal("0.5")
    if exact != exact.to_integral_value() or exact < 0 or not text.startswith(unit):
        node.wrong(key, "plan.number", f"is `{text}`.", f"Write it like `{unit}1.25`, to 1/{scale}.")
        return 0
    return int(exact)


def _rbrvs(node: Node) -> Rbrvs:
    place = node.words("place")
    if len(place) != 2:
        node.wrong("place", "plan.shape", "needs carrier and locality.", 'Write `place: ["10112", "00"]`.')
        place = ("", "")
    percent = node.rate("percent", optional=True)
    found = Rbrvs(
        place=PlaceKey(place[0], place[1]),
        conversion_factor=_exact(node, "conversion_factor", _WHOLE, "$", optional=True),
        percent=_WHOLE if percent is None else percent,
    )
    node.done()
    return found


def _reductions(node: Node) -> Reductions | None:
    """`reductions: true` is Medicare's; a mapping states what is otherwise."""
    given = node.raw("reductions")
    if given is None or given is False:
        return None
    if given is True:
        return Reductions()
    part, usual = node.child("reductions"), Reductions()
    multiple = tuple(_rates_of(part, "multiple")) or usual.multiple

    def rate(key: str, otherwise: int) -> int:
        found = part.rate(key, optional=True)
        return otherwise if found is None else found

    found = Reductions(
        multiple=multiple,
        bilateral=rate("bilateral", usual.bilateral),
        assistant=rate("assistant", usual.assistant),
        co_surgeon=rate("co_surgeon", usual.co_surgeon),
        assistant_nonphysician=rate("assistant_nonphysician", usual.assistant_nonphysician),
        others=_by_key(part.child("modifiers"), _rate),
        endoscopy=part.flag("endoscopy", True),
        components=tuple(_component(one) for one in part.children("components"))
        if part.has("components")
        else usual.components,
    )
    part.done()
    return found


def _component(node: Node) -> Component:
    """`{kind: imaging, part: technical, factor: 50%, from, to}`."""
    since = as_date(node.raw("from")) if node.has("from") else None
    until = as_date(node.raw("to")) if node.has("to") else None
    found = Component(
        indicator=_KINDS.get(node.choice("kind", list(_KINDS)), ""),
        part=node.choice("part", ["technical", "professional", "expense"]),
        factor=_rate(node, "factor"),
        period=_period(node, since, until),
    )
    node.done()
    return found


def _rates_of(node: Node, key: str) -> Iterator[int]:
    for place, word in enumerate(node.words(key), start=1):
        yield Node({"rate": word}, f"{node.path}.{key}[{place}]", node.findings).rate("rate") or 0


def _rate(node: Node, key: str) -> int:
    return node.rate(key) or 0


def _money(node: Node, key: str) -> Cents:
    return node.money(key) or 0


def _fine_money(node: Node, key: str) -> int:
    return _exact(node, key, _WHOLE, "$")


def _hundredths(node: Node, key: str) -> int:
    return _exact(node, key, 100)


def _by_key(node: Node, read: Callable[[Node, str], int]) -> tuple[tuple[str, int], ...]:
    """Every name of the part with its value as `read` reads it."""
    return tuple((key, read(node, key)) for key in node.data)


def _term(node: Node) -> Term:
    since = as_date(node.raw("from")) if node.has("from") else None
    until = as_date(node.raw("to")) if node.has("to") else None
    lesser = node.flag("lesser_of", True) if node.has("lesser_of") else None
    found = Term(
        id=node.text("id"),
        period=_period(node, since, until),
        when=_when(node.child("when")),
        covers=_when(node.child("covers")),
        source=node.text("source", ""),
        lesser_of=lesser,
        allocation=node.choice("allocation", ["by_charge", "to_first"], "by_charge"),
        schedule=node.rate("schedule", optional=True),
        percent_of_charge=node.rate("percent_of_charge", optional=True),
        case_rate=node.money("case_rate", optional=True),
        per_diem=_per_diem(node.child("per_diem")) if node.has("per_diem") else None,
        drg=_drg(node.child("drg")) if node.has("drg") else None,
        anesthesia=_anesthesia(node.child("anesthesia")) if node.has("anesthesia") else None,
        ambulance=_ambulance(node.child("ambulance")) if node.has("ambulance") else None,
        drugs=_drugs(node.child("drugs")) if node.has("drugs") else None,
        equipment=_equipment(node.child("equipment")) if node.has("equipment") else None,
    )
    set_ = [name for name in METHODS if node.data.get(name) is not None]
    if len(set_) != 1:
        known = ", ".join(METHODS)
        node.wrong("id", "plan.choice", "needs one method.", f"Write exactly one of: {known}.")
    node.done()
    return found


def _period(node: Node, since: dt.date | None, until: dt.date | None) -> Period:
    start = since or _EVER.start
    if until is not None and until < start:
        node.wrong("to", "plan.order", "is before `from`.", "A period ends on or after the day it starts.")
        return Period(start)
    return Period(start, until)


def _when(node: Node) -> When:
    found = When(
        procedures=node.ranges("codes"),
        revenue_codes=node.ranges("revenue_codes"),
        modifiers=node.words("modifiers"),
        places=node.words("places"),
        bill_types=node.words("bill_types"),
        categories=node.words("categories"),
        drgs=node.ranges("drgs"),
    )
    node.done()
    return found


def _per_diem(node: Node) -> PerDiem:
    levels: list[Level] = []
    for part in node.children("levels"):
        steps: list[tuple[int, Cents]] = []
        for step in part.children("days"):
            steps.append((step.whole("through", 0) or 0, step.money("each") or 0))
            step.done()
        lasts = [last for last, _ in steps]
        if not steps or 0 in lasts[:-1] or lasts[:-1] != sorted(set(lasts[:-1])):
            mend = "Write `days: [{through: 3, each: $2000.00}, {each: $1500.00}]`."
            part.wrong("days", "plan.order", "needs steps in rising order, only the last one open.", mend)
        levels.append(Level(revenue_codes=part.ranges("revenue_codes"), steps=tuple(steps)))
        part.done()
    found = PerDiem(levels=tuple(levels), count=node.choice("count", ["units", "statement"], default="units"))
    if not levels:
        node.wrong("levels", "plan.missing", "is missing.", "Name a level with its revenue codes.")
    node.done()
    return found


def _drg(node: Node) -> DrgRate:
    weights: list[DrgWeight] = []
    for part in node.children("weights"):
        since = as_date(part.raw("from")) if part.has("from") else None
        until = as_date(part.raw("to")) if part.has("to") else None
        weights.append(
            DrgWeight(
                drg=part.text("drg"),
                weight=_exact(part, "weight", _WHOLE),
                period=_period(part, since, until),
                mean_days=_exact(part, "mean_days", 10, optional=True),
            )
        )
        part.done()
    outlier = None
    if node.has("outlier"):
        part = node.child("outlier")
        outlier = Outlier(
            threshold=_money(part, "threshold"),
            cost_ratio=_rate(part, "cost_ratio"),
            share=_rate(part, "share"),
        )
        part.done()
    found = DrgRate(
        base=_money(node, "base"),
        weights=tuple(weights),
        outlier=outlier,
        transfer_statuses=node.words("transfer_statuses"),
    )
    node.done()
    return found


def _anesthesia(node: Node) -> Anesthesia:
    base: list[tuple[str, str, int]] = []
    for part in node.children("base_units"):
        units = _hundredths(part, "units")
        base += [(low, high, units) for low, high in part.ranges("codes")]
        part.done()
    shares = _by_key(node.child("shares"), _rate)
    usual = Anesthesia(factor=0, base_units=())
    found = Anesthesia(
        factor=_fine_money(node, "factor"),
        base_units=tuple(base),
        minutes_each=node.whole("minutes_each", usual.minutes_each) or usual.minutes_each,
        status_units=_by_key(node.child("status_units"), _hundredths),
        shares=shares or usual.shares,
        supervision_units=_hundredths(node, "supervision_units")
        if node.has("supervision_units")
        else usual.supervision_units,
        in_tenths=node.flag("in_tenths", False),
    )
    node.done()
    return found


def _ambulance(node: Node) -> Ambulance:
    marks = {"urban": "", "rural": "R", "super_rural": "B"}
    areas: list[tuple[str, Area]] = []
    given = node.child("areas")
    for key in given.data:
        part = given.child(key)
        if key not in marks:
            given.wrong(key, "plan.choice", "is no area.", f"Write one of: {', '.join(marks)}.")
        rates = [part.rate(name, optional=True) for name in ("base", "mile", "near")]
        base, mile, near = (_WHOLE if rate is None else rate for rate in rates)
        near_miles = part.whole("near_miles", 0) or 0
        areas.append((marks.get(key, ""), Area(base=base, mile=mile, near_miles=near_miles, near=near)))
        part.done()
    found = Ambulance(
        bases=_by_key(node.child("bases"), _money),
        miles=_by_key(node.child("miles"), _fine_money),
        areas=tuple(areas),
    )
    node.done()
    return found


def _drugs(node: Node) -> Drugs:
    known: list[NdcRate] = []
    for part in node.children("ndc"):
        known.append(
            NdcRate(
                ndc=part.text("ndc"),
                basis=part.choice("basis", ["ML", "GR", "UN", "F2", "ME"]),
                each=_fine_money(part, "each") if part.has("each") else 0,
                units=_hundredths(part, "units") if part.has("units") else 0,
            )
        )
        part.done()
    found = Drugs(
        rates=_by_key(node.child("rates"), _fine_money),
        ndc=tuple(known),
        attest=node.ranges("attest"),
        wastage=node.flag("wastage", True),
    )
    node.done()
    return found


def _equipment(node: Node) -> Equipment:
    usual = Equipment(prices=())
    rent: list[tuple[int, int]] = []
    for part in node.children("rent"):
        rent.append((part.whole("through") or 0, _rate(part, "share")))
        part.done()
    used = node.rate("used", optional=True)
    found = Equipment(
        prices=_by_key(node.child("prices"), _money),
        used=usual.used if used is None else used,
        rent=tuple(rent) or usual.rent,
    )
    node.done()
    return found
