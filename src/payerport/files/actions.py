"""Keeping a file that the plan wrote."""

import datetime as dt
import hashlib

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.files.models import InboundFile, OutboundFile


def write_file(
    actor: Actor,
    kind: str,
    content: bytes,
    *,
    control_number: int,
    at: dt.datetime,
    answers: InboundFile | None = None,
    organization_id: int | None = None,
) -> OutboundFile:
    """Keep a file the plan wrote: in answer to `answers`, or to an organization."""
    outbound = OutboundFile.objects.create(
        organization_id=answers.organization_id if answers else organization_id,
        kind=kind,
        answers=answers,
        control_number=control_number,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        written_at=at,
    )
    record(actor, "file.written", "file", f"{kind} {control_number}", detail={"size": len(content)})
    return outbound
