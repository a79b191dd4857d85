"""The gate for files: who may see which."""

from django.db.models import Q, QuerySet

from payerport.accounts.roles import SEE_CLAIMS
from payerport.audit.actor import Actor
from payerport.audit.reach import reach
from payerport.files.models import InboundFile, OutboundFile
from payerport.web.refusals import NotFound


def files_visible_to(actor: Actor) -> QuerySet[InboundFile]:
    """The files that the actor's organization sent (all, for the plan), without their bytes. Somebody limited
    to a part of it sees those they sent themselves: a file holds claims of any place."""
    own = Q() if actor.limits is None else Q(received_by=actor.user_id)
    return InboundFile.objects.filter(reach(actor, SEE_CLAIMS), own).defer("content")


def file_for(actor: Actor, receipt_number: str) -> InboundFile:
    """The file with this receipt number, if the actor may see it. Raises `NotFound` otherwise."""
    found = files_visible_to(actor).filter(receipt_number=receipt_number).first()
    if found is None:
        raise NotFound
    return found


def acknowledgement_for(actor: Actor, receipt_number: str, kind: str) -> OutboundFile:
    """An acknowledgement (`999`, `277CA`, `TA1`) of a file the actor may see. Raises `NotFound` otherwise."""
    inbound = file_for(actor, receipt_number)
    found = OutboundFile.objects.filter(answers=inbound, kind=kind).order_by("control_number").first()
    if found is None:
        raise NotFound
    return found
