"""Read shapes about files."""

from payerport.audit.actor import Actor
from payerport.files.access import files_visible_to
from payerport.files.models import FileFinding, InboundFile


def recent_files(actor: Actor, limit: int = 20) -> list[InboundFile]:
    """The organization's newest files, without their bytes."""
    return list(files_visible_to(actor).order_by("-received_at")[:limit])


def acknowledgement_kinds(inbound: InboundFile) -> list[str]:
    """Which acknowledgements were written for a file, in the order written."""
    return list(inbound.acknowledgements.order_by("control_number").values_list("kind", flat=True))


def findings_of(inbound: InboundFile) -> list[FileFinding]:
    """What was found about the file as a whole."""
    return list(inbound.findings.order_by("pk"))
