"""The plan's answer as a 271: limits with what is left of them, and the other plans of the day."""

import datetime as dt

from plancore.eligibility.types import Answer, CoverageStatus, LimitLeft, OtherInsurance
from plancore.exchange import x270, x271
from plancore.kernel import Period
from plancore.x12 import check

DAY = dt.date(2026, 5, 1)
STAMP = dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)
INQUIRY = (
    "ISA*00*          *00*          *ZZ*QUAY01         *ZZ*HARBOR         *260501*1200*^*00501*000000001*0*T"
    "*:~"
    "GS*HS*QUAY01*HARBOR*20260501*1200*1*X*005010X279A1~ST*270*0001*005010X279A1~"
    "BHT*0022*13*REF1*20260501*1200~HL*1**20*1~NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR~HL*2*1*21*1~"
    "NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893~HL*3*2*22*0~TRN*1*TRACE1*9123456789~"
    "NM1*IL*1*TESTWOOD*ALICE****MI*123456701~DMG*D8*19800214~DTP*291*D8*20260501~EQ*30~SE*13*0001~GE*1*1~"
    "IEA*1*000000001~"
).encode("ascii")


def written(answer: Answer) -> list[str]:
    """The segments of the 271, which our own reader finds nothing wrong with."""
    batch = x270.read([INQUIRY], today=DAY)
    body = x271.write(batch, [answer], stamp=STAMP, control_number=5)
    assert [one.code for one in check([body])] == []
    return body.decode("ascii").split("~")


def an_answer(limits: tuple[LimitLeft, ...] = (), other_insurance: tuple[OtherInsurance, ...] = ()) -> Answer:
    return Answer(
        status=CoverageStatus.ACTIVE,
        service_date=DAY,
        member_id="123456701",
        last_name="TESTWOOD",
        first_name="ALICE",
        plan_name="SAMPLE PLAN",
        limits=limits,
        other_insurance=other_insurance,
    )


def test_it_tells_a_limit_and_what_is_left_of_it() -> None:
    said = written(
        an_answer(
            limits=(
                LimitLeft(
                    title="Therapy visits", total=60, remaining=57, is_money=False, service_types=("AD", "AE")
                ),
                LimitLeft(title="Glasses", total=20_000, remaining=0, is_money=True, service_types=("AM",)),
            )
        )
    )
    at = said.index("EB*F*IND*AD^AE***23***P6*60")
    assert said[at : at + 4] == [
        "EB*F*IND*AD^AE***23***P6*60",
        "MSG*Therapy visits",
        "EB*F*IND*AD^AE***29***P6*57",
        "MSG*Therapy visits",
    ]
    assert said[at + 4 : at + 7] == ["EB*F*IND*AM***23*200", "MSG*Glasses", "EB*F*IND*AM***29*0"]


def test_it_names_the_other_plans_in_their_place() -> None:
    first = OtherInsurance(
        payer_name="Sample Mutual", payer_id="99999", period=Period(dt.date(2025, 1, 1)), first="other"
    )
    later = OtherInsurance(
        payer_name="Medicare", period=Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31)), first="ours"
    )
    unsettled = OtherInsurance(payer_name="Model Life", period=Period(DAY))
    said = written(an_answer(other_insurance=(first, later, unsettled)))
    at = said.index("EB*R*IND*30")
    assert said[at : at + 5] == [
        "EB*R*IND*30",
        "DTP*290*D8*20250101",
        "LS*2120",
        "NM1*PRP*2*Sample Mutual*****PI*99999",
        "LE*2120",
    ]
    assert "DTP*290*RD8*20250101-20261231" in said
    assert "NM1*SEP*2*Medicare" in said
    assert "NM1*PR*2*Model Life" in said
