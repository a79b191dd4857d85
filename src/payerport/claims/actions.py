"""Every write about claims: receipt, decision. Load, decide in the core, save, audit, queue, in one
transaction.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.types import JSONDict

from payerport.accounts.models import Organization
from payerport.accounts.places import tax_numbers_on
from payerport.audit import rows
from payerport.audit.actions import record_each
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.audit.lock import acting, as_core
from payerport.claims import originals, store
from payerport.claims.models import NOT_STANDING, AccumulatorEntry, Claim, Decision, State
from payerport.claims.numbers import next_control_numbers
from payerport.claims.written import Standing, Written
from payerport.codes import tables
from payerport.members import queries as members
from payerport.members import store as members_store
from payerport.members.models import Member
from payerport.plans import store as plans
from payerport.providers import queries as providers
from payerport.providers import store as providers_store
from payerport.providers.models import Provider
from plancore.benefits.design import PlanDesign
from plancore.claims import adjudicate, intake, resequence
from plancore.claims.snapshot import BalanceKey, FeeSchedule, PriorLine, ProviderRecord, Snapshot
from plancore.claims.states import ClaimState, may_move
from plancore.claims.types import ClaimForm, ClaimSubmission, Frequency
from plancore.kernel import Cents, Finding, MemberId, has_errors

_CLAIMS_PER_JOB = 100
_SELF = "18"
"""X12 individual relationship: the patient is the subscriber."""


# -- receipt ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Incoming:
    """A claim at the door: what was sent, what the door found (X12 checks), and its place in the file."""

    submission: ClaimSubmission
    findings: tuple[Finding, ...] = ()
    said_already: frozenset[str] = frozenset()
    """Intake rules that the door's findings say already (see `plancore.exchange.overlap`)."""
    number_in_file: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim stored: accepted into adjudication or rejected. `own_findings` are the plan's, without the
    door's.
    """

    claim: Claim
    is_accepted: bool
    own_findings: tuple[Finding, ...]


def submit(
    actor: Actor, incoming: Sequence[Incoming], *, sender_id: int | None, file_id: UUID | None = None
) -> list[Outcome]:
    """Store claims with their findings and first state, accepted or rejected, in the order given.

    `sender_id` is the organization that sends them (None: the plan's operator, for any provider); the actor
    may be a worker that reads a person's file: then `actor.user_id` is that person. Rejected claims are kept
    too. The caller queues the decisions (`queue_decisions`) in the same transaction.
    """
    if not incoming:
        return []
    now = timezone.now()
    day = plan_day(now)
    with transaction.atomic(), as_core():
        facts = _look_up(incoming, sender_id, day)
        numbers = next_control_numbers(len(incoming), day)
        keys = rows.take_keys(Claim, len(incoming))
        outcomes = [
            _receive(actor, one, known, key=key, number=number, now=now, file_id=file_id)
            for one, known, key, number in zip(incoming, facts, keys, numbers, strict=True)
        ]
        received = [outcome.claim for outcome in outcomes]
        rows.insert(received)
        rows.insert([store.state_row(actor, claim, claim.state, now) for claim in received])
        rows.insert(
            [
                row
                for one, outcome in zip(incoming, outcomes, strict=True)
                for row in store.finding_rows(outcome.claim, (*one.findings, *outcome.own_findings))
            ]
        )
        record_each(
            actor, "claim.received", "claim", [(claim.control_number, claim.family) for claim in received]
        )
    return outcomes


@dataclass(frozen=True, slots=True)
class _Known:
    """What the plan knows about one incoming claim."""

    member: Member | None
    owner_id: int | None
    fingerprint: str
    facts: intake.IntakeFacts


def _look_up(incoming: Sequence[Incoming], sender_id: int | None, day: dt.date) -> Iterator[_Known]:
    ids = [MemberId.parse(_patient_id(one.submission)) for one in incoming]
    enrolled = members.of_families(found.family for found in ids if found)
    billing = providers.by_npis(one.submission.billing.npi for one in incoming)
    schedules = plans.fee_schedules()
    originals = _originals(one.submission.original_reference for one in incoming)
    prints = [intake.fingerprint(one.submission) for one in incoming]
    received = set(_standing().filter(fingerprint__in=prints).values_list("fingerprint", flat=True))
    for one, member_id, fingerprint in zip(incoming, ids, prints, strict=True):
        member = (
            _patient(one.submission, enrolled.get(member_id.family, []), member_id) if member_id else None
        )
        provider = billing.get(one.submission.billing.npi)
        is_senders = sender_id is None or (provider is not None and provider.organization_id == sender_id)
        facts = intake.IntakeFacts(
            received_on=day,
            member=members_store.to_core(member, member.coverages.all()) if member else None,
            provider=_billed_under(provider, one.submission.billing.tax_id, schedules, day),
            is_senders_provider=is_senders,
            original=originals.get(one.submission.original_reference),
            already_received=fingerprint in received,
        )
        if not has_errors((*one.findings, *intake.check(one.submission, facts))):
            received.add(fingerprint)
        yield _Known(
            member=member,
            owner_id=provider.organization_id if provider and is_senders else sender_id,
            fingerprint=fingerprint,
            facts=facts,
        )


def _billed_under(
    provider: Provider | None, tax_id: str, schedules: Mapping[str, FeeSchedule], day: dt.date
) -> ProviderRecord | None:
    """The billing provider as the claim is checked: under the Tax ID that it names, where the plan has
    confirmed that for the organization, else under the organization's own."""
    if provider is None:
        return None
    known = _provider_in_core(provider, schedules, {})
    further = tax_numbers_on(provider.organization.tax_ids.all(), day)
    return replace(known, tax_id=tax_id) if tax_id in further else known


def _standing() -> QuerySet[Claim]:
    return Claim.objects.exclude(state__in=NOT_STANDING)


def _patient(submission: ClaimSubmission, family: Sequence[Member], named: MemberId) -> Member | None:
    """The enrolled patient. In a dependent loop without an id of its own the subscriber's id names the
    family, and first name and birth date the one person in it; more than one, or none, is nobody."""
    patient = submission.patient
    has_own_id = patient.member_id not in ("", submission.subscriber.member_id)
    if has_own_id or submission.patient_relationship == _SELF:
        return next((member for member in family if member.member_id == named), None)
    fitting = [
        member
        for member in family
        if member.birth_date == patient.birth_date
        and member.first_name.casefold() == patient.first_name.casefold()
    ]
    return fitting[0] if len(fitting) == 1 else None


def _patient_id(submission: ClaimSubmission) -> str:
    """The id that names the patient: the patient's own where one was sent, else the subscriber's."""
    return submission.patient.member_id or submission.subscriber.member_id


def _originals(references: Iterable[str]) -> dict[str, intake.OriginalClaim]:
    wanted = {reference for reference in references if reference}
    if not wanted:
        return {}
    found = Claim.objects.filter(control_number__in=wanted).select_related("member")
    return {
        row.control_number: intake.OriginalClaim(
            control_number=row.control_number,
            billing_npi=row.billing_npi,
            member_id=str(row.member.member_id) if row.member else "",
            state=ClaimState(row.state),
            form=ClaimForm(row.form),
        )
        for row in found
    }


def _receive(
    actor: Actor,
    one: Incoming,
    known: _Known,
    *,
    key: int,
    number: str,
    now: dt.datetime,
    file_id: UUID | None,
) -> Outcome:
    submission = one.submission
    checked = intake.check(submission, known.facts)
    own = tuple(finding for finding in checked if finding.code not in one.said_already)
    is_accepted = not has_errors((*one.findings, *checked))
    patient = submission.patient if submission.patient.last_name else submission.subscriber
    claim = Claim(
        pk=key,
        control_number=number,
        organization_id=known.owner_id,
        family=known.member.family_id if known.member else "",
        member=known.member,
        file_id=file_id,
        number_in_file=one.number_in_file,
        form=submission.form.value,
        frequency=submission.frequency[:1],
        patient_control_number=submission.patient_control_number[:38],
        patient_name=f"{patient.last_name}, {patient.first_name}".strip(", ")[:130],
        billing_npi=submission.billing.npi[:80],
        total_charge=max(-intake.LARGEST_CHARGE, min(submission.total_charge, intake.LARGEST_CHARGE)),
        service_from=submission.service_from,
        service_to=submission.service_to,
        submission=store.dump(submission),
        fingerprint=known.fingerprint,
        received_at=now,
        submitted_by=actor.user_id,
        state=State.RECEIVED if is_accepted else State.REJECTED,
        state_at=now,
    )
    return Outcome(claim=claim, is_accepted=is_accepted, own_findings=own)


# -- decision ---------------------------------------------------------------------------------------------


def queue_decisions(claim_ids: Sequence[int]) -> None:
    """Queue accepted claims for decision, in the running transaction; a family's claims stay in one job."""
    from payerport.claims.tasks import decide

    chosen = Claim.objects.filter(pk__in=claim_ids, state=State.RECEIVED).order_by("family", "pk")
    job: list[int] = []
    jobs: list[JSONDict] = []
    family = ""
    for pk, its_family in chosen.values_list("pk", "family"):
        if len(job) >= _CLAIMS_PER_JOB and its_family != family:
            jobs.append({"claim_ids": [*job]})
            job = []
        job.append(pk)
        family = its_family
    if job:
        jobs.append({"claim_ids": [*job]})
    if jobs:
        decide.batch_defer(*jobs)


def queue_forgotten(actor: Actor) -> int:
    """Queue again what was received over two minutes ago and is undecided with no job left; gives how
    many.
    """
    from procrastinate.contrib.django.models import ProcrastinateJob

    with acting(actor):
        if ProcrastinateJob.objects.filter(task_name="claims.decide", status__in=["todo", "doing"]).exists():
            return 0
        long_ago = timezone.now() - dt.timedelta(minutes=2)
        forgotten = list(
            Claim.objects.filter(state=State.RECEIVED, received_at__lt=long_ago).values_list("pk", flat=True)
        )
        queue_decisions(forgotten)
        return len(forgotten)


def decide_claims(actor: Actor, claim_ids: Sequence[int], *, one_by_one: bool = False) -> int:
    """Decide these claims and what else of their families waits; gives how many.

    All in one transaction; `one_by_one` makes one for each family, so that a family that can't be decided (a
    bug) keeps no other from it: what failed is raised together at the end.
    """
    with acting(actor):
        families = list(
            Claim.objects.filter(pk__in=claim_ids, state=State.RECEIVED)
            .values_list("family", flat=True)
            .order_by("family")
            .distinct()
        )
    if not one_by_one:
        with acting(actor):
            return decide_families(actor, families)
    decided, failed = 0, []
    for family in families:
        try:
            with acting(actor):
                decided += decide_families(actor, [family])
        except Exception as error:  # noqa: BLE001 -- raised below, after the other families had their turn
            failed.append(error)
    if failed:
        raise ExceptionGroup("families could not be decided", failed)
    return decided


def decide_families(actor: Actor, families: Sequence[str]) -> int:
    """Decide all that waits of these families, each in order of receipt, in the running transaction; gives
    how many.

    The families are locked first, in the order of their numbers: deductibles and limits belong to them. What
    another worker has decided is passed over. The number of statements does not grow with claims or families.
    """
    members.lock_families(families)
    undecided = Claim.objects.filter(family__in=families, state=State.RECEIVED).select_related("member")
    waiting: dict[str, list[Claim]] = {}
    for claim in undecided.order_by("received_at", "pk"):
        waiting.setdefault(claim.family, []).append(claim)
    if not waiting:
        return 0
    count = sum(map(len, waiting.values()))
    keys = rows.take_keys(Decision, count + originals.correction_count(waiting))
    written = Written(actor, timezone.now(), iter(keys))
    for world in worlds(waiting):
        for claim in waiting[world.family]:
            _decide(world, written, claim)
    written.save()
    seen = [(claim.control_number, claim.family) for claims in waiting.values() for claim in claims]
    record_each(actor, "claim.decided", "claim", seen)
    if written.taken_back:
        taken = [(one.claim.control_number, one.claim.family) for one in written.taken_back]
        record_each(actor, "claim.taken_back", "claim", taken)
        originals.queue_later(written.taken_back)
    return count


def _decide(world: "World", written: Written, claim: Claim) -> None:
    """Decide one claim. A void takes back what it names; so does a replacement, once it is decided itself."""
    submission = store.submission_of(claim)
    original = originals.original_for(claim, submission, world.standing)
    if original is not None and submission.frequency == Frequency.VOID:
        written.take_back(original, claim.control_number)
        written.carry_out(claim, original.claim)
        world.take_back(original)
        return
    sees = world if original is None else world.without(original)
    snapshot = sees.snapshot_for(claim, submission)
    decided = adjudicate(submission, snapshot)
    if original is not None and decided.outcome is not ClaimState.PENDED:
        written.take_back(original, claim.control_number)
        world.take_back(original)
    standing = written.add(claim, submission=submission, snapshot=snapshot, decided=decided)
    world.move(standing, submission)


def worlds(waiting: Mapping[str, Sequence[Claim]]) -> Iterator["World"]:
    """What the decisions of each family look at, loaded for all of them together."""
    claims = [claim for its in waiting.values() for claim in its]
    enrolled = members.of_families(waiting)
    billing = providers.by_npis(npi for claim in claims for npi in (claim.billing_npi, _facility_npi(claim)))
    practitioners = providers.practitioners_of(one.organization_id for one in billing.values())
    schedules = plans.fee_schedules()
    known = {
        npi: _provider_in_core(one, schedules, practitioners.get(one.organization_id, {}))
        for npi, one in billing.items()
    }
    balances = store.balances_of_each(AccumulatorEntry.objects.filter(family__in=waiting))
    history = store.history_of_each(store.standing_lines(waiting))
    named = originals.originals_of(waiting)
    designs = plans.designs()
    for family in waiting:
        yield World(
            family=family,
            members={member.pk: member for member in enrolled.get(family, [])},
            providers=known,
            designs=designs,
            schedules=schedules,
            balances=balances.get(family, {}),
            history=history.get(family, []),
            standing=named.get(family, {}),
        )


@dataclass
class World:
    """What the decisions of one family look at; moves on with each decision."""

    family: str
    members: dict[int, Member]
    providers: Mapping[str, ProviderRecord]
    designs: Mapping[str, PlanDesign]
    schedules: Mapping[str, FeeSchedule]
    balances: dict[BalanceKey, Cents]
    history: list[PriorLine]
    standing: dict[str, Standing]
    """By control number: claims that a void or replacement may name."""

    def snapshot_for(self, claim: Claim, submission: ClaimSubmission) -> Snapshot:
        member = self.members.get(claim.member_id) if claim.member_id else None
        return Snapshot(
            received_on=plan_day(claim.received_at),
            member=members_store.to_core(member, member.coverages.all()) if member else None,
            provider=self.providers.get(submission.billing.npi),
            plans=self.designs,
            schedules=self.schedules,
            codes=tables(),
            balances=dict(self.balances),
            history=tuple(self.history),
            facility_networks=providers_store.networks_on(
                self.providers.get(_facility_npi(claim)), submission.service_from
            ),
        )

    def move(self, standing: Standing, submission: ClaimSubmission) -> None:
        """Let the next decision see this one."""
        claim, decided = standing.claim, standing.decision
        self.standing[claim.control_number] = standing
        if decided.outcome is ClaimState.PENDED:
            return
        resequence.add_movements(self.balances, decided)
        person = claim.member.person if claim.member else ""
        self.history += resequence.prior_lines(claim.control_number, submission, decided, person)

    def without(self, original: Standing) -> "World":
        """The world in which the claim was never decided."""
        return replace(
            self,
            balances=resequence.balances_without(self.balances, [original.decision]),
            history=[line for line in self.history if line.claim != original.claim.control_number],
        )

    def take_back(self, original: Standing) -> None:
        """Let the next decision no longer see the claim."""
        left = self.without(original)
        self.balances, self.history = left.balances, left.history


def _facility_npi(claim: Claim) -> str:
    """The NPI of where the service was given, as the claim says; empty when it says none."""
    facility = claim.submission.get("service_facility") or {}
    return str(facility.get("npi", ""))


def _provider_in_core(
    provider: Provider, schedules: Mapping[str, FeeSchedule], practitioners: Mapping[str, str]
) -> ProviderRecord:
    organization: Organization = provider.organization
    return providers_store.to_core(
        provider, organization.tax_id, organization.contracts.all(), schedules, practitioners
    )


def mark_paid(actor: Actor, claims: Sequence[Claim], trace_number: str, at: dt.datetime) -> None:
    """Move processed claims to Paid, in the running transaction of the payment that pays them."""
    for claim in claims:
        if not may_move(ClaimState(claim.state), ClaimState.PAID):
            raise ValueError(f"a claim does not go from {claim.state} to paid")
        claim.state, claim.state_at = State.PAID, at
    rows.insert([store.state_row(actor, claim, State.PAID, at, reason=trace_number) for claim in claims])
    rows.update(claims, ("state", "state_at"))
    record_each(actor, "claim.paid", "claim", [(claim.control_number, claim.family) for claim in claims])
