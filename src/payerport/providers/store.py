"""Provider rows into the core's values."""

from collections.abc import Iterable, Mapping

from payerport.providers.models import Contract, Provider
from plancore.claims import snapshot
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
    not there would be a guess.
    """
    return snapshot.ProviderRecord(
        npi=provider.npi,
        tax_id=tax_id,
        contracts=tuple(
            snapshot.Contract(
                network=contract.network,
                period=Period(contract.start, contract.end),
                fee_schedule=schedules[contract.fee_schedule],
                percent_of_charge=contract.percent_of_charge,
            )
            for contract in contracts
        ),
        taxonomy=provider.taxonomy,
        practitioners=dict(practitioners),
    )
