"""The catalogue of findings as a table: code, level, severity, acknowledgement codes, sentence, mend. Our own words."""

# ruff: noqa: E501 - a table: one row, one line

from dataclasses import dataclass

from plancore.kernel import Severity

_SEVERITY = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry. `acknowledged` in the table reads `ik3=8 ik4=7`, `ik5=4`, `ak9=5`, `ta1=001`."""

    code: str
    level: int
    severity: Severity
    message: str
    mend: str
    source: str
    segment_code: str = ""
    element_code: str = ""
    set_code: str = ""
    group_code: str = ""
    interchange_code: str = ""


TABLE = """
# code | level | severity | acknowledged | message | mend
interchange.header | 1 | error | ta1=022 | The interchange header ISA is damaged: {reason}. | Send ISA with its 16 elements at their fixed widths.
interchange.version | 1 | error | ta1=017 | The interchange says version {version}; this plan reads 00501. | Send the 005010 version of the transaction.
interchange.trailer_missing | 1 | error | ta1=023 | The file ends, or a new interchange begins, before the trailer IEA. | Send the file again, whole.
interchange.control_number | 1 | error | ta1=001 | The control numbers of ISA and IEA differ. | Give IEA02 the number of ISA13.
interchange.control_number_shape | 1 | error | ta1=018 | The interchange control number is not nine digits. | Give ISA13 nine digits, with zeros in front.
interchange.group_count | 1 | error | ta1=021 | IEA01 counts {said} groups; the interchange has {found}. | Count the GS segments for IEA01.
interchange.date | 1 | error | ta1=014 | ISA09 is not a date of the form YYMMDD. | Write the date as YYMMDD.
interchange.time | 1 | error | ta1=015 | ISA10 is not a time of the form HHMM. | Write the time as HHMM.
interchange.usage | 1 | error | ta1=020 | ISA15 is neither P (production) nor T (test). | Write P or T.
interchange.ack_requested | 1 | error | ta1=019 | ISA14 is neither 0 nor 1. | Write 1 to ask for a TA1, else 0.
interchange.sender_qualifier | 1 | error | ta1=005 | ISA05 is not a qualifier of the guides. | Use the qualifier agreed with the plan, mostly ZZ or 30.
interchange.receiver_qualifier | 1 | error | ta1=007 | ISA07 is not a qualifier of the guides. | Use the qualifier agreed with the plan, mostly ZZ or 30.
interchange.content | 1 | error | ta1=024 | {segment} stands outside a functional group. | Put every transaction set between GS and GE.
interchange.text_after | 1 | error | ta1=022 | There is text after the last trailer that is not X12. | Send only what belongs to the interchange.
group.header | 1 | error | ak9=6 | The group header GS lacks an element. | Send GS with its eight elements.
group.trailer_missing | 1 | error | ak9=3 | The group ends without its trailer GE. | Close each GS with a GE.
group.control_number | 1 | error | ak9=4 | The control numbers of GS and GE differ. | Give GE02 the number of GS06.
group.set_count | 1 | error | ak9=5 | GE01 counts {said} sets; the group has {found}. | Count the ST segments for GE01.
group.version | 1 | error | ak9=2 | The group says version {version}, which this plan does not read. | Send the 005010 version of the transaction: {offer}.
group.unsupported | 1 | error | ak9=1 | The group holds {kind}, which this plan does not process by file. | Ask the plan's EDI desk how to send it.
group.content | 1 | error | ak9=6 | {segment} stands outside a transaction set. | Put every segment of the group between ST and SE.
set.trailer_missing | 1 | error | ik5=2 | The transaction set ends without its trailer SE. | Close each ST with an SE.
set.control_number | 1 | error | ik5=3 | The control numbers of ST and SE differ. | Give SE02 the number of ST02.
set.segment_count | 1 | error | ik5=4 | SE01 counts {said} segments; the set has {found}, ST and SE included. | Count the segments from ST to SE.
set.header | 1 | error | ik5=6 | ST lacks its set identifier, or it does not belong to this group. | Give ST01 the set that GS01 announces.
set.control_number_missing | 1 | error | ik5=7 | ST02 is missing or not four to nine characters long. | Give the set a control number.
set.control_number_twice | 1 | error | ik5=23 | The control number of this set was used before in the same group. | Number the sets of a group without repeating.
set.version | 2 | error | ik5=I6 | ST03 names a guide that this plan does not read, or not the one of GS08. | Give ST03 the same version as GS08: {offer}.
set.unsupported | 1 | error | ik5=1 | The set {kind} is not one that this plan processes by file. | Ask the plan's EDI desk how to send it.
segment.unknown | 1 | error | ik3=1 | {segment} is not a segment of this transaction. | Leave it out, or check the segment's name.
segment.name | 1 | error | ik3=1 | There is a segment without a proper name. | Begin each segment with its two or three character name.
segment.unexpected | 2 | error | ik3=2 | {segment} is not expected here. | Check the order of the loops, or leave the segment out.
segment.order | 2 | error | ik3=7 | {segment} ({title}) stands too late in its loop. | Move it before the segments that follow it in the guide.
segment.missing | 2 | error | ik3=3 | The required segment {segment} ({title}) is missing from loop {loop}. | Add it.
loop.missing | 2 | error | ik3=I7 | The required loop {loop} ({title}) is missing; it begins with {segment}. | Add the loop.
segment.too_many | 2 | error | ik3=5 | {segment} ({title}) occurs more than {most} times. | Keep at most {most}.
loop.too_many | 2 | error | ik3=4 | Loop {loop} ({title}) occurs more than {most} times. | Keep at most {most}.
segment.empty | 1 | error | ik3=8 ik4=1 | {segment} has no elements. | Fill it or leave it out.
segment.trailing_separator | 1 | warning |  | {segment} ends in separators with nothing after them. | Leave separators at the end out.
element.missing | 2 | error | ik3=8 ik4=1 | {name} is required and empty. | Fill it.
element.condition | 1 | error | ik3=8 ik4=2 | {name} is empty although its partner {partner} is given. | Give both or neither.
element.too_many | 1 | error | ik3=8 ik4=3 | {segment} has more elements than it may have. | Check for a separator inside the text.
element.too_short | 1 | error | ik3=8 ik4=4 | {name} is shorter than {least} characters. | Give it at least {least}.
element.too_long | 1 | error | ik3=8 ik4=5 | {name} is longer than {most} characters. | Give it at most {most}.
element.character | 1 | error | ik3=8 ik4=6 | {name} has a character that does not belong there. | Use printable characters only; numbers have digits, a point and a minus in front.
element.blank | 1 | error | ik3=8 ik4=1 | {name} has only spaces. | Fill it or leave it empty.
element.code | 2 | error | ik3=8 ik4=7 | {name} is not one of the codes the guide uses here ({codes}). | Use one of them.
element.date | 1 | error | ik3=8 ik4=8 | {name} is not a date of the form {form}. | Write it as {form}, with a day that exists.
element.time | 1 | error | ik3=8 ik4=9 | {name} is not a time of the form HHMM. | Write it as HHMM, with seconds if needed.
element.not_used | 2 | error | ik3=8 ik4=I10 | {name} is filled; the guide does not use it here. | Leave it empty.
element.repeats | 1 | error | ik3=8 ik4=12 | {name} repeats more than {most} times. | Keep at most {most}.
element.components | 1 | error | ik3=8 ik4=13 | {name} has more parts than it may have. | Check for a separator inside the text.
element.decimals | 2 | error | ik3=8 ik4=I12 | {name} is an amount with more than two decimals. | Write dollars and cents.
element.amount_length | 2 | error | ik3=8 ik4=5 | {name} is an amount with more than eight digits before the point. | Check the amount.
hierarchy.number | 4 | warning | ik3=8 ik4=I12 | HL01 does not count 1, 2, 3 within the set. | Number the HL segments in order, from 1 in each set.
hierarchy.number_twice | 4 | error | ik3=8 ik4=I12 | HL01 repeats the number of a level that is open. | Number the HL segments in order.
hierarchy.parent | 4 | error | ik3=8 ik4=I12 | HL02 does not name the level this one hangs under. | Give HL02 the HL01 of the level above.
hierarchy.child_flag | 4 | error | ik3=8 ik4=I12 | HL04 says that no level follows below, and one does. | Write 1 in HL04 where a lower level follows.
hierarchy.child_flag_unused | 4 | warning | ik3=8 ik4=I12 | HL04 says that a level follows below, and none does. | Write 0 in HL04 where no lower level follows.
npi.check_digit | 5 | error | ik3=8 ik4=7 | {name} is not an NPI: its check digit is wrong. | Check the ten digits of the NPI.
npi.shape | 5 | error | ik3=8 ik4=7 | {name} is not an NPI: an NPI has ten digits and begins with 1 or 2. | Check the ten digits of the NPI.
taxid.shape | 5 | warning | ik3=8 ik4=7 | {name} does not have the nine digits of a tax number. | Check the number.
state.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a state or province code. | Use the two-letter code.
zip.shape | 5 | error | ik3=8 ik4=7 | {name} is not a ZIP code of five or nine digits. | Write five or nine digits without a hyphen.
taxonomy.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the shape of a provider taxonomy code. | Check its ten characters.
balance.claim_total | 3 | error | ik3=8 ik4=I12 | The claim's total charge (CLM02) is not the sum of its lines. | Make CLM02 the sum of the line charges.
balance.other_payer | 3 | error | ik3=8 ik4=I12 | The other payer's paid amount (AMT*D) is not the sum of its line payments less its claim adjustments. | Check the other payer's remittance.
balance.other_payer_line | 3 | error | ik3=8 ik4=I12 | The line's charge is not what the other payer paid on it plus what it adjusted. | Check SVD02 and the CAS amounts after it.
balance.remittance_line | 3 | error | ik3=8 ik4=I12 | Charge less adjustments is not the payment of this line (SVC02 - CAS = SVC03). | Correct the line's amounts.
balance.remittance_claim | 3 | error | ik3=8 ik4=I12 | Charge less all adjustments is not the payment of this claim (CLP03 - CAS = CLP04). | Correct the claim's amounts.
balance.remittance_claim_lines | 3 | error | ik3=8 ik4=I12 | The claim's {what} is not the sum of its lines. | Correct the claim's amounts.
balance.remittance_payment | 3 | error | ik3=8 ik4=I12 | The payment (BPR02) is not the claims' payments less the provider adjustments. | Correct BPR02, the claims or PLB.
balance.premium_payment | 3 | error | ik3=8 ik4=I12 | The payment (BPR02) is not the sum of the remitted amounts (RMR04) and the adjustments of earlier payments (ADX01). | Correct BPR02 or the remittances.
balance.premium_item | 3 | error | ik3=8 ik4=I12 | The amount paid (RMR04) is not the amount billed (RMR05) with the adjustments (ADX01) after it. | Correct the item's amounts.
balance.enrolment_count | 3 | error | ik3=8 ik4=I12 | QTY02 does not count the {found} {what} of the set. | Count them again, or leave QTY out.
balance.patient_responsibility | 3 | warning | ik3=8 ik4=I12 | CLP05 is not the sum of the patient's share (CAS*PR). | Correct CLP05.
claim.date_order | 4 | error | ik3=8 ik4=8 | The last day is before the first. | Put the days in order.
claim.date_future | 4 | error | ik3=8 ik4=8 | The service lies after the day the file was made. | Check the date of service.
claim.date_birth | 4 | error | ik3=8 ik4=8 | The service lies before the patient's birth date. | Check the birth date and the date of service.
claim.birth_future | 4 | error | ik3=8 ik4=8 | The birth date lies after the day the file was made. | Check the birth date.
claim.line_order | 4 | error | ik3=8 ik4=I12 | LX01 must count 1, 2, 3 within the claim. | Number the lines in order.
claim.pointer | 4 | error | ik3=8 ik4=7 | {name} points to diagnosis {pointer}; the claim has {count}. | Point to a diagnosis that is on the claim.
claim.pointer_twice | 4 | error | ik3=8 ik4=I12 | The line points twice to the same diagnosis. | Name each diagnosis once.
claim.subscriber_details | 4 | error | ik3=I6 | The patient is the subscriber; {segment} ({title}) is needed. | Add it to loop 2010BA.
claim.patient_level | 4 | error | ik3=I7 | SBR02 does not say that the patient is the subscriber, and there is no patient level. | Send 18 in SBR02 or add the patient level (HL*23).
claim.patient_level_twice | 4 | error | ik3=8 ik4=I10 | SBR02 says that the patient is the subscriber, and a patient level follows. | Leave SBR02 empty when the patient is someone else.
claim.original_reference | 4 | error | ik3=I6 | The claim replaces or voids another (CLM05-3), and REF*F8 does not name it. | Add REF*F8 with the plan's control number of that claim.
claim.frequency | 4 | error | ik3=8 ik4=7 | {name}: this plan takes claim frequency 1 (new), 7 (replacement) and 8 (void) here. | Use one of them.
claim.accident | 4 | error | ik3=I6 | CLM11 speaks of an accident; its date (DTP*439) is missing. | Add DTP*439.
claim.accident_state | 4 | error | ik3=8 ik4=I13 | CLM11 speaks of an automobile accident; the state (CLM11-4) is missing. | Add the state.
claim.units | 4 | error | ik3=8 ik4=I12 | The units of the line are not more than zero. | Give the units.
claim.charge_negative | 4 | error | ik3=8 ik4=I12 | {name} is a negative charge. | Send a charge of zero or more.
claim.identity | 4 | error | ik3=8 ik4=2 | {name} is needed: without the member's number the plan can't find the person. | Add the number of the member's card.
claim.npi_missing | 4 | error | ik3=8 ik4=2 | {name} ({title}) has no NPI. | Add XX and the NPI.
claim.statement_period | 4 | error | ik3=8 ik4=I12 | The date of service lies outside the statement period (DTP*434). | Bill the line in the claim of its period, or correct the dates.
claim.admission | 4 | error | ik3=I6 | The type of bill is inpatient; the admission date (DTP*435) is missing. | Add DTP*435.
claim.event_late | 4 | error | ik3=8 ik4=8 | {name} lies after the last day of service. | Check this date and the dates of service.
claim.payer_order | 4 | error | ik3=8 ik4=I12 | SBR01 gives two payers of the claim the same place in the order of payment. | Give each payer its own place: P, S, T and so on.
claim.ambulance | 4 | warning | ik3=I6 | The line is an ambulance trip; the transport segment (CR1) is missing from claim and line. | Add CR1 with reason and distance.
claim.inpatient_admission | 4 | warning | ik3=I6 | The place of service is an inpatient hospital; the admission date (DTP*435) is missing. | Add DTP*435.
claim.admitting_diagnosis | 4 | error | ik3=I6 | The type of bill is inpatient; the admitting diagnosis (HI*ABJ) is missing. | Add HI*ABJ.
claim.discharge_hour | 4 | error | ik3=I6 | The bill covers the whole stay; the discharge hour (DTP*096) is missing. | Add DTP*096, or say in CL103 that the patient is still there.
claim.patient_status | 4 | error | ik3=8 ik4=I12 | CL103 and the frequency of the bill (CLM05-3) contradict each other: 30 means that the patient is still there. | Use 30 on interim bills, and only on those.
claim.attending | 4 | error | ik3=I7 | The type of bill is inpatient; the attending provider (NM1*71) is missing. | Add loop 2310A.
procedure.pcs_shape | 5 | error | ik3=8 ik4=7 | {name} does not have the shape of an ICD-10-PCS code. | Write its seven characters; the letters I and O are not used.
drg.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the three or four digits of a diagnosis related group. | Check the group.
billing_code.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the two characters of a condition, occurrence or value code. | Check the code.
ndc.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the eleven digits of a national drug code. | Write it in the form 5-4-2 without hyphens.
type_of_bill.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the shape of a type of bill: two digits, then the frequency. | Check the type of bill.
tooth.shape | 5 | error | ik3=8 ik4=7 | {name} is not a tooth number or letter (1 to 32, A to T; supernumerary 51 to 82, AS to TS). | Check the tooth.
revenue_code.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the four digits of a revenue code. | Write four digits, with a zero in front where the code has three.
diagnosis.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a diagnosis code in force on the date of service. | Check the code and the date.
diagnosis.not_billable | 5 | error | ik3=8 ik4=7 | {name} is a heading; a claim needs the full code. | Use the code with all its characters.
diagnosis.external_first | 5 | error | ik3=8 ik4=7 | {name} says how an injury happened; it can't be the first diagnosis. | Put the injury or illness first.
diagnosis.icd9 | 5 | error | ik3=8 ik4=7 | {name} is an ICD-9 diagnosis (BK, BF); services since October 2015 need ICD-10 (ABK, ABF). | Use ICD-10-CM.
diagnosis.icd10_early | 5 | error | ik3=8 ik4=7 | {name} is an ICD-10 diagnosis; services before October 2015 were coded in ICD-9. | Check the date of service.
diagnosis.twice | 4 | warning | ik3=8 ik4=I12 | {name} repeats a diagnosis of the same claim. | Name each diagnosis once.
procedure.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a procedure code in force on the date of service. | Check the code and the date.
procedure.shape | 5 | error | ik3=8 ik4=7 | {name} does not have the shape of a procedure code. | Check its five characters.
modifier.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a procedure modifier. | Check the modifier.
place_of_service.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a place of service code. | Check the place of service.
adjustment.reason_unknown | 5 | warning | ik3=8 ik4=7 | {name} is not a claim adjustment reason code in force. | Check the code.
remark.unknown | 5 | warning | ik3=8 ik4=7 | {name} is not a remark code in force. | Check the code.
service_type.unknown | 5 | error | ik3=8 ik4=7 | {name} is not a service type code. | Use a code of the list; 30 asks for the plan as a whole.
codes.stale | 5 | warning |  | {name} is not in the plan's {table} table, and that table does not speak for this date. | Nothing for you to do; the plan looks at such codes by hand.
inquiry.search | 4 | error | ik3=8 ik4=I13 | The inquiry names no member number and no full name with birth date. | Give the member number, or last name, first name and birth date.
inquiry.claim_search | 4 | warning | ik3=8 ik4=I13 | The inquiry names neither dates of service nor the plan's claim number. | Give the dates of service, or the plan's number of the claim.
status.unknown | 5 | warning | ik3=8 ik4=7 | {name} is not a claim status category or status code in force. | Check the code.
payment.reversal | 4 | error | ik3=8 ik4=I12 | CLP02 says that an earlier payment is taken back (22), and CLP04 is more than zero. | Give the payment that is taken back with a minus.
enrolment.relation | 4 | warning | ik3=8 ik4=I12 | INS01 and INS02 contradict each other: the subscriber, and nobody else, is 18 (self). | Correct INS01 or INS02.
enrolment.subscriber | 4 | warning | ik3=8 ik4=I12 | The subscriber comes after a dependent of the same set. | Send subscribers before their dependents.
enrolment.dates | 4 | error | ik3=8 ik4=8 | {name}: the period ends before it begins. | Put the dates in order.
enrolment.begin_missing | 4 | error | ik3=I6 | HD01 adds a coverage; its first day (DTP*348) is missing. | Add DTP*348.
enrolment.end_missing | 4 | error | ik3=I6 | HD01 ends a coverage; neither its last day (DTP*349) nor that of the member (DTP*357) is given. | Add DTP*349.
enrolment.birth_future | 4 | error | ik3=8 ik4=8 | The birth date lies after the day the file was made. | Check the birth date.
enrolment.cobra | 4 | error | ik3=8 ik4=I13 | INS05 says COBRA; the qualifying event (INS07) is missing. | Give INS07.
payment.trace | 4 | error | ik3=8 ik4=I12 | TRN03 is not the originating company of BPR10. | Give both the same number.
authorization.event_missing | 4 | error | ik3=I7 | The set speaks of no patient event (HL*EV), so nothing is asked for or answered. | Add the patient event under the patient's level.
authorization.trace_missing | 4 | warning | ik3=I6 | The patient event has no trace number (TRN*1); the answer can't name the question. | Add TRN*1 with your number of the request.
authorization.admission | 4 | error | ik3=I6 | UM01 asks to review an admission; its date (DTP*435) is missing. | Add DTP*435.
authorization.service_missing | 4 | error | ik3=8 ik4=I13 | The request names neither a service type (UM03) nor a service. | Give UM03, or a service level (HL*SS) with the service.
authorization.earlier_missing | 4 | warning | ik3=I6 | UM02 speaks of an earlier request, and neither REF*BB nor REF*NT names it. | Add the number that the plan gave it.
authorization.decision_missing | 4 | error | ik3=I6 | The answer neither decides (HCR) nor rejects (AAA) anything. | Add HCR to the event or to its services.
authorization.number_missing | 4 | error | ik3=8 ik4=I13 | HCR01 certifies, and HCR02 gives no certification number. | Give the number in HCR02.
authorization.reason_missing | 4 | error | ik3=8 ik4=I13 | HCR01 denies, and HCR03 gives no reason. | Give the reason in HCR03; every denial needs one (CMS-0057-F).
attachment.length | 1 | error | ik3=8 ik4=I12 | {name} says that the data have {said} bytes; {found} stand before the segment's end. | Count the bytes of the data as they are sent, after encoding.
attachment.empty | 4 | error | ik3=8 ik4=I12 | The attachment has no data. | Send the data, or leave the attachment out.
attachment.trace | 4 | error | ik3=8 ik4=7 | TRN01 does not fit BGN01: 1 goes with an attachment sent unasked (02), 2 with an answer to the plan's request (11). | Correct BGN01 or TRN01.
attachment.question | 4 | warning | ik3=I6 | The attachment answers a request, and STC does not say which question. | Send back the STC of the plan's request.
attachment.claim_number | 4 | warning | ik3=I6 | The set answers a request, and REF*1K does not name the claim. | Send back the plan's claim control number.
attachment.control_number | 4 | error | ik3=8 ik4=I13 | An attachment is announced, and PWK06 gives no control number to find it by. | Give AC in PWK05 and the attachment's control number in PWK06.
information.due_date | 4 | error | ik3=8 ik4=8 | The answer is wanted (DTP*106) before the day of the request. | Check the day in DTP*106.
information.loinc | 5 | error | ik3=8 ik4=7 | {name} is not a LOINC code: its shape or its check digit is wrong. | Check the code; the digit after the hyphen is a check digit.
payment.nothing | 4 | error | ik3=8 ik4=I12 | BPR04 says that nothing is paid, and BPR02 is not zero. | Correct BPR02 or BPR04.
"""


def _read(line: str) -> Rule:
    code, level, severity, acknowledged, message, mend = (part.strip() for part in line.split(" | ", 5))
    acks = dict(pair.split("=", 1) for pair in acknowledged.split())
    return Rule(
        code="x12." + code,
        level=int(level),
        severity=_SEVERITY[severity],
        message=message,
        mend=mend,
        source=f"WEDI/SNIP type {level}",
        segment_code=acks.get("ik3", ""),
        element_code=acks.get("ik4", ""),
        set_code=acks.get("ik5", ""),
        group_code=acks.get("ak9", ""),
        interchange_code=acks.get("ta1", ""),
    )


RULES = {
    rule.code: rule
    for rule in (_read(line) for line in TABLE.splitlines() if line.strip() and not line.startswith("#"))
}
"""Every finding the checker can give, by its code."""
