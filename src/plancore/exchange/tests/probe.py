"""One file through everything that reads it, and what must hold whatever its bytes are. The fuzz run
(`scripts/fuzz_x12.py`) and the tests share it."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from plancore.exchange import acks, x837
from plancore.x12 import NotX12, check
from plancore.x12.guide import names
from plancore.x12.show import shown
from plancore.x12.values import Codes

STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
EVERY = frozenset(names())
MOST_BYTES = 16_384
"""Longest input of a fuzz run: a dozen claims."""


def chunks(data: bytes, size: int) -> Iterator[bytes]:
    """The bytes in pieces; `size` 0 gives them whole."""
    if not size:
        yield data
        return
    for at in range(0, len(data), size):
        yield data[at : at + size]


def probe(data: bytes, size: int = 0, codes: Codes | None = None) -> int:
    """Checks, reads, shows and acknowledges a file that comes in pieces of `size` bytes. Gives the number of
    findings, -1 for what is no X12. Raises AssertionError where a promise is broken, and any exception but
    the declared NotX12 as it is."""
    try:
        found = list(check(chunks(data, size), codes=codes))
    except NotX12 as refusal:
        assert re.fullmatch(r"[A-Z].*\.", str(refusal)), refusal
        return -1
    if size:
        assert found == list(check([data], codes=codes)), "other findings when the bytes come in pieces"
    for one in found:
        assert 0 <= one.place.offset <= len(data), one
        assert one.message, one
        assert "{" not in one.message or b"{" in data, one
    for _ in shown(chunks(data, size), values=True):
        pass
    for ack in acknowledgements(data, size, codes):
        wrong = [one for one in check([ack.content]) if one.is_error]
        assert wrong == [], (ack.kind, wrong, ack.content)
    return len(found)


def acknowledgements(data: bytes, size: int = 0, codes: Codes | None = None) -> list[acks.Ack]:
    """TA1, 999 and 277CA of a file, claims that are acceptable accepted. Raises NotX12."""
    builder, numbers, controls = acks.AckBuilder(), itertools.count(1), itertools.count(1)
    for event in x837.read(chunks(data, size), codes=codes, supported=EVERY):
        if isinstance(event, x837.ClaimReceived):
            assert event.submission.patient_control_number == event.echo.patient_control_number
            number = f"HHP{next(numbers):09d}" if event.is_acceptable else ""
            builder.settle(event, control_number=number)
        else:
            builder.feed(event)
    return list(builder.finish(stamp=STAMP, next_control_number=lambda: next(controls)))
