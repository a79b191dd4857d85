"""Signing in, and changing one's username or password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.accounts.profiles import Profile, profile_of

_ASTERISK = _(
    "A username has no asterisk. If you signed in with your id number before, type all its digits without "
    "the asterisk, the two after it included."
)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form, with a hint for those who type their id number as it stands on the card (R-46)."""

    def clean_login(self) -> str:
        """What was typed; an asterisk can't be right, and it says so without looking anybody up."""
        login: str = super().clean_login()
        if "*" in login:
            raise ValidationError(_ASTERISK, code="asterisk")
        return login


class _Proven(forms.Form):
    """A change that asks for the present password first."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter the password you sign in with now.")},
    )

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    @property
    def profile(self) -> Profile:
        """The rules of the person's audience."""
        return profile_of(self.user.audience)

    def clean_present(self) -> str:
        """The present password, once it is right."""
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise ValidationError(_("This is not the password you sign in with now. Type it again."))
        return present


class UsernameForm(_Proven):
    """Another username."""

    username = forms.CharField(
        label=_("New username"),
        strip=True,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the username you would like.")},
    )
    field_order = ["username", "present"]

    def clean_username(self) -> str:
        """The username, once it keeps to the rules and nobody else has it."""
        username: str = self.cleaned_data["username"]
        broken = self.profile.broken_by_username(username)
        if broken:
            raise ValidationError(
                [
                    ValidationError(
                        format_lazy(_("A username needs this: {rule}."), rule=rule.words), code=rule.id
                    )
                    for rule in broken
                ]
            )
        if User.objects.filter(username__iexact=username).exclude(pk=self.user.pk).exists():
            self.say_taken()
        return username

    @staticmethod
    def say_taken() -> None:
        """Raises the sentence for a username that somebody else has."""
        raise ValidationError(
            _("Somebody else has this username. Choose another one, for example with a digit at the end."),
            code="taken",
        )


class PasswordForm(_Proven):
    """Another password, typed once: it can be shown while typing."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password you would like.")},
    )
    field_order = ["present", "password"]

    def clean_password(self) -> str:
        """The password, once it keeps to every rule of the audience."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
