"""The way of a claim in a browser: eligibility, a file, its receipt, decisions, payment, by role."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.acting import (
    SAMPLEFIELD,
    TESTWOOD,
    People,
    ask,
    assert_well_made,
    claim_file,
    is_marked,
    mark,
    one,
    read_files,
    upload,
    wait_until_decided,
    worker_asleep,
)
from tests.journeys.support import NARROW, Portal, assert_accessible

from payerport.demo.world import DEFAULT_SEED, world

SOON = 20_000
"""Milliseconds in which an open page has renewed itself."""
MONEY = re.compile(r"\$[\d,]+\.\d\d")


@pytest.fixture(scope="module")
def everybody(browser: Browser, portal: Portal) -> People:
    return People(browser, portal)


@pytest.fixture
def people(everybody: People) -> Iterator[People]:
    yield everybody
    everybody.close()


@pytest.fixture(scope="module")
def files(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("claims")


@pytest.fixture(scope="module")
def decided(portal: Portal, files: Path, everybody: People) -> Path:
    """Testwood's biller has sent a file with each kind of fault in it, Samplefield's a right one; all is
    decided."""
    file = claim_file(portal, files / "faulty.837", practice=TESTWOOD, count=44, seed=11, bad=0.25)
    upload(everybody.page("biller1"), file)
    other = claim_file(portal, files / "other.837", practice=SAMPLEFIELD, count=5, seed=12)
    page = everybody.page("biller2")
    upload(page, other)
    expect(page.get_by_role("heading", name="Receipt R")).to_be_visible()
    wait_until_decided(portal)
    everybody.close()
    return file


def claim_in(portal: Portal, state: str, practice: str = TESTWOOD) -> str:
    """The control number of a practice's claim in this state."""
    number = one(
        portal,
        "SELECT control_number FROM claims_claim WHERE state = %s AND billing_npi = %s"
        " AND organization_id IS NOT NULL ORDER BY id",
        state,
        practice,
    )
    return str(number)


def check(page: Page, who: str, day: dt.date | None = None) -> None:
    """Ask for somebody's coverage."""
    page.goto("/eligibility/")
    page.get_by_label("Member id, or name and birth date").fill(who)
    if day:
        page.get_by_label("Date of service").fill(day.isoformat())
    page.keyboard.press("Enter")
    page.wait_for_load_state()


# -- the front desk -----------------------------------------------------------------------------------------


@pytest.mark.req("R-03")
@pytest.mark.parametrize("typed", ["123456701", "1234567*01"])
def test_it_answers_a_member_id_with_what_to_collect(people: People, typed: str) -> None:
    page = people.page("frontdesk1")
    check(page, typed)
    expect(page.get_by_role("heading", name="Alice Testwood")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Covered on "))).to_be_visible()
    expect(page.locator(".collect")).to_contain_text(re.compile(r"\$\d+\.\d\d copay\s*Primary care visit"))
    for words in ("Deductible", "Out-of-pocket maximum"):
        expect(page.locator(".meters").first).to_contain_text(words)
    expect(page.locator(".meter").first).to_contain_text(MONEY)
    rows = page.get_by_role("table").first.locator("tbody tr td:first-child").all_inner_texts()
    assert len(rows) == len(set(rows)) > 5
    assert "123456701" not in page.url


@pytest.mark.req("R-03")
def test_it_shows_an_answer_well_made_and_folds_what_is_out_of_network(people: People) -> None:
    page = people.page("frontdesk1")
    check(page, "123456701")
    fold = page.locator("details.fold")
    expect(fold.get_by_role("table")).to_be_hidden()
    assert_well_made(page, "eligibility-active", on_a_phone=True)
    fold.locator("summary").click()
    expect(fold.get_by_role("table")).to_be_visible()
    assert_accessible(page)


@pytest.mark.req("R-03")
def test_it_reaches_the_answer_from_home_in_twelve_keys(people: People) -> None:
    page = people.page("biller1")
    page.goto("/")
    keys = ["g", "e", *"123456701", "Enter"]
    assert len(keys) <= 12
    for key in keys:
        page.keyboard.press(key)
        if key == "e":
            expect(page.get_by_label("Member id, or name and birth date")).to_be_focused()
    expect(page.get_by_role("heading", name="Alice Testwood")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("n")
    expect(page.get_by_label("Member id, or name and birth date")).to_be_focused()


@pytest.mark.req("R-03")
def test_it_lets_the_front_desk_type_at_once(people: People) -> None:
    page = people.page("frontdesk1")
    page.goto("/")
    assert_well_made(page, "home-front-desk", on_a_phone=True)
    page.keyboard.type("123456701\n")
    expect(page.get_by_role("heading", name="Alice Testwood")).to_be_visible()


@pytest.mark.req("R-03")
def test_it_finds_by_name_and_birth_date(people: People) -> None:
    page = people.page("frontdesk1")
    check(page, "Alice Testwood 3/14/1985")
    expect(page.get_by_role("heading", name=re.compile("^Covered on "))).to_be_visible()
    check(page, "Testwood, Alice 1985-03-15")
    expect(page.get_by_role("heading", name="We could not find this member")).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("Check the spelling")
    expect(page.get_by_label("Member id, or name")).to_have_value("Alice Testwood 03/15/1985")


@pytest.mark.req("R-03")
def test_it_says_what_to_check_for_an_unknown_member(people: People, portal: Portal) -> None:
    page = people.page("frontdesk1")
    check(page, "999999901")
    expect(page.locator(".answer")).to_contain_text("type all digits, without the asterisk")
    assert_well_made(page, "eligibility-not-found")
    audited = (
        "SELECT count(*) FROM audit_event WHERE action = 'eligibility.checked' AND detail->>'status' = %s"
    )
    assert one(portal, audited, "not_found") >= 1


@pytest.mark.req("R-03")
def test_it_says_when_coverage_ended(people: People) -> None:
    today = dt.datetime.now(tz=dt.UTC).date()
    ended = next(
        person
        for person in world(DEFAULT_SEED).members
        if all(each.period.end and each.period.end < today for each in person.enrolments)
    )
    page = people.page("frontdesk1")
    check(page, str(ended.member_id))
    expect(page.get_by_role("heading", name=re.compile("^Not covered on "))).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("ended on")
    assert_well_made(page, "eligibility-ended")


def test_it_keeps_what_was_typed_when_it_cannot_be_asked(people: People) -> None:
    page = people.page("frontdesk1")
    check(page, "12345")
    expect(page.get_by_role("alert")).to_contain_text("nine digits")
    expect(page.get_by_label("Member id, or name")).to_have_value("12345")
    assert_well_made(page, "eligibility-wrong")


@pytest.mark.req("R-18")
def test_it_keeps_money_from_the_front_desk(people: People, portal: Portal, decided: Path) -> None:
    page = people.page("frontdesk1")
    page.goto("/")
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    assert [re.sub(r"\s*g .$", "", text).strip() for text in links.all_inner_texts()] == [
        "Home",
        "Eligibility",
        "Change username",
    ]
    for path in ("/claims/", "/payments/", "/claims/send/", f"/claims/{claim_in(portal, 'processed')}/"):
        answer = page.goto(path)
        assert answer is not None and answer.status == 403
    assert one(portal, "SELECT count(*) FROM audit_event WHERE action = 'page.refused'") >= 4


# -- a file -------------------------------------------------------------------------------------------------


@pytest.mark.req("R-08", "R-10", "R-02")
def test_it_fills_the_receipt_by_itself_and_answers_the_file(
    people: People, portal: Portal, files: Path
) -> None:
    page = people.page("biller1")
    file = claim_file(portal, files / "fresh.837", practice=TESTWOOD, count=12, seed=21)
    with worker_asleep(portal):
        upload(page, file)
        expect(page.get_by_role("heading", name="Received, being read")).to_be_visible()
        mark(page)
        assert_accessible(page)
    expect(page.get_by_role("heading", name="All 12 claims accepted")).to_be_visible(timeout=SOON)
    assert is_marked(page)
    receipt = page.url.rstrip("/").rsplit("/", 1)[-1]
    digest = one(portal, "SELECT sha256 FROM files_inboundfile WHERE receipt_number = %s", receipt)
    expect(page.locator("#receipt-live")).to_contain_text(digest)
    for kind, first in (("999", "ST*999"), ("277CA", "ST*277")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=kind, exact=True).click()
        text = Path(coming.value.path()).read_text(encoding="ascii")
        assert first in text and text.startswith("ISA")
    assert one(portal, "SELECT count(*) FROM claims_claim WHERE state = 'received'") == 0
    # Nothing can change any more: the page asks no more.
    assert page.locator("[data-live]").count() == 0


@pytest.mark.req("R-13", "R-09")
def test_it_names_what_recurs_in_a_file(people: People, portal: Portal, decided: Path) -> None:
    page = people.page("biller1")
    upload(page, decided)
    expect(page.get_by_text("You had sent this file before")).to_be_visible()
    rejected = one(
        portal,
        "SELECT count(*) FROM claims_claim JOIN files_inboundfile f ON f.id = file_id"
        " WHERE state = 'rejected' AND f.name = %s",
        decided.name,
    )
    expect(page.get_by_role("heading", name=f"{44 - rejected} accepted, {rejected} rejected")).to_be_visible()
    expect(page.locator(".findings")).to_contain_text("The plan has no member with this number.")
    assert one(portal, "SELECT count(*) FROM files_inboundfile WHERE name = %s", decided.name) == 1
    assert_well_made(page, "receipt", on_a_phone=True)
    page.locator(".stat", has_text="Rejected").get_by_role("link").click()
    expect(page.locator("[data-rows] > tr")).to_have_count(min(rejected, 25))


@pytest.mark.req("R-08")
def test_it_says_in_one_sentence_that_a_picture_is_no_claim_file(people: People, files: Path) -> None:
    page = people.page("biller1")
    (files / "photo.837").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    upload(page, files / "photo.837")
    expect(page.get_by_role("heading", name="The file could not be read")).to_be_visible(timeout=SOON)
    sentence = page.locator(".answer p").inner_text()
    assert 10 < len(sentence) < 200
    expect(page.get_by_text("None: the file is not X12.")).to_be_visible()
    assert_well_made(page, "receipt-refused")


@pytest.mark.req("R-08")
def test_it_says_that_a_file_is_empty_or_missing(people: People, portal: Portal, files: Path) -> None:
    page = people.page("biller1")
    (files / "empty.837").write_bytes(b"")
    upload(page, files / "empty.837")
    expect(page.get_by_role("alert")).to_contain_text("nothing in it")
    assert_accessible(page)
    page.goto("/claims/send/")
    page.get_by_role("main").get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the file to send.")
    assert one(portal, "SELECT count(*) FROM files_inboundfile WHERE size = 0") == 0


# -- claims -------------------------------------------------------------------------------------------------


@pytest.mark.req("R-02", "R-11", "R-19")
def test_it_follows_a_claim_from_received_to_paid_without_a_reload(
    people: People, portal: Portal, files: Path
) -> None:
    # Given a file that is read while nothing is decided yet
    page = people.page("biller1")
    file = claim_file(portal, files / "followed.837", practice=TESTWOOD, count=6, seed=31)
    with worker_asleep(portal):
        upload(page, file)
        expect(page.get_by_role("heading", name=re.compile("^Received"))).to_be_visible()
        read_files(portal)
        number = claim_in(portal, "received")
        # When the list and the claim are open
        page.goto("/claims/?state=received")
        expect(page.locator("[data-rows] > tr")).to_have_count(6)
        mark(page)
        claim = page.context.new_page()
        claim.goto(f"/claims/{number}/")
        expect(claim.get_by_role("heading", name="Received, being decided")).to_be_visible()
        mark(claim)
        assert_well_made(claim, "claim-received")
        claim.get_by_role("link", name=re.compile("^R2")).focus()
    # Then both renew themselves, and the focus stays where it was
    expect(claim.get_by_role("heading", name=re.compile("^(Approved|Processed)"))).to_be_visible(timeout=SOON)
    expect(claim.locator("#announcer")).to_have_text("The claim is now: Processed")
    expect(claim.get_by_role("link", name=re.compile("^R2"))).to_be_focused()
    page.bring_to_front()
    expect(page.get_by_role("heading", name="No claims in this state")).to_be_visible(timeout=SOON)
    assert is_marked(page) and is_marked(claim)
    timeline = claim.locator(".timeline")
    expect(timeline).to_contain_text("Basil Draftgrove")
    expect(timeline).to_contain_text("the plan, automatically")
    # When the plan pays
    claim.bring_to_front()
    portal.command("payments", "run")
    # Then the open page says so, with the trace number
    expect(claim.get_by_role("heading", name=re.compile(r"^(Paid: \$|Processed: nothing)"))).to_be_visible(
        timeout=SOON
    )
    assert is_marked(claim)
    trace = one(
        portal,
        "SELECT trace_number FROM remittance_payment p JOIN remittance_remittedclaim r ON r.payment_id = p.id"
        " JOIN claims_claim c ON c.id = r.claim_id WHERE c.control_number = %s",
        number,
    )
    claim.get_by_role("link", name=trace).click()
    expect(claim.get_by_role("heading", name="Remittance")).to_be_visible()


@pytest.mark.req("R-19")
def test_it_shows_a_payment_and_its_835_balances(
    people: People, portal: Portal, files: Path, decided: Path
) -> None:
    portal.command("payments", "run")
    page = people.page("biller1")
    page.goto("/payments/")
    assert_well_made(page, "payments")
    page.locator("[data-rows] a").first.click()
    trace = page.url.rstrip("/").rsplit("/", 1)[-1]
    amount = one(portal, "SELECT amount FROM remittance_payment WHERE trace_number = %s", trace)
    expect(page.locator(".answer")).to_contain_text(f"${amount // 100:,}.{amount % 100:02d}")
    expect(page.locator("tfoot")).to_contain_text(f"${amount // 100:,}.{amount % 100:02d}")
    assert_well_made(page, "remittance")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the 835").click()
    coming.value.save_as(files / "paid.835")
    portal.command("x12", "check", str(files / "paid.835"))
    claims = one(portal, "SELECT count(*) FROM remittance_remittedclaim r JOIN remittance_payment p"
        " ON p.id = r.payment_id WHERE p.trace_number = %s", trace)  # fmt: skip
    assert (files / "paid.835").read_text(encoding="ascii").count("CLP*") == claims


@pytest.mark.req("R-11")
def test_it_explains_a_denied_claim(people: People, portal: Portal, decided: Path) -> None:
    number = claim_in(portal, "denied")
    page = people.page("biller1")
    page.goto(f"/claims/{number}/")
    group, carc = ask(
        portal,
        'SELECT "group", carc FROM claims_decisionadjustment a JOIN claims_claim c ON c.id = a.claim_id'
        " WHERE c.control_number = %s",
        number,
    )[0]
    expect(page.get_by_role("heading", name=re.compile(rf"^Denied: .+ \({group}-{carc}\)$"))).to_be_visible()
    expect(page.locator(".answer p")).to_have_text(re.compile(r"\w+\. \w+"))
    expect(page.locator(".reasons").first).to_contain_text(f"{group}-{carc}")
    assert page.locator("[data-live]").count() == 0
    assert_well_made(page, "claim-denied")


@pytest.mark.req("R-09", "R-11")
def test_it_explains_a_rejected_claim_and_how_to_send_it_again(
    people: People, portal: Portal, decided: Path
) -> None:
    number = claim_in(portal, "rejected")
    page = people.page("biller1")
    page.goto(f"/claims/{number}/")
    expect(page.get_by_role("heading", name=re.compile(r"^Rejected: \d+ things? to mend$"))).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("send it again as a new claim")
    for message, where, mend in ask(
        portal,
        'SELECT message, "where", mend FROM claims_claimfinding f JOIN claims_claim c ON c.id = f.claim_id'
        " WHERE c.control_number = %s",
        number,
    ):
        for words in (message, where, mend):
            expect(page.locator(".findings")).to_contain_text(words)
    expect(page.get_by_role("main").get_by_role("link", name="Send a claim file")).to_be_visible()
    assert_well_made(page, "claim-rejected")


@pytest.mark.req("R-11")
def test_it_explains_each_amount_of_a_processed_claim(people: People, portal: Portal, decided: Path) -> None:
    number = one(
        portal,
        "SELECT control_number FROM claims_claim WHERE paid > 0 AND member_share > 0 AND billing_npi = %s"
        " ORDER BY member_share DESC",
        TESTWOOD,
    )
    page = people.page("biller1")
    page.goto(f"/claims/{number}/")
    for service in page.locator("article.service").all():
        expect(service.locator(".figures")).to_contain_text("Coinsurance")
        shown = [_cents(text) for text in service.locator(".reasons__amount").all_inner_texts()]
        figures = [_cents(text) for text in service.locator(".figures dd").all_inner_texts()]
        assert figures[0] == sum(shown) + figures[-1], "charged is what is paid and each reason"
    page.get_by_text("How this was reckoned").first.click()
    expect(page.get_by_text(re.compile("^You charged")).first).to_be_visible()
    assert_well_made(page, "claim-processed", on_a_phone=True)


def _cents(text: str) -> int:
    digits = int(re.sub(r"\D", "", text))
    return -digits if "\u2212" in text else digits


@pytest.mark.req("R-02")
def test_it_walks_the_list_by_keys_and_opens_a_claim(people: People, portal: Portal, decided: Path) -> None:
    page = people.page("biller1")
    page.goto("/claims/")
    expect(page.locator("[data-rows] > tr")).to_have_count(25)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-rows] > tr").nth(1).get_by_role("link")
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Claim H"))).to_be_visible()
    page.go_back()
    page.wait_for_load_state()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Send a claim file")).to_be_visible()
    assert_well_made(page, "send")


def test_it_lists_claims_well_made_at_every_width(people: People, decided: Path) -> None:
    page = people.page("biller1", size=NARROW)
    page.goto("/claims/")
    assert_well_made(page, "claims", on_a_phone=True)
    page.goto("/claims/?state=voided")
    expect(page.get_by_role("heading", name="No claims in this state")).to_be_visible()
    assert_accessible(page)


# -- whose claims -------------------------------------------------------------------------------------------


@pytest.mark.req("R-01", "R-18")
def test_it_hides_a_claim_from_another_practice(people: People, portal: Portal, decided: Path) -> None:
    page = people.page("biller2")
    theirs = page.goto(f"/claims/{claim_in(portal, 'processed')}/")
    assert theirs is not None and theirs.status == 404
    words = page.get_by_role("main").locator("p").all_inner_texts()
    nowhere = page.goto("/claims/H9999999999999/")
    assert nowhere is not None and nowhere.status == 404
    assert page.get_by_role("main").locator("p").all_inner_texts()[:-1] == words[:-1]
    own = page.goto(f"/claims/{claim_in(portal, 'processed', SAMPLEFIELD)}/")
    assert own is not None and own.status == 200


@pytest.mark.req("R-01")
def test_it_shows_somebody_of_two_practices_one_at_a_time(
    people: People, portal: Portal, decided: Path
) -> None:
    counts = (
        "SELECT count(*) FROM claims_claim c JOIN accounts_organization o ON o.id = c.organization_id"
        " WHERE o.name = %s"
    )
    page = people.page("floater1")
    page.goto("/")
    for name, may_see_claims in (("Samplefield Orthopedics", True), ("Testwood Family Medicine", False)):
        if page.locator("summary.acting-for strong").inner_text().split(" (")[0] != name:
            page.locator("summary.acting-for").click()
            page.get_by_role("button", name=name).click()
        expect(page.locator("summary.acting-for strong")).to_contain_text(name)
        answer = page.goto("/claims/")
        assert answer is not None and answer.status == (200 if may_see_claims else 403)
        if may_see_claims:
            expect(page.locator(".stat__value").first).to_have_text(f"{one(portal, counts, name):,}")
            expect(page.locator(".pagination p")).to_contain_text(f"of {one(portal, counts, name)}")
        found = page.goto(f"/claims/{claim_in(portal, 'processed')}/")
        assert found is not None and found.status in {403, 404}
        page.goto("/")


@pytest.mark.req("R-70")
def test_it_shows_the_plans_staff_all_claims(people: People, portal: Portal, decided: Path) -> None:
    page = people.page("planstaff")
    page.goto("/claims/")
    everything = one(portal, "SELECT count(*) FROM claims_claim")
    expect(page.locator(".stat__value").first).to_have_text(f"{everything:,}")
    assert_accessible(page)
    for practice in (TESTWOOD, SAMPLEFIELD):
        answer = page.goto(f"/claims/{claim_in(portal, 'processed', practice)}/")
        assert answer is not None and answer.status == 200
    page.goto("/")
    assert_well_made(page, "home-plan")


# -- without script -----------------------------------------------------------------------------------------


def test_it_takes_a_file_and_lists_claims_without_script(people: People, portal: Portal, files: Path) -> None:
    page = people.page("biller1", script=False)
    upload(page, claim_file(portal, files / "plain.837", practice=TESTWOOD, count=3, seed=41))
    expect(page.get_by_role("heading", name=re.compile("^Receipt R"))).to_be_visible()
    wait_until_decided(portal)
    page.reload()
    expect(page.get_by_role("heading", name="All 3 claims accepted")).to_be_visible()
    page.goto("/claims/")
    expect(page.locator("[data-rows] > tr").first).to_be_visible()
    check_field = page.goto("/eligibility/")
    assert check_field is not None and check_field.status == 200
