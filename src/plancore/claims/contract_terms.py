"""A contract's terms as data: which method prices what, in order; the first that fits prices.

Made of plain data by `contract_reading`; reckoned by `pricing_terms`. Written form:
docs/reference/contracts.md. Only integers: cents, basis points, ten-thousandths of a dollar, hundredths of
a unit. Tables are tuples and not mappings, so that a record of them is the same bytes each time.
"""

from dataclasses import dataclass

from plancore.kernel import Cents, Period

Ranges = tuple[tuple[str, str], ...]
"""Ranges of codes, both ends counted, compared as text."""


def within(code: str, ranges: Ranges) -> bool:
    """True when the code is in one of the ranges."""
    return any(low <= code <= high for low, high in ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a line must be; all named parts must hold, an empty part holds always.

    `bill_types` are the beginnings of the type of bill with its frequency (`11`, `131`), `categories` the
    plan's, `drgs` the claim's diagnosis related group.
    """

    procedures: Ranges = ()
    revenue_codes: Ranges = ()
    modifiers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    bill_types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    drgs: Ranges = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of care of a per diem: its revenue codes, and `steps` of (last day, cents a day); the last
    step's 0 is open. Days count from 1 within the level."""

    revenue_codes: Ranges
    steps: tuple[tuple[int, Cents], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerDiem:
    """Cents a day by level. `count`: `units` of the room lines, or days of the `statement` period.

    The day of admission counts and the day of discharge does not; a stay of one day counts one, and a
    patient who is still there (status 30) counts the last day too (Medicare Benefit Policy Manual ch. 3,
    section 20.1).
    """

    levels: tuple[Level, ...]
    count: str = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrgWeight:
    """A group's weight in ten-thousandths and its geometric mean stay in tenths of a day (0: not stated)."""

    drg: str
    weight: int
    period: Period
    mean_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A cost outlier (42 CFR 412.80 to 412.84): cost is charges times `cost_ratio`; of what is above the
    group's amount and `threshold` (cents) the `share` is paid on top. Rates in basis points."""

    threshold: Cents
    cost_ratio: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrgRate:
    """Base (cents) times weight. `transfer_statuses` are the patient statuses paid by the day (42 CFR
    412.4(f)): the amount divided by the mean stay, twice for the first day, never more than the whole."""

    base: Cents
    weights: tuple[DrgWeight, ...]
    outlier: Outlier | None = None
    transfer_statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anesthesia:
    """Units times factor (Medicare Claims Processing Manual ch. 12, section 50).

    `factor` in ten-thousandths of a dollar a unit; `base_units` by code range and `status_units` by
    modifier in hundredths; `shares` by modifier in basis points; `supervision_units` (hundredths) are all
    the units of a service under supervision (AD). `in_tenths`: time units are rounded to one decimal, as
    Medicare does.
    """

    factor: int
    base_units: tuple[tuple[str, str, int], ...]
    minutes_each: int = 15
    status_units: tuple[tuple[str, int], ...] = ()
    shares: tuple[tuple[str, int], ...] = (
        ("AA", 10_000),
        ("QZ", 10_000),
        ("QK", 5_000),
        ("QX", 5_000),
        ("QY", 5_000),
    )
    supervision_units: int = 300
    in_tenths: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What a place of pickup adds, in basis points of the rate: on `base` and `mile`; on each of the first
    `near_miles` whole miles it is `near` instead. Source: 42 CFR 414.610(c)."""

    base: int = 10_000
    mile: int = 10_000
    near_miles: int = 0
    near: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambulance:
    """`bases`: cents by level of service; `miles`: ten-thousandths of a dollar a loaded mile by mileage
    code. `areas` by CMS's mark of the ZIP of pickup: `` urban, `R` rural, `B` super rural; a mark without
    an area is paid as it is."""

    bases: tuple[tuple[str, Cents], ...]
    miles: tuple[tuple[str, int], ...]
    areas: tuple[tuple[str, Area], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NdcRate:
    """A price by the national drug code: ten-thousandths of a dollar for one unit of `basis` (ML, GR, UN,
    F2), or 0 where only `units` (hundredths of a procedure unit in one of them) is stated."""

    ndc: str
    basis: str
    each: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drugs:
    """`rates`: ten-thousandths of a dollar a unit by procedure code. `attest`: codes of single doses, that
    need JW or JZ; `wastage`: whether what was discarded (JW) is paid (42 CFR 414.904, Claims Processing
    Manual ch. 17, section 40)."""

    rates: tuple[tuple[str, int], ...]
    ndc: tuple[NdcRate, ...] = ()
    attest: Ranges = ()
    wastage: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Purchase prices (cents) by code; a used one (UE) at `used`, a month of rent (RR) by `rent`: (last
    month, basis points of the price). After the last month nothing more is paid. Source: Claims Processing
    Manual ch. 20, section 30.5."""

    prices: tuple[tuple[str, Cents], ...]
    used: int = 7_500
    rent: tuple[tuple[int, int], ...] = ((3, 1_000), (13, 750))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: on `period`, what meets `when` is priced by the one method that is set.

    A case rate, a per diem and a group's rate price a claim together: they fit when one line meets `when`,
    and price all lines that no earlier term prices and that meet `covers`. `allocation` shares the amount
    by charge (`by_charge`) or gives it to the first line that meets `when` (`to_first`). `lesser_of` None:
    the contract's.
    """

    id: str
    period: Period
    when: When = When()
    source: str = ""
    lesser_of: bool | None = None
    covers: When = When()
    allocation: str = "by_charge"
    schedule: int | None = None
    """Basis points of the contract's fee schedule (or relative values)."""
    percent_of_charge: int | None = None
    case_rate: Cents | None = None
    per_diem: PerDiem | None = None
    drg: DrgRate | None = None
    anesthesia: Anesthesia | None = None
    ambulance: Ambulance | None = None
    drugs: Drugs | None = None
    equipment: Equipment | None = None

    @property
    def is_together(self) -> bool:
        """True when it prices the lines of a claim together."""
        return self.case_rate is not None or self.per_diem is not None or self.drg is not None

    @property
    def method(self) -> str:
        """The method's name, as it stands in a line's trace."""
        return next(name for name in METHODS if getattr(self, name) is not None)


METHODS = (
    "case_rate",
    "per_diem",
    "drg",
    "schedule",
    "percent_of_charge",
    "anesthesia",
    "ambulance",
    "drugs",
    "equipment",
)
"""The names of the methods, of which a term has one."""
