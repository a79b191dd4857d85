"""Why a restricted record is opened; which family is to be restricted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from payerport.restricted.models import Opening, Restriction
from plancore.kernel import MemberId

FEWEST_LETTERS = 10


def _family_in(text: str) -> str:
    """The family's seven digits out of those, or out of a whole member id. Raises ValidationError."""
    typed = text.strip()
    member_id = MemberId.parse(typed)
    if member_id is not None:
        return member_id.family
    if len(typed) == 7 and typed.isascii() and typed.isdigit():
        return typed
    raise forms.ValidationError(
        _("Enter the member id from the card, for example 123456701, or its first seven digits.")
    )


class OpenForm(forms.Form):
    """Whose record, and why. `family` is clean as seven digits."""

    family = forms.CharField(
        label=_("Member id"),
        max_length=20,
        error_messages={"required": _("Enter the member id whose record you need.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "input-short"}),
    )
    reason = forms.ChoiceField(
        label=_("Why you need it"),
        choices=Opening.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("What you are working on. Plan security reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what you are working on.")},
    )

    def clean_family(self) -> str:
        """Seven digits."""
        return _family_in(self.cleaned_data["family"])

    def clean_words(self) -> str:
        """A sentence, not a dot."""
        words = " ".join(str(self.cleaned_data["words"]).split())
        if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
            raise forms.ValidationError(_("Say in a sentence what you are working on."))
        return words


class RestrictForm(forms.Form):
    """Which family is restricted from now on, and for which kind of reason."""

    family = forms.CharField(
        label=_("Member id"),
        help_text=_("The whole family is restricted: everyone under its first seven digits."),
        max_length=20,
        error_messages={"required": _("Enter the member id of the family.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "input-short"}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Restriction.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )

    def clean_family(self) -> str:
        """Seven digits."""
        return _family_in(self.cleaned_data["family"])
