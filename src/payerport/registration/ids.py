"""Ids as people type them: the member's and the provider's, by the card's rule (R-31, R-32).

On the card stands `1234567*01`; on these pages it is typed without the asterisk and with the two digits
after it: `123456701`. An asterisk gets the sentence that says exactly what to type.
"""

import re
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plancore.kernel import MemberId, is_valid_npi

_BLANKS: Final = re.compile(r"[\s-]")
_STARRED: Final = re.compile(r"([0-9]{7})\*([0-9]{2})")
_NINE: Final = re.compile(r"[0-9]{9}")
_ATTRIBUTES: Final = {"class": "input-id", "inputmode": "numeric", "autocomplete": "off"}


def _without_blanks(typed: str) -> str:
    return _BLANKS.sub("", typed) if typed.isascii() else typed


def _asterisk(text: str) -> ValidationError:
    """What to say of an asterisk: with the very digits to type, where they can be told."""
    whole = _STARRED.fullmatch(text)
    if whole:
        words = format_lazy(
            _("Type it without the asterisk, the two digits after it included: {digits}."),
            digits=whole[1] + whole[2],
        )
    else:
        words = _(
            "Type it without the asterisk, but with the two digits after it. For 1234567*01 type 123456701."
        )
    return ValidationError(words, code="asterisk")


class MemberIdField(forms.CharField):
    """A member id as typed by the member: nine digits, no asterisk. Cleaned: a `MemberId`."""

    default_error_messages = {
        "required": _("Enter the member id on your card: all its digits, without the asterisk."),
        "digits": _(
            "A member id has nine digits: seven, and the two that stand after the asterisk on the card. "
            "For 1234567*01 type 123456701."
        ),
    }

    def __init__(self, **options: object) -> None:
        options.setdefault("label", _("Member id"))
        options.setdefault("help_text", _("On your card. For 1234567*01 type 123456701."))
        super().__init__(widget=forms.TextInput(attrs=_ATTRIBUTES), max_length=40, **options)  # type: ignore[arg-type]

    def clean(self, value: str) -> MemberId:
        """The member id. Raises ValidationError with what to type instead."""
        text = _without_blanks(super().clean(value))
        if "*" in text:
            raise _asterisk(text)
        found = MemberId.parse(text) if _NINE.fullmatch(text) else None
        if found is None:
            raise ValidationError(self.error_messages["digits"], code="digits")
        return found


class ProviderIdField(forms.CharField):
    """A provider id as typed by a provider: the plan's nine digits without the asterisk, or an NPI. Cleaned:
    the digits."""

    default_error_messages = {
        "required": _("Enter your provider id: all its digits, without the asterisk."),
        "digits": _(
            "A provider id has nine digits: seven, and the two that stand after the asterisk on the plan's "
            "letters. For 5000001*01 type 500000101. Your NPI, of ten digits, will do as well."
        ),
    }

    def __init__(self, **options: object) -> None:
        options.setdefault("label", _("Provider id"))
        options.setdefault(
            "help_text", _("On the plan's letters. For 5000001*01 type 500000101. Or your NPI.")
        )
        super().__init__(widget=forms.TextInput(attrs=_ATTRIBUTES), max_length=40, **options)  # type: ignore[arg-type]

    def clean(self, value: str) -> str:
        """The digits. Raises ValidationError with what to type instead."""
        text = _without_blanks(super().clean(value))
        if "*" in text:
            raise _asterisk(text)
        if not _NINE.fullmatch(text) and not is_valid_npi(text):
            raise ValidationError(self.error_messages["digits"], code="digits")
        return text


class TaxIdField(forms.CharField):
    """A Social Security number or Federal Tax ID: nine digits, hyphens passed over. Never shown again."""

    default_error_messages = {
        "required": _("Enter the nine digits of the Social Security number or Federal Tax ID."),
        "digits": _("A Social Security number or Federal Tax ID has nine digits. Hyphens may be left out."),
    }

    def __init__(self, **options: object) -> None:
        options.setdefault("label", _("Social Security number or Federal Tax ID"))
        options.setdefault("help_text", _("Nine digits, for example 12-3456789."))
        super().__init__(widget=forms.TextInput(attrs=_ATTRIBUTES), max_length=20, **options)  # type: ignore[arg-type]

    def clean(self, value: str) -> str:
        """Nine digits. Raises ValidationError for anything else."""
        text = _without_blanks(super().clean(value))
        if not _NINE.fullmatch(text):
            raise ValidationError(self.error_messages["digits"], code="digits")
        return text
