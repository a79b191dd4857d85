"""Facts that prove somebody, and the account that is theirs."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories as make

from payerport.audit.actor import NOBODY
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.providers import queries as providers
from payerport.providers.models import Provider
from payerport.registration import queries
from payerport.registration.links import HasAnAccount, link_member, link_provider
from plancore.kernel import MemberId

pytestmark = pytest.mark.django_db

BORN = dt.date(1985, 3, 14)
OTHER = dt.date(1985, 3, 15)
CLINICIAN_BORN = dt.date(1975, 4, 9)


@pytest.fixture
def alice() -> Member:
    return make.family()[0]


# -- members ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last"),
    [("Alice", "Testwood"), ("ALICE", "test-wood"), ("Álice", "Test Wood"), (" alice", "TESTWOOD")],
)
def test_it_proves_a_member_by_id_names_and_birth_date(alice: Member, first: str, last: str) -> None:
    with as_core():
        assert members.proved(alice.member_id, first, last, BORN) == alice


@pytest.mark.parametrize(
    ("first", "last", "born"),
    [
        ("Alic", "Testwood", BORN),
        ("Alice", "Tester", BORN),
        ("Alice", "Testwood", OTHER),
        ("", "", BORN),
        ("Ben", "Testwood", BORN),
    ],
)
def test_it_proves_nobody_by_one_wrong_fact(alice: Member, first: str, last: str, born: dt.date) -> None:
    with as_core():
        assert members.proved(alice.member_id, first, last, born) is None


def test_it_proves_nobody_by_an_id_nobody_has() -> None:
    with as_core():
        assert members.proved(MemberId("9999999", "01"), "", "", BORN) is None


def test_it_ties_one_account_to_one_member(alice: Member) -> None:
    person, second = make.user(), make.user()
    link_member(NOBODY, person, alice)
    with pytest.raises(HasAnAccount):
        link_member(NOBODY, second, alice)
    with as_core():
        assert queries.member_of(person) == alice
        assert queries.member_of(second) is None
        assert queries.account_of_member(alice) == person
        assert queries.member_account_by_facts(alice.member_id, "alice", "testwood", BORN) == person
        assert queries.member_account_by_facts(alice.member_id, "alice", "testwood", OTHER) is None
        assert Event.objects.filter(action="account.linked", record_id=str(person.pk)).count() == 1


# -- providers --------------------------------------------------------------------------------------------


def clinician() -> tuple[Provider, str]:
    organization = make.organization()
    made = Provider.objects.get(organization=organization, kind="1")
    with as_core():
        return made, made.proof.tax_id


def test_it_proves_a_person_by_number_tax_id_and_birth_date() -> None:
    person, tax_id = clinician()
    assert person.plan_number is not None
    with as_core():
        assert providers.proved(person.plan_number, tax_id, CLINICIAN_BORN) == person
        assert providers.proved(person.npi, tax_id, CLINICIAN_BORN) == person
        assert providers.proved(person.npi, tax_id, BORN) is None
        assert providers.proved(person.npi, person.organization.tax_id, CLINICIAN_BORN) is None
        assert providers.proved("500999999", tax_id, CLINICIAN_BORN) is None


def test_it_proves_nobody_by_anothers_tax_id() -> None:
    person, _ = clinician()
    _, anothers = clinician()
    with as_core():
        assert providers.proved(person.npi, anothers, CLINICIAN_BORN) is None


def test_it_proves_an_organization_by_number_and_tax_id() -> None:
    practice = make.organization()
    record = make.billing_provider(practice)
    assert record.plan_number is not None
    with as_core():
        assert providers.proved(record.plan_number, practice.tax_id, BORN) == record
        assert providers.proved(record.plan_number, "999999999", BORN) is None


def test_it_knows_several_people_of_an_organization_apart_by_their_birth_dates() -> None:
    practice = make.organization()
    record = make.billing_provider(practice)
    one, two = make.user(), make.user()
    link_provider(NOBODY, one, record, BORN)
    link_provider(NOBODY, two, record, OTHER)
    with as_core():
        assert queries.provider_account_by_facts(record.npi, practice.tax_id, BORN) == one
        assert queries.provider_account_by_facts(record.npi, practice.tax_id, OTHER) == two
        assert queries.provider_account_by_facts(record.npi, practice.tax_id, CLINICIAN_BORN) is None
        assert queries.provider_of(one) == record


def test_it_ties_one_account_to_a_providers_own_record() -> None:
    person, tax_id = clinician()
    account = make.user()
    link_provider(NOBODY, account, person, CLINICIAN_BORN)
    with pytest.raises(HasAnAccount):
        link_provider(NOBODY, make.user(), person, CLINICIAN_BORN)
    with as_core():
        assert queries.provider_account_by_facts(person.npi, tax_id, CLINICIAN_BORN) == account
        assert queries.provider_account_by_facts(person.npi, tax_id, BORN) is None


# -- the same work ----------------------------------------------------------------------------------------


def statements(act: Callable[[], object]) -> list[str]:
    with as_core(), CaptureQueriesContext(connection) as asked:
        act()
    return [one["sql"].split(" WHERE ")[0] for one in asked]


def test_it_asks_the_database_the_same_for_match_and_no_match(alice: Member) -> None:
    person, tax_id = clinician()
    link_member(NOBODY, make.user(), alice)
    link_provider(NOBODY, make.user(), person, CLINICIAN_BORN)
    nobody = MemberId("9999999", "01")

    def of_member(member_id: MemberId) -> Callable[[], object]:
        return lambda: queries.member_account_by_facts(member_id, "alice", "testwood", BORN)

    def of_provider(number: str) -> Callable[[], object]:
        return lambda: queries.provider_account_by_facts(number, tax_id, CLINICIAN_BORN)

    assert statements(of_provider(person.npi)) == statements(of_provider("1999999984"))
    assert statements(of_member(alice.member_id)) == statements(of_member(nobody))
