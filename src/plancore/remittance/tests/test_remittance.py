"""Payments balance at line, claim and payment level, or it is said where they do not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from plancore.claims import Adjustment, ClaimState, Group, adjudicate, reversal
from plancore.claims.tests import worlds
from plancore.claims.types import Address
from plancore.kernel import Cents
from plancore.remittance import (
    DecidedClaim,
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    balance,
    build,
    forward_balance,
)

TODAY = dt.date(2026, 3, 9)
PAYER = Payer(
    name="Harbor Health Plan",
    payer_id="HARBR",
    tax_id="555010199",
    originating_id="1555010199",
    address=Address(),
    contact_name="Provider service",
    contact_telephone="5555550100",
)
PAYEE = Payee(
    npi=worlds.NPI,
    tax_id=worlds.TAX_ID,
    name="Test Practice",
    address=Address(),
    routing_number="021000021",
    account_number="1",
)
Codes = Sequence[tuple[str, str, Cents]]


def _adjusted(codes: Codes) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(group=Group(group), carc=carc, amount=amount, rule="published", source="published")
        for group, carc, amount in codes
    )


def _published(
    charge: Cents, paid: Cents, claim_level: Codes, line_paid: Cents, line_level: Codes
) -> RemittanceClaim:
    """A claim of one line as a published file has it."""
    line = RemittanceLine(
        procedure="T1015",
        modifiers=(),
        charge=charge,
        paid=line_paid,
        allowed=line_paid,
        units=Decimal(1),
        service_from=TODAY,
        service_to=TODAY,
        adjustments=_adjusted(line_level),
    )
    share = sum(amount for group, _, amount in [*claim_level, *line_level] if group == "PR")
    return RemittanceClaim(
        patient_control_number="P",
        plan_control_number="C",
        status="1",
        charge=charge,
        paid=paid,
        patient_responsibility=share,
        filing_indicator="12",
        facility_code="11",
        frequency="1",
        patient_last_name="Testa",
        patient_first_name="Tia",
        member_id="123456701",
        lines=(line,),
        adjustments=_adjusted(claim_level),
    )


def _payment(claims: Sequence[RemittanceClaim], total: Cents, provider_level: Cents = 0) -> Remittance:
    adjustments = (
        (ProviderAdjustment(reason="CV", reference="1", amount=provider_level),) if provider_level else ()
    )
    return Remittance(
        payer=PAYER,
        payee=PAYEE,
        trace_number="T1",
        method="ACH",
        total=total,
        payment_date=TODAY,
        production_date=TODAY,
        claims=tuple(claims),
        provider_adjustments=adjustments,
    )


MANAGED_CARE = [
    _published(80_000, 45_000, [("CO", "A2", 5_000)], 50_000, [("PR", "1", 30_000)]),
    _published(120_000, 49_500, [("CO", "A2", 5_500)], 55_000, [("PR", "1", 60_000), ("CO", "45", 5_000)]),
]
PART_A = [
    _published(21_136_697, 13_801_840, [], 13_801_840, [("CO", "45", 7_334_857)]),
    _published(1_500_000, 1_198_033, [], 1_198_033, [("CO", "45", 301_967)]),
]


@pytest.mark.parametrize(
    ("claims", "total", "provider_level"),
    [
        (MANAGED_CARE, 94_500, 0),
        (PART_A, 15_000_000, -127),
        ([_published(1_032_364, 91_200, [], 91_200, [("OA", "23", 941_164)])], 91_200, 0),
    ],
    ids=["managed care", "Medicare part A with a negative PLB", "secondary payment"],
)
def test_it_finds_published_remittances_balanced(
    claims: Sequence[RemittanceClaim], total: Cents, provider_level: Cents
) -> None:
    assert balance(_payment(claims, total, provider_level)) == []


def test_it_says_at_which_level_a_cent_is_missing() -> None:
    first = MANAGED_CARE[0]
    line = replace(first.lines[0], paid=first.lines[0].paid - 1)
    faults = [
        (_payment([replace(first, lines=(line,))], 45_000), "remittance.line.balance", "claim 1, line 1"),
        (_payment([replace(first, paid=44_999)], 44_999), "remittance.claim.balance", "claim 1"),
        (
            _payment([replace(first, charge=80_001, paid=45_001)], 45_001),
            "remittance.claim.charge",
            "claim 1",
        ),
        (
            _payment([replace(first, patient_responsibility=1)], 45_000),
            "remittance.claim.patient_share",
            "claim 1",
        ),
        (_payment([first], 44_999), "remittance.payment.balance", "payment"),
        (replace(_payment([first], 45_000), method="NON"), "remittance.payment.method", "payment"),
    ]
    for remittance, code, where in faults:
        assert [(finding.code, finding.where) for finding in balance(remittance)] == [(code, where)]


def _decided(*, code: str = "T1015", sent: Cents = 18_000) -> DecidedClaim:
    submitted = worlds.claim(worlds.line(code=code, charge=sent))
    return DecidedClaim(
        claim=submitted,
        decision=adjudicate(submitted, worlds.snapshot()),
        plan_control_number="C1",
        received_on=TODAY,
    )


def _built(*claims: DecidedClaim, taken: Sequence[ProviderAdjustment] = ()) -> Remittance:
    return build(
        PAYER,
        PAYEE,
        claims,
        trace_number="T9",
        payment_date=TODAY,
        production_date=TODAY,
        provider_adjustments=taken,
    )


def test_it_builds_a_payment_that_balances() -> None:
    remittance = _built(_decided(), _decided(code="J3301", sent=2_500), _decided(code="G0008", sent=4_000))
    assert balance(remittance) == []
    assert (remittance.total, remittance.method) == (9_500, "ACH")
    assert [claim.status for claim in remittance.claims] == ["1", "1", "4"]
    assert remittance.claims[0].patient_responsibility == 3_000


def test_it_takes_back_and_carries_forward_what_it_can_not_take() -> None:
    paid = _decided()
    taken_back = replace(paid, decision=reversal.reverse(paid.decision))
    remittance = _built(taken_back)
    assert balance(remittance) == []
    assert (remittance.total, remittance.method, remittance.claims[0].status) == (0, "NON", "22")
    assert forward_balance(remittance) == 9_500
    taken = ProviderAdjustment(reason="FB", reference="T9", amount=forward_balance(remittance))
    later = _built(paid, _decided(), taken=[taken])
    assert balance(later) == []
    assert (later.total, forward_balance(later)) == (9_500, 0)


def test_it_pays_interest_by_raising_the_payment() -> None:
    remittance = _built(_decided(), taken=[ProviderAdjustment(reason="L6", reference="C1", amount=-125)])
    assert (balance(remittance), remittance.total) == ([], 9_625)


def test_it_sends_a_check_to_a_payee_without_an_account() -> None:
    claims = [_decided()]
    payee = replace(PAYEE, account_number="")
    remittance = build(PAYER, payee, claims, trace_number="T", payment_date=TODAY, production_date=TODAY)
    assert remittance.method == "CHK"


def test_it_refuses_to_pay_a_pended_claim() -> None:
    submitted = worlds.claim(worlds.line(code="99213"))
    decision = adjudicate(submitted, worlds.snapshot())
    assert decision.outcome is ClaimState.PENDED
    with pytest.raises(ValueError, match="pended"):
        _built(DecidedClaim(claim=submitted, decision=decision, plan_control_number="C", received_on=TODAY))
