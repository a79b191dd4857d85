"""The second step: a code or a passkey; naming a passkey; proving anew who one is."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.factors.actions import check_code
from payerport.factors.adapter import NO_PASSKEY, NOT_RIGHT


def code_field(**more: Any) -> forms.CharField:
    """Where a code is typed; a telephone offers its digits."""
    return forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input-id", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
        error_messages={"required": _("Enter the six digits that your app shows.")},
        **more,
    )


def tell_failure(request: HttpRequest, user: User | None) -> None:
    """Have the failure put on record."""
    authentication_failed.send(sender=Authenticator, request=request, user=user, authenticator=None)


class CodeStepForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code after the password."""

    code = code_field(
        help_text=_("The six digits that your authenticator app shows now, or one of your recovery codes.")
    )

    def clean_code(self) -> str:
        """The code, once it is one of the person's. Tries are limited like those of passwords."""
        clear = check_rate_limit(self.user)
        code: str = self.cleaned_data["code"]
        factor = check_code(self.user, code)
        if factor is None:
            from allauth.core import context

            tell_failure(context.request, self.user)
            raise ValidationError(NOT_RIGHT, code="code")
        factor.user = self.user
        self.authenticator = factor
        clear()
        return code


class _Passkey:
    """A passkey's answer: what is not right is on record, and an account that is closed stays shut."""

    user: User | None
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        """The person's passkey, once its answer is right."""
        from allauth.core import context

        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
            if not found.user.is_active:
                raise ValidationError(NO_PASSKEY, code="passkey")
        except (ValidationError, AttributeError, LookupError, TypeError, ValueError) as error:
            # A made-up answer that the package trips over is no more than a wrong one.
            tell_failure(context.request, self.user)
            raise ValidationError(NO_PASSKEY, code="passkey") from error
        return found


class PasskeyStepForm(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeySignInForm(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone: the person's device has checked who they are."""


class PasskeyConfirmForm(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, from somebody who is signed in."""


class AppForm(forms.Form):
    """The first code of an app that is being set up."""

    code = code_field(help_text=_("The six digits that the app shows now."))


class NewPasskeyForm(forms.Form):
    """What a browser made, and what the person calls it."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=60,
        help_text=_("So that you know it again, for example: my telephone."),
        error_messages={"required": _("Give it a name, for example: my telephone.")},
    )
    credential = forms.JSONField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Once the browser's answer is right and the device checks who uses it."""
        clean: dict[str, Any] = super().clean() or {}
        credential = clean.get("credential")
        if "name" not in clean:
            return clean
        try:
            if not isinstance(credential, dict):
                raise ValidationError(NO_PASSKEY, code="passkey")
            webauthn.parse_registration_response(credential)
            if not webauthn.complete_registration(credential).is_user_verified():
                raise ValidationError(NO_PASSKEY, code="passkey")
        except (ValidationError, AttributeError, LookupError, TypeError, ValueError):
            self.add_error(
                None,
                _("The passkey was not made. Try again; your browser asks for finger, face or PIN."),
            )
        return clean


class ConfirmForm(forms.Form):
    """A password, from somebody who is signed in. People who have a second step may show that instead."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter the password you sign in with.")},
    )
