"""Code sets: time and memory to load all, what forked workers share, the speed of look-up and search.

    python benchmarks/codes.py

Times are processor time. Fails when loading takes more than 1.5 s, or more than 250 MB.
"""

import datetime as dt
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

DAY = dt.date(2026, 3, 2)
WORKERS = 4
TRIES = 3
MOST_MS, MOST_MEGABYTES = 1500, 250


def kilobytes(name: str) -> int:
    """One line of this process's memory account (Linux), in KB; 0 where there is none."""
    account = Path("/proc/self/smaps_rollup")
    if not account.exists():
        return 0
    return next(
        (int(line.split()[1]) for line in account.read_text().splitlines() if line.startswith(name + ":")), 0
    )


def seconds(work: Callable[[], object]) -> float:
    """The processor time that `work` takes: what the clock shows on a machine with nothing else to do."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def say(text: str) -> None:
    """One line of the result."""
    sys.stdout.write(text + "\n")


def in_workers(work: Callable[[], object]) -> list[int]:
    """The memory (KB) that each of some forked workers has for itself after `work`."""
    gc.freeze()
    found: list[int] = []
    for _ in range(WORKERS):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            before = kilobytes("Private_Dirty")
            work()
            os.write(writer, str(kilobytes("Private_Dirty") - before).encode())
            os._exit(0)
        os.waitpid(child, 0)
        found.append(int(os.read(reader, 64)))
        os.close(reader)
        os.close(writer)
    return found


def load_all() -> int:
    """In a process of its own: print the milliseconds and kilobytes that importing and loading take."""
    before = kilobytes("Rss")
    importing = seconds(lambda: __import__("payerport.codes"))
    from payerport.codes import tables

    one = seconds(lambda: tables().place_of_service.lookup("11", DAY))
    everything = importing + one + seconds(tables().load)
    numbers = ((importing + one) * 1000, everything * 1000, kilobytes("Rss") - before)
    say(" ".join(f"{number:.0f}" for number in numbers))
    return 0


def best_load() -> tuple[int, int, int]:
    """The quickest of some fresh processes: milliseconds for one small set and for all; kilobytes."""
    command = [sys.executable, __file__, "load"]
    runs = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 ourselves
        for _ in range(TRIES)
    ]
    first, everything, taken = min(
        (tuple(map(int, run.split())) for run in runs), key=lambda numbers: numbers[1]
    )
    return first, everything, taken


def main() -> int:
    """Measure and print; 1 when a bound is passed."""
    first, everything, taken = best_load()
    from payerport.codes import tables

    entries = sum(tables().load().values())
    say(f"import and one place of service   {first:8} ms")
    say(f"all sets, {entries:,} entries      {everything:8} ms   (best of {TRIES}; at most {MOST_MS})")
    say(f"memory taken                      {taken / 1024:8.1f} MB   (at most {MOST_MEGABYTES})")

    icd, procedures = tables().icd10cm, tables().procedures
    codes = [code.code for _, code in zip(range(20_000), icd, strict=False)]

    def look_up() -> None:
        for code in codes:
            icd.known(code, DAY)

    private = in_workers(look_up)
    say(f"a forked worker's own memory      {max(private) / 1024:8.1f} MB   after {len(codes):,} look-ups")
    warm = seconds(lambda: [procedures.known("G0438", DAY) for _ in range(100_000)]) / 100_000
    say(f"one procedure, asked before       {warm * 1e6:8.2f} us")
    fresh = seconds(lambda: [icd.lookup(code.lower(), DAY) for code in codes]) / len(codes)
    say(f"one diagnosis, first time         {fresh * 1e6:8.2f} us")
    say(f"search index of the diagnoses     {seconds(icd.prepare_search) * 1000:8.1f} ms")
    for words in ("M17.1", "right knee pain", "fracture left femur", "type 2 diabetes", "unspecified"):
        took = seconds(partial(icd.search, words, DAY))
        say(f"search {words!r:<26} {took * 1000:8.1f} ms")
    return 1 if everything > MOST_MS or taken > MOST_MEGABYTES * 1024 else 0


if __name__ == "__main__":
    raise SystemExit(load_all() if sys.argv[1:] == ["load"] else main())
