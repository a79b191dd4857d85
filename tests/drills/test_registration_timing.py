"""How long the first step of registering takes tells nobody who is enrolled: match, no match and "has an
account" can't be told apart by the clock (R-31, R-35).

The tries are made in a shuffled order, each from another address, with real commits. Compared is the chance
that a try of one kind took longer than one of another (the area under the curve of whoever would guess by
time): one half is no knowledge at all. The short form makes 40 tries each, the long one 200.
"""

import datetime as dt
import os
import random
import time
from collections.abc import Iterator
from itertools import combinations, count
from unittest import mock

import pytest
from django.test import Client
from tests import factories as make

from payerport.config.templates import CommittedDatabase
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.registration.tests.people import clinician_of, member_facts, person_facts
from plancore.kernel import MemberId

LONG = os.environ.get("PAYERPORT_DRILL") == "long"
TRIES = 200 if LONG else 40
BOUND = 0.10 if LONG else 0.35
"""How far from one half: about three and a half standard deviations of equal distributions at this number in
the long form, five and a half in the short one, which runs with every change and among other work."""

_numbers = count(1)


def one_try(path: str, facts: dict[str, str]) -> float:
    """Seconds of one first step, by somebody nobody has met."""
    number = next(_numbers)
    client = Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
    body = facts | {"email": f"try{number}@example.org"}
    start = time.perf_counter()
    answer = client.post(path, body)
    took = time.perf_counter() - start
    assert (answer.status_code, answer.headers["Location"]) == (302, "/register/code/")
    return took


def measured(path: str, kinds: dict[str, dict[str, str]]) -> dict[str, list[float]]:
    """The times of each kind of try, made in a shuffled order."""
    order = [kind for kind in kinds for _ in range(TRIES)]
    random.Random(7).shuffle(order)
    for facts in kinds.values():
        one_try(path, facts)  # what is loaded at the first try is not counted
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind in order:
        times[kind].append(one_try(path, kinds[kind]))
    return times


def chance(one: list[float], other: list[float]) -> float:
    """The chance that a try of `one` took longer than one of `other`."""
    longer = sum((a > b) + (a == b) / 2 for a in one for b in other)
    return longer / (len(one) * len(other))


def told_apart(times: dict[str, list[float]]) -> dict[str, float]:
    """For each pair of kinds, how far the chance is from one half."""
    found = {f"{a} / {b}": abs(chance(times[a], times[b]) - 0.5) for a, b in combinations(times, 2)}
    for pair, far in found.items():
        print(f"{pair}: chance {0.5 + far:.3f} over {TRIES} tries each")  # noqa: T201 - figures of the drill
    return found


@pytest.fixture
def alice(committed_database: CommittedDatabase) -> Iterator[Member]:
    """A member who has not registered; the database is this test's own."""
    yield make.family()[0]


def kinds_of_member(alice: Member) -> dict[str, dict[str, str]]:
    other = make.family()[0]
    make.member_account(other)
    return {
        "match": member_facts(alice),
        "no match": member_facts(alice, first_name="Nobody"),
        "no such id": member_facts(alice, member_id="999999901"),
        "has an account": member_facts(other),
    }


@pytest.mark.req("R-31")
def test_it_takes_as_long_for_members_who_match_as_for_others(alice: Member) -> None:
    far = told_apart(measured("/register/member/", kinds_of_member(alice)))
    assert max(far.values()) < BOUND, far


def test_it_takes_as_long_for_providers_who_match_as_for_others(alice: Member) -> None:
    clinician, other = clinician_of(make.organization()), clinician_of(make.organization())
    make.provider_account(other, dt.date(1975, 4, 9))
    kinds = {
        "match": person_facts(clinician),
        "no match": person_facts(clinician, birth_date="4/10/1975"),
        "another tax id": person_facts(clinician, tax_id="900999999"),
        "no such number": person_facts(clinician, provider_id="599999999"),
        "has an account": person_facts(other),
    }
    far = told_apart(measured("/register/provider/person/", kinds))
    assert max(far.values()) < BOUND, far


def test_it_would_notice_a_match_that_takes_a_little_longer(alice: Member) -> None:
    """Planted: a password's worth of work more, a twentieth of a second, for who matches."""
    proved = members.proved

    def slower(member_id: MemberId, first_name: str, last_name: str, born: dt.date) -> Member | None:
        found = proved(member_id, first_name, last_name, born)
        if found is not None:
            time.sleep(0.05)
        return found

    with mock.patch.object(members, "proved", slower):
        far = told_apart(measured("/register/member/", kinds_of_member(alice)))
    assert far["match / no match"] > BOUND
