"""Identifiers: check digits find slips; a member id is one value however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancore.kernel import MemberId, is_tax_id, is_valid_npi, npi_from

NINE = st.from_regex(r"[12][0-9]{8}", fullmatch=True)
MEMBERS = st.builds(
    MemberId,
    family=st.from_regex(r"[0-9]{7}", fullmatch=True),
    person=st.from_regex(r"[0-9]{2}", fullmatch=True),
)


def test_it_knows_the_published_example_npi() -> None:
    """CMS, "Requirements for NPI and NPI Check Digit": 123456789 takes the check digit 3."""
    assert npi_from("123456789") == "1234567893"
    assert is_valid_npi("1234567893")


@given(NINE)
def test_it_gives_each_nine_digits_exactly_one_check_digit(nine: str) -> None:
    assert [digit for digit in "0123456789" if is_valid_npi(nine + digit)] == [npi_from(nine)[9]]


@given(NINE, st.integers(min_value=1, max_value=9), st.integers(min_value=1, max_value=9))
def test_it_finds_any_single_wrong_digit(nine: str, place: int, by: int) -> None:
    npi = npi_from(nine)
    wrong = npi[:place] + str((int(npi[place]) + by) % 10) + npi[place + 1 :]
    assert not is_valid_npi(wrong)


@pytest.mark.parametrize("text", ["", "123456789", "3234567893", "12345678931", "12345678 3", "١٢٣٤٥٦٧٨٩٣"])
def test_it_takes_nothing_else_for_an_npi(text: str) -> None:
    assert not is_valid_npi(text)


@pytest.mark.parametrize("text", ["12345678", "312345678", "1234567890", "12345678x", ""])
def test_it_makes_no_npi_of_other_than_nine_digits_that_begin_with_one_or_two(text: str) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        npi_from(text)


@pytest.mark.parametrize("text", ["123456789", "12-3456789", "123-45-6789"])
def test_it_takes_an_employers_number_and_a_social_security_number_for_a_tax_id(text: str) -> None:
    assert is_tax_id(text)


@pytest.mark.parametrize("text", ["", "12345678", "1-23456789", "123456789 ", "12-345678x"])
def test_it_takes_nothing_else_for_a_tax_id(text: str) -> None:
    assert not is_tax_id(text)


@given(MEMBERS)
def test_it_reads_a_member_id_with_and_without_the_asterisk(member: MemberId) -> None:
    """Card form, digits alone, and with spaces or hyphens between: one value."""
    digits = str(member)
    spaced = f" {digits[:3]} {digits[3:7]}-{digits[7:]} "
    assert MemberId.parse(digits) == MemberId.parse(member.on_card) == MemberId.parse(spaced) == member


@pytest.mark.parametrize(
    "text", ["", "1234567", "12345678", "1234567890", "1234567**01", "123456*701", "123456701x", "١٢٣٤٥٦٧٠١"]
)
def test_it_reads_nothing_else_as_a_member_id(text: str) -> None:
    assert MemberId.parse(text) is None


@given(st.text(max_size=14))
def test_it_never_raises_on_what_somebody_types(text: str) -> None:
    found = MemberId.parse(text)
    assert found is None or len(str(found)) == 9
