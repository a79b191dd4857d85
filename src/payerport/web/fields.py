"""Form fields in the field's own terms: a day as people type it, money as whole cents."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payerport.web.formatting import MINUS
from plancore.kernel.money import dollars, parse_dollars

_COMPACT_DAY = re.compile(r"\d{8}")


class DayField(forms.DateField):
    """A day typed the way it comes: `3/2/1985`, `03-02-1985`, `03021985`, `1985-03-02`."""

    widget = forms.DateInput(
        format="%m/%d/%Y", attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}
    )
    input_formats = ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%Y-%m-%d", "%m/%d/%y")
    default_error_messages = {
        "invalid": _("Enter the date as month, day and year, for example 03/02/1985."),
        "required": _("Enter the date, for example 03/02/1985."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Month, day, year: 03/02/1985"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The day; raises ValidationError when the text is none."""
        text = str(value).strip() if isinstance(value, str) else value
        if isinstance(text, str) and _COMPACT_DAY.fullmatch(text):
            text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
        found = super().to_python(text)
        return found.date() if isinstance(found, datetime) else found


class MoneyField(forms.Field):
    """Dollars as typed (`$1,234.5`), whole cents as cleaned (`123450`)."""

    widget = forms.TextInput(attrs={"class": "input-money", "inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Enter an amount in dollars, for example 1234.50."),
        "required": _("Enter the amount, for example 1234.50."),
        "negative": _("Enter an amount of zero or more."),
    }

    def to_python(self, value: Any) -> int | None:
        """Cents; raises ValidationError when the text is no amount or below zero."""
        text = str(value or "").strip()
        if not text:
            return None
        cents = parse_dollars(text.replace("$", "").replace(",", "").replace(MINUS, "-").strip())
        if cents is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if cents < 0:
            raise forms.ValidationError(self.error_messages["negative"], code="negative")
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Cents shown as dollars; what was typed stays as typed."""
        return dollars(value) if isinstance(value, int) else value
