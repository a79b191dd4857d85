"""The one field of the eligibility page: an id, or a name and birth date in any order, as people write
them.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plancore.eligibility.decide import InquiryWindow
from plancore.eligibility.types import Inquiry
from plancore.kernel import MemberId, parse_iso_date

_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4}-\d{2}-\d{2})\b|\b(\d{8})\b")
_WINDOW = InquiryWindow()
_EARLIEST = dt.timedelta(days=_WINDOW.past_days)
_LATEST = dt.timedelta(days=_WINDOW.future_days)


def birth_date_in(text: str) -> tuple[dt.date | None, str]:
    """The first date in a text (`3/14/1988`, `1988-03-14`, `03141988`) and the text without it."""
    found = _DATE.search(text)
    if not found:
        return None, text
    month, day, year, iso, digits = found.groups()
    if iso:
        date = parse_iso_date(iso)
    elif digits:
        date = parse_iso_date(digits[4:] + digits[:4]) or parse_iso_date(digits)
    else:
        date = parse_iso_date(f"{year}{int(month):02d}{int(day):02d}")
    return date, (text[: found.start()] + " " + text[found.end() :]).strip()


def names_in(text: str) -> tuple[str, str]:
    """(last, first) out of `Last, First` or `First Last`; empty where there are not two names."""
    text = text.strip(" ,;")
    if "," in text:
        last, _comma, first = text.partition(",")
        return last.strip(), first.strip()
    words = text.split()
    return (" ".join(words[1:]), words[0]) if len(words) > 1 else ("", "")


class InquiryForm(forms.Form):
    """Who, and on which day of service (today when left empty)."""

    who = forms.CharField(
        label=_("Member id, or name and birth date"),
        help_text=_("For example 123456701, or Maria Testwood 3/14/1988"),
        max_length=120,
        error_messages={"required": _("Type the member id from the card, or the name and birth date.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    service_date = forms.DateField(
        label=_("Date of service"),
        help_text=_("Today when left empty"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the date as month, day and year, for example 03/14/2026.")},
    )

    def __init__(self, *args: Any, is_first: bool = True, **kwargs: Any) -> None:
        """`is_first`: the field waits for typing as soon as the page is there."""
        super().__init__(*args, **kwargs)
        if is_first:
            self.fields["who"].widget.attrs["autofocus"] = True

    def clean_service_date(self) -> dt.date:
        """The day asked for, within the days that the plan answers for."""
        today = timezone.localdate()
        day: dt.date = self.cleaned_data["service_date"] or today
        if day < today - _EARLIEST:
            raise forms.ValidationError(_("Coverage is kept for two years back. Choose a later date."))
        if day > today + _LATEST:
            raise forms.ValidationError(_("That is more than three months ahead. Choose an earlier date."))
        return day

    def clean(self) -> dict[str, Any]:
        """Settles `member_id`, or `last_name`, `first_name` and `birth_date`."""
        cleaned: dict[str, Any] = super().clean() or {}
        who = cleaned.get("who", "").strip()
        if not who:
            return cleaned
        member_id = MemberId.parse(who)
        if member_id:
            cleaned["member_id"] = str(member_id)
            return cleaned
        if re.fullmatch(r"[\d*\s-]+", who):
            self.add_error(
                "who",
                _("A member id has nine digits: seven, and the two after the asterisk. Check the card."),
            )
            return cleaned
        birth_date, rest = birth_date_in(who)
        last_name, first_name = names_in(rest)
        if not (birth_date and last_name and first_name):
            self.add_error(
                "who",
                _("Type first and last name and the birth date, for example Maria Testwood 3/14/1988."),
            )
        cleaned |= {"birth_date": birth_date, "last_name": last_name, "first_name": first_name}
        return cleaned

    def inquiry(self, provider_npi: str, provider_name: str) -> Inquiry:
        """What is asked, once the form is valid."""
        cleaned = self.cleaned_data
        return Inquiry(
            service_date=cleaned["service_date"],
            member_id=cleaned.get("member_id", ""),
            last_name=cleaned.get("last_name", ""),
            first_name=cleaned.get("first_name", ""),
            birth_date=cleaned.get("birth_date"),
            provider_npi=provider_npi,
            provider_name=provider_name,
        )
