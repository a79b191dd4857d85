"""A new key: everything is brought to it, also when it is cut off; the old one may go then."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings
from tests import factories as make
from typer.testing import CliRunner

from payerport.audit.actor import core
from payerport.audit.lock import acting, as_core
from payerport.audit.models import Event
from payerport.config.key_commands import app
from payerport.config.templates import CommittedDatabase
from payerport.providers.models import PersonProof
from payerport.vault import keyring, keys, rotation
from payerport.vault.fields import UnreadableError, matching
from payerport.vault.keyring import KeyringError, Purpose
from payerport.vault.tests.places import proofs, put, stored


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A key folder of the test's own."""
    with override_settings(KEYS_DIR=tmp_path):
        keys.forget()
        keys.ring()
        yield tmp_path
    keys.forget()


@contextmanager
def frame() -> Iterator[None]:
    with acting(core("test")):
        yield


def new_keys(folder: Path) -> None:
    keyring.make(folder, Purpose.FIELD)
    keyring.make(folder, Purpose.INDEX)
    keys.forget()


def stale() -> int:
    with as_core():
        return rotation.stale(PersonProof).count()


def found(plain: str) -> list[int]:
    with as_core():
        return list(
            PersonProof.objects.filter(matching(PersonProof, "tax_id_index", plain)).values_list(
                "pk", flat=True
            )
        )


def rotate() -> int:
    return rotation.rotate(PersonProof, frame, lambda rows: None)


@pytest.mark.django_db
def test_it_knows_every_model_with_an_encrypted_column() -> None:
    assert PersonProof in rotation.locked_models()


@pytest.mark.django_db
def test_it_reads_and_finds_by_old_and_new_keys_before_and_after(folder: Path) -> None:
    one, other = proofs()
    said = (one.tax_id, other.tax_id)
    new_keys(folder)
    assert (stale(), found(said[0]), found(said[1])) == (2, [one.pk], [other.pk])
    assert rotate() == 2
    assert (stale(), found(said[0]), found(said[1])) == (0, [one.pk], [other.pk])
    assert stored("tax_id", one.pk).startswith(b"\x01\x07field.2")
    for name in ("field.1.key", "index.1.key"):
        (folder / name).unlink()
    keys.forget()
    with as_core():
        assert tuple(row.tax_id for row in PersonProof.objects.order_by("pk")) == said
        assert {row.birth_date for row in PersonProof.objects.all()} == {"1975-04-09"}


@pytest.mark.django_db
def test_it_has_nothing_to_do_without_a_new_key(folder: Path) -> None:
    proofs()
    assert (stale(), rotate()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", [Purpose.FIELD, Purpose.INDEX])
def test_it_sees_a_new_key_of_either_purpose(folder: Path, purpose: Purpose) -> None:
    proofs()
    keyring.make(folder, purpose)
    keys.forget()
    assert (stale(), rotate(), stale()) == (2, 2, 0)


@pytest.mark.django_db
def test_it_refuses_an_old_row_whose_key_was_deleted_too_early(folder: Path) -> None:
    proofs()
    new_keys(folder)
    (folder / "field.1.key").unlink()
    keys.forget()
    with pytest.raises(KeyringError, match=r"field\.1"):
        rotate()


class CutOffError(Exception):
    """The power fails."""


def test_it_goes_on_where_it_was_cut_off(
    committed_database: CommittedDatabase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(core("test")):
        for _ in range(5):
            make.organization()
    new_keys(folder)
    monkeypatch.setattr(rotation, "AT_ONCE", 2)

    def cut_off(rows: int) -> None:
        if rows == 4:
            raise CutOffError

    with pytest.raises(CutOffError):
        rotation.rotate(PersonProof, frame, cut_off)
    with acting(core("test")):
        assert rotation.stale(PersonProof).count() == 1
    assert rotate() == 1
    with acting(core("test")):
        assert {row.birth_date for row in PersonProof.objects.all()} == {"1975-04-09"}


@pytest.mark.django_db
def test_it_stops_at_a_row_that_was_tampered_with_and_names_it(folder: Path) -> None:
    one, other = proofs()
    put("tax_id", other.pk, stored("tax_id", one.pk))
    new_keys(folder)
    with pytest.raises(UnreadableError, match=rf"tax_id\.{other.pk}"):
        rotate()


@pytest.mark.django_db
def test_it_rotates_from_the_command_line_and_puts_it_on_record(folder: Path) -> None:
    proofs()
    new_keys(folder)
    done = CliRunner().invoke(app, ["rotate"])
    assert "providers.PersonProof: 2 rows written anew" in done.output.splitlines()
    with as_core():
        event = Event.objects.get(action="keys.rotated", record_id="providers_personproof")
    assert (event.record_id, event.detail, stale()) == ("providers_personproof", {"rows": 2}, 0)
