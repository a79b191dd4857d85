"""Sealing and verifying: whatever is done to the record, by whomever, is found and named."""

import datetime as dt
import random
from pathlib import Path

import pytest
from django.db import transaction
from tests.clock import NOW

from payerport.audit import roots, sealing
from payerport.audit.actions import record
from payerport.audit.actor import Actor, Reader, core
from payerport.audit.encoding import COLUMNS, VERSION, root
from payerport.audit.lock import acting, as_core
from payerport.audit.models import Event, Leaf, Seal
from payerport.audit.tests.flips import execute, flip_a_byte
from payerport.audit.verifying import Period, Report, Wrong, verify
from payerport.vault.keyring import Key, Purpose
from payerport.vault.keys import ring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CORE = core("test")
BILLER = Actor(reader=Reader.ORGANIZATION, user_id=7, organization_id=3, role="biller", address="192.0.2.4")


def write(count: int, action: str = "claim.viewed") -> list[str]:
    """So many rows of a person's looks, one half without a family. Returns their ids."""
    with as_core():
        known = set(Event.objects.values_list("pk", flat=True))
        for n in range(count):
            detail = {"lines": n} if n % 3 else None
            record(BILLER, action, "claim", f"H{n}", family="1234567" * (n % 2), detail=detail)
        return sorted(str(one) for one in Event.objects.exclude(pk__in=known).values_list("pk", flat=True))


def look(**options: object) -> Report:
    return verify(CORE, ring().public_keys, **options)  # type: ignore[arg-type]


def found(**options: object) -> set[tuple[Wrong, str]]:
    return {(one.wrong, one.row) for one in look(**options).findings}


@pytest.fixture
def sealed() -> list[str]:
    """Three seals of a few rows each; the ids of the rows."""
    ids = []
    for count in (5, 1, 8):
        ids += write(count)
        assert sealing.seal(CORE) == count
    return ids


# -- sealing ----------------------------------------------------------------------------------------------


def test_it_finds_nothing_wrong_with_what_nobody_touched(sealed: list[str]) -> None:
    report = look()
    assert (report.seals, report.rows, report.unsealed, report.findings) == (3, 14, 0, ())


def test_it_chains_its_seals_and_signs_each(sealed: list[str]) -> None:
    with as_core():
        first, second, third = Seal.objects.order_by("id")
    assert bytes(first.previous) == bytes(32)
    assert (bytes(second.previous), bytes(third.previous)) == (bytes(first.hash), bytes(second.hash))
    assert [one.rows for one in (first, second, third)] == [5, 1, 8]
    assert len({bytes(one.signature) for one in (first, second, third)}) == 3


def test_it_makes_no_seal_over_nothing() -> None:
    assert sealing.seal(CORE) == 0
    with as_core():
        assert not Seal.objects.exists()


def test_it_puts_many_rows_under_several_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 4)
    write(10)
    said: list[int] = []
    assert sealing.seal(CORE, tell=said.append) == 10
    assert said == [4, 8, 10]
    assert look().findings == ()


def test_it_seals_a_row_that_is_older_than_what_is_sealed(sealed: list[str]) -> None:
    """A slow transaction commits after its younger colleagues were sealed."""
    (late,) = write(1)
    execute("UPDATE audit_event SET at = at - interval '50 minutes' WHERE id = %s", [late])
    assert sealing.seal(CORE) == 1
    assert look().findings == ()


def test_it_finds_what_is_older_than_it_looks_back_when_it_looks_through_all(sealed: list[str]) -> None:
    (late,) = write(1)
    execute("UPDATE audit_event SET at = at - interval '9 hours' WHERE id = %s", [late])
    assert sealing.seal(CORE) == 0
    assert sealing.seal(CORE, whole=True) == 1


def test_it_lets_no_one_but_the_plan_see_a_seal(sealed: list[str]) -> None:
    with acting(BILLER):
        assert not Seal.objects.exists()
        assert not Leaf.objects.exists()


# -- what is done to rows ---------------------------------------------------------------------------------


def test_it_names_the_row_of_each_of_200_flipped_bytes(sealed: list[str]) -> None:
    dice = random.Random(4)
    columns = []
    for number in range(200):
        row = dice.choice(sealed)
        with transaction.atomic():
            column = COLUMNS[VERSION][number % 14]
            columns.append(flip_a_byte(row, dice, column))
            assert (Wrong.REMOVED if column == "id" else Wrong.CHANGED, row) in found(), (number, column)
            transaction.set_rollback(True)
    assert set(columns) == set(COLUMNS[VERSION])
    assert look().findings == ()


def test_it_names_a_removed_row(sealed: list[str]) -> None:
    assert execute("DELETE FROM audit_event WHERE id = %s", [sealed[7]]) == 1
    assert found() == {(Wrong.REMOVED, sealed[7])}


def test_it_says_that_a_row_was_removed_together_with_its_leaf(sealed: list[str]) -> None:
    execute("DELETE FROM audit_event WHERE id = %s", [sealed[7]])
    execute("DELETE FROM audit_leaf WHERE id = %s", [sealed[7]])
    (finding,) = look().findings
    assert (finding.wrong, finding.row, finding.seal) == (Wrong.REMOVED, "", 3)


def test_it_names_a_row_that_was_inserted_into_the_past(sealed: list[str]) -> None:
    (row,) = write(1)
    execute("UPDATE audit_event SET at = at - interval '3 days' WHERE id = %s", [row])
    assert found() == {(Wrong.INSERTED, row)}
    assert sealing.seal(CORE, whole=True) == 1


def test_it_names_a_row_that_was_inserted_into_the_past_even_when_it_was_sealed_since(
    sealed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = write(1)
    execute("UPDATE audit_event SET at = at - interval '3 days' WHERE id = %s", [row])
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(minutes=1))
    assert sealing.seal(CORE, whole=True) == 1
    assert found() == {(Wrong.INSERTED, row)}


@pytest.mark.parametrize("seal", [2, 99])
def test_it_names_a_row_that_was_put_under_a_seal(sealed: list[str], seal: int) -> None:
    (row,) = write(1)
    execute("UPDATE audit_event SET at = at - interval '3 days' WHERE id = %s", [row])
    execute("INSERT INTO audit_leaf VALUES (%s, 77, %s, %s)", [row, b"x" * 32, seal])
    assert (Wrong.INSERTED, row) in found()


def test_it_survives_a_time_that_is_no_time(sealed: list[str]) -> None:
    execute("UPDATE audit_event SET at = 'infinity' WHERE id = %s", [sealed[0]])
    execute("UPDATE audit_event SET at = '-infinity' WHERE id = %s", [sealed[1]])
    assert found() == {(Wrong.CHANGED, sealed[0]), (Wrong.CHANGED, sealed[1])}


def test_it_says_how_long_rows_wait_for_their_seal(
    sealed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(minutes=3))
    report = look()
    assert (report.unsealed, report.oldest_unsealed, report.findings) == (2, dt.timedelta(minutes=3), ())


# -- what is done to seals --------------------------------------------------------------------------------


def test_it_sees_that_row_and_leaf_were_changed_together(sealed: list[str]) -> None:
    execute("UPDATE audit_event SET action = 'x' WHERE id = %s", [sealed[6]])
    execute("UPDATE audit_leaf SET hash = %s WHERE id = %s", [b"x" * 32, sealed[6]])
    assert found() == {(Wrong.CHANGED, sealed[6]), (Wrong.SEAL, "")}


def test_it_sees_that_only_a_leaf_was_changed(sealed: list[str]) -> None:
    execute("UPDATE audit_leaf SET hash = %s WHERE id = %s", [b"x" * 32, sealed[6]])
    assert any("the rows themselves are as sealed" in one.text for one in look().findings)


@pytest.mark.parametrize(
    "change",
    [
        "version = 2",
        "at = at + interval '1 second'",
        "rows = 2",
        r"root = '\x00'",
        r"previous = '\x00'",
        r"hash = '\x00'",
        "key_id = 'seal.9'",
        r"signature = '\x00'",
    ],
)
def test_it_finds_each_change_of_a_seal(sealed: list[str], change: str) -> None:
    execute(f"UPDATE audit_seal SET {change} WHERE id = 2")
    assert Wrong.SEAL in {one.wrong for one in look().findings}


def test_it_misses_a_seal_in_the_middle(sealed: list[str]) -> None:
    execute("DELETE FROM audit_seal WHERE id = 2")
    assert any("seals 2 to 2 are missing" in one.text for one in look().findings)


def exported(path: Path) -> roots.Roots:
    with acting(CORE):
        sealing.plain_text()
        path.write_text("".join(roots.lines(roots.stored(), ring().public_keys)))
    return roots.read(path)


def test_it_finds_the_record_as_it_was_exported(sealed: list[str], tmp_path: Path) -> None:
    known = exported(tmp_path / "roots")
    write(1)
    sealing.seal(CORE)
    assert look(known=known).findings == ()


def test_it_finds_a_tail_that_was_cut_off_by_the_exported_roots_alone(
    sealed: list[str], tmp_path: Path
) -> None:
    known = exported(tmp_path / "roots")
    for table, column in (("audit_seal", "id"), ("audit_leaf", "seal_id")):
        execute(f"DELETE FROM {table} WHERE {column} = 3")
    execute("DELETE FROM audit_event WHERE id = ANY(%s::uuid[])", [sealed[6:]])
    assert look().findings == ()
    (finding,) = look(known=known).findings
    assert (finding.wrong, finding.seal) == (Wrong.SEAL, 3)


def rewrite_history(row: str) -> None:
    """Change a row and seal everything anew, with the right key."""
    execute("UPDATE audit_event SET action = 'x' WHERE id = %s", [row])
    execute("DELETE FROM audit_leaf")
    execute("DELETE FROM audit_seal")
    assert sealing.seal(CORE, whole=True) == 14


def test_it_finds_a_history_that_was_sealed_anew_with_the_right_key(
    sealed: list[str], tmp_path: Path
) -> None:
    known = exported(tmp_path / "roots")
    rewrite_history(sealed[3])
    assert look().findings == ()
    assert [(one.wrong, one.seal) for one in look(known=known).findings] == [
        (Wrong.SEAL, n) for n in (1, 2, 3)
    ]


def test_it_does_not_believe_a_key_that_is_not_the_exported_one(sealed: list[str], tmp_path: Path) -> None:
    known = exported(tmp_path / "roots")
    other = Key(Purpose.SEAL, 1, b"o" * 32)
    report = verify(CORE, {"seal.1": other.public()}, known=known)
    assert ["is not the exported one" in one.text for one in report.findings] == [True]


def test_it_sees_that_the_exported_file_was_changed(sealed: list[str], tmp_path: Path) -> None:
    path = tmp_path / "roots"
    exported(path)
    path.write_text(path.read_text().replace('"rows": 8', '"rows": 9'))
    assert any("exported file itself" in one.text for one in look(known=roots.read(path)).findings)


@pytest.mark.parametrize("line", ["{", "[]", '{"seal": 1}', '{"key": "seal.1", "public": "zz"}'])
def test_it_refuses_a_file_that_holds_no_roots(tmp_path: Path, line: str) -> None:
    path = tmp_path / "roots"
    path.write_text(line)
    with pytest.raises(roots.RootsError, match="line 1"):
        roots.read(path)


def test_it_verifies_a_period(sealed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(days=1))
    (later,) = write(1)
    sealing.seal(CORE)
    execute("UPDATE audit_event SET action = 'x' WHERE id = ANY(%s::uuid[])", [[sealed[0], later]])
    day = NOW + dt.timedelta(hours=12)
    assert found(period=Period(end=day)) == {(Wrong.CHANGED, sealed[0])}
    assert found(period=Period(start=day)) == {(Wrong.CHANGED, later)}
    assert look(period=Period(start=day)).rows == 1


def test_it_tells_how_far_it_is(sealed: list[str]) -> None:
    said: list[tuple[int, int]] = []
    look(tell=lambda done, total: said.append((done, total)))
    assert said == [(14, 14)]


# -- the keys ---------------------------------------------------------------------------------------------


def test_it_trusts_the_public_key_of_a_retired_one(sealed: list[str]) -> None:
    other = Key(Purpose.SEAL, 2, b"o" * 32)
    assert verify(CORE, {"seal.1": ring().public_keys["seal.1"], "seal.2": other.public()}).findings == ()
    assert len(verify(CORE, {"seal.2": other.public()}).findings) == 3


def test_it_builds_its_root_from_the_leaves(sealed: list[str]) -> None:
    with as_core():
        leaves = [
            bytes(one) for one in Leaf.objects.filter(seal=3).order_by("place").values_list("hash", flat=True)
        ]
        assert root(leaves) == bytes(Seal.objects.get(pk=3).root)
