"""A payer's own rules (type 7): each way of asking has a file that it catches and a near miss."""

import datetime as dt
from typing import Any

import pytest

from plancore.kernel import Severity
from plancore.x12 import PayerRule, Profile, X12Finding, check, payer_rules
from plancore.x12.tests.samples import CLAIM_SEGMENTS, REMITTANCE_SEGMENTS, edited, file_of

WORDS = {"message": "This payer does not take it.", "mend": "Send it otherwise."}


def rule(**fields: Any) -> dict[str, Any]:
    """A rule as written, for professional claims."""
    return {"code": "test", "transactions": ["837P"], **WORDS, **fields}


def made(*given: dict[str, Any]) -> tuple[PayerRule, ...]:
    rules, faults = payer_rules({"rules": list(given)})
    assert faults == ()
    return rules


def found(rules: tuple[PayerRule, ...], data: bytes) -> list[X12Finding]:
    return [one for one in check([data], profile=Profile(rules=rules)) if one.level == 7]


def changed(old: str, *new: str, nth: int = 1) -> bytes:
    return file_of("837P", edited(CLAIM_SEGMENTS, old, *new, nth=nth))


PAYER_ID = rule(segment="2010BB/NM1*PR", element="NM109", one_of=["HARBOR", "HARBORHP"])
NO_POS = rule(segment="2300/CLM", element="CLM05-1", not_one_of=["99"])
NUMBER = rule(segment="2010BA/NM1*IL", element="NM109", pattern=r"\d{9}")
TAXONOMY = rule(
    segment="2000A/PRV*BI", present=True,
    when={"segment": "2010AA/NM1*85", "element": "NM102", "one_of": ["2"]},
)  # fmt: skip
FEW_LINES = rule(segment="2400/LX", at_most=2)
CEILING = rule(segment="2300/CLM", element="CLM02", greatest="250.00")
NO_NOTE = rule(segment="2400/NTE*ADD", absent=True)
DRUG = rule(
    segment="2400/SV1", element="SV101-7", present=True,
    when={"segment": "2400/SV1", "element": "SV101-2", "pattern": "J.*"},
)  # fmt: skip
CONTACT = rule(segment="1000A/PER*IC", element="PER03", one_of=["TE"])
PURPOSE = rule(segment="HEADER/BHT", element="BHT06", one_of=["CH"])

CASES = {
    "one of": (PAYER_ID, changed("NM1*PR", "NM1*PR*2*OTHER*****PI*OTHER"), "NM109", 0),
    "not one of, a part": (NO_POS, changed("CLM*PCN1", "CLM*PCN1*250***99:B:1*Y*A*Y*Y"), "CLM05-1", 0),
    "pattern": (NUMBER, changed("NM1*IL", "NM1*IL*1*TESTER*ANN****MI*AB3456701"), "NM109", 0),
    "present, on a condition": (TAXONOMY, changed("PRV*BI"), "PRV", 0),
    "at most": (FEW_LINES, changed("REF*6R*L1", "LX*2", "SV1*HC:G0463*0*UN*1***2", "DTP*472*D8*20260415",
                                   "LX*3", "SV1*HC:G0463*0*UN*1***2", "DTP*472*D8*20260415"), "LX", 0),
    "greatest": (CEILING, changed("CLM*PCN1", "CLM*PCN1*250.01***11:B:1*Y*A*Y*Y"), "CLM02", 0),
    "absent, in a line": (NO_NOTE, changed("REF*6R*L1", "NTE*ADD*SEE ATTACHED"), "NTE", 1),
    "present, in lines on a condition": (DRUG, file_of("837P"), "SV101-7", 1),
    "outside of claims": (CONTACT, changed("PER*IC", "PER*IC*DESK*EM*desk@example.org"), "PER03", 0),
    "the set's beginning": (PURPOSE, changed("BHT", "BHT*0019*00*BATCH1*20260501*1200*RP"), "BHT06", 0),
}  # fmt: skip
NEAR_MISSES = {
    "one of": (PAYER_ID, changed("NM1*PR", "NM1*PR*2*OTHER*****PI*HARBORHP")),
    "not one of, a part": (NO_POS, changed("CLM*PCN1", "CLM*PCN1*250***22:B:1*Y*A*Y*Y")),
    "pattern": (NUMBER, changed("NM1*IL", "NM1*IL*1*TESTER*ANN****MI*993456701")),
    "present, on a condition": (TAXONOMY, file_of("837P", edited(edited(CLAIM_SEGMENTS, "PRV*BI"), "NM1*85",
                                                                 "NM1*85*1*PIER*PAT****XX*1234567893"))),
    "at most": (FEW_LINES, file_of("837P")),
    "greatest": (CEILING, file_of("837P")),
    "absent, in a line": (NO_NOTE, changed("REF*D9*CH0001", "REF*D9*CH0001", "NTE*ADD*SEE ATTACHED")),
    "present, in lines on a condition": (DRUG, changed("SV1*HC:J7321", "SV1*HC:G0463:RT*200*UN*1***1:2")),
    "outside of claims": (CONTACT, file_of("837P")),
    "the set's beginning": (PURPOSE, file_of("837P")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_catches_what_a_payer_does_not_take(name: str) -> None:
    asked, data, place, line = CASES[name]
    (one, *_) = found(made(asked), data)
    assert (one.code, one.level, one.place.name, one.line) == ("payer.test", 7, place, line)
    assert one.severity is Severity.ERROR
    assert (one.message, one.mend) == (WORDS["message"], WORDS["mend"])
    if place not in ("PRV", "PER03") and "2010" not in one.place.loop:
        assert data[one.place.offset :].startswith(one.place.segment.encode())


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_it_lets_the_near_miss_pass(name: str) -> None:
    asked, data = NEAR_MISSES[name]
    assert found(made(asked), data) == []


def test_it_has_a_near_miss_for_every_way_of_asking() -> None:
    assert CASES.keys() == NEAR_MISSES.keys()


def test_it_says_it_once_for_each_claim_under_the_payer() -> None:
    data = file_of("837P", [one.replace("PI*HARBOR", "PI*OTHER") for one in CLAIM_SEGMENTS])
    assert len(found(made(PAYER_ID), data)) == 2


def test_it_asks_in_the_days_of_the_rule_alone() -> None:
    data = CASES["one of"][1]  # made on 2026-05-01
    for dates, number in (
        ({"from": dt.date(2026, 5, 1)}, 1),
        ({"from": "2026-05-02"}, 0),
        ({"until": "2026-05-01"}, 1),
        ({"until": "2026-04-30"}, 0),
    ):
        assert len(found(made(rule(**{**PAYER_ID, **dates})), data)) == number


def test_it_asks_in_its_transactions_alone() -> None:
    loud = rule(transactions=["835"], segment="2100/CLP", element="CLP01", one_of=["NONE"])
    assert len(found(made(loud), file_of("835"))) == sum(s.startswith("CLP") for s in REMITTANCE_SEGMENTS)
    assert found(made(loud), file_of("837P")) == []


def test_it_takes_nothing_back_of_what_the_guide_asks() -> None:
    """A rule with the words of a guide's rule, and one that wants what the guide forbids."""
    data = changed("NM1*82", "NM1*82*1*DOCTOR*DEE****XX*1245319598")
    before = list(check([data]))
    assert [one.code for one in before] == ["x12.npi.check_digit"]
    rules = made(
        rule(code="npi", severity="info", segment="2310B/NM1*82", element="NM109", one_of=["1245319598"]),
        rule(code="other", severity="info", segment="2310B/NM1*82", element="NM109", pattern=".*"),
    )
    assert list(check([data], profile=Profile(rules=rules))) == before
    loud = made(rule(code="third", severity="info", segment="2300/CLM", absent=True))
    both = list(check([data], profile=Profile(rules=loud)))
    assert [one for one in both if one.level != 7] == before
    assert {one.severity for one in both if one.level == 7} == {Severity.INFO}


FAULTS = {
    "no list": ({"rule": []}, "no list of rules"),
    "not a rule": ({"rules": ["x"]}, "not a rule"),
    "a code": ({"rules": [rule(code="No Good", segment="2300/CLM", absent=True)]}, "not a code"),
    "twice": ({"rules": [NO_NOTE, NO_NOTE]}, "stands twice"),
    "a transaction": ({"rules": [rule(transactions=["837X"], segment="2300/CLM", absent=True)]}, "837X"),
    "no transaction": ({"rules": [rule(transactions=[], segment="2300/CLM", absent=True)]}, "No transact"),
    "a segment": ({"rules": [rule(segment="2010BB/NM1*PP", absent=True)]}, "has no segment"),
    "an element": ({"rules": [rule(segment="2300/CLM", element="NM109", absent=True)]}, "no element"),
    "beyond": ({"rules": [rule(segment="2300/CLM", element="CLM88", absent=True)]}, "no element"),
    "a part beyond": ({"rules": [rule(segment="2300/CLM", element="CLM05-9", absent=True)]}, "no element"),
    "nothing asked": ({"rules": [rule(segment="2300/CLM")]}, "asks 0 things"),
    "two asked": ({"rules": [rule(segment="2300/CLM", absent=True, at_most=3)]}, "asks 2 things"),
    "a field": ({"rules": [rule(segment="2300/CLM", absent=True, severty="error")]}, "no such field"),
    "a severity": ({"rules": [rule(segment="2300/CLM", absent=True, severity="bad")]}, "no severity"),
    "a day": ({"rules": [rule(**{**NO_NOTE, "from": "May"})]}, "no day"),
    "days": ({"rules": [rule(**{**NO_NOTE, "from": "2026-02-01", "until": "2026-01-01"})]}, "before it"),
    "present": ({"rules": [rule(segment="2300/CLM", present="yes")]}, "can't be read"),
    "numbers": ({"rules": [rule(segment="2300/CLM", element="CLM05-1", one_of=[11])]}, "can't be read"),
    "a pattern": ({"rules": [rule(segment="2300/CLM", element="CLM01", pattern="(")]}, "can't be read"),
    "a count": ({"rules": [rule(segment="2400/LX", at_most=0)]}, "can't be read"),
    "an amount": ({"rules": [rule(segment="2300/CLM", element="CLM02", greatest=2)]}, "can't be read"),
    "no element named": ({"rules": [rule(segment="2300/CLM", one_of=["1"])]}, "asked of an element"),
    "a condition": ({"rules": [rule(segment="2300/CLM", absent=True, when="x")]}, "not a condition"),
    "a counting condition": ({"rules": [rule(segment="2300/CLM", absent=True,
                             when={"segment": "2400/LX", "at_most": 3})]}, "asks 0 things"),
    "a condition of claims for the header": ({"rules": [rule(segment="HEADER/BHT", absent=True,
                             when={"segment": "2300/CLM", "present": True})]}, "stands in claims"),
    "no words": ({"rules": [rule(segment="2300/CLM", absent=True, message="")]}, "`message` is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_it_says_what_is_wrong_with_a_rule_and_leaves_it_out(name: str) -> None:
    document, words = FAULTS[name]
    rules, faults = payer_rules(document, "payer.yaml")
    assert any(words in one.message for one in faults), faults
    assert all(one.where.startswith("payer.yaml") and one.mend for one in faults)
    assert len(rules) == (1 if name == "twice" else 0)


def test_it_names_what_was_probably_meant() -> None:
    _, faults = payer_rules({"rules": [rule(segment="2010BB/NM1*PP", absent=True, severty="error")]})
    assert "`severity`" in " ".join(one.mend for one in faults)
    assert "2010BB/NM1*PR" in " ".join(one.mend for one in faults)
