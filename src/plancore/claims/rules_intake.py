"""The rules of receipt: each sends a claim back."""

from collections.abc import Iterable

from plancore.claims.rule import Effect, Rule


def rejects() -> Iterable[Rule]:
    """Rules that return a claim as unprocessable."""
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
        (
            "claim.charge.too_large",
            "837 appendix B.1.1.3.1.2",
            "A charge has more than ten digits, cents included.",
            "Check the decimal point; an amount is below 100,000,000.00.",
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
