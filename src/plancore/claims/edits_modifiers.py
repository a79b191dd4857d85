"""Edits on modifiers that do not stand together, and on those a service does not have or needs.

Sources: HCPCS modifier titles; NCCI Policy Manual chapter 1 (anatomical modifiers, 59 and X); Medicare
Claims Processing Manual chapter 15 section 30 (ambulance).
"""

from itertools import combinations

from plancore.claims.edits_codes import is_ambulance_route
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict

_MILES_AND_TRANSPORT = frozenset(
    {"A0425", "A0426", "A0427", "A0428", "A0429", *(f"A043{n}" for n in range(7))}
)
_PARTS = frozenset({"26", "TC"})
_WITHOUT_PARTS = frozenset("023458")
"""PC/TC indicators of services that have no professional and technical part (CMS, relative value file)."""
_HELPERS = frozenset({"80", "81", "82", "AS"})
_APART = (
    frozenset({"LT", "RT", "50"}),
    frozenset({"26", "TC"}),
    frozenset({"NU", "RR", "UE"}),
    frozenset({"59", "XE", "XS", "XP", "XU"}),
    frozenset({"62", "66", *_HELPERS}),
    frozenset({"GA", "GY", "GZ"}),
)
_PLACES = frozenset(
    {"E1", "E2", "E3", "E4", "FA", *(f"F{n}" for n in range(1, 10)), "TA", *(f"T{n}" for n in range(1, 10))}
)
"""Eyelids, fingers and toes: one line names as many as it has units."""


def pairs(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Modifiers of one line do not contradict each other, and are those the service has or needs."""
    this = line.line
    modifiers = this.modifiers
    if modifiers:
        if len(modifiers) > 1:
            found = _apart(line)
            if found is not None:
                return found
        if not _PARTS.isdisjoint(modifiers):
            found = _part(work, line)
            if found is not None:
                return found
    if this.procedure in _MILES_AND_TRANSPORT:
        return _route(line)
    return None


def _apart(line: LineWork) -> Verdict | None:
    modifiers = line.line.modifiers
    for one, other in combinations(modifiers, 2):
        if one == other or any(one in group and other in group for group in _APART):
            return verdict("edit.modifier.pair", one=one, other=other)
    places = [one for one in modifiers if one in _PLACES]
    if len(places) > max(1, int(line.line.units)):
        return verdict("edit.modifier.pair", one=places[0], other=places[1])
    return None


def _part(work: ClaimWork, line: LineWork) -> Verdict | None:
    value = work.snapshot.codes.relative_values.lookup(line.line.procedure)
    if value is None or value.pctc not in _WITHOUT_PARTS:
        return None
    part = next(one for one in line.line.modifiers if one in _PARTS)
    return verdict("edit.modifier.part", one=part)


def _route(line: LineWork) -> Verdict | None:
    """A pair of origin and destination; X, a stop on the way, is never where it began."""
    procedure = line.line.procedure
    if any(is_ambulance_route(procedure, one) and one[0] != "X" for one in line.line.modifiers):
        return None
    return verdict("edit.modifier.route")
