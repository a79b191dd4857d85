"""What a fee schedule lists for a line."""

from decimal import Decimal

from plancore.claims.snapshot import FeeSchedule
from plancore.claims.types import ServiceLine
from plancore.kernel import Cents, rounded


def listed_amount(schedule: FeeSchedule, line: ServiceLine, facility: bool) -> Cents | None:
    """The schedule's amount for the line's units in cents (half up), or None where it lists none for the day.

    The first modifier with a rate of its own decides, else the rate without modifier.
    """
    rates = schedule.rates
    for modifier in (*line.modifiers, ""):
        for rate in rates.get((line.procedure, modifier), ()):
            if line.service_from in rate.period:
                return times(rate.facility if facility else rate.nonfacility, line.units)
    return None


def times(each: Cents, units: Decimal) -> Cents:
    """So many units at `each` cents, half up."""
    whole = int(units)
    return each * whole if whole == units else rounded(each * units)
