"""Contract rows become the core's contracts, with all that their document says."""

import datetime as dt
from typing import Any

import pytest

from payerport.providers.models import Contract, Provider
from payerport.providers.store import networks_on, to_core
from plancore.claims import FeeSchedule, ProviderRecord

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
