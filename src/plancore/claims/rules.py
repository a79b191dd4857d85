"""Every rule of intake and adjudication as data: its id, what it does, the codes it gives, its source,
words and mend.

Ids are stable: they stand in recorded decisions, in 277CA mappings and on pages. `words` and `mend` are
whole plain sentences without personal data; `{name}` places are filled by the rule.
"""

from collections.abc import Iterable

from plancore.claims.decision import Group
from plancore.claims.rule import Effect, Rule
from plancore.claims.rules_denial import denials
from plancore.claims.rules_edits import edit_rules
from plancore.claims.rules_intake import rejects

CO, PR, OA = Group.CONTRACTUAL, Group.PATIENT, Group.OTHER


def _pends() -> Iterable[Rule]:
    rows = (
        (
            "pend.void",
            "reversals",
            "837 CLM05-3",
            "The void's earlier claim has to be taken back.",
        ),
        (
            "pend.replacement",
            "reversals",
            "837 CLM05-3",
            "The claim that this one replaces has to be taken back first.",
        ),
        (
            "pend.plan.unpublished",
            "plan-configuration",
            "plan: terms",
            "The plan's terms for that day are not published.",
        ),
        (
            "pend.duplicate.suspect",
            "duplicates",
            "plan: duplicates",
            "It looks like a service billed before, but not quite.",
        ),
        (
            "pend.pricing",
            "pricing",
            "plan: contracts",
            "Neither fee schedule nor contract has a price for it.",
        ),
        (
            "pend.pricing.facts",
            "pricing",
            "contract: terms",
            "The contract's price needs what the claim does not say: {what}.",
        ),
        (
            "pend.pricing.drg",
            "pricing",
            "contract: diagnosis related groups",
            "The contract pays by diagnosis related group, and the claim names none.",
        ),
        (
            "pend.reference.missing",
            "pricing",
            "plan: tiers",
            "The reference fee schedule for the price is not there.",
        ),
        (
            "pend.coordination",
            "coordination",
            "plan: coordination of benefits",
            "Another plan pays too, and its part has to be looked at.",
        ),
        (
            "pend.coordination.order",
            "coordination",
            "plan: coordination of benefits; NAIC Model Regulation 120; 42 CFR 411",
            "Which of the patient's plans pays first is open. {why}",
        ),
        (
            "pend.codes.stale",
            "codes",
            "plan: code sets",
            "The plan's table of codes is too old to know this code on that day.",
        ),
        (
            "pend.category",
            "plan-configuration",
            "plan: categories",
            "The plan's terms do not say under which benefit it falls.",
        ),
    )
    for rule_id, queue, source, words in rows:
        mend = "Nothing for you to do; plan staff looks at it."
        yield Rule(id=rule_id, effect=Effect.PEND, source=source, words=words, mend=mend, queue=queue)


def _adjustments() -> Iterable[Rule]:
    rows: tuple[tuple[str, Group, str, str, str], ...] = (
        (
            "pricing.contract",
            CO,
            "45",
            "contract: fee schedule",
            "Above what the contract allows; not to be billed.",
        ),
        (
            "pricing.multiple",
            CO,
            "59",
            "contract: several procedures of a day",
            "Taken off because of another procedure of the day.",
        ),
        ("pricing.above_charge", CO, "94", "contract: terms", "The contract pays more than the charge."),
        (
            "pricing.balance",
            PR,
            "45",
            "plan: out of network",
            "Above the plan's allowed amount for this service.",
        ),
        ("pricing.protected", CO, "45", "45 CFR 149.110", "Above the recognized amount; may not be billed."),
        (
            "pricing.protected_facility",
            CO,
            "45",
            "45 CFR 149.120",
            "Above the recognized amount at a facility in the network; may not be billed.",
        ),
        (
            "pricing.protected_air",
            CO,
            "45",
            "45 CFR 149.130",
            "Above the recognized amount of an air ambulance; may not be billed.",
        ),
        (
            "coordination.other_plan",
            OA,
            "23",
            "plan: coordination of benefits",
            "What the plan before this one paid and adjusted.",
        ),
        ("benefit.deductible", PR, "1", "plan: deductible", "Counts to the deductible."),
        ("benefit.coinsurance", PR, "2", "plan: coinsurance", "The member's percentage."),
        ("benefit.copay", PR, "3", "plan: copay", "The member's fixed amount for the visit."),
        ("pend.claim", OA, "133", "plan: pends", "Waits with the claim; nothing is decided yet."),
    )
    for rule_id, group, carc, source, words in rows:
        rarc = ("N830",) if rule_id.startswith("pricing.protected") else ()
        yield Rule(
            id=rule_id, effect=Effect.ADJUST, source=source, words=words, group=group, carc=carc, rarc=rarc
        )


def _notes() -> Iterable[Rule]:
    rows = (
        (
            "note.codes.not_loaded",
            "45 CFR 162.1002",
            "The plan has no table for this code, so it could not be checked.",
        ),
    )
    for rule_id, source, words in rows:
        yield Rule(id=rule_id, effect=Effect.NOTE, source=source, words=words)


RULES: dict[str, Rule] = {
    rule.id: rule for rule in (*rejects(), *denials(), *edit_rules(), *_pends(), *_adjustments(), *_notes())
}
"""All rules by id."""

__all__ = ["RULES", "Effect", "Rule"]
