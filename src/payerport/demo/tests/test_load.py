"""Loading the demo: all of it once, nothing outside a demo, nothing over other people."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payerport.accounts.models import Membership, Organization, User
from payerport.accounts.queries import actor_for
from payerport.audit.actor import Actor, Reader, core
from payerport.audit.lock import acting, open_for
from payerport.audit.models import Event
from payerport.demo import load as loading
from payerport.demo.people import SHOWCASE_FAMILY
from payerport.demo.sign_ins import PASSWORD, sign_ins
from payerport.members.models import Coverage, Family, Member
from payerport.plans import store
from payerport.plans.models import Publication
from payerport.providers.models import Contract, Provider
from payerport.registration.queries import member_of

pytestmark = pytest.mark.django_db

_TABLES = (Organization, Provider, Contract, Family, Member, Coverage, User, Membership, Publication, Event)


@pytest.fixture(autouse=True)
def _quick_hash(settings: Any) -> None:
    """The slow hash is not what is looked at here, and each load would take it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _rows() -> dict[str, int]:
    with acting(core("test")):
        return {model.__name__: model._default_manager.count() for model in _TABLES}


def test_it_loads_people_practices_plans_and_sign_ins() -> None:
    done = loading.load()
    rows = _rows()
    assert done.is_new
    assert done.counts["members"] == rows["Member"] == 2_075
    assert done.counts["periods of coverage"] == rows["Coverage"]
    assert done.counts["families"] == rows["Family"] == 800
    assert rows["Organization"] == 42
    assert rows["User"] == len(list(sign_ins()))
    with acting(core("test")):
        assert "harbor-ppo-1500" in store.designs()
        assert {"harbor-standard", "harbor-preferred", "harbor-facility"} <= set(store.fee_schedules())


def test_it_changes_nothing_the_second_time_and_asks_little() -> None:
    first = loading.load()
    before = _rows()
    with CaptureQueriesContext(connection) as asked:
        second = loading.load()
    assert not second.is_new
    assert second.counts == first.counts
    assert _rows() == before
    assert len(asked) < 12


def test_it_leaves_one_audit_row_that_counts_what_was_made() -> None:
    done = loading.load()
    with acting(core("test")):
        found = Event.objects.get(action=loading.LOADED)
    assert found.process == "command"
    assert found.detail["rows members"] == done.counts["members"]
    assert found.detail["seed"] == 7


def test_it_refuses_another_seed_over_the_first() -> None:
    loading.load()
    with pytest.raises(loading.OtherPeopleHere):
        loading.load(8)


def test_it_refuses_a_database_with_members_of_its_own() -> None:
    with acting(core("test")):
        Family.objects.create(number="7654321")
    with pytest.raises(loading.OtherPeopleHere):
        loading.load()
    assert _rows()["Organization"] == 0


def test_it_refuses_where_there_is_no_demo(settings: Any) -> None:
    settings.PAYERPORT_DEMO = False
    with pytest.raises(loading.NoDemoHere):
        loading.load()
    settings.PAYERPORT_DEMO, settings.IN_PRODUCTION = True, True
    with pytest.raises(loading.NoDemoHere):
        loading.load()
    assert _rows()["Member"] == 0


def test_it_publishes_changed_plan_files_and_keeps_the_people(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = loading.plans_folder()
    for path in (*source.rglob("*.yaml"), *source.rglob("*.tsv")):
        copy = tmp_path / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    loading.load()
    before = _rows()
    design = tmp_path / "2026" / "harbor-ppo-1500.yaml"
    design.write_text(design.read_text().replace("copay: $75.00", "copay: $80.00"))
    monkeypatch.setattr(loading, "plans_folder", lambda: tmp_path)
    assert loading.load().is_new
    after = _rows()
    assert after["Publication"] == before["Publication"] + 1
    assert after["Member"] == before["Member"]


def test_it_refuses_a_plan_that_is_not_whole(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.yaml").write_text("plan: [\n")
    monkeypatch.setattr(loading, "plans_folder", lambda: tmp_path)
    with pytest.raises(loading.PlansNotWhole):
        loading.load()
    assert _rows()["Member"] == 0


def test_it_lets_each_person_sign_in_and_act_for_their_own_practice() -> None:
    loading.load()
    users = {user.username: user for user in User.objects.all()}
    assert authenticate(None, username="FrontDesk1", password=PASSWORD) == users["frontdesk1"]
    assert len({user.password for user in users.values()}) == 1
    for one in sign_ins():
        actor, choices = actor_for(users[one.username], None)
        assert len(choices) == len(one.memberships) + bool(one.at)
        of_organization = Reader.ORGANIZATION if one.memberships or one.at else Reader.NOBODY
        assert actor.reader is (Reader.PLAN if one.staff_role else of_organization)


def test_it_ties_the_members_who_sign_in_to_the_showcase_family() -> None:
    loading.load()
    with acting(core("test")):
        tied = {
            one.username: member_of(User.objects.get(username=one.username))
            for one in sign_ins()
            if one.person
        }
    assert {name: str(one.member_id) for name, one in tied.items() if one} == {
        "member1": f"{SHOWCASE_FAMILY}01",
        "member2": f"{SHOWCASE_FAMILY}02",
    }


def test_it_leaves_members_unseen_by_a_practice() -> None:
    loading.load()
    practice = Organization.objects.order_by("pk")[0]
    with acting(Actor(reader=Reader.ORGANIZATION, organization_id=practice.pk)) as actor:
        open_for(actor)
        assert Member.objects.count() == 0
        assert set(Contract.objects.values_list("organization_id", flat=True)) == {practice.pk}


def test_it_is_an_app_only_where_there_is_a_demo() -> None:
    assert apps.is_installed("payerport.demo")
