"""The No Surprises Act: when a member outside the network pays as inside it, and on which amount.

Emergency services (45 CFR 149.110), practitioners outside the network at a facility inside it (149.120),
air ambulances (149.130). The share is reckoned on the recognized amount: here the qualifying payment amount
or the charge, whichever is less (149.30). Nothing above it may be billed to the member. Notice and consent
(149.420) ends the protection at a facility only, and never for the ancillary services of 149.420(b).
"""

from plancore.benefits.design import Category, OutOfNetwork
from plancore.claims.listing import listed_amount
from plancore.claims.work import ClaimWork, LineWork
from plancore.kernel import percent

EMERGENCY = "pricing.protected"
FACILITY = "pricing.protected_facility"
AIR = "pricing.protected_air"
PROTECTIONS = frozenset({EMERGENCY, FACILITY, AIR})

_AIR_CODES = frozenset({"A0430", "A0431", "A0435", "A0436"})
"""HCPCS: airplane and helicopter, base and mile."""
_FACILITIES = frozenset({"19", "21", "22", "24"})
"""Places of service that are health care facilities of 45 CFR 149.30: hospital, its departments, surgical
center."""
_ANCILLARY = (
    "207L",  # anesthesiology
    "207P",  # emergency medicine
    "207Z",  # pathology
    "2085",  # radiology
    "2080N",  # neonatal medicine
    "208M",  # hospitalists
    "291U",  # clinical laboratory
    "363AS",  # assistants at surgery
    "3675",  # nurse anesthetists
)
"""Beginnings of the taxonomy codes of 45 CFR 149.420(b)."""


def protection(work: ClaimWork, line: LineWork, category: Category) -> str:
    """The rule that protects the member on a line outside the network, or "". Beyond emergency services the
    plan's tier has to name the table of its recognized amounts."""
    pricing = line.tier.pricing if line.tier is not None else None
    has_table = pricing is not None and bool(pricing.recognized)
    if line.line.procedure in _AIR_CODES and (has_table or category.protected):
        return AIR
    if category.protected:
        return EMERGENCY
    if not has_table:
        return ""
    return FACILITY if _is_at_facility(work, line) else ""


def _is_at_facility(work: ClaimWork, line: LineWork) -> bool:
    terms, service = line.terms, line.service
    if terms is None or service is None or service.place not in _FACILITIES:
        return False
    inside = {network for tier in terms.tiers if tier.networks is not None for network in tier.networks}
    if inside.isdisjoint(work.snapshot.facility_networks):
        return False
    if line.line.number not in work.snapshot.consents:
        return True
    return service.specialty.startswith(_ANCILLARY)


def recognize(work: ClaimWork, line: LineWork, pricing: OutOfNetwork, *, facility: bool) -> None:
    """Set the amount on which the member's share is reckoned. The plan's payment with the share is never less
    than it. Without a table, or what it does not list: the allowed amount."""
    schedule = work.snapshot.schedules.get(pricing.recognized) if pricing.recognized else None
    listed = listed_amount(schedule, line.line, facility) if schedule is not None else None
    if listed is None:
        return
    line.recognized = min(percent(listed, pricing.recognized_percent), line.line.charge)
    line.allowed = max(line.allowed, line.recognized)
    line.trace.append(f"recognized:{line.recognized}")
