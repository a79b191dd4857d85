"""The part of an organization that a person is limited to: some locations, some Tax IDs, or (neither) all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Location, Membership, Organization, TaxId
from payerport.accounts.places import tax_numbers_on
from payerport.audit.clock import plan_day

_LOCATION: Final = "location:"
_TAX_ID: Final = "tax-id:"


@dataclass(frozen=True, slots=True)
class Part:
    """Ids of locations and Tax IDs; what belongs to one of either is within reach. Empty: the whole."""

    locations: tuple[int, ...] = ()
    tax_numbers: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Nothing is limited."""
        return not (self.locations or self.tax_numbers)


WHOLE: Final = Part()


def part_of(membership: Membership) -> Part:
    """What the membership is limited to."""
    return Part(tuple(membership.locations), tuple(membership.tax_numbers))


def choices_in(organization: Organization) -> list[tuple[str, Promise | str]]:
    """What somebody there may be limited to, as a form's choices; none where there is one Tax ID and no
    location."""
    today = plan_day(timezone.now())
    places = Location.objects.filter(Q(end=None) | Q(end__gte=today), organization=organization)
    numbers = sorted(tax_numbers_on(TaxId.objects.filter(organization=organization), today))
    found: list[tuple[str, Promise | str]] = [
        (f"{_LOCATION}{one.pk}", one.name) for one in places.order_by("name", "pk")
    ]
    if numbers:
        found += [
            (f"{_TAX_ID}{one}", format_lazy(_("Tax ID {number}"), number=f"{one[:2]}-{one[2:]}"))
            for one in (organization.tax_id, *numbers)
        ]
    return found


def from_values(values: Iterable[str]) -> Part:
    """The part that a form's checked values name."""
    listed = list(values)
    return Part(
        tuple(sorted(int(one.removeprefix(_LOCATION)) for one in listed if one.startswith(_LOCATION))),
        tuple(sorted(one.removeprefix(_TAX_ID) for one in listed if one.startswith(_TAX_ID))),
    )


def to_values(part: Part) -> list[str]:
    """A form's values for a part."""
    return [
        *(f"{_LOCATION}{pk}" for pk in part.locations),
        *(f"{_TAX_ID}{number}" for number in part.tax_numbers),
    ]


def in_words(memberships: Iterable[Membership]) -> dict[int, str]:
    """What each membership is limited to, in names, by its id; those without limits are left out."""
    listed = [one for one in memberships if not part_of(one).is_whole]
    ids = {pk for one in listed for pk in one.locations}
    names = dict(Location.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        one.pk: ", ".join(
            [
                *(names.get(pk, "") for pk in one.locations),
                *(f"{number[:2]}-{number[2:]}" for number in one.tax_numbers),
            ]
        )
        for one in listed
    }
