"""Looking for a caller, what the caller says, and the second person's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.support.identity import TITLES, facts_of
from payerport.web.fields import DayField


class FindForm(forms.Form):
    """Whom to look for."""

    who = forms.CharField(
        label=_("Who calls?"),
        help_text=_("Username, e-mail address, last name, or the organization's Tax ID. Whole, not in part."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter what the caller goes by.")},
    )


class CallerForm(forms.Form):
    """What the caller says, as said; empty where the question was not asked."""

    note = forms.CharField(
        label=_("Why is help needed?"),
        help_text=_("For example: forgot both, the mailbox is gone. Nothing of a patient."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why the caller needs help.")},
    )
    new_email = forms.EmailField(
        label=_("New e-mail address, only if the one on file is gone"),
        required=False,
        help_text=_("Then a second person has to agree, and the address on file is told."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Enter a whole address, for example sam.sample@example.org.")},
    )

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for fact in facts_of(user):
            self.fields[fact] = (
                DayField(label=TITLES[fact], required=False)
                if fact == "birth_date"
                else forms.CharField(
                    label=TITLES[fact],
                    required=False,
                    max_length=120,
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )
            )
        self.facts = facts_of(user)
        self.order_fields([*self.facts, "new_email", "note"])

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """The questions, in order."""
        return [self[fact] for fact in self.facts]

    def said(self) -> dict[str, str]:
        """The caller's words by fact; a day as year-month-day."""
        return {fact: str(self.cleaned_data.get(fact) or "") for fact in self.facts}


class DecisionForm(forms.Form):
    """The second person."""

    result = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("agree", _("Agreed: send the link")), ("refuse", _("Not agreed"))],
        error_messages={"required": _("Choose whether the link may be sent.")},
    )
