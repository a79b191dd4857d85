"""A stranger with a stopwatch learns nothing: match and no match take the same time (R-35).

Tries of both kinds in random order; compared by ranks (Mann and Whitney's test, by the normal
approximation). Long form 200 tries each, else 30. Figures are printed (`-s`).
"""

import datetime as dt
import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from tests import factories as make
from tests.drills.house import IS_LONG

from payerport.accounts.models import User
from payerport.members.models import Member
from payerport.registration.tests.people import clinician_of, member_facts, person_facts

pytestmark = pytest.mark.django_db

TRIES = 200 if IS_LONG else 30
BORN = dt.date(1975, 4, 9)
MOST_Z = 3.3 if IS_LONG else 5.0
"""Beyond it the ranks would differ by chance once in a thousand runs; in the short form, which runs with
every change and among other work, once in a million. Samples that lie wholly apart give 6.6 there."""


def z_of(one: Sequence[float], other: Sequence[float]) -> float:
    """How far the ranks of two samples are from those of one and the same source, in standard deviations."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(place for place, (_value, which) in enumerate(ranked, start=1) if which == 0)
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    return (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)


def compared(name: str, match: Callable[[int], None], none: Callable[[int], None]) -> None:
    """Time both, print the figures, and hold them against the bounds."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(3):
        match(TRIES + number)
        none(TRIES + number)
    order = [True, False] * TRIES
    random.Random(7).shuffle(order)
    counts = {True: 0, False: 0}
    for is_match in order:
        number = counts[is_match]
        counts[is_match] += 1
        begun = time.perf_counter()
        (match if is_match else none)(number)
        took[is_match].append(time.perf_counter() - begun)
    one, other = statistics.median(took[True]), statistics.median(took[False])
    z = z_of(took[True], took[False])
    sys.stdout.write(
        f"\n{name}: {TRIES} tries each; median match {one * 1000:.2f} ms, no match {other * 1000:.2f} ms, "
        f"ranks z = {z:+.2f}\n"
    )
    assert abs(z) < MOST_Z


def address(number: int) -> str:
    return f"10.{number // 65_025 + 1}.{number // 255 % 255}.{number % 255}"


def post(path: str, typed: dict[str, str], number: int, expected: int) -> None:
    answer = Client().post(path, typed, REMOTE_ADDR=address(number))
    assert answer.status_code == expected


def members_with_accounts(count: int) -> list[Member]:
    people = [make.family(size=1)[0] for _ in range(count)]
    for one in people:
        make.member_account(one)
    return people


def facts(of: Member, **other: str) -> dict[str, str]:
    return {name: text for name, text in member_facts(of).items() if name != "email"} | other


@pytest.mark.req("R-35")
@pytest.mark.parametrize("wrong", ["name", "number"])
def test_it_takes_a_members_match_and_no_match_the_same_time(wrong: str) -> None:
    people = members_with_accounts(TRIES + 3)

    def none(number: int) -> None:
        one = people[number]
        other = {"first_name": "Nobody"} if wrong == "name" else {"member_id": f"99{number:05d}01"}
        post("/recover/member/", facts(one, **other), 100_000 + number, 302)

    compared(
        f"recovery, member, wrong {wrong}",
        lambda number: post("/recover/member/", facts(people[number]), number, 302),
        none,
    )


@pytest.mark.req("R-35")
def test_it_takes_a_providers_match_and_no_match_the_same_time() -> None:
    typed = []
    for _ in range(TRIES + 3):
        provider = clinician_of(make.organization())
        person = make.user()
        User.objects.filter(pk=person.pk).update(email="ivy@example.org")
        found = {name: text for name, text in person_facts(provider).items() if name != "email"}
        make.provider_account(provider, BORN, person)
        typed.append(found)
    compared(
        "recovery, provider, wrong Tax ID",
        lambda number: post("/recover/provider/", typed[number], number, 302),
        lambda number: post(
            "/recover/provider/", typed[number] | {"tax_id": f"98{number:07d}"}, 100_000 + number, 302
        ),
    )


@pytest.mark.req("R-46")
@pytest.mark.parametrize("shape", ["name{}", "{:09d}"])
def test_it_takes_a_wrong_password_and_an_unknown_username_the_same_time(shape: str) -> None:
    hashed = make.user(password="harbour-lantern-42").password
    for number in range(TRIES + 3):
        person = make.user(username=shape.format(number))
        User.objects.filter(pk=person.pk).update(password=hashed)

    def attempt(number: int, name: str, place: int) -> None:
        post("/sign-in/", {"login": name, "password": "wrong-lantern-42"}, place, 200)

    compared(
        f"sign-in, {shape}",
        lambda number: attempt(number, shape.format(number), number),
        lambda number: attempt(number, shape.format(number + 7_000_000), 100_000 + number),
    )


def test_it_would_notice_a_difference() -> None:
    """The comparison is shown to bite: a match that takes a millisecond longer."""
    with pytest.raises(AssertionError):
        compared("planted", lambda _n: time.sleep(0.002), lambda _n: time.sleep(0.001))
