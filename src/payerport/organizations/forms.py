"""What an organization's administrators type, and who asks to act for one."""

import re
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Organization
from payerport.accounts.practice import billing_group_with, has_open_location
from payerport.accounts.roles import ROLE_TITLES, ROLE_WORDS
from payerport.audit.clock import plan_day
from payerport.organizations.record import KINDS
from payerport.providers.queries import by_npis
from payerport.web.fields import DayField
from plancore.kernel import is_valid_npi

_TAX_ID_WORDS: Final = _("Enter the nine digits of the Tax ID, for example 12-3456789.")
_STATE: Final = re.compile(r"[A-Z]{2}")
_POSTAL: Final = re.compile(r"\d{5}(?:-?\d{4})?")


class TaxIdField(forms.CharField):
    """Nine digits, however they are grouped."""

    widget = forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Federal Tax ID"))
        super().__init__(max_length=12, error_messages={"required": _TAX_ID_WORDS}, **options)

    def clean(self, value: Any) -> str:
        """Nine digits; raises ValidationError for anything else."""
        digits = re.sub(r"[\s-]", "", super().clean(value))
        if not re.fullmatch(r"\d{9}", digits, re.ASCII):
            raise forms.ValidationError(_TAX_ID_WORDS)
        return digits


class LocationForm(forms.Form):
    """A place where patients are seen."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As your people call it: Main Street, Harbor Annex."),
        max_length=60,
        error_messages={"required": _("Enter what your people call this place.")},
    )
    npi = forms.CharField(
        label=_("NPI"),
        help_text=_("The one that claims of this place name as service facility, or as billing provider."),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Enter the ten digits of the NPI.")},
    )
    tax_number = forms.ChoiceField(label=_("Bills under the Tax ID"), widget=forms.RadioSelect)
    address_line1 = forms.CharField(
        label=_("Street"), max_length=55, error_messages={"required": _("Enter street and number.")}
    )
    city = forms.CharField(label=_("City"), max_length=30, error_messages={"required": _("Enter the city.")})
    state = forms.CharField(
        label=_("State"),
        max_length=2,
        widget=forms.TextInput(attrs={"class": "input-short"}),
        error_messages={"required": _("Enter the state's two letters, for example NY.")},
    )
    postal_code = forms.CharField(
        label=_("ZIP code"),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={"required": _("Enter five or nine digits, for example 12207.")},
    )
    start = DayField(label=_("From"))

    def __init__(self, organization: Organization, tax_numbers: list[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.organization = organization
        choices = [(number, f"{number[:2]}-{number[2:]}") for number in tax_numbers]
        self.fields["tax_number"].choices = choices  # type: ignore[attr-defined]
        self.fields["tax_number"].initial = tax_numbers[0]
        self.fields["start"].initial = plan_day(timezone.now())

    def clean_npi(self) -> str:
        """An NPI with its check digit, that is no other organization's and no other open location's."""
        npi = str(self.cleaned_data["npi"]).strip()
        if not is_valid_npi(npi):
            raise forms.ValidationError(_("An NPI has ten digits. Compare it with your registration."))
        known = by_npis([npi]).get(npi)
        if known is not None and known.organization_id != self.organization.pk:
            raise forms.ValidationError(_("This NPI is registered for somebody else. Check its digits."))
        if has_open_location(self.organization.pk, npi):
            raise forms.ValidationError(_("Another location has this NPI. Each has its own."))
        return npi

    def clean_state(self) -> str:
        """Two capitals."""
        state = str(self.cleaned_data["state"]).strip().upper()
        if not _STATE.fullmatch(state):
            raise forms.ValidationError(_("Enter the state's two letters, for example NY."))
        return state

    def clean_postal_code(self) -> str:
        """Digits alone."""
        code = str(self.cleaned_data["postal_code"]).strip()
        if not _POSTAL.fullmatch(code):
            raise forms.ValidationError(_("Enter five or nine digits, for example 12207."))
        return code.replace("-", "")


class AskTaxIdForm(forms.Form):
    """A further Tax ID to be confirmed by the plan."""

    number = TaxIdField()
    name = forms.CharField(
        label=_("Legal name"),
        help_text=_("The name that the IRS has for it."),
        max_length=80,
        error_messages={"required": _("Enter the legal name that goes with it.")},
    )


class AnswerTaxIdForm(forms.Form):
    """The plan's answer."""

    result = forms.ChoiceField(
        label=_("Is it theirs?"),
        choices=[("confirm", _("Yes, confirm it")), ("refuse", _("No, or it can't be told"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    start = DayField(label=_("Bills under it from"), required=False)

    def clean(self) -> dict[str, Any]:
        """A confirmed one has a first day."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("result") == "confirm" and not typed.get("start") and "start" not in self.errors:
            self.add_error("start", _("Enter the first day on which it bills under this Tax ID."))
        return typed


class DelegationForm(forms.Form):
    """A billing group, and what the contract with it covers."""

    biller = TaxIdField(label=_("The billing group's Tax ID"))
    contract = forms.CharField(
        label=_("Contract"),
        help_text=_("Its number or name, to find it again."),
        max_length=60,
        required=False,
    )
    scope = forms.MultipleChoiceField(
        label=_("What it does for you"),
        choices=[
            ("eligibility", _("Eligibility: asks whether your patients are covered")),
            ("claims", _("Claims: sends and sees them")),
            ("payments", _("Payments: sees them and takes their files")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    start = DayField(label=_("From"))
    end = DayField(label=_("Until"), required=False)

    def __init__(self, organization: Organization, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.organization = organization
        self.fields["start"].initial = plan_day(timezone.now())

    def clean_biller(self) -> Organization:
        """The organization with this Tax ID."""
        number = self.cleaned_data["biller"]
        found = billing_group_with(number)
        if found is None:
            raise forms.ValidationError(
                _("No billing group with this Tax ID uses the portal. Check its digits, or ask the group.")
            )
        if found.pk == self.organization.pk:
            raise forms.ValidationError(_("This is your own Tax ID. Enter the billing group's."))
        return found

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = typed.get("start"), typed.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first. Enter a later one."))
        return typed

    def facts(self) -> dict[str, Any]:
        """What `practice.delegate` takes."""
        scope = self.cleaned_data["scope"]
        return {
            "contract": self.cleaned_data["contract"],
            "start": self.cleaned_data["start"],
            "end": self.cleaned_data["end"],
            **{name: name in scope for name in ("eligibility", "claims", "payments")},
        }


def _role_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, widget=forms.RadioSelect, error_messages={"required": _("Choose a role.")}
    )


def _in_words(roles: list[str]) -> list[tuple[str, Any]]:
    return [
        (role, format_lazy("{title}: {words}", title=ROLE_TITLES[role], words=ROLE_WORDS[role]))
        for role in roles
    ]


class AskAccessForm(forms.Form):
    """For which organization somebody would like to act, and as what."""

    tax_number = TaxIdField(
        label=_("The organization's Federal Tax ID"),
        help_text=_("Nine digits. Your organization's billing desk has it."),
    )
    role = _role_field(_("What you do there"))
    words = forms.CharField(
        label=_("A word to its administrators"),
        help_text=_("So that they know who you are. Nothing about patients."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, roles: list[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = _in_words(roles)  # type: ignore[attr-defined]


class AnswerAccessForm(forms.Form):
    """The administrators' answer: yes, in which role; or no, and why."""

    result = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("grant", _("Yes, give access")), ("refuse", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    role = forms.ChoiceField(
        label=_("Role, for a yes"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    reason = forms.CharField(
        label=_("Reason, for a no"),
        help_text=_("The person reads it."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, roles: list[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = _in_words(roles)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("result") == "refuse" and not str(typed.get("reason", "")).strip():
            self.add_error("reason", _("Say why in a sentence, so that the person knows what to do."))
        return typed


class RecordForm(forms.Form):
    """Whose acts, of which kind, on which days. Nothing given: everything."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Everything")), *((value, words) for value, (words, _filter) in KINDS.items())],
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody")),
            *((str(pk), name) for pk, name in people),
        ]
