"""What is recorded of a disclosure; whose accounting is wanted."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.audit.clock import plan_day
from payerport.disclosures.actions import Told
from payerport.disclosures.models import Disclosure
from payerport.members.models import Member
from payerport.members.queries import by_member_ids
from payerport.web.fields import DayField
from plancore.kernel import MemberId


class MemberForm(forms.Form):
    """Whose. `member` is clean as the member."""

    member = forms.CharField(
        label=_("Member id"),
        help_text=_("Nine digits, for example 123456701."),
        max_length=20,
        error_messages={"required": _("Enter the member id.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "input-short"}),
    )

    def clean_member(self) -> Member:
        """The enrolled member of this id."""
        member_id = MemberId.parse(str(self.cleaned_data["member"]).strip())
        found = by_member_ids([member_id]).get(member_id) if member_id else None
        if found is None:
            raise forms.ValidationError(_("Nobody has this member id. Check the nine digits."))
        return found


class DisclosureForm(MemberForm):
    """One disclosure, or a series: what 45 CFR 164.528(b)(2) and (3) ask for."""

    on = DayField(label=_("Day"), help_text=_("The first day, when it was told several times."))
    last_on = DayField(required=False, label=_("Last day"), help_text=_("Of a series; else leave it empty."))
    times = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10_000,
        label=_("How many times"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
        error_messages={"invalid": _("Enter a number, for example 3.")},
    )
    recipient = forms.CharField(
        max_length=120,
        label=_("Told to"),
        error_messages={"required": _("Enter who got the information.")},
    )
    recipient_address = forms.CharField(
        max_length=200, required=False, label=_("Their address"), help_text=_("If it is known.")
    )
    what = forms.CharField(
        max_length=300,
        label=_("What was told"),
        help_text=_("The kind of information, for example: claims of March 2026."),
        error_messages={"required": _("Describe the information in a few words.")},
    )
    purpose = forms.ChoiceField(
        choices=[("", _("Choose a purpose")), *Disclosure.Purpose.choices],
        label=_("Purpose"),
        error_messages={"required": _("Choose the purpose.")},
    )
    why = forms.CharField(
        max_length=300,
        label=_("Why"),
        help_text=_("In a sentence that the member will read."),
        error_messages={"required": _("Say in a sentence why it was told.")},
    )
    held_until = DayField(
        required=False,
        label=_("Hold back until"),
        help_text=_("Only when an agency or officer asked for it in writing."),
    )

    def clean(self) -> dict[str, Any]:
        """No day in the future, the last not before the first, a series with its number."""
        cleaned: dict[str, Any] = super().clean() or {}
        today = plan_day(timezone.now())
        on, last_on = cleaned.get("on"), cleaned.get("last_on")
        for name, day in (("on", on), ("last_on", last_on)):
            if day and day > today:
                self.add_error(name, _("This day is still to come. Enter a day up to today."))
        if on and last_on and last_on < on:
            self.add_error("last_on", _("The last day is before the first. Check both."))
        times = cleaned.get("times") or 1
        if last_on and times < 2:
            self.add_error("times", _("Enter how many times it was told from the first to the last day."))
        if times > 1 and not last_on and "last_on" not in self.errors:
            self.add_error("last_on", _("Enter the last day of the series."))
        return cleaned

    def told(self) -> Told:
        """What was told, once the form is valid."""
        given: dict[str, Any] = self.cleaned_data
        last_on: dt.date | None = given["last_on"]
        return Told(
            on=given["on"],
            last_on=last_on,
            times=given["times"] or 1,
            recipient=given["recipient"].strip(),
            recipient_address=given["recipient_address"].strip(),
            what=given["what"].strip(),
            purpose=given["purpose"],
            why=given["why"].strip(),
            held_until=given["held_until"],
        )
