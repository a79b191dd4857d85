"""The allowed amount of a line: contract fee schedule, percent of charge, or a percent of a reference out
of network."""

from decimal import Decimal

from plancore.benefits.design import OutOfNetwork
from plancore.claims.edits import place_of
from plancore.claims.pricing_rbrvs import by_modifiers, listed_by_rbrvs
from plancore.claims.snapshot import Contract, FeeSchedule
from plancore.claims.types import ServiceLine
from plancore.claims.work import ClaimWork, LineWork
from plancore.kernel import Cents, percent, rounded

_WHOLE = 10_000


def price(work: ClaimWork, line: LineWork) -> None:
    """Set the line's allowed amount and method, or make the claim wait for a price."""
    manual = work.snapshot.manual_prices.get(line.line.number)
    if manual is not None:
        _set(line, min(manual, line.line.charge), "manual")
    elif line.contract is not None:
        _by_contract(work, line, line.contract)
    elif line.tier is not None and line.tier.pricing is not None:
        _out_of_network(work, line, line.tier.pricing)
    else:
        work.pend(line, "pend.pricing")
        line.pended = True


def _set(line: LineWork, allowed: Cents, method: str) -> None:
    line.allowed = allowed
    line.method = method
    line.trace.append(f"allowed:{method}:{allowed}")


def _by_contract(work: ClaimWork, line: LineWork, contract: Contract) -> None:
    charge = line.line.charge
    facility, method = _is_facility(work, line), "fee_schedule"
    listed = listed_amount(contract.fee_schedule, line.line, facility)
    if listed is None and contract.rbrvs is not None:
        listed, method = (
            listed_by_rbrvs(work.snapshot.codes, contract.rbrvs, line, facility=facility),
            "rbrvs",
        )
    if listed is not None:
        if contract.reductions is not None:
            listed = by_modifiers(work.snapshot.codes, contract.reductions, line, listed)
        _set(line, min(listed, charge) if contract.lesser_of else listed, method)
    elif contract.percent_of_charge is not None:
        amount = percent(charge, contract.percent_of_charge)
        _set(line, min(amount, charge) if contract.lesser_of else amount, "percent_of_charge")
    else:
        work.pend(line, "pend.pricing")
        line.pended = True


def _out_of_network(work: ClaimWork, line: LineWork, pricing: OutOfNetwork) -> None:
    charge = line.line.charge
    schedule = work.snapshot.schedules.get(pricing.reference)
    if schedule is None:
        work.pend(line, "pend.reference.missing")
        line.pended = True
        return
    listed = listed_amount(schedule, line.line, _is_facility(work, line))
    if listed is not None:
        _set(line, min(percent(listed, pricing.percent), charge), "reference")
    elif pricing.percent_of_charge is not None:
        _set(line, min(percent(charge, pricing.percent_of_charge), charge), "percent_of_charge")
    else:
        work.pend(line, "pend.pricing")
        line.pended = True


def listed_amount(schedule: FeeSchedule, line: ServiceLine, facility: bool) -> Cents | None:
    """The schedule's amount for the line's units in cents (half up), or None where it lists none for the day.

    The first modifier with a rate of its own decides, else the rate without modifier.
    """
    rates = schedule.rates
    for modifier in (*line.modifiers, ""):
        for rate in rates.get((line.procedure, modifier), ()):
            if line.service_from in rate.period:
                each = rate.facility if facility else rate.nonfacility
                return _times(each, line.units)
    return None


def _times(each: Cents, units: Decimal) -> Cents:
    whole = int(units)
    return each * whole if whole == units else rounded(each * units)


def _is_facility(work: ClaimWork, line: LineWork) -> bool:
    place = work.snapshot.codes.place_of_service.lookup(place_of(work, line), line.line.service_from)
    return place is not None and place.facility
