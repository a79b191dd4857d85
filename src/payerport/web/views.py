"""Pages that belong to no capability, and the style guide (not in production)."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from payerport.web.errors import server_error
from payerport.web.fields import DayField, MoneyField
from payerport.web.navigation import Entry, with_current
from payerport.web.refusals import BadRequest, Conflict, NotAllowed, NotFound, Refusal
from payerport.web.statuses import STATUSES, Family

REFUSALS: dict[str, type[Refusal]] = {
    kind.code: kind for kind in (BadRequest, NotAllowed, NotFound, Conflict)
}


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is recorded and what is not done with it."""
    return render(request, "web/privacy.html")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How sign-ins are kept safe."""
    return render(request, "web/security.html")


@require_safe
def browsers(request: HttpRequest) -> HttpResponse:
    """Where the site works, and what it needs of cookies."""
    return render(request, "web/browsers.html")


class ExampleForm(forms.Form):
    """One field of each kind, for the style guide."""

    member = forms.CharField(
        label="Member id",
        help_text="All digits, without the asterisk: 123456701",
        widget=forms.TextInput(attrs={"class": "input-id", "inputmode": "numeric", "autocomplete": "off"}),
    )
    born = DayField(label="Birth date")
    charge = MoneyField(label="Charge", required=False)
    place = forms.ChoiceField(
        label="Place of service", choices=[("11", "11 · Office"), ("20", "20 · Urgent care")]
    )
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=[
            ("1", "A new claim"),
            ("7", "A correction of an earlier claim"),
            ("8", "A void of an earlier claim"),
        ],
    )
    sure = forms.BooleanField(label="The patient signed the release", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label="837 file", help_text="One file of up to 64 MB, as your software wrote it.")


ENTRIES = [
    Entry("Home", "/", "h", "home"),
    Entry("Patients", "/_components/#patients", "p", "people"),
    Entry("Eligibility", "/_components/#eligibility", "e", "eligibility"),
    Entry("Claims", "/_components/", "c", "claims", 3),
    Entry("Authorizations", "/_components/#auth", "a", "verified_user"),
    Entry("Payments", "/_components/#pay", "y", "payments"),
    Entry("Messages", "/_components/#messages", "m", "mail"),
    Entry("Reports", "/_components/#reports", "r", "assessment"),
]


def example_claims() -> list[dict[str, Any]]:
    """Rows of plainly synthetic claims, one in each state."""
    return [
        {
            "number": f"26-0000-{4711 + row:06d}",
            "patient": f"Testpatient{row}, Sample",
            "served": date(2026, 3, row + 1),
            "charge": 12_500 * (row + 1),
            "paid": 9_999 * row if state in {"paid", "processed"} else None,
            "state": state,
        }
        for row, state in enumerate(
            ("received", "pended", "rejected", "processed", "paid", "denied", "voided")
        )
    ]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Each component in each of its states."""
    wrong = ExampleForm({"member": "12", "born": "soon", "charge": "a lot", "place": "11"})
    wrong.is_valid()
    context = {
        "navigation": with_current(ENTRIES, "/_components/"),
        "search_url": "/_components/",
        "search_label": "Claim, patient or payment",
        "form": ExampleForm(),
        "wrong": wrong,
        "claims": example_claims(),
        "page": Paginator(range(212), 25).get_page(request.GET.get("page", 4)),
        "families": [(family.value, family.value.replace("-", " ").capitalize()) for family in Family],
        "states": list(STATUSES),
        "moment": datetime(2026, 3, 2, 20, 4, 5, tzinfo=UTC),
        "day": date(2026, 3, 2),
        "soon": date(2026, 3, 5),
        "choices": [("", "All"), ("received", "Received"), ("paid", "Paid")],
    }
    return render(request, "web/components.html", context)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The style guide's live region: answers once, for the last time."""
    return render(request, "web/components_live.html", status=286)


def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """Raise the named refusal, or show the page of a bug."""
    if code == "bug":
        return server_error(request)
    raise REFUSALS.get(code, NotFound)()
