"""Rows stored many at once: each kind of column comes back as it went in, and the row lock holds."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import (
    DataError,
    IntegrityError,
    InternalError,
    ProgrammingError,
    connection,
    models,
    transaction,
)
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests import factories

from payerport.audit import rows
from payerport.audit.actor import NOBODY, core
from payerport.audit.lock import as_core, open_for
from payerport.audit.models import Event
from payerport.claims import actions
from payerport.claims.models import Claim, Decision, DecisionAdjustment, DecisionLine, State, StateChange
from payerport.files.models import OutboundFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MOMENT = dt.datetime(2026, 3, 1, 23, 59, 59, 123456, tzinfo=dt.timezone(-dt.timedelta(hours=5)))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
TEXTS = (
    "",
    "plain",
    "O'Brien",
    'a "quoted" \\ back',
    "100 % %s %(x)s",
    "two\nlines\t",
    "naïve ☂ \U0001f4a9",
    "{}[],null",
)


def one_claim(**changed: Any) -> Claim:
    practice, member = factories.organization(in_network=False), factories.family()[0]
    made = factories.claim(practice, member)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def event(**said: Any) -> Event:
    return Event(**{"at": MOMENT, "action": "test.done", "record_kind": "test"} | said)


def stored(row: models.Model) -> Any:
    """The row as the database has it now."""
    with as_core():
        return type(row)._default_manager.get(pk=row.pk)


def cells(row: models.Model) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


# -- every kind of column ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_it_keeps_texts_uuids_addresses_moments_and_json(text: str) -> None:
    made = event(
        record_id=text,
        user_id=2**62,
        address="2001:db8::1",
        detail={"text": text, "whole": 7, "true": True, "none": None, "list": [1, text], "in": {"key": text}},
    )
    with as_core():
        rows.insert([made])
    found = stored(made)
    assert cells(found) == cells(made)
    assert found.at == MOMENT
    assert isinstance(found.pk, uuid.UUID)


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(
    texts=st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)),
    at=st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(9998, 1, 1), timezones=OFFSETS),  # noqa: DTZ001
)
def test_it_keeps_any_text_and_moment(texts: list[str], at: dt.datetime) -> None:
    made = [event(record_id=text, detail={text: text}, at=at) for text in texts]
    """A moment's offset is written in whole minutes, as every zone has them today."""
    with as_core():
        rows.insert(made)
        assert [cells(stored(one)) for one in made] == [cells(one) for one in made]


def test_it_keeps_dates_arrays_truths_and_nulls() -> None:
    factories.published_plan()
    practice, member = factories.organization(), factories.family()[0]
    made = factories.decided_claim(practice, member)
    with as_core():
        line = DecisionLine.objects.get(claim=made)
        line.pk, line.number, line.modifiers = None, 2, ["LT", "2,5"[:2], '"', "{}"]
        line.is_denied, line.service_from, line.organization_id = True, dt.date(1999, 12, 31), None
        rows.insert([line])
        found = DecisionLine.objects.get(claim=made, number=2)
        assert cells(found) == cells(line) | {"id": found.pk}
        empty = DecisionAdjustment(
            claim_id=made.pk,
            decision_id=line.decision_id,
            line_number=2,
            group="CO",
            carc="45",
            rarc=[],
            amount=-(2**62),
            rule="test",
        )
        rows.insert([empty])
        back = DecisionAdjustment.objects.get(claim=made, line_number=2)
        assert (back.rarc, back.amount, back.organization_id, back.family) == ([], -(2**62), None, "")


def test_it_stores_a_row_as_djangos_own_way_does() -> None:
    made = one_claim()
    ours, djangos = stored(made), stored(made)
    for copy, number in ((ours, "H-OURS"), (djangos, "H-DJANGOS")):
        copy.control_number, copy.state, copy.file_id = number, State.REJECTED, None
    with as_core():
        (ours.pk,) = rows.take_keys(Claim, 1)
        rows.insert([ours])
        djangos.pk = None
        Claim.objects.bulk_create([djangos])
    same = {"id", "control_number"}
    left, right = (
        {key: value for key, value in cells(stored(one)).items() if key not in same}
        for one in (ours, djangos)
    )
    assert left == right


def test_it_refuses_a_column_that_json_cannot_carry() -> None:
    file = OutboundFile(kind="999", control_number=1, content=b"ISA", sha256="", written_at=MOMENT)
    with pytest.raises(TypeError, match="content"):
        rows.insert([file])


def test_it_refuses_rows_of_two_models_and_rows_with_and_without_keys() -> None:
    with pytest.raises(TypeError, match="one model"):
        rows.insert([event(), Decision(pk=1)])
    with pytest.raises(TypeError, match="primary key"):
        rows.insert([StateChange(pk=1), StateChange()])


def test_it_refuses_a_zero_byte_as_postgresql_does() -> None:
    with pytest.raises(DataError), as_core():
        rows.insert([event(record_id="a\0b")])


# -- keys and order ----------------------------------------------------------------------------------------


def test_it_takes_keys_that_are_nobody_elses() -> None:
    with as_core():
        first, second = rows.take_keys(Claim, 3), rows.take_keys(Claim, 2)
    assert first == sorted(first)
    assert len({*first, *second}) == 5
    assert one_claim().pk > max(second)


def test_it_gives_keys_in_the_order_of_the_rows() -> None:
    made = one_claim()
    reasons = [f"{number:04d}" for number in range(500)]
    with as_core():
        rows.insert(
            [StateChange(claim_id=made.pk, state="pended", at=MOMENT, reason=reason) for reason in reasons]
        )
        kept = StateChange.objects.filter(claim=made, state="pended").order_by("pk")
        assert list(kept.values_list("reason", flat=True)) == reasons


def test_it_takes_one_statement_for_many_rows_and_none_for_none() -> None:
    with as_core(), CaptureQueriesContext(connection) as asked:
        rows.insert([event(record_id=str(number)) for number in range(1_000)])
        rows.insert([])
        rows.update([], ["state"])
    assert len(asked) == 1


def test_it_cuts_what_is_too_much_for_one_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_AT_ONCE", 3)
    with as_core(), CaptureQueriesContext(connection) as asked:
        rows.insert([event(record_kind="many") for _ in range(7)])
        assert Event.objects.filter(record_kind="many").count() == 7
    assert len(asked) == 4


# -- changes -----------------------------------------------------------------------------------------------


def test_it_changes_the_named_columns_and_no_other() -> None:
    made = one_claim()
    before = cells(stored(made))
    made.state, made.state_at, made.paid, made.patient_name = State.DENIED, MOMENT, 0, "Not written"
    with as_core():
        rows.update([made], ("state", "state_at", "paid"))
    assert cells(stored(made)) == before | {"state": "denied", "state_at": MOMENT, "paid": 0}
    made.paid = None
    with as_core():
        rows.update([made], ("paid",))
    assert stored(made).paid is None


def test_it_refuses_to_change_a_row_that_is_not_there() -> None:
    made = one_claim()
    gone = stored(made)
    gone.pk = made.pk + 1_000
    made.state = State.DENIED
    with pytest.raises(rows.RowsOutOfReachError, match="1 of 2 rows"), as_core():
        rows.update([made, gone], ("state",))
    assert stored(made).state == State.RECEIVED, "none is changed when not all can be"


def test_it_refuses_columns_that_are_not_there() -> None:
    with pytest.raises(TypeError, match="stat"):
        rows.update([one_claim()], ("stat",))
    with pytest.raises(TypeError, match="id"):
        rows.update([one_claim()], ("id",))


# -- what PostgreSQL refuses is refused --------------------------------------------------------------------


@pytest.mark.req("R-18")
def test_it_refuses_rows_of_another_organization() -> None:
    made, stranger = one_claim(), factories.organization()
    open_for(factories.actor("biller", stranger))
    foreign = StateChange(claim_id=made.pk, organization_id=made.organization_id, state="paid", at=MOMENT)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows.insert([foreign])
    own = StateChange(claim_id=made.pk, organization_id=stranger.pk, state="paid", at=MOMENT)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows.insert([own, foreign])
    assert StateChange.objects.count() == 0


@pytest.mark.req("R-18")
def test_it_changes_no_row_of_another_organization() -> None:
    made = one_claim()
    open_for(factories.actor("biller", factories.organization()))
    made.state = State.PAID
    with pytest.raises(rows.RowsOutOfReachError), transaction.atomic():
        rows.update([made], ("state",))
    assert stored(made).state == State.RECEIVED


def test_it_stores_nothing_for_nobody() -> None:
    made = one_claim()
    open_for(NOBODY)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows.insert([StateChange(claim_id=made.pk, state="paid", at=MOMENT)])


def test_it_does_not_get_past_the_lock_of_a_history() -> None:
    made = one_claim()
    with as_core():
        change = StateChange.objects.get(claim=made)
    change.state = State.PAID
    with pytest.raises((InternalError, ProgrammingError)), as_core():
        rows.update([change], ("state",))


def test_it_does_not_get_past_a_constraint() -> None:
    made = one_claim()
    twin = stored(made)
    with as_core():
        (twin.pk,) = rows.take_keys(Claim, 1)
    twin.control_number = "H-TWIN"
    with pytest.raises(IntegrityError, match="claims_claim_stands_once"), as_core():
        rows.insert([twin])
    with pytest.raises(IntegrityError, match="null value"), as_core():
        rows.insert([event(detail=None)])


def test_it_is_undone_with_its_transaction() -> None:
    made = one_claim()
    with pytest.raises(RuntimeError), transaction.atomic(), as_core():
        rows.insert([StateChange(claim_id=made.pk, state="paid", at=timezone.now())])
        raise RuntimeError
    with as_core():
        assert StateChange.objects.filter(claim=made).count() == 1
        assert actions.decide_families(core("test"), []) == 0
