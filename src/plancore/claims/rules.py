"""Every rule of intake and adjudication as data: its id, what it does, the codes it gives, its source,
words and mend.

Ids are stable: they stand in recorded decisions, in 277CA mappings and on pages. `words` and `mend` are
whole plain sentences without personal data; `{name}` places are filled by the rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from plancore.claims.decision import Group


class Effect(StrEnum):
    """What a rule does when it fires."""

    REJECT = "reject"
    """At receipt: the claim goes back and is never adjudicated."""
    DENY = "deny"
    PEND = "pend"
    ADJUST = "adjust"
    """Explains an amount; denies nothing."""
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `group`, `carc` and `rarc` are given for DENY and ADJUST, `queue` for PEND."""

    id: str
    effect: Effect
    source: str
    words: str
    mend: str = ""
    group: Group | None = None
    carc: str = ""
    rarc: tuple[str, ...] = ()
    queue: str = ""


def _rejects() -> Iterable[Rule]:
    rows = (
        ("claim.lines.none", "837 loop 2400", "The claim has no service line.", "Add at least one service."),
        (
            "claim.line.number",
            "837 LX01",
            "Service lines are not numbered 1, 2, 3 in order.",
            "Number them in order.",
        ),
        (
            "claim.npi.check_digit",
            "45 CFR 162.406",
            "This is not an NPI: its check digit does not fit.",
            "Check the ten digits for a slip, then send the claim again.",
        ),
        (
            "claim.provider.unknown",
            "plan: provider records",
            "The plan does not know this billing provider.",
            "Check the billing NPI, or ask provider relations to add the practice.",
        ),
        (
            "claim.provider.not_yours",
            "plan: provider records",
            "The billing provider is not of the organization that sent the claim.",
            "Send it from the organization that bills, or ask it to delegate billing to you.",
        ),
        (
            "claim.provider.tax_id",
            "plan: provider records",
            "The Tax ID is not the one on file for this NPI.",
            "Check the Tax ID, or ask provider relations to update it.",
        ),
        (
            "claim.member.unknown",
            "plan: enrolment",
            "The plan has no member with this number.",
            "Check the number on the card: all nine digits, without the asterisk.",
        ),
        (
            "claim.member.mismatch",
            "plan: enrolment",
            "The patient's birth date is not the one on file for this number.",
            "Check the birth date and the last two digits of the number on the card.",
        ),
        (
            "claim.total.mismatch",
            "837 CLM02",
            "The total charge is not the sum of the lines.",
            "Make the total equal to the sum of the line charges.",
        ),
        (
            "claim.charge.negative",
            "837 SV102",
            "A charge is below zero.",
            "Send the charge as a positive amount.",
        ),
        ("claim.units.none", "837 SV104", "The number of units is zero or less.", "Give at least one unit."),
        (
            "claim.date.order",
            "837 DTP*472",
            "The service ends before it begins.",
            "Check both dates of service.",
        ),
        (
            "claim.date.future",
            "plan: intake",
            "The service is after the day the claim came in.",
            "Send the claim once the service was given.",
        ),
        ("claim.diagnosis.none", "837 HI", "The claim has no diagnosis.", "Add the diagnosis treated."),
        (
            "claim.diagnosis.pointer",
            "837 SV107",
            "A line points to a diagnosis that the claim does not have.",
            "Point to one of the diagnoses listed.",
        ),
        (
            "claim.frequency.unknown",
            "837 CLM05-3",
            "The claim's frequency is none that the plan takes.",
            "Use 1 for a new claim, 7 to replace one, 8 to void one.",
        ),
        (
            "claim.frequency.original_missing",
            "837 REF*F8",
            "A replacement or void names no earlier claim.",
            "Give the plan's control number of the claim it acts on.",
        ),
        (
            "claim.frequency.original_unknown",
            "837 REF*F8",
            "The plan finds no such earlier claim of this practice.",
            "Check the plan's control number of the claim it acts on.",
        ),
        (
            "claim.frequency.original_final",
            "837 REF*F8",
            "The earlier claim was voided or replaced already.",
            "Act on the claim that stands now, or send a new one.",
        ),
        (
            "claim.duplicate.received",
            "plan: intake",
            "The same claim came in before.",
            "Look up the earlier claim; send a replacement if something changed.",
        ),
    )
    for rule_id, source, words, mend in rows:
        yield Rule(id=rule_id, effect=Effect.REJECT, source=source, words=words, mend=mend)


CO, PR, OA = Group.CONTRACTUAL, Group.PATIENT, Group.OTHER


def _denials() -> Iterable[Rule]:
    rows: tuple[tuple[str, Group, str, tuple[str, ...], str, str, str], ...] = (
        (
            "edit.member.unknown",
            CO,
            "31",
            (),
            "plan: enrolment",
            "The patient is not a member the plan knows.",
            "Check the member's number and send the claim again.",
        ),
        (
            "edit.coverage.before",
            PR,
            "26",
            (),
            "plan: enrolment",
            "The service was before coverage began.",
            "Check the date of service, or the patient's coverage on that day.",
        ),
        (
            "edit.coverage.after",
            PR,
            "27",
            (),
            "plan: enrolment",
            "The service was after coverage ended.",
            "Ask the patient for other coverage on that day.",
        ),
        (
            "edit.provider.unknown",
            CO,
            "B7",
            (),
            "plan: provider records",
            "The billing provider is not known to the plan on that day.",
            "Ask provider relations to add the practice.",
        ),
        (
            "edit.provider.sanctioned",
            CO,
            "B7",
            (),
            "plan: provider records",
            "The provider may not be paid for that day.",
            "Ask provider relations.",
        ),
        (
            "edit.network.none",
            PR,
            "242",
            (),
            "plan: tiers",
            "The plan covers this only inside its network.",
            "See a provider of the network, or ask for an exception before the service.",
        ),
        (
            "edit.duplicate.exact",
            CO,
            "18",
            (),
            "plan: duplicates",
            "The same service was billed before.",
            "Look up the earlier claim; add the modifier for a repeat if it was done twice.",
        ),
        (
            "edit.timely_filing",
            CO,
            "29",
            (),
            "plan: timely_filing",
            "The claim came in after the time for filing.",
            "Send proof of earlier filing, if there was one.",
        ),
        (
            "edit.procedure.invalid",
            CO,
            "181",
            (),
            "45 CFR 162.1002",
            "The procedure code was not in force on the day of service.",
            "Send a replacement with a code in force.",
        ),
        (
            "edit.modifier.invalid",
            CO,
            "182",
            (),
            "45 CFR 162.1002",
            "A modifier was not in force on the day of service.",
            "Send a replacement with a modifier in force.",
        ),
        (
            "edit.diagnosis.invalid",
            CO,
            "146",
            (),
            "45 CFR 162.1002",
            "A diagnosis of this line was not in force on the day of service.",
            "Send a replacement with a diagnosis in force.",
        ),
        (
            "edit.diagnosis.not_billable",
            CO,
            "16",
            ("M76",),
            "ICD-10-CM guideline I.B.2",
            "A diagnosis of this line is a heading; it needs more characters.",
            "Send a replacement with the diagnosis to its last character.",
        ),
        (
            "edit.diagnosis.external_first",
            CO,
            "16",
            ("M76",),
            "ICD-10-CM guideline I.C.20",
            "The first diagnosis tells how it happened and not what was treated.",
            "Put the condition treated first.",
        ),
        (
            "edit.diagnosis.manifestation_first",
            CO,
            "16",
            ("M76",),
            "ICD-10-CM guideline I.A.13",
            "The first diagnosis is a manifestation of another condition.",
            "Put the underlying condition first.",
        ),
        (
            "edit.diagnosis.side",
            CO,
            "11",
            (),
            "plan: laterality",
            "The side of the diagnosis is not the side of the modifier.",
            "Check right and left, then send a replacement.",
        ),
        (
            "edit.place.invalid",
            CO,
            "16",
            ("M77",),
            "CMS place of service codes",
            "The place of service is none in force.",
            "Send a replacement with the place of service.",
        ),
        (
            "edit.revenue_code.invalid",
            CO,
            "16",
            ("M50",),
            "NUBC",
            "The revenue code is none in use.",
            "Send a replacement with the revenue code.",
        ),
        (
            "edit.ncci.ptp",
            CO,
            "236",
            (),
            "CMS NCCI procedure-to-procedure edits",
            "The service is part of {other}, billed for the same day.",
            "Nothing more is payable, unless a modifier tells that they were separate.",
        ),
        (
            "edit.ncci.ptp_fixed",
            CO,
            "236",
            (),
            "CMS NCCI procedure-to-procedure edits",
            "The service is part of {other}, billed for the same day; no modifier changes that.",
            "Nothing more is payable.",
        ),
        (
            "edit.ncci.mue",
            CO,
            "151",
            ("N362",),
            "CMS NCCI medically unlikely edits",
            "More units than the {limit} that one patient has in a day.",
            "Check the units, then send a replacement.",
        ),
        (
            "edit.ncci.mue_none",
            CO,
            "151",
            ("N362",),
            "CMS NCCI medically unlikely edits",
            "The service is not payable to this kind of provider: its limit of units is zero.",
            "Check who gave the service and how the plan knows the practice's specialty.",
        ),
        (
            "edit.ncci.add_on",
            CO,
            "107",
            (),
            "CMS NCCI add-on code edits",
            "The service is an addition, and the service it belongs to is not there.",
            "Send both on one claim.",
        ),
        (
            "edit.authorization.missing",
            CO,
            "197",
            (),
            "plan: authorization",
            "The service needs an authorization, and the claim names none.",
            "Send a replacement with the authorization's number.",
        ),
        (
            "edit.authorization.mismatch",
            CO,
            "198",
            (),
            "plan: authorization",
            "The authorization named does not hold for this service, day or number of units.",
            "Check the authorization's service, dates and units.",
        ),
        (
            "edit.referral.missing",
            CO,
            "288",
            (),
            "plan: referral",
            "The service needs a referral, and the claim names none.",
            "Send a replacement with the referral's number.",
        ),
        (
            "benefit.excluded",
            PR,
            "96",
            ("N130",),
            "plan: exclusions",
            "The plan does not cover this: {why}",
            "See what the plan covers in the benefit booklet.",
        ),
        (
            "benefit.not_covered",
            PR,
            "96",
            ("N130",),
            "plan: categories",
            "The plan does not cover this service.",
            "See what the plan covers in the benefit booklet.",
        ),
        (
            "benefit.limit",
            PR,
            "119",
            (),
            "plan: limits",
            "The most that the plan covers was reached: {title}.",
            "The benefit begins again with the next period.",
        ),
    )
    for rule_id, group, carc, rarc, source, words, mend in rows:
        yield Rule(
            id=rule_id,
            effect=Effect.DENY,
            source=source,
            words=words,
            mend=mend,
            group=group,
            carc=carc,
            rarc=rarc,
        )


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
        ("pricing.above_charge", CO, "94", "contract: terms", "The contract pays more than the charge."),
        (
            "pricing.balance",
            PR,
            "45",
            "plan: out of network",
            "Above the plan's allowed amount for this service.",
        ),
        ("pricing.protected", CO, "45", "45 CFR 149.110", "Above the recognized amount; may not be billed."),
        ("benefit.deductible", PR, "1", "plan: deductible", "Counts to the deductible."),
        ("benefit.coinsurance", PR, "2", "plan: coinsurance", "The member's percentage."),
        ("benefit.copay", PR, "3", "plan: copay", "The member's fixed amount for the visit."),
        ("pend.claim", OA, "133", "plan: pends", "Waits with the claim; nothing is decided yet."),
    )
    for rule_id, group, carc, source, words in rows:
        yield Rule(id=rule_id, effect=Effect.ADJUST, source=source, words=words, group=group, carc=carc)


def _notes() -> Iterable[Rule]:
    rows = (
        (
            "note.codes.not_loaded",
            "45 CFR 162.1002",
            "The plan has no table for this code, so it could not be checked.",
        ),
        (
            "note.ncci.earlier",
            "CMS NCCI procedure-to-procedure edits",
            "A service paid earlier is part of this one; the earlier claim is looked at.",
        ),
    )
    for rule_id, source, words in rows:
        yield Rule(id=rule_id, effect=Effect.NOTE, source=source, words=words)


RULES: dict[str, Rule] = {
    rule.id: rule for rule in (*_rejects(), *_denials(), *_pends(), *_adjustments(), *_notes())
}
"""All rules by id."""
