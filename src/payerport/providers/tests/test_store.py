"""Contract rows become the core's contracts, with all that their document says."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from payerport.codes import tables
from payerport.providers.models import Contract, Provider
from payerport.providers.store import networks_on, to_core
from plancore.claims import FeeSchedule, ProviderRecord, Snapshot, record
from plancore.claims.contract_terms import METHODS

SCHEDULES = {"standard": FeeSchedule(version="standard@1", rates={})}


def _record(*contracts: Contract) -> ProviderRecord:
    return to_core(Provider(npi="1555123456"), "555010100", contracts, SCHEDULES, {})


def _contract(network: str = "harbor-ppo", end: dt.date | None = None, **terms: Any) -> Contract:
    return Contract(network=network, fee_schedule="standard", terms=terms, start=dt.date(2026, 1, 1), end=end)


def test_it_gives_a_contract_without_a_document_the_usual_terms() -> None:
    found = _record(_contract()).contracts[0]
    assert (found.terms, found.lesser_of, found.reductions) == ((), True, None)


def test_it_reads_the_contracts_document() -> None:
    row = _contract(
        lesser_of=False,
        reductions=True,
        timely_filing_days=90,
        terms=[{"id": "visit", "when": {"codes": ["T1015"]}, "case_rate": "$140.00"}],
    )
    found = _record(row).contracts[0]
    assert found.lesser_of is False
    assert found.reductions is not None
    assert found.timely_filing_days == 90
    assert [(term.id, term.case_rate) for term in found.terms] == [("visit", 14_000)]


def test_it_refuses_a_document_that_does_not_read() -> None:
    with pytest.raises(ValueError, match="case_rate"):
        _record(_contract(terms=[{"id": "visit", "case_rate": "140"}]))


def test_it_names_the_networks_of_the_day() -> None:
    record = _record(_contract("harbor-ppo", dt.date(2026, 6, 30)), _contract("harbor-hmo"))
    assert networks_on(record, dt.date(2026, 6, 30)) == ("harbor-ppo", "harbor-hmo")
    assert networks_on(record, dt.date(2026, 7, 1)) == ("harbor-hmo",)
    assert networks_on(None, dt.date(2026, 7, 1)) == ()


def test_it_keeps_every_kind_of_term_in_a_decisions_record_without_loss() -> None:
    terms: list[dict[str, Any]] = [
        {"id": "a", "case_rate": "$900.00", "from": "2026-01-01", "to": "2026-06-30", "lesser_of": False},
        {
            "id": "b",
            "when": {"bill_types": ["11"], "revenue_codes": ["0100-0219"], "drgs": ["469-470"]},
            "per_diem": {"levels": [{"revenue_codes": ["0120"], "days": [{"each": "$700.00"}]}]},
        },
        {
            "id": "c",
            "drg": {
                "base": "$7000.00",
                "weights": [{"drg": "470", "weight": 1.9, "mean_days": 2.1, "from": "2025-10-01"}],
                "outlier": {"threshold": "$20000.00", "cost_ratio": "25%", "share": "80%"},
                "transfer_statuses": ["02"],
            },
        },
        {"id": "d", "anesthesia": {"factor": "$22.05", "base_units": [{"codes": ["G9654"], "units": 5}]}},
        {
            "id": "e",
            "ambulance": {
                "bases": {"A0429": "$380.00"},
                "miles": {"A0425": "$8.94"},
                "areas": {"rural": {"base": "103%", "near_miles": 17, "near": "154.5%"}},
            },
        },
        {
            "id": "f",
            "drugs": {
                "rates": {"J3301": "$1.5555"},
                "ndc": [{"ndc": "55555010101", "basis": "ML", "units": 4}],
            },
        },
        {"id": "g", "equipment": {"prices": {"K0001": "$600.00"}, "rent": [{"through": 3, "share": "10%"}]}},
        {"id": "h", "when": {"categories": ["drugs"], "modifiers": ["RT"]}, "schedule": "110%"},
        {"id": "i", "percent_of_charge": "60%"},
    ]
    provider = _record(_contract(terms=terms, reductions={"modifiers": {"52": "50%"}}))
    snapshot = Snapshot(
        received_on=dt.date(2026, 3, 5),
        member=None,
        provider=provider,
        plans={},
        codes=tables(),
        grouped_drg="470",
        facility_networks=("harbor-ppo",),
        consents=(1, 2),
    )
    kept = msgspec.json.encode(record.inputs_of(snapshot))
    inputs = msgspec.json.decode(kept, type=record.Inputs)
    published = record.Published({}, {"standard@1": SCHEDULES["standard"]}, tables())
    assert record.snapshot_from(inputs, published) == snapshot
    assert {term.method for term in provider.contracts[0].terms} == set(METHODS)
    assert msgspec.json.encode(record.inputs_of(record.snapshot_from(inputs, published))) == kept
