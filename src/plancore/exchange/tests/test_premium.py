"""Premium payments in and out: what is paid for whom, whether it balances, nothing lost."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.enrolment.premium import PremiumAdjustment
from plancore.exchange import x820
from plancore.exchange.tests.fullest import Fullest, segments_of
from plancore.x12 import Delimiters, check, read
from plancore.x12.events import SetEnd, Unit
from plancore.x12.guide import guide
from plancore.x12.tests.samples import (
    PREMIUM_SEGMENTS,
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
        sender=Party(id="ANCHOR"),
        receiver=Party(id="HARBOR"),
        stamp=dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC),
        control_number=1,
        delimiters=delimiters or Delimiters(),
    )


def fullest() -> bytes:
    """Everything the guide has; each item and each adjustment of an earlier payment is 12.50. A date is a day
    or a period, not both."""
    body = [text for _, text in segments_of(guide("820").root, frozenset(), Fullest())][1:-1]
    body = [re.sub(r"^(DTM\*\w+)\*\d+\*\*\*RD8", r"\1****RD8", text) for text in body]
    paid = sum(text.startswith("RMR") for text in body)
    earlier = sum(
        text.startswith("ADX") and body[at - 1].startswith(("ENT", "NM1")) for at, text in enumerate(body)
    )
    total = f"{12.5 * (paid + earlier):g}"
    return file_of("820", edited(body, "BPR", body[0].replace("*12.5*", f"*{total}*", 1)))


def said(content: bytes) -> Counter[str]:
    """Every segment between ST and SE."""
    found: Counter[str] = Counter()
    for event in read([content]):
        if isinstance(event, Unit):
            found.update("*".join(elements).rstrip("*") for _, elements in event.rows)
        elif isinstance(event, SetEnd):
            for loop in ("HEADER", "1000A", "1000B"):
                found.update("*".join(elements).rstrip("*") for _, elements in event.header[loop])
    return found


def test_it_sends_every_segment_and_element_of_the_guide_back() -> None:
    content = fullest()
    whole = x820.read([content])
    body = x820.write(whole, header())
    assert x820.read([body]) == whole
    assert said(content) - said(body) == Counter()
    assert sum(said(content).values()) > 80
    assert len(whole[0].payment.banks) > 10


def test_it_reads_what_is_paid_for_whom() -> None:
    ((payment, remittances),) = ((one.payment, one.remittances) for one in x820.read([file_of("820")]))
    assert (payment.total, payment.method, payment.paid_on) == (125050, "ACH", dt.date(2026, 5, 2))
    assert (payment.payer.name, payment.receiver.id) == ("ANCHOR BOAT WORKS", "123456789")
    assert (payment.payer_account.number, payment.receiver_account.number) == ("1111", "2222")
    invoice, person = remittances
    assert (invoice.is_person, invoice.total) == (False, 95050)
    assert invoice.adjustments == (PremiumAdjustment(amount=-4950, reason="52"),)
    assert (person.is_person, person.people[0].last_name, person.total) == (True, "TESTER", 30000)
    (item,) = person.items
    assert (item.kind, item.number, item.paid, item.due, item.unexplained) == ("AZ", "POL1", 30000, 32000, 0)
    assert (item.dates[0].first, item.dates[0].last) == (dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    assert payment.difference(remittances) == 0


def test_it_says_what_no_adjustment_explains() -> None:
    body = edited(PREMIUM_SEGMENTS, "ADX*-20", "ADX*-15*52")
    item = x820.read([file_of("820", body)])[0].remittances[1].items[0]
    assert item.unexplained == -500
    assert replace(item, due=None).unexplained == 0


def test_it_refuses_to_write_what_does_not_balance() -> None:
    (whole,) = x820.read([file_of("820")])
    wrong = replace(whole, payment=replace(whole.payment, total=125051))
    assert wrong.payment.difference(wrong.remittances) == 1
    with pytest.raises(x820.Unbalanced, match="PREM1: 1 cents"):
        x820.write([wrong], header())


def test_the_end_of_a_set_says_what_was_remitted() -> None:
    body = edited(PREMIUM_SEGMENTS, "RMR*IK", "RMR*IK*INV1**900*1000")
    ends = [one for one in x820.events([file_of("820", body)]) if isinstance(one, x820.PaymentRead)]
    assert [(one.payment.total, one.remitted) for one in ends] == [(125050, 115050)]
    assert [one.code for one in ends[0].end.findings] == ["x12.balance.premium_payment"]


def test_a_bad_remittance_does_not_spoil_the_next() -> None:
    body = edited(PREMIUM_SEGMENTS, "RMR*IK", "RMR*IK*INV1**1000*many")
    received = [
        one for one in x820.events([file_of("820", body)]) if isinstance(one, x820.RemittanceReceived)
    ]
    assert [one.is_acceptable for one in received] == [False, True]
    assert received[0].all_findings
    assert received[0].findings[0].place.segment == "RMR"


def test_each_set_has_its_own_payment() -> None:
    bank = edited(PREMIUM_SEGMENTS, "PER*IC", "N1*AK*QUAY BANK")
    data = as_bytes(interchange("820", transaction_set("820", bank), transaction_set("820", None, "0002")))
    first, second = x820.read([data])
    assert [one.name for one in first.payment.banks] == ["QUAY BANK"]
    assert second.payment.banks == ()
    assert x820.read([x820.write([first, second], header())]) == (first, second)


def test_what_it_writes_has_no_finding() -> None:
    assert list(check([x820.write(x820.read([file_of("820")]), header())])) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True), st.integers(0, 10**9))
def test_it_reads_back_what_it_wrote_with_any_delimiters_and_amounts(marks: list[str], paid: int) -> None:
    (whole,) = x820.read([fullest()])
    first, *others = whole.remittances
    item = replace(first.items[0], paid=paid)
    remittances = (replace(first, items=(item, *first.items[1:])), *others)
    total = sum(one.total for one in remittances)
    made = (x820.Premium(replace(whole.payment, total=total), remittances),)
    assert x820.read([x820.write(made, header(Delimiters(*marks)))]) == made
