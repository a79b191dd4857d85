"""An organization's own page: Tax IDs that the plan confirms, locations, providers, groups; and who has which
part of it."""

import dataclasses

import pytest
from django.test import Client
from tests import factories as make

from payerport.accounts import people
from payerport.accounts.models import Audience, EmployerGroup, Location, Membership, Organization, TaxId, User
from payerport.accounts.parts import Part
from payerport.audit.lock import as_core, open_for
from payerport.claims.models import State
from plancore.kernel import npi_from

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.req("R-63")]

PLACE = {
    "name": "Harbor Annex",
    "npi": npi_from("277777777"),
    "address_line1": "14 Paper Street",
    "city": "Albany",
    "state": "ny",
    "postal_code": "12207-0001",
    "start": "03/01/2026",
}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def practice() -> Organization:
    return make.organization("Fableleaf Family Medicine")


@pytest.fixture
def head(practice: Organization) -> Client:
    return signed_in(make.user("administrator", practice))


def location(of: Organization) -> Location:
    with as_core():
        return Location.objects.get(organization=of)


# -- locations ---------------------------------------------------------------------------------------------


def test_it_adds_a_location_and_closes_it(practice: Organization, head: Client) -> None:
    typed = {**PLACE, "tax_number": practice.tax_id}
    assert head.post("/organization/locations/add/", typed).status_code == 302
    assert "Harbor Annex" in head.get("/organization/").content.decode()
    made = location(practice)
    assert (made.state, made.postal_code) == ("NY", "122070001")
    assert head.post(f"/organization/locations/{made.pk}/close/").status_code == 302
    assert "Closes today" in head.get("/organization/").content.decode()
    assert location(practice).end is not None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"npi": "1234567890"}, "An NPI has ten digits"),
        ({"npi": "other"}, "registered for somebody else"),
        ({"npi": "again"}, "Another location has this NPI"),
        ({"state": "N1"}, "two letters"),
        ({"postal_code": "1220"}, "five or nine digits"),
        ({"tax_number": "998887777"}, "tax_number"),
        ({"name": ""}, "Enter what your people call this place"),
    ],
)
def test_it_says_what_to_mend_of_a_location(
    practice: Organization, head: Client, typed: dict[str, str], words: str
) -> None:
    whole = {**PLACE, "tax_number": practice.tax_id, **typed}
    if whole["npi"] == "other":
        whole["npi"] = make.billing_provider(make.organization()).npi
    if whole["npi"] == "again":
        whole["npi"] = make.location(practice).npi
    answer = head.post("/organization/locations/add/", whole)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_it_takes_the_practices_own_group_npi_for_a_location(practice: Organization, head: Client) -> None:
    typed = {**PLACE, "tax_number": practice.tax_id, "npi": make.billing_provider(practice).npi}
    assert head.post("/organization/locations/add/", typed).status_code == 302


def test_it_finds_another_organizations_location_nowhere(head: Client) -> None:
    other = make.location(make.organization())
    assert head.get(f"/organization/locations/{other.pk}/close/").status_code == 404
    assert head.post(f"/organization/locations/{other.pk}/close/").status_code == 404


def test_it_reads_the_providers_from_the_plans_records(practice: Organization, head: Client) -> None:
    page = head.get("/organization/").content.decode()
    assert make.billing_provider(practice).npi in page
    assert "DRAFTGROVE BASIL" in page


# -- Tax IDs -----------------------------------------------------------------------------------------------


def test_it_bills_under_a_further_tax_id_once_the_plan_has_confirmed_it(
    practice: Organization, head: Client
) -> None:
    make.published_plan()
    member = make.family()[0]
    sent = make.submission(practice, member)
    further = dataclasses.replace(sent, billing=dataclasses.replace(sent.billing, tax_id="004443333"))
    (early,) = make.claims(practice, [further])
    assert early.state == State.REJECTED
    asked = {"number": "00-4443333", "name": "Fableleaf Annex LLC"}
    assert head.post("/organization/tax-ids/add/", asked).status_code == 302
    assert "The plan is checking it" in head.get("/organization/").content.decode()
    assert head.post("/organization/tax-ids/add/", asked).status_code == 409
    with as_core():
        row = TaxId.objects.get(number="004443333")
    assert head.get(f"/tax-ids/{row.pk}/").status_code == 403, "nobody confirms their own"
    staff = signed_in(make.user(staff_role="operations"))
    assert "Fableleaf Annex LLC" in staff.get("/tax-ids/").content.decode()
    assert staff.post(f"/tax-ids/{row.pk}/", {"result": "confirm"}).status_code == 422
    yes = {"result": "confirm", "start": "01/01/2026"}
    assert staff.post(f"/tax-ids/{row.pk}/", yes).status_code == 302
    assert "In force since" in head.get("/organization/").content.decode()
    (late,) = make.claims(practice, [further])
    assert late.state == State.RECEIVED
    make.decide(late)
    assert late.state == State.PROCESSED


def test_it_refuses_a_tax_id_and_one_that_is_anothers(practice: Organization, head: Client) -> None:
    staff, other = signed_in(make.user(staff_role="operations")), make.organization()
    head.post("/organization/tax-ids/add/", {"number": other.tax_id, "name": "Taken"})
    with as_core():
        row = TaxId.objects.get(number=other.tax_id)
    yes = {"result": "confirm", "start": "01/01/2026"}
    assert staff.post(f"/tax-ids/{row.pk}/", yes).status_code == 409
    assert staff.post(f"/tax-ids/{row.pk}/", {"result": "refuse"}).status_code == 302
    assert other.tax_id not in head.get("/organization/").content.decode()
    assert staff.get(f"/tax-ids/{row.pk}/").status_code == 404, "answered once"


# -- a part of the organization ----------------------------------------------------------------------------


def test_it_limits_a_person_to_a_location_from_the_next_request_on(
    practice: Organization, head: Client
) -> None:
    make.published_plan()
    place = make.location(practice, "Harbor Annex")
    claim = make.claim(practice, make.family()[0])
    person = make.user("biller", practice)
    open_session = signed_in(person)
    path = f"/claims/{claim.control_number}/"
    assert open_session.get(path).status_code == 200
    membership = Membership.objects.get(user=person, until=None)
    typed = {"role": "biller", "part": [f"location:{place.pk}"]}
    assert head.post(f"/people/{membership.pk}/role/", typed).status_code == 302
    assert open_session.get(path).status_code == 404
    assert "only for Harbor Annex" in head.get("/people/").content.decode()
    ended = Membership.objects.get(pk=membership.pk)
    assert ended.until is not None, "history is added"


def test_it_limits_no_administrator(practice: Organization, head: Client) -> None:
    place, person = make.location(practice), make.user("biller", practice)
    membership = Membership.objects.get(user=person)
    typed = {"role": "administrator", "part": [f"location:{place.pk}"]}
    answer = head.post(f"/people/{membership.pk}/role/", typed)
    assert answer.status_code == 422
    assert "An administrator has the whole organization" in answer.content.decode()


def test_it_takes_no_location_of_another_organization(practice: Organization, head: Client) -> None:
    make.location(practice)
    other, person = make.location(make.organization()), make.user("biller", practice)
    membership = Membership.objects.get(user=person)
    typed = {"role": "biller", "part": [f"location:{other.pk}"]}
    assert head.post(f"/people/{membership.pk}/role/", typed).status_code == 422


def test_it_gives_who_is_invited_to_a_part_no_more_than_it(practice: Organization) -> None:
    place = make.location(practice)
    by = make.actor("administrator", practice)
    with as_core():
        invited = people.invite(by, "new@example.org", "biller", Part(locations=(place.pk,)))
        person = make.user()
        people.accept(make.actor_of(person), invited, person)
    assert make.actor_of(person).limits is not None
    assert Membership.objects.get(user=person).locations == [place.pk]


# -- employers and brokers ---------------------------------------------------------------------------------


def test_it_shows_an_employer_its_groups_and_no_locations() -> None:
    employer = make.business(Organization.Kind.EMPLOYER, "Testwood Timber")
    make.group_of(employer, "HG1001")
    make.group_of(make.business(Organization.Kind.BROKER), "HG1002")
    person = make.user("benefits_admin", employer)
    User.objects.filter(pk=person.pk).update(audience=Audience.EMPLOYER)
    page = signed_in(person).get("/organization/").content.decode()
    assert "HG1001" in page
    assert "HG1002" not in page
    assert "Locations" not in page
    assert signed_in(person).get("/organization/locations/add/").status_code == 404
    open_for(make.actor_of(person))
    assert list(EmployerGroup.objects.values_list("pk", flat=True)) == ["HG1001"], "by the second lock"


def test_it_offers_an_employer_its_own_roles() -> None:
    employer = make.business(Organization.Kind.EMPLOYER)
    page = signed_in(make.user("benefits_admin", employer)).get("/people/invite/").content.decode()
    assert "Benefits staff" in page
    assert "Biller" not in page


def test_it_keeps_a_broker_its_last_administrator() -> None:
    broker = make.business(Organization.Kind.BROKER)
    person = make.user("agency_admin", broker)
    membership = Membership.objects.get(user=person)
    answer = signed_in(person).post(f"/people/{membership.pk}/remove/")
    assert answer.status_code == 409
    assert "Make somebody else administrator first" in answer.content.decode()
