"""What another payer's remittance says beside the payment of claims and lines: kept as details, written back
in the guide's order."""

from collections.abc import Iterable, Iterator

from plancore.claims.supplement import Detail
from plancore.exchange.claim_order import Order, order_of
from plancore.exchange.claim_supplement import detail_of
from plancore.exchange.claim_write import detail_values
from plancore.x12.events import Row
from plancore.x12.writer import Writer

_WHOLE = frozenset(("CLP", "SVC", "CAS", "LQ"))
_TAKEN = frozenset((
    ("NM1", "QC"), ("NM1", "IL"), ("NM1", "82"), ("DTM", "050"), ("AMT", "AU"),
    ("DTM", "472"), ("DTM", "150"), ("DTM", "151"), ("REF", "6R"), ("AMT", "B6"),
))  # fmt: skip
"""Segments that values hold: name and qualifier. The same in claims and lines."""


def rest_of(rows: Iterable[Row], component: str) -> tuple[Detail, ...]:
    """The segments of a claim's or line's rows that no field holds."""
    return tuple(
        detail_of(elements, component)
        for _, elements in rows
        if elements[0] not in _WHOLE and (elements[0], elements[1]) not in _TAKEN
    )


def in_order(w: Writer, loop: str, texts: Iterable[str], details: Iterable[Detail]) -> Iterator[str]:
    """The segments of a loop (2100 or 2110) with its details among them."""
    whole = [*texts, *(w.segment(one.segment, *detail_values(one)) for one in details)]
    order = order_of("835")
    yield from sorted(whole, key=lambda text: _place(order, w, loop, text))


def _place(order: Order, w: Writer, loop: str, text: str) -> int:
    parts = text.removesuffix(w.d.segment).split(w.d.element)
    return order.place(loop, parts[0], parts[1] if len(parts) > 1 else "")
