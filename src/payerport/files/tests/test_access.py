"""The gate for files and their acknowledgements, with five people."""

import datetime as dt

import pytest
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.files.access import acknowledgement_for, file_for, files_visible_to
from payerport.files.models import InboundFile

pytestmark = [pytest.mark.django_db, pytest.mark.req("R-18")]

SEEING = {"owner", "plan staff", "the payer core"}


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def file(practice: Organization) -> InboundFile:
    content = make.x12_837p(make.submission(practice, make.family()[0]))
    return make.sent_file(make.actor("biller", practice), content)


def test_it_shows_a_file_to_its_sender_and_the_plan(practice: Organization, file: InboundFile) -> None:
    people = make.people(practice)
    number = file.receipt_number
    assert make.who_sees(people, lambda who: make.opens(lambda: file_for(who, number))) == SEEING
    assert make.who_sees(people, lambda who: files_visible_to(who).exists()) == SEEING


@pytest.mark.parametrize("kind", ["999", "277CA"])
def test_it_shows_an_acknowledgement_to_the_same(
    practice: Organization, file: InboundFile, kind: str
) -> None:
    people = make.people(practice)
    number = file.receipt_number
    assert (
        make.who_sees(people, lambda who: make.opens(lambda: acknowledgement_for(who, number, kind)))
        == SEEING
    )


def test_it_shows_no_acknowledgement_that_was_not_written(practice: Organization, file: InboundFile) -> None:
    people = make.people(practice)
    number = file.receipt_number
    assert (
        make.who_sees(people, lambda who: make.opens(lambda: acknowledgement_for(who, number, "835")))
        == set()
    )


def test_it_locks_the_rows_for_another_practice_when_the_gate_is_forgotten(
    practice: Organization, file: InboundFile
) -> None:
    people = make.people(practice)
    assert make.who_sees(people, lambda who: InboundFile.objects.exists()) == SEEING
