"""The rules for usernames and passwords, by audience and profile."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payerport.accounts.profiles import MEMBER_CLASSIC, NIST, OTHERS_CLASSIC, Profile

pytestmark = pytest.mark.req("R-33", "R-34")


def usernames(text: str, profile: Profile = MEMBER_CLASSIC) -> list[str]:
    return [rule.id for rule in profile.broken_by_username(text)]


def passwords(text: str, username: str = "sampleton", profile: Profile = MEMBER_CLASSIC) -> list[str]:
    return [rule.id for rule in profile.broken_by_password(text, username)]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("fives", []),
        ("tencharact", []),
        ("four", ["length"]),
        ("elevenchars", ["length"]),
        ("12345*01", ["no_asterisk"]),
        ("with gap", ["no_spaces"]),
        ("", ["length"]),
    ],
)
def test_it_takes_usernames_of_five_to_ten_characters(text: str, broken: list[str]) -> None:
    assert usernames(text) == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Lantern8", []),
        ("Lantern.quay", []),
        ("lantern.8", []),
        ("LANTERN_8", []),
        ("lantern8", ["three_kinds"]),
        ("Lantern!", ["three_kinds"]),
        ("Lant.8", ["length"]),
        ("Lantern8" + "x" * 25, ["length"]),
        ("Lantern 8", ["no_spaces"]),
        ("xSampleton8", ["without_username"]),
        ("Password1", ["uncommon"]),
    ],
)
def test_it_takes_a_members_password_of_three_kinds(text: str, broken: list[str]) -> None:
    assert passwords(text) == broken


@pytest.mark.parametrize(
    ("text", "username", "broken"),
    [
        ("lantern8", "biller1", []),
        ("lan tern 8", "biller1", []),
        ("lanternquay", "biller1", ["digit"]),
        ("quaybill8", "quaybill8", ["not_username"]),
        ("QuayBill8", "quaybill8", ["not_username"]),
        ("xquaybill8", "quaybill8", []),
        ("lanter8", "biller1", ["length"]),
        ("password123", "biller1", ["uncommon"]),
    ],
)
def test_it_takes_the_others_password_with_a_digit(text: str, username: str, broken: list[str]) -> None:
    assert passwords(text, username, OTHERS_CLASSIC) == broken


def test_it_asks_for_length_and_no_composition_by_nist() -> None:
    assert passwords("a lantern at the quay", profile=NIST) == []
    assert passwords("Lantern8.quay", profile=NIST) == ["length"]
    assert passwords("x" * 129, profile=NIST) == ["length"]
    assert passwords("my SAMPLETON phrase", profile=NIST) == ["without_username"]


@given(st.text(max_size=40))
def test_it_never_lets_pass_a_username_outside_the_rules(text: str) -> None:
    allowed = 5 <= len(text) <= 10 and "*" not in text and not re.search(r"\s", text)
    assert (usernames(text) == []) is allowed


@given(st.text(alphabet="aB3.@ x", max_size=36), st.sampled_from(["aB3xx", "sampleton", "xaxax"]))
def test_it_never_lets_pass_a_members_password_outside_the_rules(text: str, username: str) -> None:
    kinds = sum(bool(re.search(pattern, text)) for pattern in ("[a-z]", "[A-Z]", "[0-9]", r"[@._\-]"))
    allowed = 8 <= len(text) <= 32 and kinds >= 3 and " " not in text and username.lower() not in text.lower()
    assert (not set(passwords(text, username)) - {"uncommon"}) is allowed


@given(st.text(alphabet="aB3é ", max_size=36), st.sampled_from(["aB333333", "sampleton"]))
def test_it_never_lets_pass_anybody_elses_password_outside_the_rules(text: str, username: str) -> None:
    allowed = 8 <= len(text) <= 32 and "3" in text and text.casefold() != username.casefold()
    assert (not set(passwords(text, username, OTHERS_CLASSIC)) - {"uncommon"}) is allowed


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Harbor.2026", ["uncommon"]),
        ("HARBOR.health-Plan9", ["uncommon"]),
        ("1Insurance1", ["uncommon"]),
        ("PayerPort_1", ["uncommon"]),
        ("Harbor.Lantern9", []),
        ("Healthily.9", []),
    ],
)
def test_it_takes_no_word_of_the_site_with_digits_around_it(text: str, broken: list[str]) -> None:
    assert passwords(text) == broken
    assert ("uncommon" in passwords(text, profile=NIST)) is ("uncommon" in broken)
