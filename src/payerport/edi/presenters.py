"""A file's receipt in words: what was found, alike together, and what each acknowledgement says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payerport.claims.models import State
from payerport.claims.queries import Totals
from payerport.files.models import FileFinding, InboundFile

STATES: Mapping[str, Sequence[str]] = {
    "received": (State.RECEIVED,),
    "rejected": (State.REJECTED,),
    "approved": (State.PROCESSED, State.PAID),
    "denied": (State.DENIED,),
    "pended": (State.PENDED,),
}
"""The receipt's numbers as links: which states each one counts."""
ACKNOWLEDGEMENTS: Mapping[str, Promise] = {
    "TA1": _("The envelope: whether the interchange could be opened."),
    "999": _("The structure: whether the file is built as the standard asks."),
    "277CA": _("Each claim: accepted with its claim number, or rejected with the reason."),
}
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A file to download, and what it tells."""

    kind: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found about the file, with the first places where it stands."""

    severity: str
    message: str
    where: str
    mend: str


def acknowledgements(kinds: Sequence[str]) -> list[Acknowledgement]:
    """Each kind of acknowledgement once, with its words."""
    return [Acknowledgement(kind, ACKNOWLEDGEMENTS.get(kind, "")) for kind in dict.fromkeys(kinds)]


def alike(findings: Sequence[FileFinding], said: Collection[str] = ()) -> list[Found]:
    """Findings that say the same in one row, errors first; without those `said` already of the claims."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in findings:
        if one.message in said:
            continue
        places.setdefault((one.severity, one.message, one.mend), []).append(one.where)
    return [
        Found(severity, message, _places(where), mend)
        for (severity, message, mend), where in sorted(places.items(), key=lambda row: row[0][0] != "error")
    ]


def _places(where: Sequence[str]) -> str:
    each = list(dict.fromkeys(where))
    first = ", ".join(each[:_PLACES])
    more = len(each) - _PLACES
    return gettext("%(places)s and %(more)d more") % {"places": first, "more": more} if more > 0 else first


def stamp_of(inbound: InboundFile, totals: Totals) -> str:
    """Changes whenever the receipt has something new to show."""
    counts = (totals.accepted, totals.rejected, totals.undecided, totals.paid, totals.denied, totals.pended)
    return "-".join([inbound.progress, *map(str, counts)])
