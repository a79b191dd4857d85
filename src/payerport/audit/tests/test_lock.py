"""The second lock: nothing is read until a reader is named, and the core's look ends where it began."""

import datetime as dt

import pytest
from django.db import connection, transaction
from tests import factories as make

from payerport.audit.actor import NOBODY, Actor, Reader, core
from payerport.audit.lock import acting, as_core, open_for, reader_policy
from payerport.config.templates import CommittedDatabase
from payerport.members.models import Member

BILLER = Actor(reader=Reader.ORGANIZATION, organization_id=12)


def reader() -> tuple[str, str]:
    """What PostgreSQL is told at present: who reads, and for which organization."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('payerport.reader', true), ''), "
            "coalesce(current_setting('payerport.org', true), '')"
        )
        kind, organization = cursor.fetchone()
    return kind, organization


def test_it_is_told_nothing_at_first(committed_database: CommittedDatabase) -> None:
    assert reader() == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "told"), [(NOBODY, ("", "")), (BILLER, ("org", "12")), (core("worker"), ("plan", ""))]
)
def test_it_is_told_who_reads(actor: Actor, told: tuple[str, str]) -> None:
    open_for(actor)
    assert reader() == told


@pytest.mark.django_db
def test_it_is_told_no_organization_for_a_reader_that_has_none() -> None:
    """Whatever else the actor says: only an organization's reader names one."""
    open_for(Actor(reader=Reader.PLAN, organization_id=12))
    assert reader() == ("plan", "")


def test_it_ends_with_its_transaction(committed_database: CommittedDatabase) -> None:
    with acting(core("test")):
        assert reader() == ("plan", "")
    assert reader() == ("", "")


def test_it_refuses_to_open_outside_of_a_transaction(committed_database: CommittedDatabase) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
        open_for(BILLER)


@pytest.mark.django_db
def test_it_lets_the_core_look_and_goes_back_to_the_reader_before() -> None:
    open_for(BILLER)
    with as_core():
        assert reader() == ("plan", "")
        with as_core():
            assert reader() == ("plan", "")
        assert reader() == ("plan", "")
    assert reader() == ("org", "12")


@pytest.mark.django_db
def test_it_goes_back_to_the_reader_before_when_the_look_fails() -> None:
    open_for(BILLER)
    with pytest.raises(LookupError), as_core():
        raise LookupError
    assert reader() == ("org", "12")


@pytest.mark.django_db
def test_it_goes_back_when_the_database_refuses_something_during_the_look() -> None:
    open_for(BILLER)
    with pytest.raises(Exception, match="does not exist"), as_core(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    assert reader() == ("org", "12")


@pytest.mark.django_db
def test_it_shows_enrolment_to_the_core_alone(clock: dt.datetime) -> None:
    make.family()
    open_for(BILLER)
    assert not Member.objects.exists()
    with as_core():
        assert Member.objects.count() == 2
    assert not Member.objects.exists()


def test_it_locks_reading_and_writing_by_the_same_rule() -> None:
    lock, unlock = reader_policy("claims_claim", "organization_id")
    policy = lock.partition("USING ")[2]
    using, _, check = policy.removesuffix(";").partition(" WITH CHECK ")
    assert using == check
    assert "DISABLE ROW LEVEL SECURITY" in unlock
