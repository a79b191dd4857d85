"""Ids as people type them (R-31, R-32)."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from payerport.registration.ids import MemberIdField, ProviderIdField, TaxIdField
from plancore.kernel import MemberId, npi_from

DIGITS = st.text("0123456789", min_size=9, max_size=9)
FULL_WIDTH = "".join(chr(0xFF10 + number) for number in range(9))
FIELDS = pytest.mark.parametrize("field", [MemberIdField(), ProviderIdField()])


def said(field: MemberIdField | ProviderIdField | TaxIdField, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.req("R-31")
@given(DIGITS)
def test_it_takes_a_member_id_without_the_asterisk_however_it_is_spaced(digits: str) -> None:
    expected = MemberId(digits[:7], digits[7:])
    for typed in (digits, f" {digits[:7]} {digits[7:]} ", f"{digits[:3]}-{digits[3:]}"):
        assert MemberIdField().clean(typed) == expected


@pytest.mark.req("R-31")
@FIELDS
@given(digits=DIGITS)
def test_it_says_exactly_what_to_type_instead_of_an_asterisk(
    field: MemberIdField | ProviderIdField, digits: str
) -> None:
    words = said(field, f"{digits[:7]}*{digits[7:]}")
    assert f"without the asterisk, the two digits after it included: {digits}." in words


@FIELDS
@pytest.mark.parametrize("typed", ["1234567*", "*", "1234567**01", "123456*701", "١٢٣٤٥٦٧*01"])
def test_it_gives_an_example_where_the_digits_are_not_whole(
    field: MemberIdField | ProviderIdField, typed: str
) -> None:
    assert "For 1234567*01 type 123456701" in said(field, typed)


@FIELDS
@given(typed=st.text(max_size=39).filter(lambda one: one.strip() != ""))
def test_it_never_takes_anything_but_digits(field: MemberIdField | ProviderIdField, typed: str) -> None:
    try:
        found = str(field.clean(typed))
    except ValidationError:
        return
    assert found.isascii() and found.isdecimal() and len(found) in (9, 10)
    assert found == "".join(one for one in typed if one not in "- \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0")


@pytest.mark.parametrize("typed", ["12345670", "1234567012", "1234567", "12345670A", FULL_WIDTH])
def test_it_says_how_many_digits_a_member_id_has(typed: str) -> None:
    assert "nine digits" in said(MemberIdField(), typed)


@given(st.integers(100_000_000, 299_999_999))
def test_it_takes_an_npi_for_a_provider_id_and_no_number_that_only_looks_like_one(nine: int) -> None:
    npi = npi_from(str(nine))
    assert ProviderIdField().clean(npi) == npi
    wrong = npi[:-1] + str((int(npi[-1]) + 1) % 10)
    assert "NPI" in said(ProviderIdField(), wrong)


@pytest.mark.parametrize("typed", ["12-3456789", "123456789", "123-45-6789", " 123 45 6789 "])
def test_it_takes_a_tax_id_or_social_security_number_with_or_without_hyphens(typed: str) -> None:
    assert TaxIdField().clean(typed) == "123456789"


@pytest.mark.parametrize("typed", ["12345678", "1234567890", "12*3456789", "abc"])
def test_it_says_how_many_digits_a_tax_id_has(typed: str) -> None:
    assert "nine digits" in said(TaxIdField(), typed)
