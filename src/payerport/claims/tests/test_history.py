"""What later decisions see of earlier claims: the form, and what only stays have."""

import datetime as dt
from dataclasses import replace

import pytest
from tests import factories

from payerport.audit.lock import as_core
from payerport.claims import store
from payerport.claims.models import State, StateChange
from plancore.claims.types import ClaimForm, ClaimSubmission, Institutional

pytestmark = pytest.mark.django_db

FIRST = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def plan() -> None:
    factories.published_plan()


def _stay(sent: ClaimSubmission, number: str, first: dt.date) -> ClaimSubmission:
    """The claim as a stay of three nights."""
    last = first + dt.timedelta(days=3)
    (line,) = sent.lines
    room = replace(line, revenue_code="0120", service_from=first, service_to=last)
    return replace(
        sent,
        form=ClaimForm.INSTITUTIONAL,
        patient_control_number=number,
        facility_code="11",
        statement_from=first,
        statement_to=last,
        lines=(room,),
        rendering=None,
        institutional=Institutional(
            admitted_on=first, admission_type="3", admission_source="1", patient_status="01"
        ),
    )


def test_it_remembers_the_stay_of_an_institutional_claim_and_the_form_of_each() -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member)
    visit, stay = factories.claims(practice, [sent, _stay(sent, "S1", FIRST)])
    factories.decide(visit, stay)
    with as_core():
        known = store.history_of_each(store.standing_lines([member.family_id]))[member.family_id]
    assert [(one.form, one.bill_type, one.revenue_code) for one in known] == [
        ("professional", "", ""),
        ("institutional", "11", "0120"),
    ]


@pytest.mark.parametrize(("days", "state"), [(2, State.PENDED), (3, State.PROCESSED)])
def test_it_lets_a_stay_wait_that_covers_days_of_another(days: int, state: State) -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member)
    first = factories.claims(practice, [_stay(sent, "S1", FIRST)])[0]
    factories.decide(first)
    second = factories.claims(practice, [_stay(sent, "S2", FIRST + dt.timedelta(days=days))])[0]
    factories.decide(second)
    with as_core():
        second.refresh_from_db()
        reasons = list(
            StateChange.objects.filter(claim=second).order_by("pk").values_list("reason", flat=True)
        )
    assert (second.state, reasons[-1]) == (
        state,
        "pend.duplicate.stay" if state is State.PENDED else "",
    )
