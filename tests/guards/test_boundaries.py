"""Apps reach each other's tables only through `queries.py` and `actions.py`; what still differs is listed."""

from pathlib import Path

import pytest
from tests.guards.boundaries import Reach, reaches

SOURCE = Path(__file__).resolve().parents[2] / "src" / "payerport"
PLANTED = Path(__file__).parent / "planted" / "boundaries"
APPS = sorted(path.parent.name for path in SOURCE.glob("*/models.py"))

ALLOWED = {
    "demo/audiences.py": (
        {
            "accounts.EmployerGroup",
            "accounts.GroupRole",
            "accounts.Membership",
            "accounts.Organization",
            "accounts.User",
        },
        "As demo/load.py.",
    ),
    "demo/codes.py": ({"accounts.User"}, "As demo/load.py: finds the demo's own people."),
    "factors/actions.py": (
        {"accounts.User"},
        "Locks the person's row, so that one factor at a time changes.",
    ),
    "factors/standing.py": (
        {"accounts.User"},
        "Asks before each request whose session it is, and of which audience.",
    ),
    "factors/tasks.py": ({"accounts.User"}, "Takes the address that the notice goes to."),
    "demo/load.py": (
        {
            "accounts.Membership",
            "accounts.Organization",
            "accounts.User",
            "audit.Event",
            "members.Coverage",
            "members.Family",
            "members.Member",
            "providers.Contract",
            "providers.PersonProof",
            "providers.Provider",
        },
        "The demo stands for the feeds of enrolment, provider records and identity; never in production.",
    ),
    "edi/actions.py": (
        {"files.FileFinding", "files.InboundFile"},
        "Receiving and reading a file is one transaction over the file's own rows; `files` keeps the bytes.",
    ),
    "remittance/actions.py": (
        {"claims.Claim", "claims.Decision"},
        "The run locks the payable claims with their newest decisions; to become claims.queries.payable.",
    ),
    "remittance/queries.py": (
        {"files.OutboundFile"},
        "Fetches the 835 of a payment that the gate has given; to become files.queries.",
    ),
}
"""Module -> (the models whose tables it uses, why)."""


def found() -> list[Reach]:
    """Every use of another app's table in the portal."""
    return [
        one
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
        for one in reaches(path, path.relative_to(SOURCE).parts[0], str(path.relative_to(SOURCE)))
    ]


def test_it_knows_the_apps_that_have_tables() -> None:
    assert {
        "audit",
        "accounts",
        "members",
        "providers",
        "plans",
        "claims",
        "eligibility",
        "remittance",
    } <= set(APPS)


def test_it_finds_no_use_of_a_foreign_table_that_is_not_listed() -> None:
    unlisted = [str(one) for one in found() if one.model not in ALLOWED.get(one.module, (set(), ""))[0]]
    assert unlisted == []


def test_it_finds_every_listed_use() -> None:
    """An exception that is no longer needed leaves the list."""
    used = {(one.module, one.model) for one in found()}
    stale = [(module, model) for module, (models, _) in ALLOWED.items() for model in sorted(models)]
    assert [one for one in stale if one not in used] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reads_a_foreign_table", ["claims.Claim"]),
        ("makes_a_foreign_row", ["members.Member"]),
        ("takes_a_type_and_a_choice", []),
    ],
)
def test_it_would_notice(name: str, expected: list[str]) -> None:
    assert [one.model for one in reaches(PLANTED / f"{name}.py", "homes", "homes/planted.py")] == expected
