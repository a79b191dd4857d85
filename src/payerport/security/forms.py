"""What may be looked for in the record."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payerport.accounts.queries import id_of_username
from payerport.audit.clock import plan_zone
from payerport.audit.queries import Wanted
from payerport.security.models import Finding
from payerport.web.fields import DayField


class FindingForm(forms.Form):
    """What was found out about an alert."""

    outcome = forms.ChoiceField(
        label=_("What it was"),
        choices=Finding.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was.")},
    )
    words = forms.CharField(
        label=_("What you found"),
        help_text=_("Whom you asked, and what they said. No health data."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what you found.")},
    )


class SearchForm(forms.Form):
    """Person, user, organization, what, when. Nothing given: everything."""

    family = forms.RegexField(
        r"^\d{7}$",
        required=False,
        label=_("Family"),
        help_text=_("The seven digits of the member id."),
        error_messages={"invalid": _("Enter the seven digits before the asterisk, for example 1234567.")},
    )
    username = forms.CharField(required=False, max_length=40, label=_("User name"))
    organization = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        label=_("Organization number"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Enter the organization's number, for example 12.")},
    )
    action = forms.CharField(
        required=False, max_length=60, label=_("What"), help_text=_("How it begins: claim, session.refused")
    )
    since = DayField(required=False, label=_("From"))
    until = DayField(required=False, label=_("To"))
    name = forms.CharField(
        required=False, max_length=60, label=_("Save as"), help_text=_("A name, to find this search again.")
    )

    def clean_username(self) -> str:
        """A name that nobody has is a slip, not a search without result."""
        name = str(self.cleaned_data["username"]).strip()
        if name and id_of_username(name) is None:
            raise forms.ValidationError(_("Nobody has this user name. Check its spelling."))
        return name

    def filters(self) -> dict[str, str]:
        """What was typed, without what is empty and the search's name."""
        typed = {name: str(self.data.get(name, "")).strip() for name in self.fields if name != "name"}
        return {name: value for name, value in typed.items() if value}

    def wanted(self) -> Wanted:
        """The rows looked for. Days are the plan's own, both counted."""
        given: dict[str, Any] = self.cleaned_data
        return Wanted(
            family=given["family"],
            user_id=id_of_username(given["username"]) if given["username"] else None,
            organization_id=given["organization"],
            action=given["action"].strip(),
            since=_midnight(given["since"], 0),
            until=_midnight(given["until"], 1),
        )


def _midnight(day: dt.date | None, later: int) -> dt.datetime | None:
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=later), dt.time(), tzinfo=plan_zone())
