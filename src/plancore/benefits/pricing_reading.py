"""Reads how a tier prices what no contract does: by a reference, by usual charges, or by the charge."""

from plancore.benefits.design import OutOfNetwork
from plancore.benefits.reading import Node

METHODS = ("percent_of_reference", "usual_charge", "percent_of_charge")


def read_out_of_network(node: Node) -> OutOfNetwork:
    """The tier's `pricing`; what is wrong becomes a finding of the node."""
    method = node.choice("method", METHODS)
    percentile = node.whole("percentile", 0) or 0
    usual = tuple(found for part in node.children("charges") for found in _usual(part))
    if method == "usual_charge" and not (1 <= percentile <= 100 and usual):
        node.wrong(
            "percentile",
            "plan.missing",
            "goes with a table.",
            "Write `percentile: 80` and `charges: [{codes: [...], at: {80: $120.00}}]`.",
        )
    recognized = node.child("recognized")
    pricing = OutOfNetwork(
        reference=node.text("reference", None if method == "percent_of_reference" else ""),
        percent=node.rate("percent") or 0,
        percent_of_charge=node.rate("unlisted_percent_of_charge", optional=True),
        balance_billing=node.flag("balance_billing", True),
        method=method,
        percentile=percentile,
        usual=usual,
        recognized=recognized.text("reference") if node.has("recognized") else "",
        recognized_percent=_rate_or_whole(recognized),
    )
    recognized.done()
    node.done()
    return pricing


def _rate_or_whole(node: Node) -> int:
    found = node.rate("percent", optional=True)
    return 10_000 if found is None else found


def _usual(node: Node) -> list[tuple[str, str, tuple[tuple[int, int], ...]]]:
    at = node.child("at")
    points: list[tuple[int, int]] = []
    for key in at.data:
        if not (key.isdigit() and 1 <= int(key) <= 100):
            at.wrong(key, "plan.number", "is no percentile.", "Write it like `80: $120.00`.")
            continue
        points.append((int(key), at.money(key) or 0))
    rows = tuple(sorted(points))
    ranges = node.ranges("codes")
    if not ranges or not rows:
        node.wrong(
            "at", "plan.missing", "needs codes and charges.", "Write `{codes: [J3301], at: {80: $9.00}}`."
        )
    node.done()
    return [(low, high, rows) for low, high in ranges]
