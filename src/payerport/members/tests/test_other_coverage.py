"""Other plans of a member: told by file, replaced and kept, and what a claim and an answer make of them."""

import datetime as dt
from pathlib import Path

import pytest
from tests import factories as make
from typer.testing import CliRunner

from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims import store as claims_store
from payerport.claims.models import Decision
from payerport.eligibility import store as eligibility_store
from payerport.members import commands, queries, store
from payerport.members.actions import tell_other_plans
from payerport.members.models import Member, OtherCoverage
from plancore.claims.order_of_benefits import (
    First,
    MedicareFacts,
    MedicareReason,
    OtherPlan,
    PlanFacts,
    Status,
)
from plancore.claims.order_reading import read_other_plans
from plancore.kernel import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MUTUAL = OtherPlan(
    payer_name="Sample Mutual",
    payer_id="99999",
    period=Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    ours=PlanFacts(is_holder=True, status=Status.RETIRED),
    other=PlanFacts(is_holder=True, since=dt.date(2020, 7, 1)),
)
MEDICARE = OtherPlan(
    payer_name="Medicare",
    period=Period(dt.date(2026, 1, 1)),
    medicare=MedicareFacts(reason=MedicareReason.AGE, employees=19, is_current_employment=True),
)


def told_of(member: Member) -> list[OtherPlan]:
    with as_core():
        found = queries.by_member_ids([member.member_id])[member.member_id]
        return list(store.to_core(found, found.coverages.all()).other_plans)


def tell(member: Member, *plans: OtherPlan) -> bool:
    with as_core():
        return tell_other_plans(core("test"), member, plans)


def test_it_keeps_every_fact_and_gives_it_back() -> None:
    member, other = make.family()[:2]
    assert tell(member, MEDICARE, MUTUAL)
    assert told_of(member) == [MUTUAL, MEDICARE]
    assert told_of(other) == []


def test_it_withdraws_what_was_told_before_and_keeps_it() -> None:
    member = make.family()[0]
    tell(member, MUTUAL)
    tell(member, MEDICARE)
    assert told_of(member) == [MEDICARE]
    tell(member)
    assert told_of(member) == []
    with as_core():
        assert OtherCoverage.objects.count() == 2
        rows = Event.objects.filter(action="coverage.other_told").order_by("at")
        assert {row.family for row in rows} == {member.family_id}
        assert sorted(row.detail["plans"] for row in rows) == [0, 1, 1]


def test_it_changes_nothing_when_it_is_told_the_same_again() -> None:
    member = make.family()[0]
    assert [tell(member, MUTUAL, MEDICARE), tell(member, MEDICARE, MUTUAL)] == [True, False]
    with as_core():
        assert OtherCoverage.objects.count() == 2


def test_it_denies_a_claim_that_the_other_plan_gets_first_and_records_why() -> None:
    make.published_plan()
    member, practice = make.family()[0], make.organization()
    tell(member, MUTUAL)
    claim = make.decided_claim(practice, member)
    assert claim.state == "denied"
    with as_core():
        row = Decision.objects.get(claim=claim)
        assert claims_store.decision_of(row).lines[0].adjustments[0].carc == "22"
        recorded = claims_store.recorded_inputs(row).member
        assert recorded is not None
        assert recorded.other_plans == (MUTUAL,)


def test_it_names_the_other_plan_in_an_eligibility_answer() -> None:
    make.published_plan()
    member, practice = make.family()[0], make.organization()
    tell(member, MUTUAL)
    check = make.check(make.actor("biller", practice), member)
    (other,) = eligibility_store.answer_of(check).other_insurance
    assert (other.payer_name, other.first) == ("Sample Mutual", "other")


FILE = """
"{member}":
  - payer: Sample Mutual
    payer_id: "99999"
    from: 2025-01-01
    to: 2026-12-31
    ours: {{holder: true, status: retired}}
    other: {{holder: true, since: 2020-07-01}}
"{spouse}":
  - payer: Medicare
    from: 2026-01-01
    medicare: {{reason: age, employees: 19, working: true}}
"""


def run(path: Path, text: str) -> tuple[int, str]:
    path.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(commands.app, ["other-plans", str(path)])
    return found.exit_code, found.output


def test_it_reads_a_file_by_member_id(tmp_path: Path) -> None:
    member, spouse = make.family()[:2]
    text = FILE.format(member=member.member_id, spouse=spouse.member_id)
    assert run(tmp_path / "other.yaml", text) == (0, "2 members read, 2 changed.\n")
    assert (told_of(member), told_of(spouse)) == ([MUTUAL], [MEDICARE])
    assert run(tmp_path / "other.yaml", text) == (0, "2 members read, 0 changed.\n")


def test_it_takes_nothing_from_a_file_with_mistakes_and_names_each(tmp_path: Path) -> None:
    member, spouse = make.family()[:2]
    text = FILE.format(member=member.member_id, spouse="9999999*01").replace("retired", "retried")
    code, said = run(tmp_path / "other.yaml", text)
    assert code == 1
    assert "member 1: `other_plans[1].ours.status` is `retried`" in said
    assert "Did you mean `retired`?" in said
    assert "member 2 of the file is not enrolled" in said
    assert str(member.member_id) not in said
    assert told_of(member) == told_of(spouse) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no member"),
        ("- one", "holds no member"),
        (": [", "is no YAML"),
        ("\x00", "is no YAML"),
        ("a: 2026-13-01", "is no YAML"),
    ],
)
def test_it_says_that_a_file_holds_no_member(tmp_path: Path, text: str, words: str) -> None:
    code, said = run(tmp_path / "other.yaml", text)
    assert (code, words in said) == (1, True)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{from: 2026-01-01}", "`other_plans[1].payer` is missing"),
        ("{payer: A, from: tomorrow}", "`other_plans[1].from` is no day"),
        ("{payer: A, from: 2026-02-01, to: 2026-01-01}", "is before the first day"),
        ("{payer: A, medicare: {reason: age}, ours: {holder: true}}", "stands beside facts of plans"),
        ("{payer: A, medicare: {}}", "`other_plans[1].medicare.reason` is missing"),
        ("{payer: A, medicare: {reason: age, employees: many}}", "needs a whole number"),
        ("{payer: A, payor: B}", "payor"),
    ],
)
def test_it_names_the_mistake_in_an_entry(tmp_path: Path, entry: str, words: str) -> None:
    member = make.family()[0]
    code, said = run(tmp_path / "other.yaml", f'"{member.member_id}": [{entry}]')
    assert (code, words in said) == (1, True), said


def test_it_keeps_what_the_sponsor_says_of_the_order() -> None:
    member = make.family()[0]
    plans, findings = read_other_plans([{"payer": "Sample Mutual", "stated": "other"}])
    assert findings == ()
    assert tell(member, *plans)
    assert told_of(member) == list(plans)
    assert plans[0].stated is First.OTHER
    assert not tell(member, *plans), "the same once more"
