"""One field understands ids, names and dates as people write them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payerport.eligibility.forms import InquiryForm
from plancore.eligibility.types import Inquiry
from plancore.kernel import MemberId

_LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)
_NAMES = st.text(_LETTERS, min_size=1, max_size=12)
_DATES = st.dates(dt.date(1900, 1, 1), dt.date(2026, 3, 1))
_DATE_FORMS = ("%m/%d/%Y", "%Y-%m-%d", "%m%d%Y", "%Y%m%d", "%m-%d-%Y", "%m.%d.%Y")


def asked(who: str, day: str = "2026-03-02") -> Inquiry | None:
    """What the field's text asks; None when it can't be asked. No database is needed."""
    form = InquiryForm({"who": who, "service_date": day})
    return form.inquiry("", "") if form.is_valid() else None


def errors(who: str, day: str = "2026-03-02") -> Any:
    return InquiryForm({"who": who, "service_date": day}).errors


@pytest.fixture(autouse=True)
def _today(clock: dt.datetime) -> None:
    """The clock stands still: how far back and ahead one may ask depends on the day."""


@pytest.mark.req("R-03")
@given(
    digits=st.from_regex(r"[0-9]{9}", fullmatch=True),
    asterisk=st.sampled_from(["", "*", " * ", "-", " "]),
    before=st.sampled_from(["", " ", "\t"]),
)
def test_it_takes_a_member_id_with_or_without_the_asterisk(digits: str, asterisk: str, before: str) -> None:
    found = asked(f"{before}{digits[:7]}{asterisk}{digits[7:]}{before}")
    assert found is not None
    assert MemberId.parse(found.member_id) == MemberId(digits[:7], digits[7:])
    assert (found.last_name, found.birth_date) == ("", None)


@pytest.mark.req("R-03")
@given(
    first=_NAMES,
    last=_NAMES,
    more=st.one_of(st.just(""), _NAMES),
    born=_DATES,
    form=st.sampled_from(_DATE_FORMS),
)
def test_it_takes_name_and_birth_date_in_any_order(
    first: str, last: str, more: str, born: dt.date, form: str
) -> None:
    last = f"{last} {more}".strip()
    day = born.strftime(form)
    for text in (
        f"{first} {last} {day}",
        f"{day} {first} {last}",
        f"{last}, {first} {day}",
        f"{last}, {first}, {day}",
        f"{day}, {last}, {first}",
        f"{day}; {last}, {first}",
    ):
        found = asked(text)
        assert found is not None, text
        assert (found.last_name, found.first_name, found.birth_date) == (last, first, born), text
        assert found.member_id == ""


@pytest.mark.parametrize(
    ("text", "born"),
    [("Maria Testwood 3/14/1988", dt.date(1988, 3, 14)), ("3/4/1988 Maria Testwood", dt.date(1988, 3, 4))],
)
def test_it_takes_a_date_without_leading_zeros(text: str, born: dt.date) -> None:
    found = asked(text)
    assert found is not None
    assert found.birth_date == born


@given(text=st.text(max_size=130))
def test_it_answers_any_text_with_an_inquiry_or_an_error_at_the_field(text: str) -> None:
    found = asked(text)
    if found is None:
        assert set(errors(text)) == {"who"}
    else:
        assert found.member_id or (found.last_name and found.first_name and found.birth_date)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12345670", "nine digits"),
        ("1234567*0123", "nine digits"),
        ("Testwood 3/14/1988", "first and last name"),
        ("Maria Testwood", "birth date"),
        ("Maria Testwood 2/30/1988", "birth date"),
        ("", "Type the member id"),
    ],
)
def test_it_says_what_to_type(text: str, words: str) -> None:
    (said,) = errors(text)["who"]
    assert words in said


def test_it_asks_for_today_when_no_day_is_given() -> None:
    found = asked("123456701", "")
    assert found is not None
    assert found.service_date == dt.date(2026, 3, 10)


@pytest.mark.parametrize("day", ["2023-01-01", "2030-01-01", "03/32/2026", "yesterday"])
def test_it_asks_for_no_day_out_of_reach(day: str) -> None:
    assert list(errors("123456701", day)) == ["service_date"]
