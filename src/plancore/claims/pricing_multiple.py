"""What other procedures of a day take off a price: surgery ranked, endoscopies by family, and the parts of
imaging, therapy, heart and eye tests that are done once for all.

Source: Medicare Claims Processing Manual ch. 12, 40.6 C (surgery, endoscopies); Social Security Act
1848(b)(4)(D) and (b)(10) for imaging (indicator 4); ch. 5, 10.7 for therapy (5); the fee schedule's final
rule for 2013 for heart and eye tests (6, 7). Which code is of which kind is CMS's indicator in the relative
value file; the factors are the contract's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from plancore.claims.pricing import listed_by_contract
from plancore.claims.pricing_rbrvs import amount
from plancore.claims.snapshot import Component, Contract, Reductions
from plancore.claims.work import ClaimWork, LineWork
from plancore.codes import Gpci, PlaceKey, RelativeValue
from plancore.kernel import Cents, rounded

_WHOLE = 10_000
_STANDARD, _ENDOSCOPY, _THERAPY = "2", "3", "5"
_OF_PARTS = ("4", _THERAPY, "6", "7")
_SEPARATE_SESSION = frozenset({"59", "XE"})
_PROFESSIONAL_ONLY, _TECHNICAL_ONLY = "2", "3"
_EVEN = Gpci(
    place=PlaceKey("", ""),
    state="",
    name="",
    work_thousandths=1_000,
    pe_thousandths=1_000,
    malpractice_thousandths=1_000,
)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line with what CMS's file says of its code."""

    line: LineWork
    value: RelativeValue
    contract: Contract
    reductions: Reductions

    @property
    def number(self) -> int:
        return self.line.line.number

    @property
    def procedure(self) -> str:
        return self.line.line.procedure


def reduce_multiple(work: ClaimWork) -> None:
    """Take off what the contract takes off for several procedures of a day; each line is then held to its
    charge where the contract says lesser-of. A line whose reduction needs a value that is not on file
    waits."""
    marked = [one for line in work.lines if line.listed and line.stands and (one := _mark(work, line))]
    for day in sorted({one.line.line.service_from for one in marked}):
        same_day = [one for one in marked if one.line.line.service_from == day]
        _surgery(work, same_day)
        for indicator in _OF_PARTS:
            _parts(work, [one for one in same_day if one.value.multiple == indicator])


def _mark(work: ClaimWork, line: LineWork) -> _Marked | None:
    contract = line.contract
    if contract is None or contract.reductions is None:
        return None
    value = work.snapshot.codes.relative_values.lookup(line.line.procedure)
    return None if value is None else _Marked(line, value, contract, contract.reductions)


def _apply(line: LineWork, part: Cents, said: str) -> None:
    reduced = min(part, line.allowed)
    line.reduction += line.allowed - reduced
    if line.allowed != reduced:
        line.allowed = reduced
        line.trace.append(f"{said}:{line.allowed}")


def _surgery(work: ClaimWork, same_day: Sequence[_Marked]) -> None:
    """Rank what CMS marks with 2 or 3, a family of endoscopies as one: the highest whole, the next ones by
    the contract's factors."""
    families = _families(same_day)
    in_family = {id(one) for family in families.values() for one in family}
    alone = [one for one in same_day if one.value.multiple in (_STANDARD, _ENDOSCOPY)]
    groups = [[(one, one.line.listed)] for one in alone if id(one) not in in_family]
    for base, family in families.items():
        groups.append(_within(work, base, family))
    groups = [group for group in groups if group]
    groups.sort(key=lambda group: (-sum(cents for _, cents in group), group[0][0].number))
    for rank, group in enumerate(groups):
        for one, cents in group:
            factors = one.reductions.multiple
            factor = factors[min(rank, len(factors) - 1)] if len(groups) > 1 else _WHOLE
            _apply(one.line, rounded(Fraction(cents * factor, _WHOLE)), f"multiple:{factor}")


def _families(same_day: Sequence[_Marked]) -> dict[str, list[_Marked]]:
    """Two and more endoscopies of a family by its base procedure, the base itself among them."""
    found: dict[str, list[_Marked]] = {}
    for one in same_day:
        base = one.value.endoscopy_base
        is_scope = one.value.multiple == _ENDOSCOPY and base not in ("", one.procedure)
        if is_scope and one.reductions.endoscopy:
            found.setdefault(base, []).append(one)
    for base, family in found.items():
        family += [one for one in same_day if one.procedure == base and one not in family]
    return {base: family for base, family in found.items() if len(family) > 1}


def _within(work: ClaimWork, base: str, family: Sequence[_Marked]) -> list[tuple[_Marked, Cents]]:
    """A family's amounts before ranking: the highest whole, each other without the base procedure's price,
    the base itself nothing. Nothing at all, and the lines wait, without the base's price."""
    scopes = [one for one in family if one.procedure != base]
    scopes.sort(key=lambda one: (-one.line.listed, one.number))
    found = [(scopes[0], scopes[0].line.listed)]
    for one in scopes[1:]:
        price = _base_price(work, base, one)
        if price is None:
            for each in family:
                work.pend(
                    each.line, "pend.pricing.values", what="the price of the endoscopies' base procedure"
                )
            return []
        found.append((one, max(0, one.line.listed - price)))
    return found + [(one, 0) for one in family if one.procedure == base]


def _base_price(work: ClaimWork, base: str, one: _Marked) -> Cents | None:
    """The base procedure's price as the line itself was priced, its modifiers and the term's percentage
    included."""
    this = one.line.line
    probe = LineWork(replace(this, procedure=base, units=Decimal(1)), ())
    price, _ = listed_by_contract(work, probe, one.contract)
    own, _ = listed_by_contract(work, one.line, one.contract)
    return rounded(Fraction(price * one.line.listed, own)) if price is not None and own else None


def _parts(work: ClaimWork, marked: Sequence[_Marked]) -> None:
    """Take the contract's share off the parts of all but the dearest of a kind and day. Imaging and tests of
    a session of its own (59, XE) stand alone; of therapy each unit counts."""
    indicator = marked[0].value.multiple if marked else ""
    if indicator != _THERAPY:
        marked = [one for one in marked if _SEPARATE_SESSION.isdisjoint(one.line.line.modifiers)]
    if len(marked) < 2 and not any(_count(one) > 1 for one in marked):
        return
    cuts: dict[int, Fraction] = {}
    for component in marked[0].reductions.components:
        if component.indicator == indicator and marked[0].line.line.service_from in component.period:
            _cut_part(work, component, marked, cuts)
    for one in marked:
        cut = cuts.get(one.number)
        if cut and one.line.stands:
            _apply(one.line, rounded(one.line.listed - cut), f"parts:{indicator}")


def _count(one: _Marked) -> Decimal:
    """Units that are ranked one by one: those of therapy."""
    return max(one.line.line.units, Decimal(1)) if one.value.multiple == _THERAPY else Decimal(1)


def _cut_part(
    work: ClaimWork, component: Component, marked: Sequence[_Marked], cuts: dict[int, Fraction]
) -> None:
    """Add what the component takes off each line, in exact cents: the dearest unit of all is left whole."""
    dearest: tuple[Fraction, int] | None = None
    parts: dict[int, Fraction] = {}
    for one in marked:
        share = _share(work, component.part, one)
        if share is None:
            work.pend(one.line, "pend.pricing.values", what="the relative value of the technical component")
            continue
        parts[one.number] = share * one.line.listed
        each = (Fraction(parts[one.number], Fraction(_count(one))), -one.number)
        dearest = each if dearest is None or each > dearest else dearest
    for one in marked:
        part = parts.get(one.number, Fraction(0))
        if dearest is not None and -dearest[1] == one.number:
            part -= dearest[0]
        cuts[one.number] = cuts.get(one.number, Fraction(0)) + part * Fraction(
            _WHOLE - component.factor, _WHOLE
        )


def _share(work: ClaimWork, part: str, one: _Marked) -> Fraction | None:
    """Which share of the line's price the part is, by the relative values; None where they do not say."""
    if part == "expense":
        return _expense_share(work, one)
    technical = _technical_share(work, one)
    return technical if technical is None or part == "technical" else 1 - technical


def _expense_share(work: ClaimWork, one: _Marked) -> Fraction | None:
    value, gpci = one.value, _indices(work, one)
    whole = amount(value, gpci, _WHOLE, facility=False)
    rest = replace(value, nonfacility_pe_hundredths=0, facility_pe_hundredths=0)
    return 1 - Fraction(amount(rest, gpci, _WHOLE, facility=False), whole) if whole else None


def _technical_share(work: ClaimWork, one: _Marked) -> Fraction | None:
    modifiers = one.line.line.modifiers
    if "26" in modifiers or one.value.pctc == _PROFESSIONAL_ONLY:
        return Fraction(0)
    if "TC" in modifiers or one.value.pctc == _TECHNICAL_ONLY:
        return Fraction(1)
    technical, gpci = work.snapshot.codes.relative_values.lookup(one.procedure, "TC"), _indices(work, one)
    whole = amount(one.value, gpci, _WHOLE, facility=False)
    if technical is None or not whole:
        return None
    return min(Fraction(1), Fraction(amount(technical, gpci, _WHOLE, facility=False), whole))


def _indices(work: ClaimWork, one: _Marked) -> Gpci:
    """The indices of the contract's place; even ones where it prices by a schedule."""
    terms = one.contract.rbrvs
    found = work.snapshot.codes.gpci.lookup(terms.place) if terms is not None else None
    return found or _EVEN
