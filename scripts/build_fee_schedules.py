"""Writes the demo plan's fee schedules, plans/harbor/<year>/fee-schedules/*.tsv. All amounts are synthetic.

    python scripts/build_fee_schedules.py [--check]

The rule: a code with a relative value in the shipped CMS file is priced at the value x the 2025 conversion
factor x 120 percent, without locality; any other by plans/harbor/fee-schedule-basis.tsv. That is
`harbor-standard` of 2025. `harbor-preferred` pays 92 percent of it. `harbor-facility` is what a facility
bills: by kind, see `FACILITY_PERCENT`, the same in both columns. Each later year is 3 percent higher. Every
amount is rounded half up to the cent.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from payerport.codes import tables  # noqa: E402
from payerport.codes.shipped import rows_of  # noqa: E402
from plancore.codes import RelativeValue  # noqa: E402
from plancore.kernel import Cents, parse_dollars, rounded  # noqa: E402

HARBOR = ROOT / "plans" / "harbor"
YEARS = {2025: Fraction(1), 2026: Fraction(103, 100), 2027: Fraction(103, 100) ** 2}
OF_RELATIVE_VALUE = Fraction(120, 100)
PREFERRED = Fraction(92, 100)
IN_FACILITY = dict.fromkeys(("visit", "service", "procedure", "test"), Fraction(70, 100))
"""What a professional gets in a facility, as a part of the price elsewhere; other kinds: all of it."""

FACILITY_PERCENT = {
    **dict.fromkeys(("rvu", "visit", "service", "test"), 160),
    "procedure": 185,
    "drug": 130,
    "lab": 115,
}
"""What a facility bills, in percent of the price outside one; kinds that are not here: 100."""

EQUIPMENT_MODIFIERS = {"": Fraction(1), "NU": Fraction(1), "RR": Fraction(1, 10), "UE": Fraction(75, 100)}
"""Bought new, one month's rent, bought used (Medicare Claims Processing Manual ch. 20)."""

COLUMNS = ("code", "modifier", "facility_cents", "nonfacility_cents", "unit", "source", "effective")


@dataclass(frozen=True, slots=True)
class Price:
    """The standard price of 2025 in exact cents: in a facility and elsewhere."""

    code: str
    modifier: str
    kind: str
    facility: Fraction
    nonfacility: Fraction
    unit: str
    source: str


def relative_prices() -> Iterator[Price]:
    """A price for every row with a relative value that is paid under the schedule (status A, R, T, or X with
    one).
    """
    values = tables().relative_values
    for key in rows_of("relative_values"):
        code, _, modifier = key.partition(" ")
        value = values.lookup(code, modifier)
        if value is not None and value.is_priced:
            facility, nonfacility = (_cents(value, inside) for inside in (True, False))
            yield Price(
                code, modifier, "rvu", facility, nonfacility, "service", "synthetic: 120% of RVU25D x factor"
            )


def _cents(value: RelativeValue, inside: bool) -> Fraction:
    practice = value.facility_pe_hundredths if inside else value.nonfacility_pe_hundredths
    units = value.work_hundredths + practice + value.malpractice_hundredths
    return Fraction(units * value.conversion_factor, 10_000) * OF_RELATIVE_VALUE


def listed_prices() -> Iterator[Price]:
    """A price for every line of the basis; equipment has one for each way to get it."""
    with (HARBOR / "fee-schedule-basis.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t"):
            cents, kind = parse_dollars(row["dollars"]), row["kind"]
            if cents is None:
                raise ValueError(f"{row['code']} has no price")
            for modifier, part in EQUIPMENT_MODIFIERS.items() if kind == "dme" else (("", Fraction(1)),):
                price = cents * part
                inside = price * IN_FACILITY.get(kind, Fraction(1))
                yield Price(row["code"], modifier, kind, inside, price, row["unit"], f"synthetic: {kind}")


def prices() -> list[Price]:
    """All prices in order of code; a relative value goes before the basis."""
    found = {(price.code, price.modifier): price for price in listed_prices()}
    found |= {(price.code, price.modifier): price for price in relative_prices()}
    return [found[key] for key in sorted(found)]


def amounts(schedule: str, price: Price, year: int) -> tuple[Cents, Cents]:
    """Cents in a facility and elsewhere; at least one cent."""
    factor = YEARS[year]
    if schedule == "harbor-facility":
        billed = price.nonfacility * factor * Fraction(FACILITY_PERCENT.get(price.kind, 100), 100)
        return max(1, rounded(billed)), max(1, rounded(billed))
    if schedule == "harbor-preferred":
        factor *= PREFERRED
    return max(1, rounded(price.facility * factor)), max(1, rounded(price.nonfacility * factor))


def text(schedule: str, year: int) -> str:
    """The file of one schedule and year."""
    lines = [
        f"# {schedule} {year}: synthetic amounts for the demo plan, made by scripts/build_fee_schedules.py.",
        "\t".join(COLUMNS),
    ]
    for price in prices():
        facility, nonfacility = amounts(schedule, price, year)
        facts = (price.code, price.modifier, str(facility), str(nonfacility), price.unit, price.source)
        lines.append("\t".join((*facts, f"{year}-01-01")))
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write, or compare; 0 when all is well."""
    parser = argparse.ArgumentParser(description="Write the demo plan's fee schedules.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file would change")
    check = parser.parse_args(arguments).check
    changed = 0
    for year in YEARS:
        for schedule in ("harbor-standard", "harbor-preferred", "harbor-facility"):
            path = HARBOR / str(year) / "fee-schedules" / f"{schedule}.tsv"
            made = text(schedule, year)
            if not path.exists() or path.read_text(encoding="utf-8") != made:
                changed += 1
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(made, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{changed} files {'would change' if check else 'written'}\n")
    return 1 if check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
