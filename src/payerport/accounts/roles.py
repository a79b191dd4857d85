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

PROVIDER_ROLES: Final[dict[str, frozenset[str]]] = {
    "administrator": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SUBMIT_CLAIMS, SEE_PAYMENTS}),
    "front_desk": frozenset({CHECK_ELIGIBILITY}),
    "biller": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SUBMIT_CLAIMS, SEE_PAYMENTS}),
}
STAFF_ROLES: Final[dict[str, frozenset[str]]] = {
    "operations": frozenset({CHECK_ELIGIBILITY, SEE_CLAIMS, SEE_PAYMENTS}),
}
"""The plan's own staff: reads across organizations, submits nothing for them."""

ROLE_TITLES: Final[dict[str, Promise]] = {
    "administrator": _("Administrator"),
    "front_desk": _("Front desk"),
    "biller": _("Biller"),
    "operations": _("Plan operations"),
}


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of a role; none for a role that is not in the table."""
    return PROVIDER_ROLES.get(role) or STAFF_ROLES.get(role) or frozenset()
