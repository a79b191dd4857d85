"""Medicare physician fee schedule tables for pricing: relative values, GPCI, anesthesia factors, ZIP to
locality.

Exact integers: relative values in hundredths, GPCI in thousandths, the conversion factor in ten-thousandths
of a dollar.
"""

from collections.abc import Callable
from dataclasses import dataclass

from plancore.codes.lazy import LazyRows, Rows
from plancore.codes.types import Release
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """A payment locality: the Medicare contractor's number (five digits) and the locality's (two)."""

    carrier: str
    locality: str


_PACKAGES = frozenset({"000", "010", "090"})


@dataclass(frozen=True, slots=True)
class RelativeValue:
    """One row of the relative value file. `*_hundredths` are RVU x 100; `conversion_factor` is dollars x
    10,000.

    `*_na` says that the service is not usually done in that setting. `global_days` is CMS's text (000, 010,
    090, XXX, ZZZ, MMM, YYY); `pre_op`, `intra_op`, `post_op` are the parts of a global package in percent.
    The one-digit indicators are CMS's: `multiple`, `bilateral`, `assistant`, `co_surgeon`, `team`, `pctc`.
    """

    code: str
    modifier: str
    status: str
    work_hundredths: int
    nonfacility_pe_hundredths: int
    facility_pe_hundredths: int
    malpractice_hundredths: int
    nonfacility_na: bool
    facility_na: bool
    pctc: str
    global_days: str
    pre_op: int
    intra_op: int
    post_op: int
    multiple: str
    bilateral: str
    assistant: str
    co_surgeon: str
    team: str
    endoscopy_base: str
    conversion_factor: int

    @property
    def is_priced(self) -> bool:
        """True when the file carries a value to price from."""
        return self.work_hundredths + self.nonfacility_pe_hundredths + self.facility_pe_hundredths > 0


class RelativeValues:
    """The relative value file of one release, by code and modifier (empty, 26, TC, 53)."""

    __slots__ = ("_packages", "_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)
        self._packages: dict[str, int] | None = None

    def package_days(self, code: str) -> int | None:
        """Days after a procedure that its global surgery package holds (0, 10, 90); None where it has no
        package, or the file does not list it."""
        if self._packages is None:
            self._packages = {
                code: int(days)
                for code, row in self._rows.get().items()
                if (days := row.split("\t", 13)[12]) in _PACKAGES
            }
        return self._packages.get(code)

    def lookup(self, code: str, modifier: str = "") -> RelativeValue | None:
        """The row of a code and modifier; None when the file has none (licensed codes: until the plan loads
        them).
        """
        row = self._rows.get().get(f"{code} {modifier}".rstrip())
        if row is None:
            return None
        part = row.split("\t")
        work, nonfac, fac, malpractice, factor, pre, intra, post = (int(part[i]) for i in range(1, 9))
        return RelativeValue(
            code=code,
            modifier=modifier,
            status=part[0],
            work_hundredths=work,
            nonfacility_pe_hundredths=nonfac,
            facility_pe_hundredths=fac,
            malpractice_hundredths=malpractice,
            conversion_factor=factor,
            pre_op=pre,
            intra_op=intra,
            post_op=post,
            nonfacility_na=part[9] == "1",
            facility_na=part[10] == "1",
            pctc=part[11],
            global_days=part[12],
            multiple=part[13],
            bilateral=part[14],
            assistant=part[15],
            co_surgeon=part[16],
            team=part[17],
            endoscopy_base=part[18],
        )

    def load(self) -> int:
        """Read the rows now; gives how many there are."""
        return len(self._rows.get())


@dataclass(frozen=True, slots=True)
class Gpci:
    """Geographic practice cost indices of a locality, in thousandths (1.000 is 1,000)."""

    place: PlaceKey
    state: str
    name: str
    work_thousandths: int
    pe_thousandths: int
    malpractice_thousandths: int


class GpciTable:
    """The localities and their indices."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def lookup(self, place: PlaceKey) -> Gpci | None:
        """The indices of a locality."""
        row = self._rows.get().get(f"{place.carrier} {place.locality}")
        if row is None:
            return None
        state, name, work, pe, malpractice = row.split("\t")
        return Gpci(place, state, name, int(work), int(pe), int(malpractice))

    def load(self) -> int:
        """Read the rows now; gives how many localities there are."""
        return len(self._rows.get())


class AnesthesiaFactors:
    """The anesthesia conversion factor of each locality."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def cents_per_unit(self, place: PlaceKey) -> Cents | None:
        """Cents for one anesthesia unit in this locality."""
        row = self._rows.get().get(f"{place.carrier} {place.locality}")
        return None if row is None else int(row)

    def load(self) -> int:
        """Read the rows now; gives how many localities there are."""
        return len(self._rows.get())


@dataclass(frozen=True, slots=True)
class ZipLocality:
    """Where a five-digit ZIP is paid. `rural` is CMS's mark: empty urban, R rural, B super rural (ambulance).

    `needs_plus4` says that some nine-digit ZIPs within it belong to another locality.
    """

    zip5: str
    state: str
    place: PlaceKey
    rural: str
    needs_plus4: bool


class ZipLocalities:
    """Five-digit ZIP to payment locality."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def lookup(self, zip_code: str) -> ZipLocality | None:
        """The locality of a ZIP of five or nine digits (with or without the hyphen), by its first five."""
        zip5 = zip_code.strip()[:5]
        row = self._rows.get().get(zip5)
        if row is None:
            return None
        state, carrier, locality, rural, plus4 = row.split("\t")
        return ZipLocality(zip5, state, PlaceKey(carrier, locality), rural, plus4 == "1")

    def load(self) -> int:
        """Read the rows now; gives how many ZIPs there are."""
        return len(self._rows.get())
