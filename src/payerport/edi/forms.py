"""The form that takes a claim file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClaimFileForm(forms.Form):
    """One X12 837 file."""

    file = forms.FileField(
        label=_("Claim file"),
        help_text=_("An X12 837 file from your billing system, up to 150 MB"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file to send.")},
    )
