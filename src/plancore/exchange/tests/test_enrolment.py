"""Enrolment in and out: one member at a time with its findings, families together, nothing lost."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.enrolment import families
from plancore.exchange import x834
from plancore.exchange.tests.enrolment_samples import ENROLMENT_SEGMENTS
from plancore.exchange.tests.fullest import Fullest, segments_of
from plancore.x12 import Delimiters, check
from plancore.x12.delimiters import NotX12
from plancore.x12.events import Unit
from plancore.x12.guide import guide
from plancore.x12.tests.samples import (
    as_bytes,
    edited,
    file_of,
    interchange,
    transaction_set,
)
from plancore.x12.writer import Header, Party

MARKS = "*:~^|!<>}{+%&\\;?$@#\x1d\x1e\x1f\x1c"


def header(delimiters: Delimiters | None = None) -> Header:
    return Header(
        sender=Party(id="HARBOR"),
        receiver=Party(id="QUAY"),
        stamp=dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC),
        control_number=1,
        delimiters=delimiters or Delimiters(),
    )


def fullest() -> bytes:
    body = [text for _, text in segments_of(guide("834").root, frozenset(), Fullest())]
    return file_of("834", body[1:-1])


def said(content: bytes) -> Counter[str]:
    """Every segment between ST and SE."""
    found: Counter[str] = Counter()
    for event in x834.events([content]):
        if isinstance(event, x834.MemberReceived | Unit):
            rows = event.unit.rows if isinstance(event, x834.MemberReceived) else event.rows
            found.update("*".join(elements).rstrip("*") for _, elements in rows)
        elif isinstance(event, x834.FileRead):
            for loop in ("HEADER", "1000A", "1000B"):
                found.update("*".join(elements).rstrip("*") for _, elements in event.end.header[loop])
    return found


def test_it_sends_every_segment_and_element_of_the_guide_back() -> None:
    content = fullest()
    whole = x834.read([content])
    body = x834.write(whole, header())
    assert x834.read([body]) == whole
    assert said(content) - said(body) == Counter()
    assert sum(said(content).values()) > 200


def test_it_reads_who_joins_and_what_for() -> None:
    ((file, changes),) = ((one.file, one.changes) for one in x834.read([file_of("834", ENROLMENT_SEGMENTS)]))
    assert (file.reference, file.action, file.policy, file.created) == (
        "FILE1", "2", "GRP100", dt.date(2026, 5, 1),
    )  # fmt: skip
    assert (file.sponsor.name, file.payer.id) == ("ANCHOR BOAT WORKS", "123456789")
    assert [(one.role, one.name, one.accounts) for one in file.brokers] == [
        ("BO", "QUAY BROKERS", (("AC1", ""),)),
        ("TV", "PIER ADMINISTRATORS", ()),
    ]
    ann, tom, cara = changes
    assert (ann.is_subscriber, ann.relationship, ann.maintenance, ann.reason) == (True, "18", "021", "20")
    assert (ann.person.last_name, ann.person.first_name, ann.person.birth_date) == (
        "TESTER", "ANN", dt.date(1980, 2, 14),
    )  # fmt: skip
    assert ann.person.contacts[0].numbers == (("HP", "5555550104"), ("CP", "5555550105"))
    mailing = ann.other("31")
    assert mailing is not None
    assert mailing.address.line1 == "PO BOX 9"
    health, dental = ann.coverages
    assert (health.line, health.plan, health.level, health.day("348")) == (
        "HLT", "PLAN A", "FAM", dt.date(2026, 5, 1),
    )  # fmt: skip
    assert [(one.kind, one.amount) for one in health.amounts] == [("P3", 42050)]
    assert [(one.person.id, one.person.relation) for one in health.providers] == [("1245319599", "25")]
    assert [one.last_name for one in health.other_insurance[0].entities] == ["ANCHOR MUTUAL"]
    assert dental.line == "DEN"
    assert [(one.name, one.reference and one.reference.value) for one in ann.categories] == [
        ("LOCATION", "DOCK 4")
    ]
    assert tom.day("356") == dt.date(2026, 5, 1)
    assert (cara.maintenance, cara.day("357"), cara.coverages[0].day("349")) == (
        "024", dt.date(2026, 4, 30), dt.date(2026, 4, 30),
    )  # fmt: skip


def test_it_gives_families_together() -> None:
    (whole,) = x834.read([file_of("834", ENROLMENT_SEGMENTS)])
    first, second = families(whole.changes)
    assert first.subscriber is not None
    assert [one.person.first_name for one in first.members] == ["ANN", "TOM"]
    assert second.subscriber is None
    assert [one.person.first_name for one in second.members] == ["CARA"]


def test_a_second_subscriber_under_one_number_begins_a_new_family() -> None:
    (whole,) = x834.read([file_of("834", ENROLMENT_SEGMENTS)])
    ann, tom, _ = whole.changes
    assert [len(one.members) for one in families([ann, tom, ann, tom, tom])] == [2, 3]


def test_a_bad_member_does_not_spoil_the_next() -> None:
    body = edited(ENROLMENT_SEGMENTS, "DMG*D8*19790630", "DMG*D8*19791330*M")
    received = [one for one in x834.events([file_of("834", body)]) if isinstance(one, x834.MemberReceived)]
    assert [one.is_acceptable for one in received] == [True, False, True]
    assert received[1].all_findings[0].code == "x12.element.date"
    assert received[1].change.person.birth_date is None


def test_each_set_has_its_own_head() -> None:
    second = edited(edited(ENROLMENT_SEGMENTS, "BGN", "BGN*00*FILE2*20260502*1200****2"), "ACT*AC1")
    data = as_bytes(
        interchange(
            "834", transaction_set("834", ENROLMENT_SEGMENTS), transaction_set("834", second, "0002")
        ),
        line_end="\n",
    )
    whole = x834.read([data])
    assert [one.file.reference for one in whole] == ["FILE1", "FILE2"]
    assert [one.file.brokers[0].accounts for one in whole] == [(("AC1", ""),), ()]
    assert x834.read([x834.write(whole, header())]) == whole


def test_what_it_writes_has_no_finding() -> None:
    assert list(check([x834.write(x834.read([file_of("834", ENROLMENT_SEGMENTS)]), header())])) == []


def test_a_set_without_members_still_has_its_head() -> None:
    body = ENROLMENT_SEGMENTS[: next(i for i, one in enumerate(ENROLMENT_SEGMENTS) if one.startswith("INS"))]
    (whole,) = x834.read([file_of("834", body)])
    assert whole.changes == ()
    assert len(whole.file.brokers) == 2


def test_it_refuses_what_is_not_x12() -> None:
    with pytest.raises(NotX12):
        x834.read([b"Dear plan"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True))
def test_it_writes_with_any_delimiters(marks: list[str]) -> None:
    whole = x834.read([fullest()])
    assert x834.read([x834.write(whole, header(Delimiters(*marks)))]) == whole


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=20).map(
    lambda text: "".join(" " if mark in "*:~^" else mark for mark in text).strip()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), TEXT, TEXT, st.integers(0, 10**7)), max_size=6), TEXT)
def test_it_reads_back_what_it_wrote_of_any_changes(
    drawn: list[tuple[int, str, str, int]], reference: str
) -> None:
    (whole,) = x834.read([file_of("834", ENROLMENT_SEGMENTS)])
    changes = []
    for which, name, plan, cents in drawn:
        base = whole.changes[which]
        coverages = tuple(
            replace(one, plan=plan, amounts=tuple(replace(each, amount=cents) for each in one.amounts))
            for one in base.coverages
        )
        person = replace(base.person, last_name=name)
        changes.append(replace(base, person=person, coverages=coverages, group_number=plan))
    made = (x834.Enrolment(replace(whole.file, reference=reference), tuple(changes)),)
    assert x834.read([x834.write(made, header())]) == made
