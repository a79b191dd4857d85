"""Amounts by what is counted: anesthesia units, ambulance miles, drug units, months of rented equipment.

Rules: docs/reference/contracts.md. Exact fractions inside, one rounding half up to the cent at the end.
"""

from fractions import Fraction

from plancore.claims.contract_terms import Ambulance, Anesthesia, Area, Drugs, Equipment, NdcRate, within
from plancore.claims.pricing_facility import Unpriced
from plancore.claims.types import ServiceLine
from plancore.claims.work import ClaimWork, LineWork, verdict
from plancore.kernel import Cents, rounded

_WHOLE = 10_000
_MINUTES = "MJ"
_SUPERVISED = "AD"
_FIRST_MONTH = {"KH": 1, "KI": 2, "KJ": 4}
"""The first month that each modifier of a capped rental stands for."""


def anesthesia(terms: Anesthesia, line: ServiceLine) -> Cents:
    """(Base + time + physical status units) x factor x the modifier's share, in cents. Raises Unpriced
    without minutes, base units or a modifier that says who gave it."""
    per_unit = Fraction(terms.factor, 100)
    if _SUPERVISED in line.modifiers:
        return rounded(per_unit * Fraction(terms.supervision_units, 100))
    share = next((share for modifier, share in terms.shares if modifier in line.modifiers), None)
    if share is None:
        raise Unpriced("pend.pricing.facts", "a modifier that says who gave the anesthesia")
    base = next((units for low, high, units in terms.base_units if low <= line.procedure <= high), None)
    if base is None:
        raise Unpriced("pend.pricing")
    if line.unit_basis != _MINUTES:
        raise Unpriced("pend.pricing.facts", "the minutes of anesthesia")
    time = Fraction(line.units) * Fraction(1, terms.minutes_each)
    if terms.in_tenths:
        time = Fraction(rounded(time * 10), 10)
    status = sum(units for modifier, units in terms.status_units if modifier in line.modifiers)
    return rounded((Fraction(base + status, 100) + time) * per_unit * Fraction(share, _WHOLE))


def ambulance(work: ClaimWork, terms: Ambulance, line: ServiceLine) -> Cents:
    """The level's base amount, or the loaded miles (fractions of a mile count) times their rate. Raises
    Unpriced for a code that the contract has no rate for."""
    area = _area(work, terms)
    base = dict(terms.bases).get(line.procedure)
    units = Fraction(line.units)
    if base is not None:
        return rounded(units * Fraction(base * area.base, _WHOLE))
    mile = dict(terms.miles).get(line.procedure)
    if mile is None:
        raise Unpriced("pend.pricing")
    near = min(units, Fraction(area.near_miles))
    weighted = near * area.near + (units - near) * area.mile
    return rounded(weighted * Fraction(mile, 100 * _WHOLE))


def _area(work: ClaimWork, terms: Ambulance) -> Area:
    """By the ZIP of pickup: value code A0, else the place of service, else the supplier's own address."""
    found = work.snapshot.codes.zip_localities.lookup(pickup_zip(work))
    mark = found.rural if found is not None else ""
    return dict(terms.areas).get(mark, Area())


def pickup_zip(work: ClaimWork) -> str:
    """The five digits of the ZIP where the patient was taken up, as far as the claim says; else empty."""
    claim = work.claim
    if claim.institutional is not None:
        for value in claim.institutional.values:
            if value.code == "A0":
                return f"{value.amount // 100:05d}"
    place = claim.service_facility or claim.billing
    return place.address.postal_code[:5]


def drugs(work: ClaimWork, terms: Drugs, line: ServiceLine) -> Cents:
    """Units times the rate: by the national drug code where the contract has a rate for it in the unit sent,
    else by the procedure's units, held to what the drug's quantity comes to. Raises Unpriced for a code
    without rate, and for a single dose where neither JZ nor a line with JW says what was discarded.
    """
    has_waste = "JW" in line.modifiers
    if within(line.procedure, terms.attest) and not _is_attested(work, line):
        raise Unpriced("pend.pricing.facts", "JW or JZ")
    if has_waste and not terms.wastage:
        return 0
    known = _ndc(terms, line)
    if known is not None and known.each and line.drug_units is not None:
        return rounded(Fraction(known.each, 100) * Fraction(line.drug_units))
    each = dict(terms.rates).get(line.procedure)
    if each is None:
        raise Unpriced("pend.pricing")
    units = Fraction(line.units)
    if known is not None and known.units and line.drug_units is not None:
        units = min(units, Fraction(line.drug_units) * Fraction(known.units, 100))
    return rounded(Fraction(each, 100) * units)


def _is_attested(work: ClaimWork, line: ServiceLine) -> bool:
    return "JZ" in line.modifiers or any(
        other.line.procedure == line.procedure and "JW" in other.line.modifiers for other in work.lines
    )


def _ndc(terms: Drugs, line: ServiceLine) -> NdcRate | None:
    if not line.drug_code or line.drug_units is None:
        return None
    for one in terms.ndc:
        if one.ndc == line.drug_code and one.basis == line.drug_unit_basis:
            return one
    return None


def equipment(work: ClaimWork, terms: Equipment, line: LineWork) -> Cents:
    """The purchase price, a used one's, or this month's rent. After the last month of rent the line is
    denied. Raises Unpriced for a code without price, and without a modifier that says bought or rented."""
    this = line.line
    price = dict(terms.prices).get(this.procedure)
    if price is None:
        raise Unpriced("pend.pricing")
    units = Fraction(this.units)
    if "NU" in this.modifiers:
        return rounded(price * units)
    if "UE" in this.modifiers:
        return rounded(units * Fraction(price * terms.used, _WHOLE))
    if "RR" not in this.modifiers:
        raise Unpriced("pend.pricing.facts", "NU, UE or RR")
    month = rental_month(work, line)
    rate = next((rate for last, rate in terms.rent if month <= last), None)
    if rate is None:
        work.deny(line, verdict("pricing.rental_ended", months=str(terms.rent[-1][0])))
        return 0
    line.trace.append(f"rental_month:{month}")
    return rounded(units * Fraction(price * rate, _WHOLE))


def rental_month(work: ClaimWork, line: LineWork) -> int:
    """Which month of rent it is, from 1: one more than were rented before, on earlier claims and earlier
    lines of this one; at least what KH, KI or KJ says."""
    this, member = line.line, work.snapshot.member
    person = member.person if member is not None else ""
    before = sum(
        1
        for prior in work.snapshot.history
        if prior.person == person
        and prior.procedure == this.procedure
        and "RR" in prior.modifiers
        and prior.service_from < this.service_from
        and prior.is_in_effect
    )
    before += sum(
        1
        for other in work.lines
        if other.denial is None
        and other.line.procedure == this.procedure
        and "RR" in other.line.modifiers
        and other.line.service_from < this.service_from
    )
    said = max((_FIRST_MONTH[one] for one in this.modifiers if one in _FIRST_MONTH), default=1)
    return max(before + 1, said)
