"""Provider rows into the core's values."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from payerport.providers.models import Contract, Provider
from plancore.claims import snapshot
from plancore.claims.contract_reading import read_contract
from plancore.kernel import Period


def to_core(
    provider: Provider,
    tax_id: str,
    contracts: Iterable[Contract],
    schedules: Mapping[str, snapshot.FeeSchedule],
    practitioners: Mapping[str, str],
) -> snapshot.ProviderRecord:
    """A billing provider with its contracts; `practitioners` are the taxonomy codes of rendering NPIs.
    Raises KeyError when a contract names a fee schedule that was never published: pricing by a table that is
    not there would be a guess. Raises ValueError when a contract's terms do not read, for the same reason.
    """
    return snapshot.ProviderRecord(
        npi=provider.npi,
        tax_id=tax_id,
        contracts=tuple(_contract(contract, schedules) for contract in contracts),
        taxonomy=provider.taxonomy,
        practitioners=dict(practitioners),
    )


def _contract(contract: Contract, schedules: Mapping[str, snapshot.FeeSchedule]) -> snapshot.Contract:
    found = snapshot.Contract(
        network=contract.network,
        period=Period(contract.start, contract.end),
        fee_schedule=schedules[contract.fee_schedule],
        percent_of_charge=contract.percent_of_charge,
    )
    if not contract.terms:
        return found
    parts, findings = read_contract(contract.terms)
    if findings:
        raise ValueError(f"{contract} does not read: {findings[0].message}")
    return replace(
        found,
        lesser_of=parts.lesser_of,
        rbrvs=parts.rbrvs,
        reductions=parts.reductions,
        timely_filing_days=parts.timely_filing_days,
        terms=parts.terms,
    )


def networks_on(record: snapshot.ProviderRecord | None, day: dt.date) -> tuple[str, ...]:
    """The networks in which the provider has a contract on the day, in the order of its contracts."""
    if record is None:
        return ()
    return tuple(contract.network for contract in record.contracts if day in contract.period)
