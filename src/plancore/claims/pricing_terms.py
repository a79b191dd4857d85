"""Prices a line by the first term of its contract that fits, and the lines of a claim that a term prices
together.

The order of terms is the contract's. What no term fits is priced by the contract's fee schedule, relative
values and percent of charge, as without terms.
"""

import datetime as dt
from collections.abc import Callable

from plancore.claims.contract_terms import Term, When, within
from plancore.claims.edits import place_of
from plancore.claims.pricing_facility import Unpriced, amount_together, drg_of, shared_out
from plancore.claims.pricing_units import ambulance, anesthesia, drugs, equipment
from plancore.claims.snapshot import Contract
from plancore.claims.work import ClaimWork, LineWork
from plancore.kernel import Cents, percent

Listed = Callable[[], Cents | None]
"""The contract's fee schedule or relative value amount of the line, or None where it has none."""


def price_by_terms(work: ClaimWork, line: LineWork, contract: Contract, listed: Listed) -> bool:
    """Price the line, keep it for the claim's price, or make it wait; False when no term fits."""
    term = first_fitting(work, line, contract)
    if term is None:
        return False
    line.trace.append(f"term:{term.id}")
    if term.is_together:
        work.together.setdefault(id(term), (term, contract, []))[2].append(line)
        return True
    try:
        amount = _amount(work, line, term, listed)
    except Unpriced as reason:
        _wait(work, line, reason)
        return True
    if line.denial is None:
        _set(line, min(amount, line.line.charge) if is_lesser(term, contract) else amount, term)
    return True


def first_fitting(work: ClaimWork, line: LineWork, contract: Contract) -> Term | None:
    """The first term that prices the line."""
    for term in contract.terms:
        if term.is_together:
            if _claim_day(work) in term.period and _prices_together(work, line, term):
                return term
        elif line.line.service_from in term.period and meets(work, line, term.when):
            return term
    return None


def _claim_day(work: ClaimWork) -> dt.date:
    """The day that decides for a whole claim: admission, else the statement's first day, else the first day
    of service."""
    stay = work.claim.institutional
    if stay is not None and stay.admitted_on is not None:
        return stay.admitted_on
    return work.claim.statement_from or work.claim.service_from


def _prices_together(work: ClaimWork, line: LineWork, term: Term) -> bool:
    fires = any(meets(work, other, term.when) for other in work.lines if other.denial is None)
    return fires and meets(work, line, term.covers)


def meets(work: ClaimWork, line: LineWork, when: When) -> bool:
    """True when the line meets every named part."""
    this, claim = line.line, work.claim
    checks = (
        not when.procedures or within(this.procedure, when.procedures),
        not when.revenue_codes or within(this.revenue_code, when.revenue_codes),
        not when.modifiers or any(one in this.modifiers for one in when.modifiers),
        not when.places or place_of(work, line) in when.places,
        not when.bill_types
        or (
            (claim.institutional is not None)
            and (claim.facility_code + claim.frequency).startswith(when.bill_types)
        ),
        not when.categories or (line.category is not None and line.category.id in when.categories),
        not when.drgs or within(drg_of(work), when.drgs),
    )
    return all(checks)


def is_lesser(term: Term, contract: Contract) -> bool:
    """Whether never more than the charge is allowed: the term's word, else the contract's."""
    return contract.lesser_of if term.lesser_of is None else term.lesser_of


def _amount(work: ClaimWork, line: LineWork, term: Term, listed: Listed) -> Cents:
    if term.percent_of_charge is not None:
        return percent(line.line.charge, term.percent_of_charge)
    if term.anesthesia is not None:
        return anesthesia(term.anesthesia, line.line)
    if term.ambulance is not None:
        return ambulance(work, term.ambulance, line.line)
    if term.drugs is not None:
        return drugs(work, term.drugs, line.line)
    if term.equipment is not None:
        return equipment(work, term.equipment, line)
    found = listed()
    if found is None:
        raise Unpriced("pend.pricing")
    line.listed = percent(found, term.schedule or 0)
    return line.listed


def _set(line: LineWork, amount: Cents, term: Term) -> None:
    line.allowed = amount
    line.method = term.method
    line.trace.append(f"allowed:{term.method}:{amount}")


def _wait(work: ClaimWork, line: LineWork, reason: Unpriced) -> None:
    params = {"what": reason.what} if reason.what else {}
    work.pend(line, reason.rule, **params)


def price_together(work: ClaimWork) -> None:
    """Price what the terms of a claim price together, and share the amount out to the lines."""
    for term, contract, lines in work.together.values():
        try:
            amount = amount_together(work, term, lines)
        except Unpriced as reason:
            for line in lines:
                _wait(work, line, reason)
            continue
        charges = [line.line.charge for line in lines]
        if is_lesser(term, contract):
            amount = min(amount, sum(charges))
        for line, part in zip(lines, _parts(work, term, lines, amount), strict=True):
            _set(line, part, term)


def _parts(work: ClaimWork, term: Term, lines: list[LineWork], amount: Cents) -> list[Cents]:
    if term.allocation != "to_first":
        return shared_out(amount, [line.line.charge for line in lines])
    first = next((place for place, line in enumerate(lines) if meets(work, line, term.when)), 0)
    return [amount if place == first else 0 for place in range(len(lines))]
