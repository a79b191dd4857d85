"""Reading `edits:` of a plan: defaults, choices, lists; what is wrong is said with its place."""

import pytest

from plancore.benefits.compare import differences
from plancore.benefits.edit_reading import read_edits
from plancore.benefits.edit_settings import EditSettings, Settled
from plancore.benefits.reading import Node
from plancore.claims.tests.worlds import design, plan_document
from plancore.kernel import Finding


def _read(data: object) -> tuple[EditSettings, list[Finding]]:
    findings: list[Finding] = []
    return read_edits(Node(data, "edits", findings)), findings


def test_it_has_defaults_for_all_that_is_not_written() -> None:
    assert _read(None) == (EditSettings(), [])


def test_it_reads_choices_and_lists() -> None:
    found, findings = _read(
        {
            "excludes1": "deny",
            "authorization_over": "cut_back",
            "after_other_plan_days": 90,
            "surgery_visits": ["T1015", "G0463-G0465"],
            "bundles": [{"procedures": ["J1885"], "part_of": ["T1015"], "source": "policy 7"}],
            "necessity": [
                {"procedures": ["J7321"], "diagnoses": ["M17"], "does": "pend", "source": "policy 12"}
            ],
            "specialties": [{"procedures": ["G0127"], "specialties": ["213E"], "source": "policy 3"}],
            "teeth": [{"procedures": ["D0001"], "needs": ["tooth"], "months": 24, "source": "policy 1"}],
        }
    )
    assert findings == []
    assert (found.excludes1, found.authorization_over, found.after_other_plan_days) == (
        Settled.DENY,
        "cut_back",
        90,
    )
    assert [low for low, _ in found.surgery_visits] == ["T1015", "G0463"]
    assert (found.bundles[0].separable, found.bundles[0].exclusive) == (True, False)
    assert found.necessity[0].does is Settled.PEND
    assert (found.teeth[0].youngest, found.teeth[0].oldest, found.teeth[0].months) == (0, 150, 24)


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"excludes1": "denny"}, "plan.choice", "edits.excludes1"),
        ({"exclude1": "deny"}, "plan.unknown_name", "edits.exclude1"),
        ({"bundles": [{"part_of": ["T1015"], "source": "x"}]}, "plan.missing", "edits.bundles[1].procedures"),
        ({"bundles": [{"procedures": ["A1"], "part_of": ["T1"]}]}, "plan.missing", "edits.bundles[1].source"),
        (
            {"necessity": [{"procedures": ["A1"], "diagnoses": ["M17"], "does": "note", "source": "x"}]},
            "plan.choice",
            "edits.necessity[1].does",
        ),
        (
            {"specialties": [{"procedures": ["A1"], "source": "x"}]},
            "plan.missing",
            "edits.specialties[1].specialties",
        ),
        (
            {"teeth": [{"procedures": ["D1"], "needs": ["toof"], "source": "x"}]},
            "plan.choice",
            "edits.teeth[1].needs",
        ),
    ],
)
def test_it_says_what_is_wrong_and_where(data: dict[str, object], code: str, where: str) -> None:
    assert (code, where) in [(one.code, one.where) for one in _read(data)[1]]


def test_it_says_what_differs_between_two_years() -> None:
    later = plan_document()
    later["edits"] = {
        "excludes1": "deny",
        "after_other_plan_days": 90,
        "bundles": [{"procedures": ["J1885"], "part_of": ["T1015"], "source": "policy 7"}],
    }
    assert differences(design(plan_document()).terms[0], design(later).terms[0])[-3:] == [
        "Edits, excludes1: pend becomes deny.",
        "Edits, after other plan days: none becomes 90.",
        "Edits, bundles: 0 entries become 1; read both.",
    ]
