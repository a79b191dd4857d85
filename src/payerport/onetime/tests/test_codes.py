"""One-time codes: what is right, what runs out, and that a pretence looks like the real thing."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make

from payerport.audit.actor import NOBODY
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.onetime import actions, tasks
from payerport.onetime.actions import Outcome, check_code, send_again, send_code
from payerport.onetime.codes import digits_of, fits, spaced
from payerport.onetime.models import Code, Purpose

ADDRESS = "sam.sample@example.org"
SOON = dt.timedelta(seconds=61)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.timedelta], None]:
    """Moves the clock."""
    start = timezone.now()

    def move(by: dt.timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + by)

    return move


def sent(goes_out: bool = True, address: str = ADDRESS, purpose: Purpose = Purpose.RECOVERY) -> uuid.UUID:
    return send_code(NOBODY, purpose, address, goes_out=goes_out)


def row(code_id: uuid.UUID) -> Code:
    with as_core():
        return Code.objects.get(pk=code_id)


def right(code_id: uuid.UUID) -> str:
    code = row(code_id)
    return digits_of(code.pk, code.purpose, code.sendings)


def wrong(code_id: uuid.UUID) -> str:
    return f"{(int(right(code_id)) + 1) % 10**8:08d}"


def check(code_id: uuid.UUID, typed: str, purpose: Purpose = Purpose.RECOVERY) -> Outcome:
    return check_code(NOBODY, code_id, purpose, typed)


# -- the digits -------------------------------------------------------------------------------------------


@given(st.uuids(), st.integers(1, 9))
def test_it_makes_eight_digits_and_knows_them_however_they_are_spaced(code_id: uuid.UUID, times: int) -> None:
    digits = digits_of(code_id, "recovery", times)
    assert re.fullmatch(r"[0-9]{8}", digits)
    assert fits(spaced(digits), code_id, "recovery", times)
    assert fits(f" {digits[:3]}-{digits[3:]} ", code_id, "recovery", times)
    assert not fits(digits, code_id, "registration", times)
    assert not fits(digits, code_id, "recovery", times + 1)


@given(st.text(max_size=12))
def test_it_takes_nothing_else_for_a_code(typed: str) -> None:
    code_id = uuid.UUID(int=7)
    digits = digits_of(code_id, "recovery", 1)
    assert fits(typed, code_id, "recovery", 1) == (re.sub(r"[\s-]", "", typed) == digits)


# -- sending ----------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_it_keeps_no_code_and_no_readable_address() -> None:
    code_id = sent()
    with as_core():
        kept = str(Code.objects.filter(pk=code_id).values().get())
    assert right(code_id) not in kept
    assert ADDRESS not in kept


def test_it_mails_the_code_and_nothing_of_the_person() -> None:
    code_id = sent()
    tasks.send_code(str(code_id), 1)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert spaced(right(code_id)) in letter.body
    assert "example.org" not in f"{letter.subject} {letter.body}"


def test_it_mails_nothing_for_a_pretence_a_replaced_a_used_or_an_old_code(
    later: Callable[[dt.timedelta], None],
) -> None:
    pretence, replaced, used, old = sent(goes_out=False), sent(), sent(), sent()
    assert check(used, right(used)) is Outcome.RIGHT
    later(SOON)
    assert send_again(NOBODY, replaced, Purpose.RECOVERY)
    tasks.send_code(str(pretence), 1)
    tasks.send_code(str(replaced), 1)
    tasks.send_code(str(used), 1)
    later(actions.LIVES + SOON)
    tasks.send_code(str(old), 1)
    assert mail.outbox == []


def test_it_lets_nobodys_mailbox_be_flooded() -> None:
    ids = [sent() for _ in range(actions.MOST_AN_HOUR + 2)]
    assert [row(one).goes_out for one in ids] == [True] * actions.MOST_AN_HOUR + [False] * 2
    assert row(sent(address="else@example.org")).goes_out


def test_it_sends_again_after_a_minute_with_other_digits_and_three_times_at_most(
    later: Callable[[dt.timedelta], None],
) -> None:
    code_id = sent()
    first = right(code_id)
    assert not send_again(NOBODY, code_id, Purpose.RECOVERY)
    later(SOON)
    assert send_again(NOBODY, code_id, Purpose.RECOVERY)
    assert check(code_id, first) is Outcome.WRONG
    later(2 * SOON)
    assert send_again(NOBODY, code_id, Purpose.RECOVERY)
    later(3 * SOON)
    assert not send_again(NOBODY, code_id, Purpose.RECOVERY)
    assert check(code_id, right(code_id)) is Outcome.RIGHT
    assert not send_again(NOBODY, code_id, Purpose.RECOVERY)


# -- checking ---------------------------------------------------------------------------------------------


def test_it_takes_a_right_code_once() -> None:
    code_id = sent()
    assert check(code_id, right(code_id)) is Outcome.RIGHT
    assert check(code_id, right(code_id)) is Outcome.OVER


def test_it_takes_no_code_for_another_purpose_and_none_that_never_was() -> None:
    code_id = sent()
    assert check(code_id, right(code_id), Purpose.REGISTRATION) is Outcome.OVER
    assert check(uuid.uuid4(), "00000000") is Outcome.OVER


def test_it_takes_no_code_after_ten_minutes(later: Callable[[dt.timedelta], None]) -> None:
    code_id = sent()
    later(dt.timedelta(minutes=10, seconds=1))
    assert check(code_id, right(code_id)) is Outcome.OVER


def test_it_is_over_after_five_wrong_tries_sent_again_or_not(later: Callable[[dt.timedelta], None]) -> None:
    code_id = sent()
    said = [check(code_id, wrong(code_id)) for _ in range(3)]
    later(SOON)
    assert send_again(NOBODY, code_id, Purpose.RECOVERY)
    said += [check(code_id, wrong(code_id)) for _ in range(2)]
    assert said == [Outcome.WRONG] * 4 + [Outcome.OVER]
    assert check(code_id, right(code_id)) is Outcome.OVER
    assert not send_again(NOBODY, code_id, Purpose.RECOVERY)


def test_it_answers_a_pretence_as_a_code_with_wrong_digits(later: Callable[[dt.timedelta], None]) -> None:
    real, pretence = sent(), sent(goes_out=False)
    assert check(pretence, right(pretence)) is check(real, wrong(real)) is Outcome.WRONG
    later(SOON)
    assert send_again(NOBODY, pretence, Purpose.RECOVERY) == send_again(NOBODY, real, Purpose.RECOVERY)
    said = [(check(pretence, right(pretence)), check(real, wrong(real))) for _ in range(5)]
    assert said == [(Outcome.WRONG, Outcome.WRONG)] * 3 + [(Outcome.OVER, Outcome.OVER)] * 2


def test_it_does_as_many_statements_for_a_pretence(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for goes_out in (True, False):
        with CaptureQueriesContext(connection) as asked:
            code_id = sent(goes_out=goes_out, address=f"{goes_out}@example.org")
            check(code_id, "00000000")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# -- the record -------------------------------------------------------------------------------------------


def test_it_records_each_step_without_code_and_address() -> None:
    person = make.user()
    code_id = send_code(NOBODY, Purpose.RECOVERY, ADDRESS, goes_out=True, user=person)
    check(code_id, wrong(code_id))
    check(code_id, right(code_id))
    with as_core():
        events = list(Event.objects.filter(record_id=str(code_id)).order_by("at"))
    assert [(one.action, one.outcome) for one in events] == [
        ("code.sent", "done"),
        ("code.checked", "refused"),
        ("code.checked", "done"),
    ]
    assert not any(ADDRESS in str(one.detail) or right(code_id) in str(one.detail) for one in events)


def test_it_deletes_codes_of_long_ago() -> None:
    code_id = sent()
    assert actions.purge(timezone.now() + dt.timedelta(days=29)) == 0
    assert actions.purge(timezone.now() + dt.timedelta(days=31)) == 1
    with as_core():
        assert not Code.objects.filter(pk=code_id).exists()
