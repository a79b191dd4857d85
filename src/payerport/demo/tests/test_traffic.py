"""The demo's 837P files: the same for the same seed, right but for what is wrong on purpose."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from payerport.codes import tables
from payerport.demo.claim_files import CLAIMS_IN_A_SET, Cover, Written, write
from payerport.demo.encounters import encounters
from payerport.demo.load import prices as read_prices
from payerport.demo.people import SELF
from payerport.demo.practices import Practice
from payerport.demo.traffic import (
    LATEST,
    UNKNOWN_MEMBER,
    DemoClaim,
    Fault,
    NobodyCoveredError,
    Order,
    Prices,
    Traffic,
)
from payerport.demo.world import world
from plancore.claims.types import ClaimSubmission
from plancore.exchange import x837
from plancore.kernel import MemberId, has_errors, is_valid_npi

AS_OF = dt.date(2026, 9, 20)
"""A day whose services the shipped diagnosis table still speaks for (it is of April 2026, and a new one
comes each October): what it does not list is an error and no warning.
"""
COVER = Cover(
    sender_id="DEMOCLEARING",
    sender_name="EXAMPLE CLEARINGHOUSE",
    telephone="8135550199",
    receiver_id="HARBORHP",
    receiver_name="HARBOR HEALTH PLAN",
    at=dt.datetime(2026, 9, 20, 8, 0, tzinfo=dt.UTC),
    control_number=1,
)


@cache
def prices(as_of: dt.date) -> Prices:
    """Read once for all tests here."""
    return read_prices(as_of)


def _order(count: int = 400, **changes: Any) -> Order:
    order = Order(
        count=count,
        seed=1,
        as_of=AS_OF,
        bad=600,
        practices=world().practices,
        payer_id="HARBORHP",
        payer_name="HARBOR HEALTH PLAN",
    )
    return replace(order, **changes)


def _claims(order: Order) -> list[tuple[Practice, DemoClaim]]:
    parts = Traffic(world(), prices(AS_OF), order).by_practice()
    return [(practice, claim) for practice, claims in parts for claim in claims]


@cache
def _nine_hundred() -> list[tuple[Practice, DemoClaim]]:
    return _claims(_order(900))


@cache
def _four_hundred() -> list[tuple[Practice, DemoClaim]]:
    return _claims(_order())


def _file(order: Order) -> bytes:
    return b"".join(write(Traffic(world(), prices(AS_OF), order).by_practice(), COVER, Written()))


@cache
def _bytes() -> bytes:
    return _file(_order())


def _segments() -> list[list[str]]:
    return [text.split("*") for text in _bytes().decode("ascii").split("~") if text]


def _read() -> Iterator[x837.ClaimReceived]:
    for event in x837.read([_bytes()], codes=tables()):
        if isinstance(event, x837.ClaimReceived):
            yield event


# -- the same seed, the same bytes ------------------------------------------------------------------------


def test_it_writes_the_same_bytes_for_the_same_seed_and_day() -> None:
    assert _file(_order()) == _bytes()


@pytest.mark.parametrize("change", [{"seed": 2}, {"as_of": AS_OF - dt.timedelta(days=1)}, {"bad": 0}])
def test_it_writes_other_bytes_for_another_seed_day_or_share(change: dict[str, Any]) -> None:
    assert _file(_order(**change)) != _bytes()


# -- what is drawn ----------------------------------------------------------------------------------------


def test_it_draws_as_many_as_asked_for_and_each_fault_in_turn() -> None:
    faults = Counter(claim.fault for _, claim in _nine_hundred())
    assert sum(faults.values()) == 900
    assert faults[None] == 900 - 54
    assert set(faults) == {None, *Fault}
    assert min(faults.values()) >= 4


def test_it_draws_only_right_claims_when_none_may_be_wrong() -> None:
    assert {claim.fault for _, claim in _claims(_order(bad=0))} == {None}


def test_it_draws_for_one_practice_alone() -> None:
    second = world().practices[1]
    drawn = _claims(_order(60, practices=(second,)))
    assert {practice.npi for practice, _ in drawn} == {second.npi}
    assert len(drawn) == 60


def test_it_treats_members_who_are_covered_that_day() -> None:
    people = {one.member_id: one for one in world().members}
    for _, claim in _four_hundred():
        patient = claim.submission.patient
        member_id = MemberId.parse(patient.member_id)
        if claim.fault is None and member_id is not None:
            assert people[member_id].enrolment_on(claim.submission.service_from)


def test_it_keeps_what_is_wrong_to_what_was_meant() -> None:
    people = {one.member_id: one for one in world().members}
    for _, claim in _nine_hundred():
        sent = claim.submission
        lines = sum(line.charge for line in sent.lines)
        assert (lines != sent.total_charge) == (claim.fault is Fault.BAD_TOTAL)
        assert is_valid_npi(sent.billing.npi) == (claim.fault is not Fault.BAD_NPI)
        assert (sent.patient.member_id == UNKNOWN_MEMBER) == (claim.fault is Fault.UNKNOWN_MEMBER)
        person = people.get(
            MemberId.parse(sent.patient.member_id or sent.subscriber.member_id) or MemberId("", "")
        )
        if claim.fault is Fault.BEFORE_COVERAGE:
            assert person is not None
            assert sent.service_from < person.enrolments[0].period.start
        if claim.fault is Fault.AFTER_COVERAGE:
            assert person is not None
            end = person.enrolments[-1].period.end
            assert end is not None
            assert sent.service_from > end


def test_it_never_dates_a_service_in_the_future() -> None:
    assert all(
        claim.submission.service_to <= AS_OF - dt.timedelta(days=LATEST) for _, claim in _four_hundred()
    )


def test_it_charges_between_one_fifth_more_and_two_and_a_half_times_the_schedule() -> None:
    schedule = prices(AS_OF)
    compared = 0
    for _, claim in _four_hundred():
        for line in claim.submission.lines:
            listed = [schedule.get((line.procedure, one)) for one in (*line.modifiers, "")]
            price = next((one for one in listed if one is not None), None)
            if price is not None:
                compared += 1
                assert price * 120 <= line.charge * 100 / line.units
                assert line.charge / line.units <= price * 25 / 10 + 100
    assert compared > 400


def test_it_has_a_price_in_the_schedule_for_nearly_everything() -> None:
    billed = {item.procedure for visits in encounters().values() for visit in visits for item in visit.items}
    assert billed - {code for code, _ in prices(AS_OF)} == {"J3490", "E1399", "S8451"}


def test_it_sends_some_dependents_under_the_subscriber() -> None:
    relations = Counter(claim.submission.patient_relationship for _, claim in _four_hundred())
    assert relations[SELF] > 300
    assert relations.total() - relations[SELF] > 5


def test_it_repeats_a_claim_to_the_letter_where_a_duplicate_is_meant() -> None:
    drawn = _nine_hundred()
    right = [claim.submission for _, claim in drawn if claim.fault is None]
    copies = [claim.submission for _, claim in drawn if claim.fault is Fault.DUPLICATE]
    assert copies
    assert all(copy in right for copy in copies)


def test_it_refuses_a_day_when_nobody_was_covered() -> None:
    with pytest.raises(NobodyCoveredError):
        _claims(_order(as_of=dt.date(2020, 1, 1)))


# -- the file ---------------------------------------------------------------------------------------------


def test_it_counts_its_segments_and_numbers_its_levels() -> None:
    number, levels, sets = 0, 0, 0
    for segment in _segments():
        number = 1 if segment[0] == "ST" else number + 1
        if segment[0] == "ST":
            sets, levels = sets + 1, 0
        if segment[0] == "HL":
            levels += 1
            assert segment[1] == str(levels)
            assert not segment[2] or int(segment[2]) < levels
        if segment[0] == "SE":
            assert segment[1] == str(number)
        if segment[0] == "GE":
            assert segment[1] == str(sets)


def test_it_writes_one_set_for_each_practice() -> None:
    billing = Counter(segment[9] for segment in _segments() if segment[:2] == ["NM1", "85"])
    npis = {practice.npi for practice, _ in _four_hundred()}
    assert npis <= set(billing)
    assert sum(segment[0] == "ST" for segment in _segments()) == len(npis)


def test_it_begins_another_set_when_one_is_full() -> None:
    drawn = [claim for _, claim in _four_hundred()]
    many = (drawn[place % len(drawn)] for place in range(CLAIMS_IN_A_SET + 1))
    counts = Written()
    size = sum(len(piece) for piece in write([(world().practices[0], many)], COVER, counts))
    assert (counts.claims, counts.sets, counts.size) == (CLAIMS_IN_A_SET + 1, 2, size)


def test_it_writes_no_telephone_or_address_that_could_be_real() -> None:
    text = _bytes().decode("ascii")
    assert "@" not in text
    telephones = [segment[4] for segment in _segments() if segment[0] == "PER"]
    assert telephones
    assert all(re.fullmatch(r"[0-9]{3}55501[0-9]{2}", one) for one in telephones)


def test_it_is_read_back_as_it_was_drawn() -> None:
    received = {
        (event.submission.patient_control_number, event.submission.billing.npi): event.submission
        for event in _read()
    }
    for _, claim in _four_hundred():
        sent = claim.submission
        came = received[sent.patient_control_number, sent.billing.npi]
        assert replace(came, supplement=None) == _as_read(sent)
        trip = came.supplement.transport if came.supplement is not None else None
        assert (trip.miles if trip else None) == (claim.trip.miles if claim.trip else None)


def _as_read(sent: ClaimSubmission) -> ClaimSubmission:
    """The reader gives lines the claim's place of service, and a patient without an id the subscriber's."""
    patient = replace(sent.patient, member_id=sent.patient.member_id or sent.subscriber.member_id)
    lines = tuple(replace(line, place_of_service=sent.facility_code) for line in sent.lines)
    return replace(sent, lines=lines, patient=patient)


def test_it_passes_our_own_checks_but_for_what_is_wrong_on_purpose() -> None:
    # A procedure code newer than the plan's table is a warning in the file; somebody looks at it later.
    shown = {Fault.BAD_NPI, Fault.BAD_TOTAL, Fault.UNLISTED_DIAGNOSIS}
    faults = {
        (claim.submission.patient_control_number, claim.submission.billing.npi): claim.fault
        for _, claim in _four_hundred()
        if claim.fault is not Fault.DUPLICATE
    }
    found = {
        (event.submission.patient_control_number, event.submission.billing.npi): has_errors(
            event.all_findings
        )
        for event in _read()
    }
    assert {key: fault in shown for key, fault in faults.items()} == found
