"""The table of visits: only codes in force, each to its last character."""

import datetime as dt
import re
from collections import Counter

import pytest

from payerport.codes import tables
from payerport.demo.encounters import TABLE, Encounter, encounters
from payerport.demo.practices import SPECIALTIES
from payerport.demo.traffic import UNKNOWN_PROCEDURE, UNLISTED_DIAGNOSIS
from plancore.codes import CodeTables, Membership, MueTable, Side

DAYS = (dt.date(2025, 6, 2), dt.date(2026, 9, 1))
EVERY = [one for visits in encounters().values() for one in visits]


def test_it_has_visits_for_every_kind_of_practice() -> None:
    assert set(encounters()) == {one.id for one in SPECIALTIES}


@pytest.mark.parametrize("day", DAYS)
def test_it_bills_only_procedures_modifiers_and_places_in_force(day: dt.date) -> None:
    codes = tables()
    for visit in EVERY:
        assert codes.place_of_service.known(visit.place, day) is Membership.KNOWN
        for item in visit.items:
            assert codes.procedures.known(item.procedure, day) is Membership.KNOWN, item.procedure
            assert all(codes.modifiers.known(one, day) is Membership.KNOWN for one in item.modifiers)


@pytest.mark.parametrize("day", DAYS)
def test_it_names_only_diagnoses_that_may_be_billed(day: dt.date) -> None:
    for visit in EVERY:
        for sides in visit.diagnoses:
            for code in (code for side in sides for code in side):
                found = tables().icd10cm.lookup(code, day)
                assert found is not None, code
                assert found.billable, code


def test_it_puts_the_right_side_right_and_the_left_side_left() -> None:
    for visit in EVERY:
        for right, left in visit.diagnoses:
            if right != left:
                assert _side(right[0]) is Side.RIGHT
                assert _side(left[0]) is Side.LEFT


def _side(code: str) -> Side | None:
    found = tables().icd10cm.lookup(code, DAYS[1])
    return found.side if found else None


def test_it_asks_for_a_side_only_where_every_diagnosis_has_one() -> None:
    for visit in EVERY:
        if any(item.sided for item in visit.items):
            assert all(right != left for right, left in visit.diagnoses), visit


def test_it_has_wrong_codes_that_are_in_no_table() -> None:
    codes = tables()
    assert codes.procedures.known(UNKNOWN_PROCEDURE, DAYS[1]) is Membership.UNKNOWN
    assert codes.icd10cm.known(UNLISTED_DIAGNOSIS, DAYS[1]) is Membership.UNKNOWN


def test_it_holds_no_licensed_codes() -> None:
    procedures = {item.procedure for visit in EVERY for item in visit.items}
    assert all(re.fullmatch("[A-CE-Z][0-9]{4}", code) for code in procedures)
    assert TABLE.isascii()


def test_it_reads_a_row_whole() -> None:
    found = next(one for one in EVERY if one.gender)
    assert isinstance(found, Encounter)
    assert (found.specialty, found.ages, found.place) == ("primary_care", (21, 64), "11")
    assert [(item.procedure, item.chance, item.price) for item in found.items] == [
        ("G0101", 100, 4_000),
        ("Q0091", 80, 4_500),
    ]


def test_it_bills_little_that_medicare_lets_this_kind_of_provider_bill_never() -> None:
    codes = tables()
    never = Counter(
        (visit.specialty, item.procedure)
        for visit in EVERY
        for item in visit.items
        if (limit := _limits(codes, visit).limit(item.procedure)) is not None and limit.units < item.units[1]
    )
    assert set(never) == {
        ("urgent_care", "E0114"),
        ("orthopedics", "L1833"),
        ("orthopedics", "G0463"),
        ("cardiology", "G0463"),
    }


def _limits(codes: CodeTables, visit: Encounter) -> MueTable:
    return codes.mue_dme if visit.specialty == "equipment" else codes.mue_practitioner
