"""What we write, a peer's reader accepts: 999, 277CA, 835 and 837P through pyx12 (a test-only dependency)."""

import datetime as dt
import io
import itertools
import logging
from decimal import Decimal

import pytest
import pyx12.params
import pyx12.x12n_document

from plancore.claims.decision import Adjustment, Group
from plancore.claims.people import Address, Contact
from plancore.exchange import acks, x820, x834, x835, x837, x837_write
from plancore.exchange.tests.enrolment_samples import ENROLMENT_SEGMENTS
from plancore.kernel import Finding, Severity
from plancore.remittance.types import (
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from plancore.x12.tests.samples import CLAIM_SEGMENTS, edited, file_of
from plancore.x12.writer import Header, Party

STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


def complaints(content: bytes) -> list[str]:
    """What pyx12 says is wrong with a file; empty when it accepts it."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                lines.append(record.getMessage())

    logger, keep = logging.getLogger("pyx12"), Keep()
    logger.addHandler(keep)
    try:
        answer = io.StringIO()
        accepted = pyx12.x12n_document.x12n_document(
            pyx12.params.params(), io.StringIO(content.decode("ascii")), answer, None
        )
    finally:
        logger.removeHandler(keep)
    return [] if accepted else [*lines, answer.getvalue().replace("~", "~\n")]


def acknowledged(content: bytes, unknown: bool = False) -> dict[str, bytes]:
    builder, numbers = acks.AckBuilder(), itertools.count(1)
    for event in x837.read([content]):
        if isinstance(event, x837.ClaimReceived):
            if unknown:
                found = Finding(
                    code="member.unknown", severity=Severity.ERROR, where="member", message="Not found."
                )
                builder.settle(event, findings=[found])
            else:
                builder.settle(event, control_number="HHP1" if event.is_acceptable else "")
        else:
            builder.feed(event)
    made = builder.finish(stamp=STAMP, next_control_number=lambda: next(numbers), sender=Party(id="HARBOR"))
    return {one.kind: one.content for one in made}


def test_the_peer_accepts_our_own_valid_claims() -> None:
    assert complaints(file_of("837P")) == []


def test_the_peer_sees_what_we_see_in_a_broken_claim() -> None:
    broken = file_of("837P", edited(CLAIM_SEGMENTS, "HI*ABK", "HI*XYZ:M1711"))
    assert complaints(broken)


@pytest.mark.req("R-67")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("REF*D9", ("REF*D9*CH0001",)),
        ("NM1*85", ("NM1*85*2*PIER ORTHOPEDICS*****XX*1234567890",)),
        ("SV1*HC:G0463", ("SV1*HC:G0463*51*UN*1***3",)),
        ("HI*ABK", ()),
        ("NM1*85", ()),
        ("CLM*PCN1", ("CLM*PCN1*250***11:B:7*Y*A*Y*Y",)),
        ("N4*HARBORTON", ("N4*HARBORTON*XX*0410",)),
    ],
)
@pytest.mark.parametrize("unknown", [False, True])
def test_the_peer_accepts_our_999_and_277ca(old: str, new: tuple[str, ...], unknown: bool) -> None:
    made = acknowledged(file_of("837P", edited(CLAIM_SEGMENTS, old, *new)), unknown)
    assert complaints(made["999"]) == []
    if "277CA" in made:
        assert complaints(made["277CA"]) == []


def remittance() -> Remittance:
    address = Address(line1="1 Harbor Plaza", city="Harborton", state="ME", postal_code="04101")

    def adjustment(group: Group, carc: str, amount: int) -> Adjustment:
        return Adjustment(group=group, carc=carc, amount=amount, rule="test", source="test")

    def line(charge: int, paid: int, *adjustments: Adjustment) -> RemittanceLine:
        return RemittanceLine(
            procedure="J7321", modifiers=("RT",), charge=charge, paid=paid, allowed=paid, units=Decimal(1),
            service_from=dt.date(2026, 10, 15), service_to=dt.date(2026, 10, 16), adjustments=adjustments,
            line_control_number="L1", remarks=("N130",),
        )  # fmt: skip

    lines = (
        line(20000, 12000, adjustment(Group.CONTRACTUAL, "45", 6000), adjustment(Group.PATIENT, "1", 2000)),
        line(5050, 5050),
    )
    claim = RemittanceClaim(
        patient_control_number="PCN1", plan_control_number="HHP1", status="1", charge=25050, paid=17050,
        patient_responsibility=2000, filing_indicator="12", facility_code="11", frequency="1",
        patient_last_name="Tester", patient_first_name="Ann", member_id="123456701", lines=lines,
        rendering_npi="1245319599", received_on=dt.date(2026, 10, 20),
    )  # fmt: skip
    return Remittance(
        payer=Payer(
            name="Harbor Health Plan", payer_id="HARBOR", tax_id="123456789", originating_id="1123456789",
            address=address, contact_name="Payments", contact_telephone="555-555-0100",
            technical_contact_url="https://example.org/edi", routing_number="021000021",
            account_number="123456",
        ),
        payee=Payee(
            npi="1234567893", tax_id="987654321", name="Pier Orthopedics", address=address,
            routing_number="021000021", account_number="654321",
        ),
        trace_number="PAY0001", method="ACH", total=16050, payment_date=dt.date(2026, 11, 24),
        production_date=dt.date(2026, 11, 22), claims=(claim,),
        provider_adjustments=(ProviderAdjustment(reason="WO", reference="HHP0", amount=1000),),
        fiscal_period_end=dt.date(2026, 12, 31),
    )  # fmt: skip


def test_the_peer_accepts_our_835() -> None:
    header = Header(sender=Party(id="HARBOR"), receiver=Party(id="QUAY01"), stamp=STAMP, control_number=7)
    assert complaints(x835.write([remittance()], header)) == []


CLAIM_FORMS = frozenset({"837P", "837I"})


@pytest.mark.parametrize("form", sorted(CLAIM_FORMS))
def test_the_peer_accepts_claims_we_write(form: str) -> None:
    claims = [
        one.submission
        for one in x837.read([file_of(form)], supported=CLAIM_FORMS)
        if isinstance(one, x837.ClaimReceived)
    ]
    header = Header(sender=Party(id="HARBOR"), receiver=Party(id="ANCHOR"), stamp=STAMP, control_number=7)
    contact = Contact(name="EDI DESK", numbers=(("TE", "5555550100"),))
    batch = x837_write.Batch(
        submitter_name="HARBOR HEALTH PLAN", contact=contact, receiver_name="ANCHOR", reference="OUT1"
    )
    assert complaints(x837_write.write(claims, header, batch)) == []


def test_the_peer_accepts_enrolment_we_write() -> None:
    header = Header(sender=Party(id="HARBOR"), receiver=Party(id="QUAY01"), stamp=STAMP, control_number=7)
    assert complaints(x834.write(x834.read([file_of("834", ENROLMENT_SEGMENTS)]), header)) == []


def test_the_peer_accepts_the_premium_payment_we_hold_for_valid() -> None:
    assert complaints(file_of("820")) == []


def test_the_peer_accepts_the_premium_payment_we_write() -> None:
    header = Header(sender=Party(id="ANCHOR"), receiver=Party(id="HARBOR"), stamp=STAMP, control_number=7)
    assert complaints(x820.write(x820.read([file_of("820")]), header)) == []
