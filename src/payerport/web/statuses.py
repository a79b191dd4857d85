"""Status: a word in one of five families. Each family has one shape and one colour on every page."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Family(StrEnum):
    """What a status asks of the reader."""

    WAITING = "waiting"
    NEEDS_YOU = "needs-you"
    DONE_WELL = "done-well"
    DONE_WITH_LOSS = "done-with-loss"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Status:
    """A word and its family, ready for `<c-status :of="..." />`."""

    word: str | Promise
    family: Family


FAMILY_WORDS: dict[Family, Promise] = {
    Family.WAITING: _("waiting"),
    Family.NEEDS_YOU: _("needs you"),
    Family.DONE_WELL: _("done well"),
    Family.DONE_WITH_LOSS: _("done with loss"),
    Family.STOPPED: _("stopped"),
}

STATUSES: dict[str, Status] = {
    "received": Status(_("Received"), Family.WAITING),
    "processing": Status(_("Processing"), Family.WAITING),
    "pended": Status(_("Pended"), Family.WAITING),
    "rejected": Status(_("Rejected"), Family.NEEDS_YOU),
    "processed": Status(_("Processed"), Family.DONE_WELL),
    "paid": Status(_("Paid"), Family.DONE_WELL),
    "accepted": Status(_("Accepted"), Family.DONE_WELL),
    "accepted_with_errors": Status(_("Accepted with errors"), Family.NEEDS_YOU),
    "denied": Status(_("Denied"), Family.DONE_WITH_LOSS),
    "voided": Status(_("Voided"), Family.STOPPED),
    "active": Status(_("Active"), Family.DONE_WELL),
    "inactive": Status(_("Not active"), Family.DONE_WITH_LOSS),
    "not_found": Status(_("Not found"), Family.NEEDS_YOU),
    "refused": Status(_("Not answered"), Family.NEEDS_YOU),
    "in_network": Status(_("In network"), Family.DONE_WELL),
    "out_of_network": Status(_("Out of network"), Family.DONE_WITH_LOSS),
}
"""The states that several pages show, by the name the record carries."""


def status_of(state: object) -> Status:
    """The status of a state's name. Raises KeyError for a state without words: that is a bug, not a blank."""
    return STATUSES[str(state)]
