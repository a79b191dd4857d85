"""X12 speed: MB per CPU second of reading generated files into values with all checks, peak memory, the ratio
to pyx12.

    python benchmarks/x12.py [--quick] [--mb 20] [--large-mb 200] [--runs 5] [--without-peer] [--profile]

Each run is a process of its own and is measured whole, its start and the loading of the code tables apart from
the reading; the median of the runs counts. CPU seconds, not wall clock, because machines are shared. pyx12 reads
0.5 MB of the same kind in the same run, before and after. One claim in a hundred has a diagnosis that is none. The lines
of the 835 differ in charge, reduction, share, reasons, days, modifiers, units and remarks, as those of payers do.
`--quick`: 2 and 8 MB, one run.
"""

# ruff: noqa: E501, PLR0915, S311, S603, T201 - a script that prints

import argparse
import datetime as dt
import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

CHUNK = 1 << 18
LAST = [
    "ABBOTT",
    "BAKER",
    "CARTER",
    "DIAZ",
    "EVANS",
    "FOSTER",
    "GARCIA",
    "HUGHES",
    "INGRAM",
    "JONES",
    "KELLY",
    "LOPEZ",
    "MOORE",
    "NGUYEN",
    "OWENS",
    "PATEL",
]
FIRST = [
    "ANN",
    "BEN",
    "CARA",
    "DAN",
    "EVE",
    "FAY",
    "GUS",
    "HAL",
    "IDA",
    "JAY",
    "KIM",
    "LEE",
    "MIA",
    "NED",
    "OLA",
    "PAT",
    "QUINN",
    "RAY",
    "SUE",
    "TED",
]
STREETS = ["HARBOR", "QUAY", "PIER", "ANCHOR", "BEACON", "LANTERN", "TIDE", "MARINA"]
PROCEDURES = [
    "T1015",
    "S9083",
    "G0438",
    "G0439",
    "G0463",
    "J3301",
    "J7321",
    "G0260",
    "L1833",
    "E0601",
    "G0105",
]
DIAGNOSES = ["M1711", "J069", "E119", "I10", "Z0000", "M5450", "R051", "K219", "F419", "N390"]


def claims_file(target: Path, megabytes: float, seed: int = 7) -> int:
    """Writes an 837P of about this size; gives the number of claims."""
    from plancore.kernel import npi_from

    rng = random.Random(seed)
    wanted, written, count, level, segments = int(megabytes * 1e6), 0, 0, 0, 0
    with target.open("w", encoding="ascii") as out:

        def put(text: str) -> None:
            nonlocal written, segments
            out.write(text + "~")
            written += len(text) + 1
            segments += 1

        out.write(
            "ISA*00*          *00*          *ZZ*CLEARING       *ZZ*HARBOR         "
            "*261101*1200*^*00501*000000001*0*P*:~GS*HC*CLEARING*HARBOR*20261101*1200*1*X*005010X222A1~"
        )
        put("ST*837*0001*005010X222A1")
        put("BHT*0019*00*B1*20261101*1200*CH")
        put("NM1*41*2*CLEARING HOUSE*****46*CLEARING")
        put("PER*IC*EDI DESK*TE*5555550100")
        put("NM1*40*2*HARBOR HEALTH PLAN*****46*HARBOR")
        while written < wanted:
            level += 1
            billing = level
            npi = npi_from(f"1{rng.randrange(10**8):08d}")
            rendering = [npi_from(f"1{rng.randrange(10**8):08d}") for _ in range(6)]
            put(f"HL*{level}**20*1")
            put("PRV*BI*PXC*207X00000X")
            put(f"NM1*85*2*{rng.choice(STREETS)} ORTHOPEDICS*****XX*{npi}")
            put(f"N3*{rng.randrange(999)} {rng.choice(STREETS)} ST")
            put(f"N4*HARBORTON*ME*04{rng.randrange(1000):03d}1234")
            put(f"REF*EI*{rng.randrange(10**9):09d}")
            for _ in range(200):
                if written >= wanted:
                    break
                level += 1
                count += 1
                put(f"HL*{level}*{billing}*22*0")
                put("SBR*P*18*GRP100******CI")
                last, first = rng.choice(LAST), rng.choice(FIRST)
                put(f"NM1*IL*1*{last}*{first}****MI*{rng.randrange(10**9):09d}")
                put(f"N3*{rng.randrange(9999)} {rng.choice(STREETS)} AVE")
                put(f"N4*HARBORTON*ME*04{rng.randrange(1000):03d}")
                put(
                    f"DMG*D8*{rng.randrange(1940, 2010)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}*{rng.choice('FM')}"
                )
                put("NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR")
                lines = [
                    (rng.choice(PROCEDURES), rng.randrange(2000, 50000))
                    for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))
                ]
                total = sum(charge for _, charge in lines)
                put(f"CLM*PC{count:08d}*{total / 100:.2f}***11:B:1*Y*A*Y*Y")
                put(f"REF*D9*{rng.randrange(10**12):012d}")
                codes = rng.sample(DIAGNOSES, 3)
                if rng.random() < 0.01:
                    codes[2] = "M171"
                put(f"HI*ABK:{codes[0]}*ABF:{codes[1]}*ABF:{codes[2]}")
                put(f"NM1*82*1*{rng.choice(LAST)}*{rng.choice(FIRST)}****XX*{rng.choice(rendering)}")
                put("PRV*PE*PXC*207X00000X")
                day = f"2026{rng.randrange(1, 11):02d}{rng.randrange(1, 29):02d}"
                for number, (code, charge) in enumerate(lines, 1):
                    put(f"LX*{number}")
                    put(f"SV1*HC:{code}*{charge / 100:.2f}*UN*1***1:2")
                    put(f"DTP*472*D8*{day}")
                    put(f"REF*6R*{count}{number}")
        out.write(f"SE*{segments + 1}*0001~GE*1*1~IEA*1*000000001~")
    return count


def chunks(path: Path) -> Iterator[bytes]:
    """A file's bytes."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def remittance_file(target: Path, megabytes: float, seed: int = 7) -> int:
    """Writes an 835 of about this size, through our own writer; gives the number of claims."""
    from plancore.claims.decision import Adjustment, Group
    from plancore.claims.types import Address
    from plancore.exchange import x835
    from plancore.kernel import npi_from
    from plancore.remittance.types import Payee, Payer, Remittance, RemittanceClaim, RemittanceLine
    from plancore.x12.writer import Header, Party

    rng, day = random.Random(seed), dt.date(2026, 5, 4)
    place = Address(line1="1 HARBOR PLAZA", city="HARBORTON", state="ME", postal_code="04101")
    payer = Payer(
        name="HARBOR HEALTH PLAN", payer_id="HARBOR", tax_id="123456789", originating_id="1123456789",
        address=place, contact_name="EDI DESK", contact_telephone="5555550100",
    )  # fmt: skip

    def less(group: Group, carc: str, amount: int) -> Adjustment:
        return Adjustment(group=group, carc=carc, amount=amount, rule="x", source="x")

    def adjusted(charge: int) -> tuple[Adjustment, ...]:
        """Mostly a contract's reduction and the patient's share; some lines denied, some with one reason."""
        kind = rng.random()
        if kind < 0.05:
            return (less(Group("CO"), rng.choice(("16", "50", "97", "197")), charge),)
        share = less(Group("PR"), rng.choice("1233"), rng.randrange(500, 3_000))
        if kind < 0.10:
            return (share,)
        reduced = less(Group("CO"), "45", charge * rng.randrange(10, 60) // 100)
        if kind < 0.20:
            return (reduced,)
        if kind < 0.25:
            return (reduced, less(Group("CO"), "253", rng.randrange(10, 500)), share)
        return (reduced, share)

    def line(number: int) -> RemittanceLine:
        charge, served = rng.randrange(5_000, 50_000), day - dt.timedelta(days=rng.randrange(3, 120))
        reasons = adjusted(charge)
        paid = charge - sum(one.amount for one in reasons)
        return RemittanceLine(
            procedure=rng.choice(PROCEDURES), charge=charge, paid=paid,
            modifiers=(rng.choice(("RT", "LT", "59", "25")),) if rng.random() < 0.15 else (),
            allowed=charge - sum(one.amount for one in reasons if one.group == "CO"),
            units=Decimal(1 if rng.random() < 0.9 else rng.randrange(2, 9)), service_from=served,
            service_to=served, adjustments=reasons, line_control_number=f"{rng.randrange(10**8)}L{number}",
            remarks=(rng.choice(("N130", "M15", "N362", "MA130")),) if rng.random() < 0.05 else (),
        )  # fmt: skip

    def claim(number: int) -> RemittanceClaim:
        lines = tuple(line(one) for one in range(1, rng.choice((2, 3, 3, 4, 5))))
        paid = sum(one.paid for one in lines)
        share = sum(less.amount for one in lines for less in one.adjustments if less.group == "PR")
        return RemittanceClaim(
            patient_control_number=f"PC{number:08d}", plan_control_number=f"HHP{rng.randrange(10**9):09d}",
            status="4" if not paid else rng.choice("1112"), charge=sum(one.charge for one in lines), paid=paid,
            patient_responsibility=share, filing_indicator="12", facility_code=rng.choice(("11", "11", "22")),
            frequency="1", patient_last_name=rng.choice(LAST), patient_first_name=rng.choice(FIRST),
            member_id=f"{rng.randrange(10**9):09d}", lines=lines,
        )  # fmt: skip

    def payment(number: int) -> Remittance:
        claims = tuple(claim(number * 200 + one) for one in range(200))
        payee = Payee(
            npi=npi_from(f"1{rng.randrange(10**8):08d}"), tax_id="123456789", name="PIER", address=place
        )
        return Remittance(
            payer=payer, payee=payee, trace_number=f"{number:09d}", method="CHK",
            total=sum(one.paid for one in claims), payment_date=day, production_date=day, claims=claims,
        )  # fmt: skip

    size = len(x835.write([payment(0)], _header(Header, Party)))
    payments = max(round(megabytes * 1e6 / size), 1)
    target.write_bytes(x835.write((payment(one) for one in range(payments)), _header(Header, Party)))
    return payments * 200


def _header(header: type, party: type) -> Any:
    stamp = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
    return header(sender=party(id="HARBOR"), receiver=party(id="QUAY"), stamp=stamp, control_number=1)


INQUIRY = (
    "ISA*00*          *00*          *ZZ*QUAY01         *ZZ*HARBOR         *260501*1200*^*00501*000000001*0*T*:~"
    "GS*HS*QUAY01*HARBOR*20260501*1200*1*X*005010X279A1~ST*270*0001*005010X279A1~BHT*0022*13*REF1*20260501*1200~"
    "HL*1**20*1~NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR~HL*2*1*21*1~NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893~"
    "HL*3*2*22*0~TRN*1*TRACE1*9123456789~NM1*IL*1*TESTER*ANN****MI*123456701~DMG*D8*19800214~"
    "DTP*291*D8*20260501~EQ*30^98~SE*13*0001~GE*1*1~IEA*1*000000001~"
).encode("ascii")


def inquiry_milliseconds(rounds: int = 500) -> float:
    """CPU milliseconds from the text of one 270 to a value and from its answer to the text of a 271."""
    from plancore.eligibility.types import Answer, CoverageStatus
    from plancore.exchange import x270, x271

    day, stamp = dt.date(2026, 5, 1), dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)

    def once() -> None:
        batch = x270.read([INQUIRY], today=day)
        (one,) = batch.inquiries
        asked = one.inquiry
        answer = Answer(
            status=CoverageStatus.ACTIVE, service_date=day, member_id=asked.member_id, last_name="TESTER",
            first_name="ANN", plan_name="HARBOR PPO", group_number="GRP100",
        )  # fmt: skip
        x271.write(batch, [answer], stamp=stamp, control_number=1)

    for _ in range(20):
        once()
    began = time.process_time()
    for _ in range(rounds):
        once()
    return (time.process_time() - began) / rounds * 1000


def loaded() -> Any:
    """The code tables that the checks ask, read."""
    from payerport.codes.loading import tables as load

    tables = load()
    tables.icd10cm.load()
    tables.procedures.hcpcs.load()
    return tables


def ours(path: Path) -> tuple[float, int, int]:
    """(seconds, claims, findings) of reading all claims, or payments of claims, as values with every check."""
    from plancore.exchange import x835, x837

    tables = loaded()
    gc.collect()
    gc.freeze()
    began, count, findings = time.process_time(), 0, 0
    if path.suffix == ".835":
        for event in x835.events(chunks(path), codes=tables):
            if isinstance(event, x835.ClaimPayment):
                count += event.claim.charge > 0
                findings += len(event.unit.findings)
            else:
                findings += 0 if isinstance(event, x835.RemittanceRead) else len(event.findings)
                findings += len(event.end.findings) if isinstance(event, x835.RemittanceRead) else 0
    else:
        for one in x837.read(chunks(path), codes=tables):
            if isinstance(one, x837.ClaimReceived):
                count += one.submission.total_charge > 0
            findings += len(one.findings)
    return time.process_time() - began, count, findings


def peer(path: Path) -> float:
    """Seconds pyx12 takes to validate the same bytes."""
    import io
    import logging

    import pyx12.params
    import pyx12.x12n_document

    logging.disable(logging.CRITICAL)
    began = time.process_time()
    with path.open() as source:
        pyx12.x12n_document.x12n_document(pyx12.params.params(), source, io.StringIO(), None)
    return time.process_time() - began


def peak() -> float:
    """The most memory (MiB) this process had. Not from getrusage, which counts the parent before exec too."""
    account = Path("/proc/self/status")
    if account.exists():
        return next(int(one.split()[1]) for one in account.read_text().splitlines() if "VmHWM" in one) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_process(*arguments: str) -> list[str]:
    """Runs this file in a process of its own, so that the whole process is measured; gives the words it prints."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.split()


def peers_speed(folder: Path) -> float:
    """MB per CPU second of pyx12 on a small 837P."""
    small = folder / "small.837"
    if not small.exists():
        claims_file(small, 0.5)
    return small.stat().st_size / 1e6 / float(in_process("--peer-once", str(small))[0])


class Measured(NamedTuple):
    """Medians of the runs over one file, peak of all."""

    size: float
    seconds: float
    peak: float
    findings: int


def measure(path: Path, title: str, count: int, runs: int) -> Measured:
    """Read a file some times and print the line."""
    found = [in_process("--once", str(path)) for _ in range(runs)]
    seconds = statistics.median(float(run[0]) for run in found)
    one = Measured(path.stat().st_size / 1e6, seconds, max(float(run[3]) for run in found), int(found[0][2]))
    print(
        f"{title:<5}{one.size:6.1f} MB, {count:7,} claims: {one.size / seconds:6.2f} MB/s {seconds:7.2f} s  "
        f"peak {one.peak:.0f} MiB  findings {one.findings:,}"
    )
    return one


def report(folder: Path, given: argparse.Namespace) -> None:
    """Measure and print."""
    sizes = (2.0, 8.0) if given.quick else (given.mb, given.large_mb)
    runs = 1 if given.quick else given.runs
    theirs = [] if given.without_peer else [peers_speed(folder)]
    measured: dict[str, list[Measured]] = {}
    for kind, write in (("837P", claims_file), ("835", remittance_file)):
        for size in sizes:
            path = folder / f"file.{kind[:3]}"
            count = write(path, size)
            measured.setdefault(kind, []).append(measure(path, kind, count, runs))
            path.unlink()
    for kind, (small, large) in measured.items():
        grows = (large.seconds / large.size) / (small.seconds / small.size)
        print(f"{kind:<5}time a megabyte, large file to small: {grows:.3f}")
    print(f"270 to value, answer to 271: {float(in_process('--inquiry')[0]):.3f} ms an inquiry")
    if theirs:
        theirs.append(peers_speed(folder))
        mean = statistics.mean(theirs)
        ratios = ", ".join(
            f"{kind} {one.size:.0f} MB {one.size / one.seconds / mean:.0f} times"
            for kind, found in measured.items()
            for one in found
        )
        print(
            f"pyx12, 0.5 MB of 837P, before and after: {theirs[0]:.3f} and {theirs[1]:.3f} MB/s; ours: {ratios}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--large-mb", type=float, default=200)
    parser.add_argument("--runs", type=int, default=5)
    for flag in ("--quick", "--without-peer", "--profile", "--inquiry"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--once", type=Path)
    parser.add_argument("--peer-once", type=Path)
    given = parser.parse_args()
    if given.once:
        print(*ours(given.once), peak())
    elif given.peer_once:
        print(peer(given.peer_once))
    elif given.inquiry:
        print(inquiry_milliseconds())
    else:
        with tempfile.TemporaryDirectory() as folder:
            profile(Path(folder), given) if given.profile else report(Path(folder), given)


def profile(folder: Path, given: argparse.Namespace) -> None:
    """Print where the time of reading an 837P goes."""
    import cProfile

    path = folder / "claims.837"
    claims_file(path, given.mb)
    cProfile.runctx("ours(path)", {**globals()}, {"path": path}, sort="tottime")


if __name__ == "__main__":
    main()
