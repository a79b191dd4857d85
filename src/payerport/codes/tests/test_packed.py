"""A packed code set gives the rows that the dictionary of its lines gives."""

import pytest

from payerport.codes.packed import PackedRows, unpacked
from payerport.codes.shipped import DATA, manifest, rows_in, rows_of, text_of


@pytest.mark.parametrize("name", ["icd10cm", "hcpcs"])
def test_it_gives_every_row_of_a_shipped_set(name: str) -> None:
    path = DATA / manifest()[name].file
    packed = PackedRows(unpacked(path))
    assert dict(packed) == rows_in(text_of(path))
    assert len(packed) == len(rows_of(name))


def test_it_joins_rows_of_one_code_and_knows_what_it_lacks() -> None:
    text = "code\trow\nA1\tone\nA1\ttwo\nB2\tthree\n"
    packed = PackedRows(text.encode())
    assert dict(packed) == rows_in(text) == {"A1": "one\ntwo", "B2": "three"}
    assert [code in packed for code in ("", "A", "A1", "A11", "B2", "C", "é")] == [
        False, False, True, False, True, False, False,
    ]  # fmt: skip


def test_it_adds_the_name_from_elsewhere() -> None:
    packed = PackedRows(b"code\trow\nA1\tone\nB2\ttwo\n", {"A1": "first"})
    assert dict(packed) == {"A1": "one\tfirst", "B2": "two\t"}


def test_it_refuses_rows_out_of_order() -> None:
    with pytest.raises(ValueError, match="order"):
        PackedRows(b"code\trow\nB2\ttwo\nA1\tone\n")
    assert len(PackedRows(b"code\trow\n")) == 0
