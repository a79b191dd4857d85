"""What the plan's own X12 files say, for tests: segments as lists of elements."""

from payerport.audit.lock import as_core
from payerport.files.models import InboundFile


def segments(content: bytes, name: str = "") -> list[list[str]]:
    """The segments of a file that the plan wrote (delimiters `*` and `~`), or those of one name."""
    found = [one.strip().split("*") for one in content.decode("latin-1").split("~") if one.strip()]
    return [one for one in found if not name or one[0] == name]


def answers(inbound: InboundFile) -> dict[str, list[bytes]]:
    """What a file was answered with, by kind, in the order written."""
    found: dict[str, list[bytes]] = {}
    with as_core():
        for one in inbound.acknowledgements.order_by("control_number"):
            found.setdefault(one.kind, []).append(bytes(one.content))
    return found


def statuses(content: bytes) -> dict[str, tuple[str, str]]:
    """Of a 277CA: patient control number -> (status, the plan's control number or empty), claim by claim."""
    found: dict[str, tuple[str, str]] = {}
    number = status = ""
    for one in segments(content):
        if one[0] == "HL":
            number = ""
            is_claim = one[3] == "PT"
        elif one[0] == "TRN" and is_claim:
            number = one[2]
        elif one[0] == "STC" and number:
            status = one[1]
            found[number] = (status, "")
        elif one[0] == "REF" and one[1] == "1K" and number:
            found[number] = (status, one[2])
    return found
