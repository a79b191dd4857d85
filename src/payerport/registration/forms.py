"""What somebody types to register: facts, the code, username and password."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.accounts.forms import NewAccountForm
from payerport.accounts.models import Audience
from payerport.registration.actions import Facts
from payerport.registration.ids import MemberIdField, ProviderIdField, TaxIdField
from payerport.registration.privacy import ADULT, years_old
from payerport.web.fields import DayField

_OLDEST: Final = 125


def _name(label: Any, example: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": example},
    )


class _FactsForm(forms.Form):
    """What every audience is asked: the birth date, and an e-mail address for the code."""

    birth_date = DayField(label=_("Birth date"))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a code there. Use an address that only you read."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter a whole address, for example sam.sample@example.org."),
        },
    )
    too_young = _("Only people of 18 years and older register. Call us if this date is right.")

    def clean_birth_date(self) -> dt.date:
        """A day on which somebody who is now an adult can have been born; told by the date typed alone."""
        born: dt.date = self.cleaned_data["birth_date"]
        years = years_old(born, timezone.localdate())
        if years < 0 or years > _OLDEST:
            raise ValidationError(
                _("Check the year: month, day and year, for example 03/02/1985."), code="year"
            )
        if years < ADULT:
            raise ValidationError(self.too_young, code="minor")
        return born

    def facts(self) -> Facts:
        """What was typed, of a form that is valid."""
        clean = self.cleaned_data
        return Facts(
            first_name=clean.get("first_name", ""),
            last_name=clean.get("last_name", ""),
            birth_date=clean["birth_date"],
            email=clean["email"],
        )


class MemberForm(_FactsForm):
    """A member, by the card (R-31)."""

    member_id = MemberIdField()
    first_name = _name(_("First name"), _("Enter your first name, as on the card."), "given-name")
    last_name = _name(_("Last name"), _("Enter your last name, as on the card."), "family-name")
    field_order = ["member_id", "first_name", "last_name", "birth_date", "email"]
    too_young = _(
        "Members of 18 years and older register for themselves. A parent or guardian on the same plan "
        "registers with their own member id, and sees the child's coverage after signing in."
    )


class PersonForm(_FactsForm):
    """A healthcare provider who is a person (R-32)."""

    provider_id = ProviderIdField()
    tax_id = TaxIdField(help_text=_("Your own, nine digits: the one under which the plan knows you."))
    field_order = ["provider_id", "tax_id", "birth_date", "email"]


class GroupForm(_FactsForm):
    """Who is to administer a practice (R-32)."""

    provider_id = ProviderIdField(
        label=_("Provider id of the practice"),
        help_text=_("On the plan's letters to it. For 5000001*00 type 500000100. Or its NPI."),
    )
    tax_id = TaxIdField(label=_("Federal Tax ID of the practice"))
    first_name = _name(_("Your first name"), _("Enter your first name."), "given-name")
    last_name = _name(_("Your last name"), _("Enter your last name."), "family-name")
    field_order = ["provider_id", "tax_id", "first_name", "last_name", "birth_date", "email"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["birth_date"].label = _("Your birth date")
        self.fields["email"].label = _("Your e-mail")


class CodeForm(forms.Form):
    """The eight digits of the mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight digits, for example 1234 5678."),
        widget=forms.TextInput(
            attrs={"class": "input-id", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={"required": _("Enter the eight digits that we mailed you.")},
    )


class AccountForm(NewAccountForm):
    """Username and password. A good password that was typed once is kept (not in the page) while the person
    looks for another username; then it may be left empty."""

    first_name = None  # type: ignore[assignment]  # Django's way of leaving a field out
    last_name = None  # type: ignore[assignment]

    def __init__(self, audience: Audience, kept: str, *args: Any, **more: Any) -> None:
        super().__init__(audience, *args, **more)
        self.kept = kept
        self.fields["password"].required = not kept

    def clean_password(self) -> str:
        """The password typed, else the one kept, once it keeps to every rule with this username."""
        self.cleaned_data["password"] = self.cleaned_data["password"] or self.kept
        return super().clean_password()

    @property
    def good_password(self) -> str:
        """The password to keep when something else is not right yet; empty when it breaks a rule itself."""
        return str(self.cleaned_data.get("password", ""))


class DecisionForm(forms.Form):
    """How the plan checked an application, and what came of it."""

    note = forms.CharField(
        label=_("How did you check?"),
        help_text=_("For example: called the practice at the number on its contract. Nothing of a patient."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write how you checked who this is.")},
    )
    result = forms.ChoiceField(
        label=_("Result"),
        widget=forms.RadioSelect,
        choices=[
            ("approve", _("Confirmed: this person administers the organization")),
            ("decline", _("Not confirmed")),
        ],
        error_messages={"required": _("Choose what came of the check.")},
    )
