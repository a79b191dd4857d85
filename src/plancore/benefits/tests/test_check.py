"""Plan data is read as it is written, and what is wrong is said with its place and an example."""

import copy
import datetime as dt
from typing import Any

import pytest

from plancore.benefits import LimitPer, build_design
from plancore.claims.tests.worlds import PLAN, design, plan_document

LIMIT = {
    "id": "l",
    "title": "Ten",
    "unit": "visits",
    "amount": 10,
    "per": "benefit_year",
    "categories": ["other"],
}


def _findings(change: dict[str, Any], path: str = "") -> list[tuple[str, str]]:
    """(code, where) of the findings when `change` is made to the part of the plan at `path`."""
    document: Any = copy.deepcopy(PLAN)
    node: Any = document
    for part in path.split(".") if path else []:
        node = node[int(part)] if part.isdigit() else node[part]
    for key, value in change.items():
        if value is None:
            node.pop(key)
        else:
            node[key] = value
    built, findings = build_design([document])
    assert (built is None) == bool(findings)
    return [(finding.code, finding.where) for finding in findings]


def test_it_reads_a_plan_that_is_right() -> None:
    terms = design().terms[0]
    assert terms.year == 2026
    tier = terms.tiers[0]
    assert tier.deductible is not None and tier.deductible.individual == 50_000
    assert terms.categories[0].shares["in"].copay == 3_000


@pytest.mark.parametrize(
    ("path", "change", "code", "where"),
    [
        ("", {"tiers": None}, "plan.missing", "tiers"),
        ("", {"categories": []}, "plan.missing", "categories"),
        ("", {"kind": "PPP"}, "plan.choice", "kind"),
        ("", {"colour": "blue"}, "plan.unknown_name", "colour"),
        ("", {"source": None}, "plan.missing", "source"),
        ("period", {"start": "2026-13-01"}, "plan.date", "period.start"),
        ("period", {"end": "2025-12-31"}, "plan.period", "period.end"),
        ("tiers.0.deductible", {"individual": "500"}, "plan.money", "tiers[1].deductible.individual"),
        ("tiers.0.deductible", {"individual": "$-5"}, "plan.money", "tiers[1].deductible.individual"),
        ("tiers.0.deductible", {"individual": "$1500.00"}, "plan.order", "tiers[1].deductible.family"),
        ("tiers.0.deductible", {"family": "$5000.00"}, "plan.order", "tiers[1].deductible.family"),
        ("tiers.0.deductible", {"counting": "embeded"}, "plan.choice", "tiers[1].deductible.counting"),
        ("tiers.0.deductible", {"self_only_cap": "$9.00"}, "plan.order", "tiers[1].deductible.self_only_cap"),
        (
            "tiers.0.deductible",
            {"counts_also_to": ["abroad"]},
            "plan.choice",
            "tiers[1].deductible.counts_also_to",
        ),
        ("tiers.0", {"deductible": None}, "plan.order", "categories[3].share.in.deductible"),
        ("tiers.1", {"pricing": None}, "plan.missing", "tiers[2].pricing"),
        ("tiers.1", {"id": "in"}, "plan.twice", "tiers"),
        ("tiers.1.pricing", {"percent": "1"}, "plan.rate", "tiers[2].pricing.percent"),
        ("cost_sharing", {"order": None}, "plan.missing", "cost_sharing.order"),
        ("cost_sharing", {"copay_counts_to": ["oop"]}, "plan.choice", "cost_sharing.copay_counts_to"),
        ("cost_sharing", {"copay_counts_to": None}, "plan.missing", "cost_sharing.copay_counts_to"),
        ("categories.0.share", {"out": None}, "plan.missing", "categories[1].share.out"),
        ("categories.0.share", {"out": "free"}, "plan.choice", "categories[1].share.out"),
        ("categories.0.share.in", {"coinsurance": "120%"}, "plan.rate", "categories[1].share.in.coinsurance"),
        ("categories.0.share.in", {"deductible": None}, "plan.missing", "categories[1].share.in.deductible"),
        ("categories.0", {"exclusion": "no"}, "plan.order", "categories[1].share"),
        ("categories.0", {"authorization": ["inn"]}, "plan.choice", "categories[1].authorization"),
        ("categories.0", {"id": "other"}, "plan.twice", "categories"),
        ("categories.0.when.0", {"codes": ["J9-J0"]}, "plan.range", "categories[1].when[1].codes"),
        ("categories.0.when.0", {"codes": None}, "plan.condition", "categories[1].when[1]"),
        ("timely_filing", {"days": "365"}, "plan.number", "timely_filing.days"),
        (
            "cost_sharing",
            {"copay_counts_to": ["nothing", "deductible"]},
            "plan.order",
            "cost_sharing.copay_counts_to",
        ),
        ("cost_sharing", {"copay_after_maximum": "waive"}, "plan.choice", "cost_sharing.copay_after_maximum"),
        ("cost_sharing", {"coinsurance_on": "net"}, "plan.choice", "cost_sharing.coinsurance_on"),
        ("categories.0.share.in", {"order": "copay"}, "plan.choice", "categories[1].share.in.order"),
        ("categories.0.share.in", {"copay": "30"}, "plan.money", "categories[1].share.in.copay"),
        ("categories.0.share.in", {"copay_per": "day"}, "plan.choice", "categories[1].share.in.copay_per"),
        (
            "categories.0.share.in",
            {"copay_counts_to": ["oop"]},
            "plan.choice",
            "categories[1].share.in.copay_counts_to",
        ),
        (
            "categories.0.share.in",
            {"copay_after_maximum": "no"},
            "plan.choice",
            "categories[1].share.in.copay_after_maximum",
        ),
        (
            "categories.0.share.in",
            {"copay_waived_by": ["stay"]},
            "plan.choice",
            "categories[1].share.in.copay_waived_by",
        ),
        (
            "categories.0.share.in",
            {"copay": None, "copay_waived_by": ["other"]},
            "plan.order",
            "categories[1].share.in.copay_waived_by",
        ),
        ("categories.0.share.in", {"free_visits": -1}, "plan.number", "categories[1].share.in.free_visits"),
        ("categories.0", {"referral": ["inn"]}, "plan.choice", "categories[1].referral"),
        ("categories.0", {"protected": "yes"}, "plan.flag", "categories[1].protected"),
        ("categories.0", {"when": None}, "plan.order", "categories[1]"),
        ("categories.0.when.0", {"genders": ["female"]}, "plan.choice", "categories[1].when[1].genders"),
        ("categories.0.when.0", {"youngest": 18, "oldest": 17}, "plan.order", "categories[1].when[1].oldest"),
        ("categories.0.when.0", {"youngest": "18"}, "plan.number", "categories[1].when[1].youngest"),
        ("categories.0.when.0", {"diagnoses": ["F9-F1"]}, "plan.range", "categories[1].when[1].diagnoses"),
        (
            "categories.0.when.0",
            {"revenue_codes": [{"a": 1}]},
            "plan.shape",
            "categories[1].when[1].revenue_codes",
        ),
        ("", {"coordination": "mob"}, "plan.choice", "coordination"),
        ("", {"limits": [LIMIT | {"unit": "visit"}]}, "plan.choice", "limits[1].unit"),
        ("", {"limits": [LIMIT | {"amount": "$5.00"}]}, "plan.number", "limits[1].amount"),
        ("", {"limits": [LIMIT | {"unit": "dollars"}]}, "plan.money", "limits[1].amount"),
        ("", {"limits": [LIMIT | {"per": "year"}]}, "plan.choice", "limits[1].per"),
        ("", {"limits": [LIMIT | {"per": "rolling"}]}, "plan.choice", "limits[1].per"),
        ("", {"limits": [LIMIT | {"per": "0 months"}]}, "plan.choice", "limits[1].per"),
        ("", {"limits": [LIMIT | {"per": None}]}, "plan.missing", "limits[1].per"),
        ("", {"limits": [LIMIT | {"categories": ["visits"]}]}, "plan.choice", "limits[1].categories"),
        ("", {"limits": [LIMIT | {"categories": []}]}, "plan.missing", "limits[1].categories"),
        ("", {"limits": [LIMIT | {"tiers": ["inn"]}]}, "plan.choice", "limits[1].tiers"),
    ],
)
def test_it_says_what_is_wrong_and_where(path: str, change: dict[str, Any], code: str, where: str) -> None:
    assert (code, where) in _findings(change, path)


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("benefit_year", (LimitPer.BENEFIT_YEAR, 0)),
        ("calendar_year", (LimitPer.CALENDAR_YEAR, 0)),
        ("lifetime", (LimitPer.LIFETIME, 0)),
        ("1 month", (LimitPer.ROLLING, 1)),
        ("24 months", (LimitPer.ROLLING, 24)),
    ],
)
def test_it_reads_the_time_over_which_a_limit_counts(per: str, expected: tuple[LimitPer, int]) -> None:
    (limit,) = design(plan_document(limits=[LIMIT | {"per": per}])).terms[0].limits
    assert (limit.per, limit.months) == expected


def test_it_takes_what_a_copay_counts_to_from_the_category_before_the_plan() -> None:
    document = plan_document()
    document["categories"][0]["share"]["in"] |= {
        "copay_counts_to": ["deductible"],
        "copay_after_maximum": "charged",
        "copay_waived_by": ["other"],
    }
    share = design(document).terms[0].categories[0].shares["in"]
    assert (share.copay_to_deductible, share.copay_to_maximum, share.copay_after_maximum) == (
        True,
        False,
        True,
    )
    assert share.copay_waived_by == {"other"}


def test_it_says_how_to_mend_each_thing() -> None:
    for change in ({"limits": [LIMIT | {"per": "rolling"}]}, {"limits": [LIMIT | {"per": "12 weeks"}]}):
        _, findings = build_design([plan_document(**change)])
        assert [bool(finding.mend) for finding in findings] == [True]


def test_it_asks_whether_a_near_word_was_meant() -> None:
    _, findings = build_design([plan_document(timly_filing={"days": 1})])
    assert any("timely_filing" in finding.mend for finding in findings)


def test_it_finds_everything_in_one_pass() -> None:
    document = plan_document(kind="X", source=None)
    document["tiers"][0]["deductible"]["individual"] = "1"
    _, findings = build_design([document])
    assert len({finding.where for finding in findings}) == 3


def test_it_changes_a_value_on_the_day_it_names() -> None:
    document = plan_document()
    document["categories"][0]["share"]["in"]["copay"] = [
        {"from": "2026-01-01", "value": "$30.00"},
        {"from": dt.date(2026, 7, 1), "value": "$35.00", "source": "amendment 1"},
    ]
    built = design(document)
    before, since = built.on(dt.date(2026, 6, 30)), built.on(dt.date(2026, 7, 1))
    assert before is not None and since is not None
    assert (before.categories[0].shares["in"].copay, since.categories[0].shares["in"].copay) == (3_000, 3_500)
    assert before.version == since.version


def test_it_has_no_terms_on_a_day_that_no_year_holds() -> None:
    assert design().on(dt.date(2025, 12, 31)) is None
    assert design().on(dt.date(2027, 1, 1)) is None


def test_it_refuses_two_years_that_overlap() -> None:
    _, findings = build_design([plan_document(), plan_document(name="Again")])
    assert [finding.code for finding in findings] == ["plan.overlap"]


def test_it_refuses_documents_of_two_plans() -> None:
    later = plan_document(plan="other", period={"start": "2027-01-01", "end": "2027-12-31"})
    _, findings = build_design([plan_document(), later])
    assert [finding.code for finding in findings] == ["plan.mixed"]


def test_it_gives_a_new_version_to_every_change() -> None:
    assert design().terms[0].version != design(plan_document(name="Renamed")).terms[0].version
