"""The summary and the comparison say what the terms say."""

from typing import Any

from plancore.benefits.compare import differences
from plancore.benefits.summary import Figure, summary
from plancore.claims.tests.worlds import design, plan_document


def _document() -> dict[str, Any]:
    document: dict[str, Any] = plan_document(
        limits=[
            {
                "id": "l",
                "title": "Ten visits",
                "unit": "visits",
                "amount": 10,
                "per": "benefit_year",
                "categories": ["visit"],
            }
        ]
    )
    document["categories"][0] |= {"authorization": ["out"]}
    document["categories"].insert(
        0, {"id": "x", "title": "Cosmetic", "exclusion": "never.", "when": [{"codes": ["G0429"]}]}
    )
    return document


def test_it_lays_out_the_terms() -> None:
    found = summary(design(_document()).terms[0])
    assert found.deductibles[0] == Figure("in", 50_000, 100_000, is_aggregate=False)
    assert found.excluded == ("Cosmetic",)
    first = found.rows[0]
    assert first.shares == (("in", "$30.00 copay"), ("out", "40% after the deductible"))
    assert (first.needs_authorization, first.needs_referral, first.limits) == (("out",), (), ("Ten visits",))
    assert found.rows[1].shares == (("in", "no charge"), ("out", "not covered"))


def test_it_says_nothing_where_nothing_differs() -> None:
    terms = design().terms[0]
    assert differences(terms, terms) == []


def test_it_says_every_difference_in_a_sentence() -> None:
    later = _document()
    later["tiers"][0]["deductible"]["individual"] = "$600.00"
    later["categories"][1]["share"]["in"] = {"copay": "$35.00", "deductible": "applies", "free_visits": 2}
    later["categories"][3]["share"]["in"] = "not covered"
    later["timely_filing"]["days"] = 180
    figures = "a person, $1,000.00 a family, embedded"
    visit = "$35.00 copay after the deductible, the first 2 visits at no charge"
    assert differences(design().terms[0], design(later).terms[0]) == [
        f"In network, deductible: $500.00 {figures} becomes $600.00 {figures}.",
        f"Office visit, in network: $30.00 copay becomes {visit}.",
        "Office visit, authorization: not needed becomes needed (out).",
        "Other medical care, in network: 20% after the deductible becomes not covered.",
        "Cosmetic is new.",
        "Limit (Ten visits): none becomes 10 visits a benefit year.",
        "Timely filing, days: 365 becomes 180.",
    ]


def test_it_says_what_changes_behind_the_figures() -> None:
    later = plan_document(coordination="carve_out")
    later["tiers"][0]["networks"] = ["ppo", "more"]
    later["tiers"][0]["deductible"]["counts_also_to"] = ["out"]
    later["tiers"][1]["pricing"] |= {"percent": "80%", "balance_billing": False}
    later["categories"][0] |= {"referral": ["in"], "authorization": ["in"], "protected": True}
    later["categories"][0]["share"]["in"] |= {
        "copay_counts_to": ["deductible"],
        "copay_after_maximum": "charged",
        "copay_per": "line",
        "copay_waived_by": ["other"],
    }
    found = differences(design().terms[0], design(later).terms[0])
    figures = "$500.00 a person, $1,000.00 a family, embedded"
    priced = "100% of standard, the rest may be billed becomes 80% of standard, nothing billed on top"
    counts = "one a visit, counts to out-of-pocket maximum"
    changed = "one a line, counts to deductible, charged also past the maximum, waived by other"
    assert found == [
        f"In network, deductible: {figures} becomes {figures}, counts also to out.",
        "In network, networks: ppo becomes more, ppo.",
        f"Out of network, price without a contract: {priced}.",
        f"Office visit, in network, copay: {counts} becomes {changed}.",
        "Office visit, authorization: not needed becomes needed (in).",
        "Office visit, referral: not needed becomes needed (in).",
        "Office visit, outside the network: as the tier says becomes as inside (No Surprises Act).",
        "After another plan: by hand becomes carve out.",
    ]


def test_it_says_the_figures_in_words_by_tier() -> None:
    document = _document()
    document["tiers"][0] |= {
        "out_of_pocket": {
            "counting": "aggregate",
            "individual": "$2,000.00",
            "family": "$4,000.00",
            "self_only_cap": "$3,000.00",
        }
    }
    document["tiers"][1].pop("out_of_pocket")
    assert summary(design(document).terms[0]).figures == (
        ("Deductible", ("$500.00 a person, $1,000.00 a family", "$1,000.00 a person, $2,000.00 a family")),
        (
            "Out-of-pocket maximum",
            (
                "$2,000.00 covered alone, $4,000.00 for a family together, at most $3,000.00 for one of them",
                "none",
            ),
        ),
    )
