"""Rules of the edits on diagnoses, persons, surgery packages, bundles, providers, forms and authorization.

A row of `_SETTLED` gives three rules: `note.NAME`, `pend.NAME` and `edit.NAME`; the plan's setting of that
name picks (docs/reference/plan-design.md, `edits`).
"""

from collections.abc import Iterable, Iterator

from plancore.claims.decision import Group
from plancore.claims.rule import Effect, Rule

CO, PR = Group.CONTRACTUAL, Group.PATIENT

_SETTLED: tuple[tuple[str, str, tuple[str, ...], str, str, str, str], ...] = (
    (
        "diagnosis.sex",
        "10",
        (),
        "people",
        "ICD-10-CM chapters and titles",
        "{code} is unusual for the patient's sex as the plan has it.",
        "Check the diagnosis, and the sex on file with the plan.",
    ),
    (
        "diagnosis.age",
        "9",
        (),
        "people",
        "Medicare Code Editor age groups",
        "{code} is unusual for the patient's age.",
        "Check the diagnosis and the patient's birth date.",
    ),
    (
        "diagnosis.excludes",
        "16",
        ("M64",),
        "codes",
        "ICD-10-CM guideline I.A.12.a and Excludes1 notes",
        "{code} and {other} do not stand together by a note of the code set.",
        "Keep the one that was treated, or tell that the two are unrelated.",
    ),
    (
        "procedure.sex",
        "7",
        (),
        "people",
        "plan: sex of procedures; 45 CFR 92.207",
        "The procedure is for the other sex than the plan has on file.",
        "Add modifier KX (condition code 45 on a UB-04) where the procedure is right for the patient.",
    ),
    (
        "procedure.age",
        "6",
        (),
        "people",
        "plan: age of procedures",
        "The procedure is not for the patient's age.",
        "Check the procedure and the patient's birth date.",
    ),
    (
        "rendering.unknown",
        "16",
        ("N290",),
        "providers",
        "plan: provider records",
        "Who rendered the service is not on the practice's list of clinicians.",
        "Check the rendering NPI, or ask provider relations to add the clinician.",
    ),
    (
        "duplicate.elsewhere",
        "18",
        (),
        "duplicates",
        "plan: duplicates",
        "Another provider billed the same service for the same day.",
        "Check who gave the service.",
    ),
    (
        "referral.unknown",
        "288",
        (),
        "referrals",
        "plan: referral",
        "The plan finds no such referral for this patient, provider and day.",
        "Check the referral's number and dates.",
    ),
    (
        "coordination.other_first",
        "22",
        ("MA04",),
        "coordination",
        "plan: coordination of benefits; NAIC Model Regulation 120; 42 CFR 411",
        "Another plan pays before this one. {why}",
        "Bill the other plan first, then send this claim with what it decided.",
    ),
    (
        "coordination.this_first",
        "22",
        (),
        "coordination",
        "plan: coordination of benefits; NAIC Model Regulation 120; 42 CFR 411",
        "The claim names another plan as first, and this plan is. {why}",
        "Send the claim to this plan as the first payer.",
    ),
)


def settled_rules() -> Iterator[Rule]:
    """The rules whose effect the plan sets, each as note, pend and denial."""
    for name, carc, rarc, queue, source, words, mend in _SETTLED:
        yield Rule(id=f"note.{name}", effect=Effect.NOTE, source=source, words=words)
        waits = "Nothing for you to do; plan staff looks at it."
        yield Rule(id=f"pend.{name}", effect=Effect.PEND, source=source, words=words, mend=waits, queue=queue)
        yield Rule(
            id=f"edit.{name}",
            effect=Effect.DENY,
            source=source,
            words=words,
            mend=mend,
            group=CO,
            carc=carc,
            rarc=rarc,
        )


_DENIALS: tuple[tuple[str, Group, str, tuple[str, ...], str, str, str], ...] = (
    (
        "edit.diagnosis.secondary_first",
        CO,
        "16",
        ("MA63",),
        "ICD-10-CM guidelines I.B.14, I.C.1, I.C.15, I.C.21",
        "{code} only stands beside another diagnosis, never as the principal one.",
        "Put the condition first that the stay was for.",
    ),
    (
        "edit.modifier.pair",
        CO,
        "4",
        ("N823",),
        "CMS: HCPCS modifiers; NCCI Policy Manual ch. 1",
        "Modifiers {one} and {other} do not stand on one line.",
        "Keep the right one, or bill two lines.",
    ),
    (
        "edit.modifier.part",
        CO,
        "4",
        ("N823",),
        "CMS relative value file, PC/TC indicator",
        "The service has no professional and technical part, so {one} does not belong to it.",
        "Take the modifier off, then send a replacement.",
    ),
    (
        "edit.modifier.route",
        CO,
        "4",
        ("N822",),
        "Medicare Claims Processing Manual ch. 15 s. 30",
        "The ambulance service does not tell where it began and where it ended.",
        "Add the modifier of two letters, origin then destination.",
    ),
    (
        "edit.global_package",
        CO,
        "97",
        ("M144",),
        "Medicare Claims Processing Manual ch. 12 s. 40",
        "The service belongs to the package of {other}, done by the same practice.",
        "Add the modifier (24, 25, 57, 58, 78, 79) where it was for something else.",
    ),
    (
        "edit.bundle",
        CO,
        "97",
        ("M15",),
        "plan: bundles",
        "The service is part of {other} of the same day.",
        "Nothing more is payable.",
    ),
    (
        "edit.exclusive",
        CO,
        "231",
        (),
        "plan: bundles",
        "The service and {other} are not both done on one day.",
        "Check which of the two was done, then send a replacement.",
    ),
    (
        "edit.necessity",
        CO,
        "50",
        ("N115",),
        "plan: medical necessity",
        "The service is not covered for the diagnoses of the line.",
        "Check the diagnoses; send records where it was needed all the same.",
    ),
    (
        "edit.rendering.left",
        CO,
        "B7",
        (),
        "plan: provider records",
        "Who rendered the service was not with the practice on that day.",
        "Check the rendering NPI and the day, or ask provider relations.",
    ),
    (
        "edit.specialty",
        CO,
        "8",
        ("N95",),
        "plan: specialties",
        "The service is not paid to this specialty.",
        "Check who rendered it and how the plan knows the specialty.",
    ),
    (
        "edit.authorization.used",
        CO,
        "198",
        (),
        "plan: authorization",
        "More units than the authorization has left.",
        "Ask for more units, then send a replacement.",
    ),
    (
        "edit.referral.used",
        CO,
        "198",
        (),
        "plan: referral",
        "The referral has no visit left.",
        "Ask the referring practice for another referral.",
    ),
    (
        "edit.revenue_code.setting",
        CO,
        "16",
        ("M50",),
        "Medicare Claims Processing Manual ch. 25 s. 75.4",
        "Room and board do not belong on an outpatient bill.",
        "Check the revenue code and the type of bill.",
    ),
    (
        "edit.revenue_code.procedure",
        CO,
        "16",
        ("M20",),
        "Medicare Claims Processing Manual ch. 4 s. 20.1",
        "This revenue code needs a procedure code on an outpatient bill.",
        "Add the procedure code, then send a replacement.",
    ),
    (
        "edit.tooth.missing",
        CO,
        "16",
        ("N37",),
        "837D SV3, TOO",
        "The service needs the number of the tooth.",
        "Add the tooth, then send a replacement.",
    ),
    (
        "edit.tooth.surface",
        CO,
        "16",
        ("N75",),
        "837D TOO03",
        "The service needs the surfaces of the tooth.",
        "Add the surfaces, then send a replacement.",
    ),
    (
        "edit.tooth.cavity",
        CO,
        "16",
        ("N346",),
        "837D SV304",
        "The service needs the area of the mouth.",
        "Add the area, then send a replacement.",
    ),
    (
        "edit.tooth.age",
        CO,
        "6",
        (),
        "plan: teeth",
        "The dental service is not covered at the patient's age.",
        "See what the plan covers in the benefit booklet.",
    ),
    (
        "edit.tooth.again",
        PR,
        "119",
        (),
        "plan: teeth",
        "The same tooth had this service less than {months} months before.",
        "See how often the plan covers it in the benefit booklet.",
    ),
)


def edit_denials() -> Iterator[Rule]:
    """The rules of these edits that always deny."""
    for rule_id, group, carc, rarc, source, words, mend in _DENIALS:
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


def _others() -> Iterator[Rule]:
    waits = "Nothing for you to do; plan staff looks at it."
    for name, queue, source, words in (
        (
            "pend.necessity",
            "medical-review",
            "plan: medical necessity",
            "Whether it was needed is looked at.",
        ),
        (
            "pend.pricing.values",
            "pricing",
            "contract: several procedures of a day; CMS relative value file",
            "The reduction for several procedures of a day needs a value that is not on file: {what}.",
        ),
        (
            "pend.surgeons.team",
            "pricing",
            "Medicare Claims Processing Manual ch. 12, 40.8",
            "A team of surgeons is paid by their report, which plan staff reads.",
        ),
        ("pend.duplicate.stay", "duplicates", "plan: duplicates", "Another stay covers some of the days."),
    ):
        yield Rule(id=name, effect=Effect.PEND, source=source, words=words, mend=waits, queue=queue)
    yield Rule(
        id="pricing.authorization",
        effect=Effect.ADJUST,
        source="plan: authorization",
        words="For units beyond what was authorized.",
        group=CO,
        carc="198",
    )
    yield Rule(
        id="note.diagnosis.side",
        effect=Effect.NOTE,
        source="plan: laterality",
        words="The modifier names another side than {code} does, or {code} names none.",
    )


_REJECTS = (
    (
        "claim.frequency.original_form",
        "837 REF*F8",
        "The earlier claim was of another kind (professional, institutional, dental).",
        "Act on a claim of the same kind, or void it and send a new one.",
    ),
    (
        "claim.institutional.missing",
        "837I loop 2300",
        "The claim lacks what an institutional claim has: type of bill, admission, patient's status.",
        "Send it as an institutional claim with all its parts.",
    ),
    (
        "claim.bill_type.unknown",
        "NUBC; Medicare Claims Processing Manual ch. 25 s. 75.1",
        "The type of bill is none in use.",
        "Check the first two digits of the type of bill.",
    ),
    (
        "claim.admission.missing",
        "837I DTP*435, CL1",
        "An inpatient bill needs the day, the type and the source of admission.",
        "Add them and send the claim again.",
    ),
    (
        "claim.admission.after",
        "837I DTP*435",
        "The admission is after the first day of the bill.",
        "Check the day of admission and the days of the bill.",
    ),
    (
        "claim.patient_status.unknown",
        "Medicare Claims Processing Manual ch. 25 s. 75.2",
        "The patient's status at discharge is none in use.",
        "Check the status code.",
    ),
    (
        "claim.statement.days",
        "837I DTP*434",
        "A service is outside the days of the bill.",
        "Check the days of the bill and of the services.",
    ),
    (
        "claim.tooth.unknown",
        "837D TOO02; universal tooth designation",
        "There is no such tooth.",
        "Use 1 to 32, A to T, or 51 to 82 and AS to TS for an extra tooth.",
    ),
    (
        "claim.tooth.surface",
        "837D TOO03",
        "There is no such surface on that tooth.",
        "Use M, O, D, B, L, F or I; I on front teeth only, O on back teeth only.",
    ),
    (
        "claim.tooth.cavity",
        "837D SV304",
        "There is no such area of the mouth.",
        "Use 00, 01, 02, 10, 20, 30 or 40, or L and R.",
    ),
)


def edit_rules() -> Iterable[Rule]:
    """All rules of this module."""
    yield from settled_rules()
    yield from edit_denials()
    yield from _others()
    for rule_id, source, words, mend in _REJECTS:
        yield Rule(id=rule_id, effect=Effect.REJECT, source=source, words=words, mend=mend)
