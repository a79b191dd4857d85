"""Authorization and referral: needed, known, fitting the service, with units or visits left; what a line
uses of them is a movement of the decision, so that a void gives it back."""

from collections.abc import Iterator
from fractions import Fraction

from plancore.claims.decision import Movement
from plancore.claims.snapshot import Authorization, BalanceKey
from plancore.claims.types import Provider
from plancore.claims.work import ClaimWork, LineWork, Verdict, settle, verdict
from plancore.kernel import rounded


def authorization(work: ClaimWork, line: LineWork) -> Verdict | None:
    """An authorization where the plan asks for one, for this person, service and day, with units left."""
    group, tier, member, terms = line.category, line.tier, work.snapshot.member, line.terms
    if group is None or tier is None or member is None or terms is None:
        return None
    if tier.id not in group.authorization or (group.protected and tier.networks is None):
        return None
    number = line.line.prior_authorization or work.claim.prior_authorization
    if not number:
        return verdict("edit.authorization.missing")
    found = _match(work, line, "authorization", number)
    if found is None:
        return verdict("edit.authorization.mismatch")
    line.trace.append(f"authorization:{number}")
    return _take_units(work, line, found, cuts=terms.edits.authorization_over == "cut_back")


def _take_units(work: ClaimWork, line: LineWork, found: Authorization, *, cuts: bool) -> Verdict | None:
    needs = int(line.line.units.to_integral_value(rounding="ROUND_CEILING"))
    left = _left(work, found)
    if left is None:
        return None
    if needs > left and not (left and cuts):
        return verdict("edit.authorization.used")
    if needs > left:
        line.cut_to = (left, needs)
    line.taken += ((_key(found), min(needs, left)),)
    return None


def referral(work: ClaimWork, line: LineWork) -> Verdict | None:
    """A referral where the plan asks for one, known to the plan, with a visit left."""
    group, tier, terms = line.category, line.tier, line.terms
    if group is None or tier is None or terms is None or tier.id not in group.referral:
        return None
    number = work.claim.referral_number
    if not number:
        return verdict("edit.referral.missing")
    found = _match(work, line, "referral", number)
    if found is None:
        return settle(work, line, terms.edits.referral_unknown, "referral.unknown")
    line.trace.append(f"referral:{number}")
    left = _left(work, found)
    if left is None or _same_visit(work, line, found):
        return None
    if not left:
        return verdict("edit.referral.used")
    line.taken += ((_key(found), 1),)
    return None


def _match(work: ClaimWork, line: LineWork, kind: str, number: str) -> Authorization | None:
    member = work.snapshot.member
    return next(
        (
            one
            for one in work.snapshot.authorizations
            if one.number == number
            and one.kind == kind
            and member is not None
            and one.person == member.person
            and _fits_provider(one, work, line)
            and _fits_service(one, line)
        ),
        None,
    )


def _fits_provider(one: Authorization, work: ClaimWork, line: LineWork) -> bool:
    claim = work.claim
    rendering = line.line.rendering or claim.rendering
    return (
        one.billing_npi in ("", claim.billing.npi)
        and one.rendering_npi in ("", _npi(rendering))
        and one.facility_npi in ("", _npi(claim.service_facility))
    )


def _npi(provider: Provider | None) -> str:
    return provider.npi if provider is not None else ""


def _fits_service(one: Authorization, line: LineWork) -> bool:
    this, group = line.line, line.category
    if this.service_from not in one.period or this.service_to not in one.period or group is None:
        return False
    if one.diagnoses and not any(code.startswith(one.diagnoses) for code in line.diagnoses):
        return False
    if one.procedures:
        return any(low <= this.procedure <= high for low, high in one.procedures)
    return group.id in one.categories


def _key(one: Authorization) -> BalanceKey:
    return (f"{one.kind}:{one.number}", "", one.period.start.year, one.person)


def _left(work: ClaimWork, one: Authorization) -> int | None:
    """What is left: as approved, less what earlier claims and earlier lines of this one use."""
    if one.units is None:
        return None
    key = _key(one)
    here = sum(
        amount for other in work.lines if other.denial is None for kept, amount in other.taken if kept == key
    )
    return max(0, one.units - work.snapshot.balances.get(key, 0) - here)


def _same_visit(work: ClaimWork, line: LineWork, one: Authorization) -> bool:
    key, day = _key(one), line.line.service_from
    return any(
        other.denial is None
        and other.line.service_from == day
        and any(kept == key for kept, _ in other.taken)
        for other in work.lines
    )


def cut_back(line: LineWork) -> None:
    """Take off the price of the units beyond the authorization, half up to the cent for what is left."""
    if line.cut_to is None or not line.stands:
        return
    left, needs = line.cut_to
    paid_for = rounded(Fraction(line.allowed * left, needs))
    line.cut = line.allowed - paid_for
    line.allowed = paid_for
    line.trace.append(f"cut_back:{line.cut}")


def consumption(work: ClaimWork) -> Iterator[Movement]:
    """What the claim's lines use of authorizations and referrals."""
    for line in work.lines:
        if line.denial is not None:
            continue
        for (kind, tier, year, person), amount in line.taken:
            yield Movement(
                kind=kind, tier=tier, year=year, person=person, amount=amount, line=line.line.number
            )
