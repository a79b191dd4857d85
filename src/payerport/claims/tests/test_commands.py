"""`payerport claims replay` and `redecide`: what a person at the terminal gets."""

import datetime as dt
from unittest import mock

import pytest
from tests import factories as make
from typer.testing import CliRunner, Result

from payerport.accounts.models import Organization
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.claims import replaying
from payerport.claims.models import Claim, Decision, State
from payerport.edi import claim_commands
from payerport.plans.models import Publication
from plancore.claims import decide as engine

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(claim_commands.app, arguments, catch_exceptions=False)


def two_claims(practice: Organization) -> list[Claim]:
    member = make.family()[0]
    return [make.decided_claim(practice, member, lines=[make.line(on=make.day(-place))]) for place in (0, 1)]


@pytest.mark.req("R-06")
def test_it_makes_stored_decisions_again_without_a_difference(practice: Organization) -> None:
    two_claims(practice)
    told = run("replay", "--sample", "10")
    assert told.stdout.splitlines() == ["2 decisions made again, 0 that differ"]
    assert run("replay", "--sample", "1").stdout.startswith("1 decisions")


def test_it_leaves_reversals_out_of_the_sample(practice: Organization) -> None:
    claim = two_claims(practice)[0]
    member = make.family()[0]
    with as_core():
        member = Claim.objects.select_related("member").get(pk=claim.pk).member or member
    make.decided_claim(practice, member, frequency="8", original_reference=claim.control_number)
    assert run("replay").stdout.startswith("2 decisions made again, 0")


def test_it_says_where_an_engine_decides_otherwise(practice: Organization) -> None:
    claim = two_claims(practice)[0]
    changed = mock.patch.object(engine, "ENGINE_VERSION", "other")
    with changed:
        told = run("replay")
    assert told.exit_code == 1
    assert f"{claim.control_number}, versions: recorded" in told.stdout
    assert told.stdout.splitlines()[-1] == "2 decisions made again, 2 that differ"


def test_it_says_which_schedule_is_missing(practice: Organization) -> None:
    two_claims(practice)
    with mock.patch("payerport.plans.store.fee_schedules_by_version", dict):
        told = run("replay")
    assert told.exit_code == 1
    assert "fee schedule harbor-" in told.stdout


def test_it_replays_by_the_terms_of_that_time(practice: Organization) -> None:
    """A plan published again with another copay changes no decision made before."""
    two_claims(practice)
    assert _publish_another_copay() is not None
    assert run("replay").stdout.splitlines() == ["2 decisions made again, 0 that differ"]


def _publish_another_copay() -> object:
    with as_core():
        row = Decision.objects.order_by("pk").first()
        assert row is not None
        plan_id = row.plan_version.partition("/")[0]
        newest = Publication.objects.filter(kind="plan", key=plan_id).order_by("-pk").first()
        assert newest is not None
        document = {**newest.document, "years": [{**one} for one in newest.document["years"]]}
        for year in document["years"]:
            for category in year["categories"]:
                share = category.get("share", {}).get("in")
                if isinstance(share, dict) and "copay" in share:
                    category["share"] = {**category["share"], "in": {**share, "copay": "$1.00"}}
        return Publication.objects.create(
            kind="plan", key=plan_id, version="f" * 64, document=document, published_at=newest.published_at
        )


def test_it_says_what_would_change_and_writes_nothing(practice: Organization) -> None:
    claims = two_claims(practice)
    _publish_another_copay()
    told = run("redecide", "--dry-run", claims[0].family)
    lines = told.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{claims[0].control_number}: processed as before, the plan's payment changes")
    assert lines[-1].startswith("2 claims decided again, 2 would change, the plan pays $")
    with as_core():
        assert Decision.objects.count() == 2


def test_it_decides_every_family_again_when_none_is_named(practice: Organization) -> None:
    first, second = two_claims(practice)
    _publish_another_copay()
    assert "2 changed" in run("redecide").stdout.splitlines()[-1]
    make.renew(first, second)
    assert (first.state, second.state) == (State.PROCESSED, State.PROCESSED)
    assert first.member_share == 100
    assert "0 changed" in run("redecide").stdout.splitlines()[-1]


def test_it_counts_no_more_than_there_are(practice: Organization) -> None:
    assert replaying.replay_sample(core("test"), 5) == replaying.Sample(0, ())
