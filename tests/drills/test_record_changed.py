"""Somebody with the database's own powers changes the record: each row is named, and in time."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import transaction
from tests.drills.house import IS_LONG, say

from payerport.audit.lock import as_core
from payerport.audit.tests.flips import execute, flip_a_byte
from payerport.config.templates import CommittedDatabase

ROWS = 100_000 if IS_LONG else 5_000
FLIPS = 200 if IS_LONG else 50
MOST_SECONDS = 10.0
_FILL = """
    INSERT INTO audit_event (id, at, action, outcome, record_kind, record_id, family, user_id,
                             organization_id, process, role, request_id, address, detail)
    SELECT gen_random_uuid(), now() - n * interval '1 millisecond', 'claim.viewed', 'done', 'claim', 'H' || n,
           (1000000 + mod(n, 5000))::text, mod(n, 300), mod(n, 40), '', 'biller', md5(n::text), '192.0.2.9',
           jsonb_build_object('lines', mod(n, 9)) FROM generate_series(1, %s) AS n
"""


def payerport(database: CommittedDatabase, *words: str) -> subprocess.CompletedProcess[str]:
    """One call of the command line, on the test's own database."""
    return subprocess.run(
        [sys.executable, "-m", "payerport", *words],
        env=database.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.req("R-18")
def test_it_names_every_changed_row_among_many_and_in_time(
    committed_database: CommittedDatabase, tmp_path: Path
) -> None:
    dice = random.Random(20261125)
    with transaction.atomic():
        execute(_FILL, [ROWS])
    assert payerport(committed_database, "audit", "seal").returncode == 0
    assert payerport(committed_database, "audit", "export-roots", str(tmp_path / "roots")).returncode == 0

    began = time.monotonic()
    whole = payerport(committed_database, "audit", "verify", "--roots", str(tmp_path / "roots"))
    seconds = time.monotonic() - began
    assert (whole.returncode, "Everything is as it was sealed." in whole.stdout) == (0, True), whole.stdout
    verified = re.search(r"([\d,]+) rows under \d+ seals verified in ([\d.]+) seconds", whole.stdout)
    assert verified is not None
    assert int(verified[1].replace(",", "")) >= ROWS
    assert float(verified[2]) < MOST_SECONDS

    with transaction.atomic(), as_core():
        from payerport.audit.models import Event

        chosen = dice.sample(sorted(str(one) for one in Event.objects.values_list("pk", flat=True)), FLIPS)
        columns = {row: flip_a_byte(row, dice) for row in chosen}
    broken = payerport(committed_database, "audit", "verify")
    assert broken.returncode == 1
    named = {line.split()[1]: line.split()[0] for line in broken.stdout.splitlines() if "  seal " in line}
    found = [
        row
        for row, column in columns.items()
        if named.get(row) == ("REMOVED" if column == "id" else "CHANGED")
    ]
    say(
        f"{ROWS} rows verified in {verified[2]} s (the whole command {seconds:.1f} s); "
        f"{len(found)} of {FLIPS} flipped rows named, in {len(set(columns.values()))} columns"
    )
    assert len(found) == FLIPS
    assert named.keys() == set(chosen), "no other row is named"
