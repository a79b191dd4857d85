"""Prices from relative values, and what modifiers do to a price.

Source: Medicare Claims Processing Manual ch. 12, sections 20 (formula; 20.4.3 assistants at surgery, 110.2
and 110.3 those who are no physicians) and 40.7 to 40.8 (bilateral and co-surgery), with a
contract's own factors.
"""

from fractions import Fraction

from plancore.claims.snapshot import Contract, Rbrvs
from plancore.claims.types import ServiceLine
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict
from plancore.codes import CodeTables, Gpci, RelativeValue
from plancore.kernel import Cents, rounded

_WHOLE = 10_000
_PHYSICIAN_ASSISTANT = frozenset({"80", "81", "82"})
ASSISTANT = _PHYSICIAN_ASSISTANT | {"AS"}
TEAM = "66"
_BILATERAL_150 = "1"
_NEVER_ASSISTED = "1"
_NEVER_TWO_SURGEONS = "0"
_NEVER_A_TEAM = "0"


def amount(value: RelativeValue, gpci: Gpci, conversion_factor: int, *, facility: bool) -> Fraction:
    """The exact amount in cents for one unit: (work x index + practice expense x index + malpractice x
    index) x factor. `conversion_factor` in ten-thousandths of a dollar."""
    expense = value.facility_pe_hundredths if facility else value.nonfacility_pe_hundredths
    weighted = (
        value.work_hundredths * gpci.work_thousandths
        + expense * gpci.pe_thousandths
        + value.malpractice_hundredths * gpci.malpractice_thousandths
    )
    return Fraction(weighted * conversion_factor, 100 * 1_000 * 100)


def row_of(codes: CodeTables, this: ServiceLine) -> RelativeValue | None:
    """The file's row for the line: of its component or discontinued service, else of the code; None without
    one."""
    for modifier in (*(one for one in this.modifiers if one in ("26", "TC", "53")), ""):
        value = codes.relative_values.lookup(this.procedure, modifier)
        if value is not None:
            return value
    return None


def listed_by_rbrvs(codes: CodeTables, terms: Rbrvs, line: LineWork, *, facility: bool) -> Cents | None:
    """The price of the line by relative values in cents (half up), or None where the file has no value for
    it."""
    this = line.line
    value = row_of(codes, this)
    gpci = codes.gpci.lookup(terms.place)
    if value is None or gpci is None or not value.is_priced:
        return None
    factor = terms.conversion_factor or value.conversion_factor
    exact = amount(value, gpci, factor, facility=facility) * Fraction(terms.percent, _WHOLE)
    return rounded(rounded(exact) * Fraction(this.units))


def surgeons(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Denies an assistant, a second surgeon or a team where the procedure never has one."""
    modifiers = line.line.modifiers
    if not modifiers:
        return None
    value = work.snapshot.codes.relative_values.lookup(line.line.procedure)
    if value is None:
        return None
    if not ASSISTANT.isdisjoint(modifiers) and value.assistant == _NEVER_ASSISTED:
        return verdict("edit.surgeons")
    if "62" in modifiers and value.co_surgeon == _NEVER_TWO_SURGEONS:
        return verdict("edit.surgeons")
    if TEAM in modifiers and value.team == _NEVER_A_TEAM:
        return verdict("edit.surgeons")
    return None


def by_modifiers(codes: CodeTables, contract: Contract, line: LineWork, price: Cents, method: str) -> Cents:
    """The price with the contract's factors for the line's modifiers, rounded once, half up.

    In the Manual's order, before several procedures of a day are ranked (ch. 12, 40.7 B): component (26, TC)
    and reduced, discontinued or repeated service (20.4.1 to 20.4.4), both sides, assistant or second surgeon.
    """
    reductions, modifiers = contract.reductions, line.line.modifiers
    if reductions is None or not modifiers:
        return price
    factor = Fraction(1)
    for modifier, share in reductions.others:
        if modifier in modifiers and not _has_price_of_its_own(codes, contract, line, modifier, method):
            factor *= Fraction(share, _WHOLE)
    value = codes.relative_values.lookup(line.line.procedure)
    if "50" in modifiers and value is not None and value.bilateral == _BILATERAL_150:
        factor *= Fraction(reductions.bilateral, _WHOLE)
    if not _PHYSICIAN_ASSISTANT.isdisjoint(modifiers):
        factor *= Fraction(reductions.assistant, _WHOLE)
    elif "AS" in modifiers:
        factor *= Fraction(reductions.assistant_nonphysician, _WHOLE)
    if "62" in modifiers:
        factor *= Fraction(reductions.co_surgeon, _WHOLE)
    return price if factor == 1 else rounded(price * factor)


def _has_price_of_its_own(
    codes: CodeTables, contract: Contract, line: LineWork, modifier: str, method: str
) -> bool:
    """True when the table that priced the line lists the code with this modifier."""
    procedure = line.line.procedure
    if method == "rbrvs":
        return codes.relative_values.lookup(procedure, modifier) is not None
    return (procedure, modifier) in contract.fee_schedule.rates
