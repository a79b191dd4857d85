"""The demo's practices and sign-ins: valid numbers that belong to nobody."""

import datetime as dt
import re

from django.contrib.auth.password_validation import validate_password

from payerport.accounts.roles import PROVIDER_ROLES, STAFF_ROLES
from payerport.demo.practices import LEADING, NETWORK, leading_names
from payerport.demo.sign_ins import PASSWORD, lines, sign_ins
from payerport.demo.world import world
from plancore.kernel import is_tax_id, is_valid_npi


def test_it_makes_forty_organizations_with_clinicians() -> None:
    practices = world().practices
    assert len(practices) == 40
    assert len({one.name for one in practices}) == 40
    treating = [one for one in practices if one.specialty.clinicians]
    assert all(2 <= len(one.clinicians) <= 6 for one in treating)
    assert sum(one.specialty.kind == "facility" for one in practices) == 1


def test_it_gives_valid_npis_that_the_registry_never_issued() -> None:
    practices = world().practices
    npis = [one.npi for one in practices] + [who.npi for one in practices for who in one.clinicians]
    assert len(set(npis)) == len(npis)
    assert all(is_valid_npi(npi) and npi.startswith("2") for npi in npis)


def test_it_gives_tax_ids_with_a_prefix_nobody_has() -> None:
    numbers = [one.tax_id for one in world().practices]
    assert len(set(numbers)) == 40
    assert all(is_tax_id(number) and re.fullmatch("00[0-9]{7}", number) for number in numbers)


def test_it_gives_only_telephone_numbers_reserved_for_fiction() -> None:
    assert all(re.fullmatch(r"[0-9]{3}55501[0-9]{2}", one.telephone) for one in world().practices)


def test_it_writes_nine_digit_zips_for_practices() -> None:
    assert all(re.fullmatch("[0-9]{9}", one.address.postal_code) for one in world().practices)


def test_it_has_practices_inside_outside_and_no_longer_inside_the_network() -> None:
    practices = world().practices
    assert sum(not one.contracts for one in practices) == 4
    left = [one for one in practices if one.contracts and not one.is_in_network_on(dt.date(2026, 4, 1))]
    assert [one.contracts[-1].period.end for one in left] == [dt.date(2026, 3, 31)]
    assert {terms.network for one in practices for terms in one.contracts} == {NETWORK}
    schedules = {terms.fee_schedule for one in practices for terms in one.contracts}
    assert schedules == {"harbor-standard", "harbor-preferred", "harbor-facility"}


def test_it_has_contracts_with_and_without_a_price_for_what_is_not_listed() -> None:
    rates = {terms.percent_of_charge for one in world().practices for terms in one.contracts}
    assert rates == {None, 6_000}


def test_it_names_the_leading_practices_alike_for_every_seed() -> None:
    for seed in (7, 8):
        first, second, *_ = world(seed).practices
        assert (first.name, second.name) == leading_names()
    assert len(LEADING) == 2


def test_it_gives_usernames_of_five_to_ten_characters() -> None:
    usernames = [one.username for one in sign_ins()]
    assert all(5 <= len(name) <= 10 for name in usernames)
    assert len({name.lower() for name in usernames}) == len(usernames)


def test_it_gives_each_sign_in_a_role_that_exists() -> None:
    every = list(sign_ins())
    assert {role for one in every for _, role in one.memberships} == set(PROVIDER_ROLES)
    assert [one.username for one in every if one.staff_role] == [
        "planstaff",
        "security1",
        "support1",
        "support2",
    ]
    assert all(one.staff_role in STAFF_ROLES for one in every if one.staff_role)
    assert [one.username for one in every if len(one.memberships) == 2] == ["floater1"]


def test_it_uses_no_mail_address_outside_example_org() -> None:
    assert all(one.email.endswith("@example.org") for one in sign_ins())


def test_it_has_a_password_that_the_portal_would_accept() -> None:
    validate_password(PASSWORD)


def test_it_prints_every_sign_in_with_the_password() -> None:
    printed = list(lines())
    assert len(printed) == len(list(sign_ins()))
    assert all(PASSWORD in line for line in printed)
    assert printed[0].startswith("frontdesk1 ")
