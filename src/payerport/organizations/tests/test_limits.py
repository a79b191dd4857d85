"""A membership limited to a location or a Tax ID, and each role: at the gates, on pages, by raw SQL."""

import dataclasses

import pytest
from django.db import connection
from django.test import Client
from tests import factories as make

from payerport.accounts.models import Location, Membership, Organization, TaxId, User
from payerport.accounts.roles import PROVIDER_ROLES
from payerport.audit.actor import Actor
from payerport.audit.lock import open_for
from payerport.claims.access import claims_visible_to
from payerport.claims.models import Claim
from payerport.eligibility.access import checks_visible_to
from payerport.files.access import files_visible_to
from payerport.remittance.access import payments_visible_to
from plancore.claims import types as core_types

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.req("R-63", "R-18")]


@dataclasses.dataclass
class Practice:
    """Three claims: at Main Street, at Harbor Annex (a service facility), and under a further Tax ID."""

    organization: Organization
    main: Location
    annex: Location
    further: TaxId
    claims: dict[str, Claim]
    sender: User

    def limited(self, *, locations: tuple[Location, ...] = (), tax_numbers: tuple[str, ...] = ()) -> User:
        person = make.user("biller", self.organization)
        Membership.objects.filter(user=person).update(
            locations=[one.pk for one in locations], tax_numbers=list(tax_numbers)
        )
        return person


@pytest.fixture
def practice() -> Practice:
    make.published_plan()
    organization = make.organization("Fableleaf Family Medicine")
    billing = make.billing_provider(organization)
    main = make.location(organization, "Main Street", npi=billing.npi)
    annex = make.location(organization, "Harbor Annex")
    further = make.tax_id(organization)
    people = make.family(size=3)
    sent = {
        "main": make.submission(organization, people[0]),
        "annex": dataclasses.replace(
            make.submission(organization, people[1]),
            service_facility=core_types.Provider(npi=annex.npi, last_or_organization_name="HARBOR ANNEX"),
        ),
        "further": make.submission(organization, people[2]),
    }
    sent["further"] = dataclasses.replace(
        sent["further"], billing=dataclasses.replace(sent["further"].billing, tax_id=further.number)
    )
    received = make.claims(organization, sent.values())
    sender = make.user("biller", organization)
    make.sent_file(make.actor_of(sender), make.x12_837p(make.submission(organization, people[0])))
    make.check(make.actor_of(sender), people[0])
    return Practice(organization, main, annex, further, dict(zip(sent, received, strict=True)), sender)


def seen(practice: Practice, actor: Actor) -> tuple[set[str], set[str]]:
    """Which of the three claims the first lock gives, and the second by raw SQL without any filter."""
    open_for(actor)
    by_gate = set(claims_visible_to(actor).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM claims_claim")
        by_row = {pk for (pk,) in cursor.fetchall()}
    names = {claim.pk: name for name, claim in practice.claims.items()}
    return {names[pk] for pk in by_gate if pk in names}, {names[pk] for pk in by_row if pk in names}


def test_it_shows_the_whole_to_somebody_without_limits(practice: Practice) -> None:
    assert seen(practice, make.actor_of(practice.sender)) == ({"main", "annex", "further"},) * 2


def test_it_limits_to_a_location_by_the_service_facility(practice: Practice) -> None:
    person = practice.limited(locations=(practice.annex,))
    assert seen(practice, make.actor_of(person)) == ({"annex"},) * 2


def test_it_limits_to_a_location_by_the_billing_provider_where_no_facility_is_named(
    practice: Practice,
) -> None:
    person = practice.limited(locations=(practice.main,))
    assert seen(practice, make.actor_of(person)) == ({"main", "further"},) * 2


def test_it_limits_to_a_tax_id(practice: Practice) -> None:
    person = practice.limited(tax_numbers=(practice.further.number,))
    assert seen(practice, make.actor_of(person)) == ({"further"},) * 2


def test_it_adds_locations_and_tax_ids(practice: Practice) -> None:
    person = practice.limited(locations=(practice.annex,), tax_numbers=(practice.further.number,))
    assert seen(practice, make.actor_of(person)) == ({"annex", "further"},) * 2


def test_it_finds_nothing_beyond_the_limits_on_any_page(practice: Practice) -> None:
    client = Client()
    client.force_login(practice.limited(locations=(practice.annex,)))
    assert client.get(f"/claims/{practice.claims['annex'].control_number}/").status_code == 200
    assert client.get(f"/claims/{practice.claims['main'].control_number}/").status_code == 404
    listed = client.get("/claims/").content.decode()
    assert practice.claims["annex"].control_number in listed
    assert practice.claims["main"].control_number not in listed
    found = client.post("/find/", {"q": practice.claims["main"].control_number})
    assert found.status_code == 200
    assert f"/claims/{practice.claims['main'].control_number}/" not in found.content.decode()


TABLES = {
    "claims_claim": {"claims.see"},
    "claims_statechange": {"claims.see"},
    "claims_decision": {"claims.see"},
    "claims_decisionline": {"claims.see"},
    "claims_decisionadjustment": {"claims.see"},
    "claims_accumulatorentry": {"claims.see"},
    "files_inboundfile": {"claims.see"},
    "files_outboundfile": {"claims.see", "payments.see"},
    "remittance_payment": {"payments.see"},
    "remittance_remittedclaim": {"claims.see", "payments.see"},
    "eligibility_check": {"eligibility.check"},
}


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        (found,) = cursor.fetchone()
    return int(found)


@pytest.mark.parametrize("role", PROVIDER_ROLES)
def test_it_gives_each_role_by_raw_sql_only_what_it_may_see(practice: Practice, role: str) -> None:
    make.decide(*practice.claims.values())
    make.payments()
    open_for(make.actor(role, practice.organization))
    shown = {table for table in TABLES if count(table)}
    assert shown == {table for table, one_of in TABLES.items() if one_of & PROVIDER_ROLES[role]}


@pytest.mark.parametrize("table", [*TABLES, "claims_claimfinding", "files_filefinding", "audit_event"])
def test_it_gives_somebody_limited_elsewhere_no_row_of_any_table(practice: Practice, table: str) -> None:
    make.decide(*practice.claims.values())
    make.payments()
    empty = make.location(practice.organization, "Nothing happens here")
    open_for(make.actor_of(practice.limited(locations=(empty,))))
    assert count(table) == 0


def test_it_leaves_a_limited_person_their_own_files_and_inquiries(practice: Practice) -> None:
    person = practice.limited(locations=(practice.annex,))
    actor, people = make.actor_of(person), make.family()
    make.sent_file(actor, make.x12_837p(make.submission(practice.organization, people[0])))
    own = make.check(actor, people[0])
    open_for(actor)
    assert [one.received_by for one in files_visible_to(actor)] == [person.pk]
    assert list(checks_visible_to(actor)) == [own]
    assert count("files_inboundfile") == count("eligibility_check") == 1


def test_it_shows_a_payment_to_who_is_limited_to_its_payee(practice: Practice) -> None:
    make.decide(*practice.claims.values())
    (payment,) = make.payments()
    for place, expected in ((practice.main, [payment]), (practice.annex, [])):
        actor = make.actor_of(practice.limited(locations=(place,)))
        open_for(actor)
        assert list(payments_visible_to(actor)) == expected
        assert count("remittance_payment") == len(expected)
    by_tax = make.actor_of(practice.limited(tax_numbers=(practice.organization.tax_id,)))
    open_for(by_tax)
    assert list(payments_visible_to(by_tax)) == [payment]
