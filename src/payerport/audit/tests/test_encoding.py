"""Rows as bytes, and the tree over them."""

import hashlib

import pytest

from payerport.audit.encoding import COLUMNS, VERSION, Header, leaf_hash, root, row_bytes
from payerport.audit.models import Event

ROW: list[str | None] = ["x"] * len(COLUMNS[VERSION])


def _tree(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + _tree(leaves[:k]) + _tree(leaves[k:])).digest()


@pytest.mark.parametrize("size", [*range(1, 34), 1000])
def test_it_makes_the_tree_of_rfc_6962(size: int) -> None:
    leaves = [
        hashlib.sha256(b"\x00" + bytes([number % 256, number // 256])).digest() for number in range(size)
    ]
    assert root(leaves) == _tree(leaves)


def test_it_gives_the_roots_of_the_rfcs_reference_vectors() -> None:
    """Leaf of no bytes and tree of eight, as in the test vectors of the Certificate Transparency log."""
    inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(one)).digest() for one in inputs]
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_it_knows_every_column_of_the_record() -> None:
    """A new column needs a new version, or its changes would not be found."""
    assert set(COLUMNS[VERSION]) == {field.column for field in Event._meta.concrete_fields}


def test_it_tells_a_null_from_an_empty_text_and_one_split_from_another() -> None:
    forms = [
        [None, *ROW[1:]],
        ["", *ROW[1:]],
        ["ab", "c", *ROW[2:]],
        ["a", "bc", *ROW[2:]],
        ["a", None, *ROW[2:]],
    ]
    assert len({row_bytes(form) for form in forms}) == len(forms)


def test_it_keeps_the_form_of_version_1() -> None:
    """What is sealed must be read in ten years: these bytes never change."""
    row: list[str | None] = [None, "é", *[""] * 12]
    expected = b"payerport.audit.event\x00\x01\x00\x01" + (2).to_bytes(8, "big") + b"\xc3\xa9"
    assert row_bytes(row) == expected + (b"\x01" + bytes(8)) * 12
    assert leaf_hash(row) == hashlib.sha256(b"\x00" + row_bytes(row)).digest()


def test_it_refuses_a_row_of_another_length_and_a_tree_without_leaves() -> None:
    with pytest.raises(ValueError, match="14 columns, not 13"):
        row_bytes(ROW[1:])
    with pytest.raises(ValueError, match="at least one leaf"):
        root([])


def test_it_hashes_each_field_of_a_seal() -> None:
    says = {
        "number": 1,
        "version": 1,
        "at": "2026-03-10 15:00:00+00",
        "rows": 3,
        "root": bytes(32),
        "previous": bytes(32),
        "key_id": "seal.1",
    }
    others = {
        "number": 2,
        "version": 2,
        "at": "2026-03-10 15:00:01+00",
        "rows": 4,
        "root": b"\x01" * 32,
        "previous": b"\x01" * 32,
        "key_id": "seal.2",
    }
    changed = [Header(**says | {name: value}).hash() for name, value in others.items()]  # type: ignore[arg-type]
    assert len({Header(**says).hash(), *changed}) == 8  # type: ignore[arg-type]
