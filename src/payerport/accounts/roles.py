"""What each role may do, as one table (pages and API ask for a permission, never for a role).

`docs`: the design page's table of roles; the numbers of a person's money need `claims.see_amounts`.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECK_ELIGIBILITY: Final = "eligibility.check"
SEE_CLAIMS: Final = "claims.see"
SUBMIT_CLAIMS: Final = "claims.submit"
SEE_PAYMENTS: Final = "payments.see"
ISSUE_PAYMENTS: Final = "payments.issue"
SEE_RECORD: Final = "record.see"
MANAGE_PEOPLE: Final = "people.manage"
CHECK_APPLICATIONS: Final = "applications.check"
SEE_OWN_COVERAGE: Final = "coverage.see_own"
OPEN_RESTRICTED: Final = "restricted.open"
RESTRICT: Final = "restricted.set"
ACCOUNT_DISCLOSURES: Final = "disclosures.account"
ASSIST_SIGN_IN: Final = "accounts.assist"
SEE_ROSTER: Final = "group.roster"
SEE_GROUP_REPORTS: Final = "group.reports"

OWN_ROLES: Final[dict[str, frozenset[str]]] = {"member": frozenset({SEE_OWN_COVERAGE})}
"""Of audiences whose people act for themselves: no organization, no rows but by what is theirs."""

PROVIDER_ROLES: Final[dict[str, frozenset[str]]] = {
    "administrator": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SUBMIT_CLAIMS, SEE_PAYMENTS, MANAGE_PEOPLE}),
    "front_desk": frozenset({CHECK_ELIGIBILITY}),
    "biller": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SUBMIT_CLAIMS, SEE_PAYMENTS}),
    "clinical": frozenset({CHECK_ELIGIBILITY}),
    "medical_director": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SEE_PAYMENTS}),
    "read_only": frozenset({SEE_CLAIMS, SEE_PAYMENTS}),
}
GROUP_ROLES: Final[dict[str, frozenset[str]]] = {
    "benefits_admin": frozenset({SEE_ROSTER, SEE_GROUP_REPORTS, MANAGE_PEOPLE}),
    "benefits_staff": frozenset({SEE_ROSTER}),
}
"""An employer's people, for its groups."""
BROKER_ROLES: Final[dict[str, frozenset[str]]] = {
    "agency_admin": frozenset({SEE_GROUP_REPORTS, MANAGE_PEOPLE}),
    "broker": frozenset({SEE_GROUP_REPORTS}),
}
"""A broker's people, for the groups they look after: reports, and nobody's name."""
ORGANIZATION_ROLES: Final = PROVIDER_ROLES | GROUP_ROLES | BROKER_ROLES
ROLES_OF_KIND: Final[dict[str, dict[str, frozenset[str]]]] = {
    "practice": PROVIDER_ROLES,
    "facility": PROVIDER_ROLES,
    "employer": GROUP_ROLES,
    "broker": BROKER_ROLES,
}
"""The roles that an organization of each kind gives."""
STAFF_ROLES: Final[dict[str, frozenset[str]]] = {
    "operations": frozenset(
        {CHECK_ELIGIBILITY, SEE_CLAIMS, SEE_PAYMENTS, OPEN_RESTRICTED, CHECK_APPLICATIONS}
    ),
    "support": frozenset({ASSIST_SIGN_IN}),
    "security": frozenset({SEE_RECORD, RESTRICT, ACCOUNT_DISCLOSURES}),
}
"""The plan's own staff: reads across organizations, submits nothing for them."""

ROLE_TITLES: Final[dict[str, Promise]] = {
    "administrator": _("Administrator"),
    "front_desk": _("Front desk"),
    "biller": _("Biller"),
    "clinical": _("Clinical"),
    "medical_director": _("Medical director"),
    "read_only": _("Read-only"),
    "benefits_admin": _("Benefits administrator"),
    "benefits_staff": _("Benefits staff"),
    "agency_admin": _("Agency administrator"),
    "broker": _("Broker"),
    "operations": _("Plan operations"),
    "security": _("Plan security"),
    "support": _("Plan support"),
    "member": _("Member"),
}

ROLE_WORDS: Final[dict[str, Promise]] = {
    "administrator": _("All of these, and who has access."),
    "front_desk": _("Checks eligibility. Sees no claims and no money."),
    "biller": _("Checks eligibility, sends claims, sees claims and payments."),
    "clinical": _("Checks eligibility. Sees no claims and no money."),
    "medical_director": _("Checks eligibility, sees claims and payments. Sends none."),
    "read_only": _("Sees claims and payments. Changes nothing."),
    "benefits_admin": _("Sees who is enrolled and the reports, and who has access."),
    "benefits_staff": _("Sees who is enrolled. Sees no reports."),
    "agency_admin": _("Sees the reports of its groups, and who has access."),
    "broker": _("Sees the reports of its groups."),
}
"""What an organization's roles may, in the words of the page that gives them."""


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of a role; none for a role that is not in the table."""
    every = ORGANIZATION_ROLES | STAFF_ROLES | OWN_ROLES
    return every.get(role, frozenset())


def manages_people(role: str) -> bool:
    """True of the roles that give access to others: an organization keeps at least one of them."""
    return MANAGE_PEOPLE in permissions_of(role)
