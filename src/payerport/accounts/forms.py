"""Signing in, and changing one's username or password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Audience, Organization, User
from payerport.accounts.parts import Part, choices_in, from_values
from payerport.accounts.profiles import Profile, profile_of
from payerport.accounts.roles import ROLE_TITLES, ROLE_WORDS, ROLES_OF_KIND, manages_people


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it empty; None when it is only shown."""
    return request.POST if request.method == "POST" else None


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


def check_username(username: str, profile: Profile, owner: User) -> str:
    """The username. Raises ValidationError with each rule that it breaks, or when somebody else than `owner`
    has it."""
    broken = profile.broken_by_username(username)
    if broken:
        raise ValidationError(
            [
                ValidationError(
                    format_lazy(_("A username needs this: {rule}."), rule=rule.words), code=rule.id
                )
                for rule in broken
            ]
        )
    if User.objects.filter(username__iexact=username).exclude(pk=owner.pk).exists():
        raise taken()
    return username


def taken() -> ValidationError:
    """What to say of a username that somebody else has (R-33)."""
    return ValidationError(
        _("Somebody else has this username. Choose another one, for example with a digit at the end."),
        code="taken",
    )


def _username_field() -> forms.CharField:
    return forms.CharField(
        label=_("Username"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the username you would like.")},
    )


def _password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password you would like.")},
    )


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

    username = _username_field()
    field_order = ["username", "present"]

    def clean_username(self) -> str:
        """The username, once it keeps to the rules and nobody else has it."""
        return check_username(self.cleaned_data["username"], self.profile, self.user)


class PasswordForm(_Proven):
    """Another password, typed once: it can be shown while typing."""

    password = _password_field()
    field_order = ["present", "password"]

    def clean_password(self) -> str:
        """The password, once it keeps to every rule of the audience."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class NewAccountForm(forms.Form):
    """An account for somebody who was invited: their name, a username and a password."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Enter your first name.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Enter your last name.")},
    )
    username = _username_field()
    password = _password_field()

    def __init__(self, audience: Audience, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = User(audience=audience)
        self.profile = profile_of(audience)

    def clean_username(self) -> str:
        """The username, once it keeps to the rules and nobody has it."""
        self.user.username = check_username(self.cleaned_data["username"], self.profile, self.user)
        return self.user.username

    def clean_password(self) -> str:
        """The password, once it keeps to every rule of the audience."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class RoleForm(forms.Form):
    """A role for somebody who is there."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this person does.")},
    )

    part = forms.MultipleChoiceField(
        label=_("Only for"),
        help_text=_("Leave all empty for the whole organization. Administrators have the whole."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, organization: Organization, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = choices_in(organization)
        if choices:
            self.fields["part"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["part"]
        role: forms.ChoiceField = self.fields["role"]  # type: ignore[assignment]
        role.choices = [
            (role, format_lazy("{title}: {words}", title=ROLE_TITLES[role], words=ROLE_WORDS[role]))
            for role in ROLES_OF_KIND[organization.kind]
        ]

    def chosen_part(self) -> Part:
        """What was checked."""
        return from_values(self.cleaned_data.get("part", ()))

    def clean(self) -> dict[str, Any]:
        """Who gives access to others has the whole organization."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if manages_people(typed.get("role", "")) and typed.get("part"):
            self.add_error("part", _("An administrator has the whole organization. Leave these empty."))
        return typed


class InviteForm(RoleForm):
    """Somebody to invite."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The person's own address, not one that several people read."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the person's e-mail address."),
            "invalid": _("Enter a whole address, for example sam.sample@example.org."),
        },
    )
    field_order = ["email", "role", "part"]
