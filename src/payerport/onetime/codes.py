"""The digits of a code: reckoned with the portal's key out of what its row says, so that they lie nowhere.

Whoever reads the database, a backup or the queue has no code; whoever sends or checks one reckons it anew.
"""

import re
import uuid
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS: Final = 8
_SALT: Final = "payerport.onetime"
_PASSED_OVER: Final = re.compile(r"[\s-]")


def digits_of(code_id: uuid.UUID, purpose: str, sending: int) -> str:
    """The eight digits of one sending. The id is random; another sending has other digits."""
    words = f"{code_id}|{purpose}|{sending}"
    number = int.from_bytes(salted_hmac(_SALT, words, algorithm="sha256").digest()[:16])
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def fits(typed: str, code_id: uuid.UUID, purpose: str, sending: int) -> bool:
    """Whether what was typed (spaces and hyphens passed over) is this sending's code; in constant time."""
    return constant_time_compare(_PASSED_OVER.sub("", typed), digits_of(code_id, purpose, sending))


def spaced(digits: str) -> str:
    """As it is read aloud: `1234 5678`."""
    half = DIGITS // 2
    return f"{digits[:half]} {digits[half:]}"
