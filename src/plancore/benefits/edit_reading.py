"""Reads `edits:` of a plan: each setting checked, each list complete, slips of the pen found."""

from plancore.benefits.edit_settings import (
    Bundle,
    CodeRanges,
    EditSettings,
    Necessity,
    Settled,
    SpecialtyRule,
    ToothRule,
)
from plancore.benefits.reading import Node

_CHOICES = (
    "diagnosis_age",
    "diagnosis_sex",
    "excludes1",
    "procedure_age",
    "procedure_sex",
    "rendering_unknown",
    "same_day_elsewhere",
    "referral_unknown",
    "other_plan_first",
    "this_plan_first",
)
_OLDEST = 150


def read_edits(node: Node) -> EditSettings:
    """The settings under `edits:`; what is not written there has its default."""
    defaults = EditSettings()
    chosen = {name: Settled(node.choice(name, list(Settled), getattr(defaults, name))) for name in _CHOICES}
    settings = EditSettings(
        **chosen,
        authorization_over=node.choice("authorization_over", ["deny", "cut_back"], "deny"),
        after_other_plan_days=node.whole("after_other_plan_days", optional=True),
        surgery_visits=node.ranges("surgery_visits"),
        bundles=tuple(_bundle(one) for one in node.children("bundles")),
        necessity=tuple(_necessity(one) for one in node.children("necessity")),
        specialties=tuple(_specialty(one) for one in node.children("specialties")),
        teeth=tuple(_tooth(one) for one in node.children("teeth")),
    )
    node.done()
    return settings


def _needed(node: Node, key: str) -> CodeRanges:
    found = node.ranges(key)
    if not found:
        node.wrong(key, "plan.missing", "is missing.", f"Add `{key}: [G0101]`, codes or ranges.")
    return found


def _bundle(node: Node) -> Bundle:
    found = Bundle(
        procedures=_needed(node, "procedures"),
        part_of=_needed(node, "part_of"),
        separable=node.flag("separable", True),
        exclusive=node.flag("exclusive", False),
        source=node.text("source"),
    )
    node.done()
    return found


def _necessity(node: Node) -> Necessity:
    found = Necessity(
        procedures=_needed(node, "procedures"),
        diagnoses=_needed(node, "diagnoses"),
        does=Settled(node.choice("does", [Settled.DENY, Settled.PEND], Settled.DENY)),
        source=node.text("source"),
    )
    node.done()
    return found


def _specialty(node: Node) -> SpecialtyRule:
    found = SpecialtyRule(
        procedures=_needed(node, "procedures"),
        specialties=node.words("specialties"),
        source=node.text("source"),
    )
    if not found.specialties:
        node.wrong("specialties", "plan.missing", "is missing.", "Add `specialties: [207R]`.")
    node.done()
    return found


def _tooth(node: Node) -> ToothRule:
    known = ("tooth", "surface", "cavity")
    needs = frozenset(node.words("needs"))
    for word in sorted(needs.difference(known)):
        node.wrong("needs", "plan.choice", f"has `{word}`, which is none.", f"Known: {', '.join(known)}.")
    oldest = node.whole("oldest", _OLDEST)
    found = ToothRule(
        procedures=_needed(node, "procedures"),
        needs=needs,
        youngest=node.whole("youngest", 0) or 0,
        oldest=_OLDEST if oldest is None else oldest,
        months=node.whole("months", 0) or 0,
        source=node.text("source"),
    )
    node.done()
    return found
