"""Billing for others: given by contract with dates and scope, chosen by the group's people, ended at once."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories as make

from payerport.accounts.models import Delegation, Membership, Organization, User
from payerport.accounts.queries import actor_for
from payerport.accounts.roles import CHECK_ELIGIBILITY, SEE_CLAIMS, SEE_PAYMENTS, SUBMIT_CLAIMS
from payerport.audit.lock import as_core, open_for
from payerport.audit.models import Event
from payerport.claims.models import Claim
from payerport.organizations.record import events_visible_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.req("R-63")]

Pair = tuple[Organization, Organization]


@pytest.fixture
def pair() -> Pair:
    """(a practice, a billing group)"""
    return make.organization("Fableleaf Family Medicine"), make.organization("Billing Desk")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_it_lets_an_administrator_give_it_and_end_it(pair: Pair) -> None:
    practice, desk = pair
    client = signed_in(make.user("administrator", practice))
    typed = {
        "biller": f"{desk.tax_id[:2]}-{desk.tax_id[2:]}",
        "contract": "2026-7",
        "scope": ["claims"],
        "start": "03/01/2026",
        "end": "12/31/2026",
    }
    assert client.post("/organization/billing/add/", typed).status_code == 302
    page = client.get("/organization/").content.decode()
    assert "Billing Desk" in page
    with as_core():
        given = Delegation.objects.get()
        assert (given.organization, given.biller, given.claims, given.payments) == (
            practice,
            desk,
            True,
            False,
        )
    assert client.post("/organization/billing/add/", typed).status_code == 409
    assert client.post(f"/organization/billing/{given.pk}/end/").status_code == 302
    assert "Billing Desk" not in client.get("/organization/").content.decode()
    with as_core():
        acts = Event.objects.filter(record_kind="delegation").order_by("at").values_list("action", flat=True)
        assert list(acts) == ["delegation.given", "delegation.ended"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"biller": "12-345"}, "Enter the nine digits"),
        ({"biller": "999999999"}, "No billing group with this Tax ID"),
        ({"biller": "own"}, "This is your own Tax ID"),
        ({"scope": []}, "Choose at least one"),
        ({"end": "01/01/2020"}, "The last day is before the first"),
    ],
)
def test_it_says_what_to_mend(pair: Pair, typed: dict[str, object], words: str) -> None:
    practice, desk = pair
    whole = {"biller": desk.tax_id, "scope": ["claims"], "start": "03/01/2026", **typed}
    if whole["biller"] == "own":
        whole["biller"] = practice.tax_id
    answer = signed_in(make.user("administrator", practice)).post("/organization/billing/add/", whole)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_it_is_a_choice_of_the_groups_people_within_role_and_scope(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk, payments=False)
    biller, front = make.user("biller", desk), make.user("front_desk", desk)
    actor, choices = actor_for(biller, practice.pk)
    assert [one.organization_id for one in choices] == [desk.pk, practice.pk]
    assert (actor.organization_id, actor.through) == (practice.pk, desk.pk)
    assert actor.permissions == {CHECK_ELIGIBILITY, SEE_CLAIMS, SUBMIT_CLAIMS}
    assert actor_for(front, practice.pk)[0].permissions == {CHECK_ELIGIBILITY}
    assert actor_for(biller, None)[0].organization_id == desk.pk, "the own one first"


def test_it_never_hands_over_who_has_access(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk)
    head = signed_in(make.user("administrator", desk))
    assert head.post("/act-for/", {"organization": practice.pk}).status_code == 302
    assert head.get("/payments/").status_code == 200
    assert head.get("/people/").status_code == 403
    assert head.get("/organization/").status_code == 403


def test_it_gives_a_role_that_the_scope_leaves_nothing_to_no_choice(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk, eligibility=False, claims=False)
    assert len(actor_for(make.user("front_desk", desk), practice.pk)[1]) == 1
    assert actor_for(make.user("biller", desk), practice.pk)[0].permissions == {SEE_PAYMENTS}


def test_it_gives_no_choice_to_somebody_limited_to_a_part_of_the_group(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk)
    person, place = make.user("biller", desk), make.location(desk)
    Membership.objects.filter(user=person).update(locations=[place.pk])
    assert [one.organization_id for one in actor_for(person, practice.pk)[1]] == [desk.pk]


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(-5, -1, False), (-5, 0, True), (0, None, True), (1, None, False), (-5, 3, True)],
)
def test_it_holds_from_its_first_day_to_its_last(
    pair: Pair, start: int, end: int | None, holds: bool
) -> None:
    practice, desk = pair
    today = timezone.localdate()
    last = None if end is None else today + dt.timedelta(days=end)
    make.delegation(practice, desk, start=today + dt.timedelta(days=start), end=last)
    found = actor_for(make.user("biller", desk), practice.pk)[0].organization_id
    assert (found == practice.pk) is holds


def test_it_ends_with_the_next_request_page_live_part_and_download_alike(pair: Pair) -> None:
    practice, desk = pair
    make.published_plan()
    claim = make.decided_claim(practice, make.family()[0])
    (payment,) = make.payments()
    given = make.delegation(practice, desk)
    client = signed_in(make.user("biller", desk))
    client.post("/act-for/", {"organization": practice.pk})
    paths = (
        f"/claims/{claim.control_number}/",
        f"/claims/{claim.control_number}/live/",
        f"/payments/{payment.trace_number}/835/",
    )
    assert {client.get(path).status_code for path in paths} == {200}
    with as_core():
        Delegation.objects.filter(pk=given.pk).update(ended_at=timezone.now())
    assert {client.get(path).status_code for path in paths} == {404}


def test_it_says_on_every_page_through_whom_one_acts(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk)
    client = signed_in(make.user("biller", desk))
    assert "Billing Desk acting for" not in client.get("/claims/").content.decode()
    client.post("/act-for/", {"organization": practice.pk})
    page = client.get("/claims/").content.decode()
    assert "Billing Desk acting for" in page
    assert "Fableleaf Family Medicine" in page


def test_it_stands_in_both_records_and_in_no_third(pair: Pair) -> None:
    practice, desk = pair
    make.delegation(practice, desk)
    biller = make.user("biller", desk)
    client = signed_in(biller)
    client.post("/act-for/", {"organization": practice.pk})
    client.get("/claims/")
    make.published_plan()
    claim = make.claim(practice, make.family()[0])
    client.get(f"/claims/{claim.control_number}/")
    for organization, expected in ((practice, True), (desk, True), (make.organization(), False)):
        actor = make.actor("administrator", organization)
        open_for(actor)
        seen = events_visible_to(actor).filter(action="claim.viewed", user_id=biller.pk)
        assert seen.exists() is expected
        raw = Event.objects.filter(action="claim.viewed", user_id=biller.pk)
        assert raw.exists() is expected, "the second lock says the same"


def test_it_gives_the_group_no_row_of_the_practice_while_it_acts_for_itself(pair: Pair) -> None:
    practice, desk = pair
    make.published_plan()
    make.claim(practice, make.family()[0])
    make.delegation(practice, desk)
    open_for(make.actor_of(make.user("biller", desk), desk))
    assert not Claim.objects.exists()
