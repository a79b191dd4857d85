"""The demo's members: made from a seed, plausible, plainly synthetic."""

import datetime as dt
import random
from itertools import pairwise

from payerport.codes import tables
from payerport.demo import names
from payerport.demo.people import CHILD, SELF, SHOWCASE_FAMILY, SPOUSE, Person, households
from payerport.demo.world import World, dice, world
from plancore.kernel import MemberId

DAY = dt.date(2026, 7, 1)


def _members() -> tuple[Person, ...]:
    return world().members


def test_it_makes_the_same_world_of_the_same_seed() -> None:
    world.cache_clear()
    first = repr(world(7))
    world.cache_clear()
    assert repr(world(7)) == first


def test_it_makes_other_people_of_another_seed() -> None:
    assert repr(households(dice("people 8"), 20)) != repr(households(dice("people 7"), 20))


def test_it_makes_about_two_thousand_members_in_eight_hundred_families() -> None:
    demo: World = world()
    assert len(demo.households) == 800
    assert 1_900 <= len(demo.members) <= 2_200


def test_it_gives_each_member_an_id_of_its_own() -> None:
    ids = [one.member_id for one in _members()]
    assert len(set(ids)) == len(ids)
    assert all(MemberId.parse(one.on_card) == one for one in ids)


def test_it_counts_persons_as_the_card_does() -> None:
    for family in world().households:
        first, *rest = family.members
        assert (first.member_id.person, first.relationship) == ("01", SELF)
        for one in rest:
            is_spouse = one.member_id.person == "02"
            assert one.relationship == (SPOUSE if is_spouse else CHILD)
            assert one.member_id.family == family.number


def test_it_has_every_kind_of_family() -> None:
    shapes = {
        (any(one.relationship == SPOUSE for one in family.members), len(family.members) > 2)
        for family in world().households
    }
    assert shapes == {(False, False), (True, False), (True, True), (False, True)}


def test_it_keeps_ages_plausible() -> None:
    for family in world().households:
        parent = family.subscriber.age_on(DAY)
        assert 18 <= parent <= 66
        for one in family.members[1:]:
            age = one.age_on(DAY)
            if one.relationship == CHILD:
                assert 0 <= age <= 25
                assert parent - age >= 15
            else:
                assert age >= 18


def test_it_gives_no_two_people_the_same_name_and_birth_date() -> None:
    keys = [(one.last_name, one.first_name, one.birth_date) for one in _members()]
    assert len(set(keys)) == len(keys)


def test_it_never_lets_coverage_overlap_or_begin_before_birth() -> None:
    for person in _members():
        periods = [one.period for one in person.enrolments]
        assert periods
        assert all(
            not first.overlaps(second) and first.start < second.start for first, second in pairwise(periods)
        )
        assert all(period.start >= person.birth_date for period in periods)


def test_it_has_members_of_every_coverage_story() -> None:
    members = _members()
    lasts = [one.enrolments[-1].period for one in members]
    assert sum(period.end == dt.date(2026, 6, 30) for period in lasts) > 40
    assert sum(one.enrolments[0].period.start == dt.date(2027, 1, 1) for one in members) > 20
    assert sum(len(one.enrolments) == 2 for one in members) > 30
    newborns = [one for one in members if one.enrolments[0].period.start == one.birth_date]
    assert all(one.relationship == CHILD for one in newborns)
    assert len(newborns) > 10
    active = sum(one.enrolment_on(DAY) is not None for one in members)
    assert active / len(members) > 0.8


def test_it_names_people_as_nobody_is_named() -> None:
    invented = {first + last for first in names.SURNAME_BEGINNINGS for last in names.SURNAME_ENDINGS}
    assert {one.last_name for one in _members()} <= invented
    assert all(one.home.line1.split(maxsplit=1)[1].split()[0] in names.STREET_NAMES for one in _members())


def test_it_lets_people_live_where_the_plan_knows_the_zip() -> None:
    known = tables().zip_localities
    for place in names.PLACES:
        found = known.lookup(place.zip5)
        assert found is not None
        assert found.state == place.state


def test_it_always_has_the_showcase_family() -> None:
    for seed in (1, 2):
        family = households(random.Random(seed), 3)[0]
        assert family.number == SHOWCASE_FAMILY
        assert [one.first_name for one in family.members] == ["Alice", "Ben", "Hazel", "Miles", "Ivy"]
