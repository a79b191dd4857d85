"""Pages of the plan's security staff: the record, its export, the alerts."""

import csv
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.queries import names_of, organization_names_of
from payerport.accounts.roles import SEE_RECORD
from payerport.audit import queries as audit
from payerport.audit.actions import record
from payerport.audit.models import Event
from payerport.security import actions
from payerport.security.forms import FindingForm, SearchForm
from payerport.security.models import Alert, Finding, Search
from payerport.security.rules import BY_CODE
from payerport.web.refusals import NotFound

ROWS_OF_A_PAGE = 50
ROWS_COUNTED = 10_000
"""A search shows and exports its newest rows, so many at most."""
COLUMNS = (
    "at",
    "action",
    "outcome",
    "record_kind",
    "record_id",
    "family",
    "user_id",
    "organization_id",
    "process",
    "role",
    "request_id",
    "address",
)


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORD)
def search(request: ActorRequest) -> HttpResponse:
    """What to look for; by POST, so that no member's number stands in an address."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.keep_search(request.actor, form.filters(), form.cleaned_data["name"].strip())
        return redirect("security:found", pk=made.pk)
    context = {"form": form, "searches": actions.searches_of(request.actor)}
    return render(request, "security/record.html", context, status=422 if form.is_bound else 200)


@require_GET
@needs(SEE_RECORD)
def found(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The rows of one search, newest first."""
    form = _form_of(_search_for(request, pk))
    number = request.GET.get("page", "1")
    rows = audit.events(form.wanted())[:ROWS_COUNTED]
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(int(number) if number.isdecimal() else 1)
    record(request.actor, "record.viewed", "search", pk, detail={"rows": len(page.object_list)})
    context = {
        "form": form,
        "searches": actions.searches_of(request.actor),
        "page": page,
        "rows": _with_names(page),
        "pk": pk,
        "most": ROWS_COUNTED,
    }
    return render(request, "security/record.html", context)


@require_GET
@needs(SEE_RECORD)
def export(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The rows of one search as CSV; that they were taken is on record."""
    form = _form_of(_search_for(request, pk))
    rows = list(audit.events(form.wanted())[:ROWS_COUNTED])
    record(request.actor, "record.exported", "search", pk, detail={"rows": len(rows)})
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", *COLUMNS, "detail"])
    for row in rows:
        values = [row.pk, row.at.isoformat(), *(getattr(row, name) for name in COLUMNS[1:]), row.detail]
        writer.writerow([_cell(value) for value in values])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="record.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _cell(value: object) -> str:
    """A spreadsheet takes a text that begins like this for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_GET
@needs(SEE_RECORD)
def alerts(request: ActorRequest) -> HttpResponse:
    """The alerts that nobody has handled, newest first; with `?all`, all of them."""
    number, everything = request.GET.get("page", "1"), "all" in request.GET
    paginator = Paginator(actions.alerts(only_open=not everything), ROWS_OF_A_PAGE)
    page = paginator.get_page(int(number) if number.isdecimal() else 1)
    names = names_of({int(one.subject) for one in page.object_list if one.subject.isdecimal()})
    rows = [(one, _title(one), names.get(_number(one.subject), one.subject)) for one in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "everything": everything,
        "outcomes": dict(Finding.Outcome.choices),
    }
    return render(request, "security/alerts.html", context)


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORD)
def alert(request: ActorRequest, pk: int) -> HttpResponse:
    """One alert with the rows that caused it, and what was found out about it."""
    one = Alert.objects.filter(pk=pk).first()
    if one is None:
        raise NotFound
    form = FindingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.handle(request.actor, one, form.cleaned_data["outcome"], form.cleaned_data["words"].strip())
        messages.success(request, _("What you found is kept with the alert."))
        return redirect("security:alerts")
    page = Paginator(audit.by_ids(one.rows), ROWS_OF_A_PAGE).get_page(
        int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1
    )
    record(request.actor, "alert.viewed", "alert", pk)
    subject = names_of({_number(one.subject)}).get(_number(one.subject), one.subject)
    context = {
        "alert": one,
        "form": form,
        "found": _found(one),
        "title": _title(one),
        "subject": subject,
        "page": page,
        "rows": _with_names(page),
    }
    return render(request, "security/alert.html", context, status=422 if form.is_bound else 200)


def _found(one: Alert) -> list[tuple[Finding, str]]:
    rows = list(one.found.all())
    names = names_of({row.user_id for row in rows})
    return [(row, names.get(row.user_id, "")) for row in rows]


def _title(one: Alert) -> str:
    rule = BY_CODE.get(one.rule)
    return str(rule.title) if rule else _("A rule that is gone")


def _number(subject: str) -> int:
    return int(subject) if subject.isdecimal() else 0


def _search_for(request: ActorRequest, pk: UUID) -> Search:
    one = Search.objects.filter(pk=pk, user_id=request.actor.user_id or 0).first()
    if one is None:
        raise NotFound
    return one


def _form_of(one: Search) -> SearchForm:
    form = SearchForm({**one.filters, "name": one.name})
    if not form.is_valid():
        raise NotFound
    return form


def _with_names(page: "Page[Event]") -> list[dict[str, Any]]:
    rows = list(page.object_list)
    people = names_of({row.user_id for row in rows if row.user_id is not None})
    organizations = organization_names_of({row.organization_id for row in rows if row.organization_id})
    return [
        {
            "event": row,
            "who": people.get(row.user_id or 0) or row.process or _("Not signed in"),
            "organization": organizations.get(row.organization_id or 0, ""),
        }
        for row in rows
    ]
