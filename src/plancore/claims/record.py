"""What a decision looked at, as a value that can be kept: enough to decide it again, line for line and cent
for cent.

Tables are kept by version, not by content: plan designs, fee schedules and code sets are published and
never changed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from plancore.benefits.design import PlanDesign
from plancore.claims.contract_terms import Term
from plancore.claims.decide import adjudicate
from plancore.claims.decision import Decision
from plancore.claims.snapshot import (
    Authorization,
    Contract,
    FeeSchedule,
    Member,
    PriorLine,
    ProviderRecord,
    Rbrvs,
    Reductions,
    Snapshot,
)
from plancore.claims.types import ClaimSubmission
from plancore.codes import CodeTables
from plancore.kernel import Cents, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRecord:
    """A contract with its fee schedule by version."""

    network: str
    period: Period
    fee_schedule: str
    percent_of_charge: int | None
    lesser_of: bool
    timely_filing_days: int | None
    rbrvs: Rbrvs | None = None
    reductions: Reductions | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """A provider record with its contracts as records."""

    npi: str
    tax_id: str
    contracts: tuple[ContractRecord, ...]
    taxonomy: str
    practitioners: Mapping[str, str]
    sanctioned: tuple[Period, ...]
    roster: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A snapshot without its tables: text keys only, so that JSON holds it without loss.

    `balances` are (kind, tier, year, person, used), sorted; `schedules` the reference schedules' versions
    by name.
    """

    received_on: dt.date
    member: Member | None
    provider: ProviderFacts | None
    balances: tuple[tuple[str, str, int, str, Cents], ...]
    history: tuple[PriorLine, ...]
    schedules: Mapping[str, str]
    authorizations: tuple[Authorization, ...]
    released: tuple[str, ...]
    manual_prices: tuple[tuple[int, Cents], ...]
    grouped_drg: str = ""
    facility_networks: tuple[str, ...] = ()
    consents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """The tables of that time: designs by plan id, fee schedules by version, code sets."""

    plans: Mapping[str, PlanDesign]
    schedules: Mapping[str, FeeSchedule]
    codes: CodeTables


class NotPublished(LookupError):  # noqa: N818 - names what is missing, like the standard library's errors of look-up
    """A version that a decision names is not among the published tables given."""


def inputs_of(snapshot: Snapshot) -> Inputs:
    """The snapshot as a record."""
    return Inputs(
        received_on=snapshot.received_on,
        member=snapshot.member,
        provider=_facts(snapshot.provider) if snapshot.provider is not None else None,
        balances=tuple(sorted((*key, used) for key, used in snapshot.balances.items())),
        history=snapshot.history,
        schedules={name: schedule.version for name, schedule in sorted(snapshot.schedules.items())},
        authorizations=snapshot.authorizations,
        released=tuple(sorted(snapshot.released)),
        manual_prices=tuple(sorted(snapshot.manual_prices.items())),
        grouped_drg=snapshot.grouped_drg,
        facility_networks=snapshot.facility_networks,
        consents=snapshot.consents,
    )


def _facts(provider: ProviderRecord) -> ProviderFacts:
    return ProviderFacts(
        npi=provider.npi,
        tax_id=provider.tax_id,
        contracts=tuple(
            ContractRecord(
                network=one.network,
                period=one.period,
                fee_schedule=one.fee_schedule.version,
                percent_of_charge=one.percent_of_charge,
                lesser_of=one.lesser_of,
                timely_filing_days=one.timely_filing_days,
                rbrvs=one.rbrvs,
                reductions=one.reductions,
                terms=one.terms,
            )
            for one in provider.contracts
        ),
        taxonomy=provider.taxonomy,
        practitioners=dict(sorted(provider.practitioners.items())),
        sanctioned=provider.sanctioned,
        roster=dict(sorted(provider.roster.items())),
    )


def snapshot_from(inputs: Inputs, published: Published) -> Snapshot:
    """The snapshot of a record. Raises NotPublished when a fee schedule's version is not there."""
    return Snapshot(
        received_on=inputs.received_on,
        member=inputs.member,
        provider=_provider(inputs.provider, published) if inputs.provider is not None else None,
        plans=published.plans,
        codes=published.codes,
        balances={(kind, tier, year, person): used for kind, tier, year, person, used in inputs.balances},
        history=inputs.history,
        schedules={name: _schedule(version, published) for name, version in inputs.schedules.items()},
        authorizations=inputs.authorizations,
        released=frozenset(inputs.released),
        manual_prices=dict(inputs.manual_prices),
        grouped_drg=inputs.grouped_drg,
        facility_networks=inputs.facility_networks,
        consents=inputs.consents,
    )


def _schedule(version: str, published: Published) -> FeeSchedule:
    found = published.schedules.get(version)
    if found is None:
        raise NotPublished(f"fee schedule {version}")
    return found


def _provider(facts: ProviderFacts, published: Published) -> ProviderRecord:
    return ProviderRecord(
        npi=facts.npi,
        tax_id=facts.tax_id,
        contracts=tuple(
            Contract(
                network=one.network,
                period=one.period,
                fee_schedule=_schedule(one.fee_schedule, published),
                percent_of_charge=one.percent_of_charge,
                lesser_of=one.lesser_of,
                timely_filing_days=one.timely_filing_days,
                rbrvs=one.rbrvs,
                reductions=one.reductions,
                terms=one.terms,
            )
            for one in facts.contracts
        ),
        taxonomy=facts.taxonomy,
        practitioners=facts.practitioners,
        sanctioned=facts.sanctioned,
        roster=facts.roster,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a replayed decision differs: the part (`line 2, paid`) and both values as text."""

    where: str
    recorded: str
    replayed: str


def replay(
    claim: ClaimSubmission, recorded: Decision, inputs: Inputs, published: Published
) -> tuple[Decision, list[Difference]]:
    """Decide again from what was recorded; the decision and where it differs (nowhere, unless tables or the
    engine are others: then `versions` say so first)."""
    again = adjudicate(claim, snapshot_from(inputs, published))
    return again, list(_differences(recorded, again))


def _differences(recorded: Decision, again: Decision) -> list[Difference]:
    if recorded == again:
        return []
    found = [
        Difference(name, repr(getattr(recorded, name)), repr(getattr(again, name)))
        for name in ("versions", "outcome", "pends", "findings", "movements")
        if getattr(recorded, name) != getattr(again, name)
    ]
    for before, after in zip(recorded.lines, again.lines, strict=False):
        if before != after:
            found += [
                Difference(
                    f"line {before.number}, {name}", repr(getattr(before, name)), repr(getattr(after, name))
                )
                for name in before.__slots__
                if getattr(before, name) != getattr(after, name)
            ]
    if len(recorded.lines) != len(again.lines):
        found.append(Difference("lines", str(len(recorded.lines)), str(len(again.lines))))
    return found


__all__ = [
    "ContractRecord",
    "Difference",
    "Inputs",
    "NotPublished",
    "ProviderFacts",
    "Published",
    "inputs_of",
    "replay",
    "snapshot_from",
]
