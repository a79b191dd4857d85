"""What somebody types to get back in: the facts of their audience, and another password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.accounts.profiles import Profile, profile_of
from payerport.registration.ids import MemberIdField, ProviderIdField, TaxIdField
from payerport.web.fields import DayField


def _name(label: Any, example: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": example},
    )


class MemberForm(forms.Form):
    """A member: member id, first and last name, birth date."""

    member_id = MemberIdField()
    first_name = _name(_("First name"), _("Enter your first name, as on the card."), "given-name")
    last_name = _name(_("Last name"), _("Enter your last name, as on the card."), "family-name")
    birth_date = DayField(label=_("Birth date"))


class ProviderForm(forms.Form):
    """A provider: provider id, Tax ID or Social Security number, birth date."""

    provider_id = ProviderIdField()
    tax_id = TaxIdField()
    birth_date = DayField(label=_("Your birth date"))


class NewPasswordForm(forms.Form):
    """Another password, without the present one: the code proved the person."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password you would like.")},
    )

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    @property
    def profile(self) -> Profile:
        """The rules of the person's audience."""
        return profile_of(self.user.audience)

    def clean_password(self) -> str:
        """The password, once it keeps to every rule of the audience."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
