"""Taking files in: keep the bytes, give the receipt, read them once, answer them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.audit import rows
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.claims import actions as claims
from payerport.codes import tables
from payerport.edi.profile import plan_profile
from payerport.edi.reading import readable
from payerport.files.actions import write_file
from payerport.files.models import FileFinding, InboundFile
from payerport.files.numbers import next_interchange_number, next_receipt_number
from payerport.web.refusals import BadRequest
from plancore.exchange import acks, x837
from plancore.exchange.echo import Name
from plancore.exchange.overlap import said_already
from plancore.kernel import Finding, Severity
from plancore.x12 import NotX12
from plancore.x12 import events as x12_events

CLAIMS_AT_ONCE = 200
"""So many claims are looked up and stored together; a file is never in memory as values whole."""
_CHUNK = 1 << 16


class FileEmpty(BadRequest):
    """Nothing is in the file."""

    code = "file-empty"
    title = _("The file is empty")
    text = _("The file that arrived has nothing in it, so nothing was taken in.")
    instead = _("Export it again from your system and send it once more.")


class FileTooLarge(BadRequest):
    """More bytes than the plan takes in one file."""

    status = 413
    code = "file-too-large"
    title = _("The file is too large")
    text = _("The file is larger than the plan takes in one piece, so nothing was taken in.")
    instead = _("Split it into several files and send them one after another.")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file taken in; `is_repeat` when the same bytes had come before, and nothing new was stored."""

    file: InboundFile
    is_repeat: bool


def receive(actor: Actor, channel: InboundFile.Channel, name: str, chunks: Iterable[bytes]) -> Receipt:
    """Take a file in from the actor's organization (the plan's operator: for any provider) and queue it for
    reading.

    The same bytes again give the first receipt again. Raises `FileEmpty` or `FileTooLarge`.
    """
    content = _collect(chunks)
    digest = hashlib.sha256(content).hexdigest()
    now = timezone.now()
    with transaction.atomic():
        inbound, is_new = InboundFile.objects.get_or_create(  # type: ignore[misc]  # None is the plan's operator
            organization_id=actor.organization_id,
            sha256=digest,
            defaults={
                "receipt_number": next_receipt_number(plan_day(now)),
                "channel": channel,
                "name": name[:200],
                "size": len(content),
                "received_at": now,
                "received_by": actor.user_id,
                "content": content,
            },
        )
        record(
            actor,
            "file.received" if is_new else "file.repeated",
            "file",
            inbound.receipt_number,
            detail={"sha256": digest, "size": len(content), "channel": channel.value},
        )
        if is_new:
            _queue_reading(inbound.pk)
    return Receipt(file=inbound, is_repeat=not is_new)


def _collect(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > settings.UPLOAD_MAX_BYTES:
            raise FileTooLarge
    if not content.strip():
        raise FileEmpty
    return bytes(content)


def _queue_reading(file_id: UUID) -> None:
    from payerport.edi.tasks import read_file as job

    job.defer(file_id=str(file_id))


def read_file(actor: Actor, file_id: UUID) -> InboundFile | None:
    """Read a received file: store each claim with its findings, write the acknowledgements, queue the
    decisions.

    All in the running transaction: a file is read whole or, should the process die, not at all and then
    again. None when the file was read before.
    """
    inbound = InboundFile.objects.select_for_update().get(pk=file_id)
    if inbound.progress != InboundFile.Progress.RECEIVED:
        return None
    reading = _Reading(actor, inbound)
    content = bytes(inbound.content)
    try:
        profile = plan_profile()
        refused = x837.rejected(_chunks(content), profile=profile).sets
        events = x837.read(_chunks(content), codes=tables(), profile=profile, rejected_sets=refused)
        reading.take_in(events)
    except NotX12 as refusal:
        inbound.progress = InboundFile.Progress.REFUSED
        inbound.refusal = str(refusal)
    else:
        inbound.progress = InboundFile.Progress.READ
        reading.acknowledge()
    inbound.accepted = len(reading.accepted)
    inbound.rejected = reading.rejected
    inbound.read_at = timezone.now()
    inbound.save(update_fields=["progress", "refusal", "accepted", "rejected", "read_at"])
    claims.queue_decisions(reading.accepted)
    record(
        actor,
        f"file.{inbound.progress}",
        "file",
        inbound.receipt_number,
        detail={"accepted": inbound.accepted, "rejected": inbound.rejected},
    )
    return inbound


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield readable(content[start : start + _CHUNK])


_PROCESSES = {
    InboundFile.Channel.UPLOAD: "command",
    InboundFile.Channel.COMMAND: "command",
    InboundFile.Channel.API: "system",
}
"""Who brought a file that no person sent, as a claim's timeline names them."""

Event = x12_events.Event | x837.ClaimReceived

_IN_REFUSED_SET = Finding(
    code="claim.set.refused",
    severity=Severity.ERROR,
    where="transaction set",
    message="The transaction set that holds this claim could not be taken in as a whole.",
    mend="Mend what the 999 names, and send the set again.",
    rule="005010X231A1",
)


@dataclass
class _Reading:
    """One pass through one file: events wait until a batch of claims is stored, then go on in their order."""

    actor: Actor
    inbound: InboundFile
    builder: acks.AckBuilder = field(default_factory=lambda: acks.AckBuilder(payer=_payer()))
    waiting: list[Event] = field(default_factory=list)
    waiting_claims: int = 0
    seen: int = 0
    accepted: list[int] = field(default_factory=list)
    rejected: int = 0

    def take_in(self, events: Iterable[Event]) -> None:
        """Store each claim and feed the acknowledgements, in the file's order."""
        for event in events:
            self.waiting.append(event)
            self.waiting_claims += isinstance(event, x837.ClaimReceived)
            if self.waiting_claims >= CLAIMS_AT_ONCE:
                self._settle()
        self._settle()

    def _settle(self) -> None:
        received = [event for event in self.waiting if isinstance(event, x837.ClaimReceived)]
        outcomes = iter(self._submit(received))
        for event in self.waiting:
            if isinstance(event, x837.ClaimReceived):
                self._settle_claim(event, next(outcomes))
            else:
                self.builder.feed(event)
                self._keep_findings(event)
        self.waiting.clear()
        self.waiting_claims = 0

    def _submit(self, received: Sequence[x837.ClaimReceived]) -> list[claims.Outcome]:
        incoming = []
        for event in received:
            self.seen += 1
            refused = (_IN_REFUSED_SET,) if event.is_in_rejected_set else ()
            found = event.all_findings
            incoming.append(
                claims.Incoming(
                    submission=event.submission,
                    findings=(*found, *refused),
                    said_already=said_already(found),
                    number_in_file=self.seen,
                )
            )
        person = self.inbound.received_by
        process = "" if person else _PROCESSES[InboundFile.Channel(self.inbound.channel)]
        sender = replace(self.actor, user_id=person, process=process)
        return claims.submit(
            sender, incoming, sender_id=self.inbound.organization_id, file_id=self.inbound.pk
        )

    def _settle_claim(self, event: x837.ClaimReceived, outcome: claims.Outcome) -> None:
        if outcome.is_accepted:
            self.accepted.append(outcome.claim.pk)
            self.builder.settle(
                event, control_number=outcome.claim.control_number, findings=outcome.own_findings
            )
        else:
            self.rejected += 1
            self.builder.settle(event, findings=outcome.own_findings)

    def _keep_findings(self, event: Event) -> None:
        """Keep what was found about the file itself; what is inside a claim is kept with the claim."""
        found = () if isinstance(event, x12_events.Unit | x837.ClaimReceived) else event.findings
        rows.insert(
            [
                FileFinding(
                    file_id=self.inbound.pk,
                    organization_id=self.inbound.organization_id,
                    code=one.code,
                    severity=one.severity.value,
                    where=str(one.place)[:120],
                    message=one.message,
                    mend=one.mend,
                )
                for one in found
            ]
        )

    def acknowledge(self) -> None:
        """Write what the file is answered with."""
        now = timezone.now()
        written = self.builder.finish(
            stamp=now,
            next_control_number=next_interchange_number,
            received=plan_day(self.inbound.received_at),
            receipt=self.inbound.receipt_number,
        )
        for ack in written:
            write_file(
                self.actor,
                ack.kind,
                ack.content,
                control_number=ack.control_number,
                at=now,
                answers=self.inbound,
            )


def _payer() -> Name:
    return Name(last=settings.PLAN_NAME, qualifier="PI", id=settings.PAYER_ID)
