"""Encrypted columns: nothing in plain in the table, and nothing read at another place than its own."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from payerport.audit.actor import NOBODY
from payerport.audit.lock import as_core, open_for
from payerport.providers.models import PersonProof, Provider
from payerport.vault.fields import BlindIndexField, Sealed, UnreadableError, lock, matching, unlock
from payerport.vault.keyring import KeyringError, Purpose
from payerport.vault.keys import ring
from payerport.vault.tests.places import proofs, put, stored

pytestmark = pytest.mark.django_db


def test_it_gives_back_what_was_saved() -> None:
    one, other = proofs()
    assert one.tax_id.startswith("900")
    assert one.tax_id != other.tax_id
    assert (one.birth_date, len(one.tax_id)) == ("1975-04-09", 9)


def test_it_stores_nothing_in_plain() -> None:
    one, _ = proofs()
    with as_core(), connection.cursor() as cursor:
        cursor.execute("SELECT t::text, encode(tax_id, 'escape') FROM providers_personproof t")
        everything = str(cursor.fetchall())
    assert one.tax_id not in everything
    assert one.tax_id.encode().hex() not in everything
    assert "1975" not in everything


def test_it_encrypts_the_same_value_to_other_bytes_each_time() -> None:
    one, _ = proofs()
    before = stored("birth_date", one.pk)
    one.birth_date = "1975-04-09"
    with as_core():
        one.save()
    assert stored("birth_date", one.pk) != before


def test_it_leaves_a_column_alone_that_was_only_read() -> None:
    one, _ = proofs()
    before = stored("birth_date", one.pk)
    with as_core():
        again = PersonProof.objects.get(pk=one.pk)
        assert again.birth_date == "1975-04-09"
        again.save()
    assert stored("birth_date", one.pk) == before


# -- nothing is read elsewhere ----------------------------------------------------------------------------


def test_it_refuses_a_value_swapped_from_row_to_row() -> None:
    one, other = proofs()
    moved = put("tax_id", other.pk, stored("tax_id", one.pk))
    with pytest.raises(UnreadableError, match=rf"providers_personproof\.tax_id\.{other.pk} was changed"):
        _ = moved.tax_id
    assert moved.birth_date == "1975-04-09"


def test_it_refuses_a_value_swapped_from_column_to_column() -> None:
    one, _ = proofs()
    with pytest.raises(UnreadableError, match="birth_date"):
        _ = put("birth_date", one.pk, stored("tax_id", one.pk)).birth_date


def test_it_refuses_a_value_from_another_table() -> None:
    one, _ = proofs()
    alien = lock("1975-04-09", ring().current(Purpose.FIELD), f"members_member.birth_date.{one.pk}")
    with pytest.raises(UnreadableError):
        _ = put("birth_date", one.pk, alien.content).birth_date


def test_it_refuses_each_flipped_byte() -> None:
    one, _ = proofs()
    content = stored("birth_date", one.pk)
    place = f"providers_personproof.birth_date.{one.pk}"
    assert unlock(Sealed(content), place) == "1975-04-09"
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1
        with pytest.raises((UnreadableError, KeyringError)):
            unlock(Sealed(bytes(flipped)), place)


@pytest.mark.parametrize("content", [b"", b"1975-04-09", b"\x01", b"\x01\x07field.1", b"\x02" * 60])
def test_it_refuses_what_is_no_encrypted_value(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="does not hold an encrypted value"):
        unlock(Sealed(content), "here")


def test_it_says_which_key_is_gone() -> None:
    content = b"\x01\x08field.99" + bytes(40)
    with pytest.raises(KeyringError, match=r"field\.99"):
        unlock(Sealed(content), "here")


def test_it_takes_the_copy_of_a_row_for_a_swap() -> None:
    one, _ = proofs()
    with as_core():
        copied = PersonProof.objects.get(pk=one.pk)
    copied.pk = Provider.objects.exclude(proof__isnull=False).first().pk  # type: ignore[union-attr]
    with pytest.raises(UnreadableError):
        _ = copied.tax_id


# -- nothing goes past it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way",
    [
        lambda rows: rows.filter(tax_id="900000001"),
        lambda rows: rows.exclude(tax_id__in=["900000001"]),
        lambda rows: rows.update(tax_id="900000001"),
        lambda rows: rows.bulk_update([PersonProof(pk=1, tax_id="900000001")], ["tax_id"]),
    ],
)
def test_it_refuses_to_be_searched_or_set_past_its_row(way: Callable[[Any], object]) -> None:
    proofs()
    with as_core(), pytest.raises(TypeError, match="encrypted"), transaction.atomic():
        list(way(PersonProof.objects.all()))  # type: ignore[call-overload]


def test_it_refuses_a_row_without_a_key() -> None:
    with as_core(), pytest.raises(TypeError, match="primary key"), transaction.atomic():
        PersonProof(tax_id="900000001", birth_date="1975-04-09").save()


def test_it_gives_the_locked_value_where_no_row_is() -> None:
    one, _ = proofs()
    with as_core():
        (found,) = PersonProof.objects.filter(pk=one.pk).values_list("tax_id", flat=True)
    assert isinstance(found, Sealed)
    assert repr(found) == "<Sealed>"


def test_it_keeps_a_row_locked_that_is_taken_along() -> None:
    one, _ = proofs()
    with as_core():
        content = pickle.dumps(PersonProof.objects.get(pk=one.pk))
    assert one.tax_id.encode() not in content
    assert pickle.loads(content).tax_id == one.tax_id


def test_it_reads_a_deferred_column() -> None:
    one, _ = proofs()
    with as_core():
        assert PersonProof.objects.defer("tax_id").get(pk=one.pk).tax_id == one.tax_id


def test_it_shows_proofs_to_the_plan_alone() -> None:
    proofs()
    open_for(NOBODY)
    assert not PersonProof.objects.exists()


# -- the blind index --------------------------------------------------------------------------------------


def found(plain: str) -> list[int]:
    with as_core():
        return list(
            PersonProof.objects.filter(matching(PersonProof, "tax_id_index", plain)).values_list(
                "pk", flat=True
            )
        )


def test_it_finds_a_row_by_its_value_however_it_is_written() -> None:
    one, other = proofs()
    written = f"{one.tax_id[:3]}-{one.tax_id[3:5]}-{one.tax_id[5:]} "
    assert found(one.tax_id) == found(written) == [one.pk]
    assert found(other.tax_id) == [other.pk]
    assert found("900999999") == []


def test_it_follows_a_changed_value() -> None:
    one, _ = proofs()
    before = one.tax_id
    one.tax_id = "900777777"
    with as_core():
        one.save()
    assert (found(before), found("900777777")) == ([], [one.pk])


def test_it_makes_the_index_by_a_key_of_its_own_and_for_its_column() -> None:
    field = PersonProof._meta.get_field("tax_id_index")
    assert isinstance(field, BlindIndexField)
    index, encrypting = ring().current(Purpose.INDEX), ring().current(Purpose.FIELD)
    assert index.secret != encrypting.secret
    other = BlindIndexField(of="birth_date")
    other.model = PersonProof
    assert other.of_value(index, "1") != field.of_value(index, "1") != field.of_value(encrypting, "1")


def test_it_refuses_to_match_by_a_column_that_is_no_index() -> None:
    with pytest.raises(TypeError, match="no blind index"):
        matching(PersonProof, "tax_id", "900000001")
