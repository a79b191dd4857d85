"""An organization's own record, for its administrators: who did what, and the same as CSV."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.queries import names_of, organization_names_of, organization_of
from payerport.accounts.roles import MANAGE_PEOPLE, ROLE_TITLES
from payerport.audit import actions
from payerport.audit.models import Event
from payerport.organizations import record
from payerport.organizations.forms import RecordForm

ROWS_OF_A_PAGE = 50
COLUMNS = ("at", "person", "role", "through", "acting_for", "action", "outcome", "kind", "record", "address")


@require_safe
@needs(MANAGE_PEOPLE)
def listing(request: ActorRequest) -> HttpResponse:
    """Who did what, the newest first."""
    form, rows = _chosen(request)
    number = request.GET.get("page", "1")
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(int(number) if number.isdecimal() else 1)
    shown = list(page.object_list)
    actions.record(request.actor, "organization_record.viewed", "record", detail={"rows": len(shown)})
    context = {
        "organization": organization_of(request.actor),
        "form": form,
        "page": page,
        "rows": _with_words(shown),
        "most": record.MOST,
        "query": urlencode({name: value for name, value in request.GET.items() if name != "page"}),
    }
    return render(request, "organizations/record.html", context, status=422 if form.errors else 200)


@require_safe
@needs(MANAGE_PEOPLE)
def export(request: ActorRequest) -> HttpResponse:
    """The same rows as CSV; that they were taken is on record."""
    _form, rows = _chosen(request)
    found = list(rows)
    actions.record(request.actor, "organization_record.exported", "record", detail={"rows": len(found)})
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in _with_words(found):
        event: Event = row["event"]
        values = (
            event.at.isoformat(),
            row["who"],
            event.role,
            row["through"],
            row["acting_for"],
            event.action,
            event.outcome,
            event.record_kind,
            event.record_id,
            event.address,
        )
        writer.writerow([_cell(value) for value in values])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="record.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _chosen(request: ActorRequest) -> tuple[RecordForm, QuerySet[Event]]:
    """The form and the rows it asks for; none when what was asked for does not read."""
    form = RecordForm(record.people_of(request.actor), request.GET)
    if not form.is_valid():
        return form, record.events_visible_to(request.actor).none()
    typed = form.cleaned_data
    person = int(typed["person"]) if typed["person"] else None
    rows = record.chosen(
        request.actor, user_id=person, kind=typed["kind"], since=typed["since"], until=typed["until"]
    )
    return form, rows


def _with_words(rows: list[Event]) -> list[dict[str, Any]]:
    people = names_of({row.user_id for row in rows if row.user_id is not None})
    through = {row.pk: int(row.detail["through"]) for row in rows if row.detail.get("through")}
    ids = {row.organization_id for row in rows if row.organization_id}
    names = organization_names_of(ids | set(through.values()))
    return [
        {
            "event": row,
            "who": people.get(row.user_id or 0, ""),
            "role": ROLE_TITLES.get(row.role, row.role),
            "words": record.WORDS.get(row.action, row.action),
            "through": names.get(through.get(row.pk, 0), ""),
            "acting_for": names.get(row.organization_id or 0, ""),
        }
        for row in rows
    ]


def _cell(value: object) -> str:
    """A spreadsheet takes a text that begins like this for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
