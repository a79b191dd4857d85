"""The plan's own rules for files (type 7), as the demo plan writes them and as the portal uses them."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.claims.models import Claim, ClaimFinding
from payerport.edi.payer_rules import PayerRulesError, profile_of
from payerport.edi.profile import plan_profile
from payerport.edi.tests.x12 import answers, statuses
from plancore.x12 import check
from plancore.x12.tests.samples import CLAIM_SEGMENTS, edited, file_of

HARBOR = Path(settings.BASE_DIR) / "plans" / "harbor" / "payer-rules.yaml"
LINE = ("SV1*HC:G0463*0*UN*1***2", "DTP*472*D8*20260415")


def lines(number: int) -> list[str]:
    """The sample, its first claim with so many lines."""
    added = [one for n in range(3, number + 1) for one in (f"LX*{n}", *LINE)]
    return edited(CLAIM_SEGMENTS, "HL*3", *added, "HL*3*1*22*1")


def made_in(year: int, *, taxonomy: bool) -> list[str]:
    given = edited(CLAIM_SEGMENTS, "BHT", f"BHT*0019*00*BATCH1*{year}0501*1200*CH")
    return given if taxonomy else edited(given, "PRV*BI")


@pytest.mark.parametrize(
    ("code", "defect", "near_miss"),
    [
        (
            "payer.payer_id",
            edited(CLAIM_SEGMENTS, "NM1*PR", "NM1*PR*2*OTHER PLAN*****PI*OTHERP"),
            edited(CLAIM_SEGMENTS, "NM1*PR", "NM1*PR*2*ANY NAME*****PI*HARBORHP"),
        ),
        ("payer.lines", lines(41), lines(40)),
        ("payer.group_taxonomy", made_in(2027, taxonomy=False), made_in(2027, taxonomy=True)),
        ("payer.group_taxonomy", made_in(2027, taxonomy=False), made_in(2026, taxonomy=False)),
    ],
)
def test_it_catches_what_the_demo_plan_does_not_take(
    code: str, defect: list[str], near_miss: list[str]
) -> None:
    profile = profile_of(HARBOR)
    found = list(check([file_of("837P", defect)], profile=profile))
    assert {(one.code, one.level) for one in found} == {(code, 7)}
    assert list(check([file_of("837P", defect)])) == [], "the guide alone has nothing against it"
    assert list(check([file_of("837P", near_miss)], profile=profile)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_it_returns_a_claim_for_another_payer_when_it_is_sent_to_the_portal() -> None:
    make.published_plan()
    practice = make.organization()
    sent = make.x12_837p(make.submission(practice, make.family()[0]))
    file = make.sent_file(make.actor("biller", practice), sent.replace(b"*PI*HARBORHP", b"*PI*OTHERP"))
    with as_core():
        claim = Claim.objects.get(file=file)
        kept = ClaimFinding.objects.filter(claim=claim, severity="error")
        assert claim.state == "rejected"
        assert set(kept.values_list("code", flat=True)) == {"payer.payer_id"}
    written = answers(file)
    assert b"IK5*E" in written["999"][0]
    assert [status for status, _ in statuses(written["277CA"][0]).values()] == ["A7:153:PR"]


def test_it_asks_nothing_where_no_file_is_named(settings: Any) -> None:
    settings.PAYER_RULES = ""
    assert plan_profile().rules == ()


def test_it_does_not_start_with_rules_that_are_not_whole(settings: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(HARBOR.read_text(encoding="utf-8").replace("one_of", "oneof"), encoding="utf-8")
    with pytest.raises(PayerRulesError, match=r"payer_id: .*one_of"):
        profile_of(bad)
    for path in (bad, tmp_path / "none.yaml"):
        settings.PAYER_RULES = str(path)
        with pytest.raises(ImproperlyConfigured, match="PAYERPORT_PAYER_RULES"):
            plan_profile()
