"""The allowed amount of a line: the contract's terms, fee schedule, relative values or percent of charge; out
of network a percent of a reference, of usual charges or of the charge."""

from plancore.benefits.design import OutOfNetwork
from plancore.claims.edits import place_of
from plancore.claims.listing import listed_amount, times
from plancore.claims.pricing_rbrvs import TEAM, by_modifiers, listed_by_rbrvs
from plancore.claims.pricing_terms import price_by_terms
from plancore.claims.snapshot import Contract
from plancore.claims.surprises import recognize
from plancore.claims.types import ServiceLine
from plancore.claims.work import ClaimWork, LineWork
from plancore.kernel import Cents, percent


def price(work: ClaimWork, line: LineWork) -> None:
    """Set the line's allowed amount and method, or make the claim wait for a price."""
    manual = work.snapshot.manual_prices.get(line.line.number)
    if manual is not None:
        _set(line, min(manual, line.line.charge), "manual")
    elif TEAM in line.line.modifiers and work.pend(line, "pend.surgeons.team"):
        return
    elif line.contract is not None:
        _by_contract(work, line, line.contract)
    elif line.tier is not None and line.tier.pricing is not None:
        _out_of_network(work, line, line.tier.pricing)
        if line.protection and line.stands:
            recognize(work, line, line.tier.pricing, facility=is_facility(work, line))
    else:
        work.pend(line, "pend.pricing")


def _set(line: LineWork, allowed: Cents, method: str) -> None:
    line.allowed = allowed
    line.method = method
    line.trace.append(f"allowed:{method}:{allowed}")


def _by_contract(work: ClaimWork, line: LineWork, contract: Contract) -> None:
    if contract.terms and price_by_terms(
        work, line, contract, lambda: listed_by_contract(work, line, contract)[0]
    ):
        return
    charge = line.line.charge
    listed, method = listed_by_contract(work, line, contract)
    if listed is None and contract.percent_of_charge is not None:
        listed, method = percent(charge, contract.percent_of_charge), "percent_of_charge"
    if listed is None:
        work.pend(line, "pend.pricing")
        return
    line.listed = listed
    _set(line, min(listed, charge) if contract.lesser_of else listed, method)


def listed_by_contract(work: ClaimWork, line: LineWork, contract: Contract) -> tuple[Cents | None, str]:
    """The amount of schedule or relative values with the factors of the line's modifiers, and its method."""
    facility, method = is_facility(work, line), "fee_schedule"
    listed = listed_amount(contract.fee_schedule, line.line, facility)
    if listed is None and contract.rbrvs is not None:
        listed, method = (
            listed_by_rbrvs(work.snapshot.codes, contract.rbrvs, line, facility=facility),
            "rbrvs",
        )
    if listed is not None and contract.reductions is not None and line.line.modifiers:
        listed = by_modifiers(work.snapshot.codes, contract, line, listed, method)
    return listed, method


def _out_of_network(work: ClaimWork, line: LineWork, pricing: OutOfNetwork) -> None:
    charge = line.line.charge
    if pricing.method == "percent_of_charge":
        _set(line, min(percent(charge, pricing.percent), charge), "percent_of_charge")
        return
    if pricing.method == "usual_charge":
        listed, method = usual_amount(pricing, line.line), "usual_charge"
    else:
        schedule = work.snapshot.schedules.get(pricing.reference)
        if schedule is None:
            work.pend(line, "pend.reference.missing")
            return
        listed, method = listed_amount(schedule, line.line, is_facility(work, line)), "reference"
    if listed is not None:
        _set(line, min(percent(listed, pricing.percent), charge), method)
    elif pricing.percent_of_charge is not None:
        _set(line, min(percent(charge, pricing.percent_of_charge), charge), "percent_of_charge")
    else:
        work.pend(line, "pend.pricing")


def usual_amount(pricing: OutOfNetwork, line: ServiceLine) -> Cents | None:
    """The usual charge of the line's units at the plan's percentile, in cents (half up): the highest listed
    percentile that is not above it. None where the plan's table has none."""
    for low, high, points in pricing.usual:
        if low <= line.procedure <= high:
            at = [cents for point, cents in points if point <= pricing.percentile]
            return times(at[-1], line.units) if at else None
    return None


def is_facility(work: ClaimWork, line: LineWork) -> bool:
    """True when the line's place of service has a facility price."""
    place = work.snapshot.codes.place_of_service.lookup(place_of(work, line), line.line.service_from)
    return place is not None and place.facility
