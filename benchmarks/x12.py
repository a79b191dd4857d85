"""X12 speed: MB per CPU second for a generated 837P with all checks, peak memory, the ratio to pyx12.

    python benchmarks/x12.py [--mb 20] [--runs 5] [--without-peer] [--no-codes] [--profile]

CPU seconds, not wall clock, because machines are shared. pyx12 reads 0.5 MB of the same kind in the same run.
"""

# ruff: noqa: E501, PLR0915, S311, S603, T201 - a script that prints

import argparse
import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

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
    "A0429",
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


def ours(path: Path, *, codes: bool) -> tuple[float, int, int]:
    """(seconds, claims, errors) of reading all claims as values with every check."""
    from plancore.exchange import x837

    tables = None
    if codes:
        from payerport.codes.loading import tables as load

        tables = load()
        tables.icd10cm.load()
        tables.procedures.hcpcs.load()
    gc.collect()
    gc.freeze()
    began, count, errors = time.process_time(), 0, 0
    for event in x837.read(chunks(path), codes=tables):
        if isinstance(event, x837.ClaimReceived):
            count += event.submission.total_charge > 0
            errors += len(event.findings) + len(event.inherited)
        else:
            errors += len(event.findings)
    return time.process_time() - began, count, errors


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


def in_process(*arguments: str) -> list[str]:
    """Runs this file in a process of its own, so that the whole process is measured; gives the words it prints."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.split()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--no-codes", action="store_true")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--once", type=Path)
    parser.add_argument("--peer-once", type=Path)
    given = parser.parse_args()
    if given.once:
        seconds, count, errors = ours(given.once, codes=not given.no_codes)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(seconds, count, errors, peak)
        return
    if given.peer_once:
        print(peer(given.peer_once))
        return
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), given)


def report(folder: Path, given: argparse.Namespace) -> None:
    """Measure and print."""
    path = folder / "claims.837"
    count = claims_file(path, given.mb)
    size = path.stat().st_size / 1e6
    if given.profile:
        import cProfile

        cProfile.runctx("ours(path, codes=not given.no_codes)", {**globals()}, locals(), sort="tottime")
        return
    extra = ["--no-codes"] if given.no_codes else []
    runs = [in_process("--once", str(path), *extra) for _ in range(given.runs)]
    seconds = statistics.median(float(run[0]) for run in runs)
    print(f"837P {size:.1f} MB, {count} claims to values, checks of types 1 to 5")
    print(
        f"  {size / seconds:6.2f} MB/s  {seconds:6.2f} s  peak {max(float(r[3]) for r in runs):.0f} MiB  findings {runs[0][2]}"
    )
    if not given.without_peer:
        small = folder / "small.837"
        claims_file(small, 0.5)
        theirs = small.stat().st_size / 1e6 / float(in_process("--peer-once", str(small))[0])
        print(f"  pyx12, 0.5 MB of the same kind: {theirs:.3f} MB/s; ratio {size / seconds / theirs:.0f}")


if __name__ == "__main__":
    main()
