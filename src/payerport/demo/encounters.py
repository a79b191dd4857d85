"""What the demo's practices treat and bill, as a table. HCPCS Level II and ICD-10-CM codes only.

Prices stand in where a fee schedule lists none.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from plancore.kernel import Cents, parse_dollars


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One service of a visit, billed in `chance` percent of the visits with `units` from and to; `price` in
    cents for one unit. `sided`: the modifier for the side of the diagnosis is added (RT, LT)."""

    procedure: str
    price: Cents
    units: tuple[int, int]
    modifiers: tuple[str, ...]
    sided: bool
    chance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One kind of visit. `diagnoses` are the choices, each with its codes for the right and for the left side
    (the same where there are no sides). `ages` from and to in whole years; `gender` empty for anyone."""

    specialty: str
    weight: int
    place: str
    ages: tuple[int, int]
    gender: str
    diagnoses: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    items: tuple[Item, ...]


# specialty weight place ages [gender] | choices of diagnoses, `right/left`
# | services: code[*units] [modifiers] [side] [chance] price of one unit
TABLE: Final = """
primary_care 40 11 0-120     | J06.9; J02.9 R50.9; J20.9 R05.9; N39.0; K52.9 R11.2; B34.9
                             | T1015 $145; J1885*2-4 15% $1.50; J0696*1-4 12% $1.20; J3490 6% $42
primary_care 24 11 25-120    | I10 E78.5; E11.9 I10; E78.5; D51.9 E53.8
                             | T1015 $145; J3420 25% $3; G0446 10% $28
primary_care 18 11 18-120    | Z00.00; Z00.01 I10        | G0439 $132; G0444 40% $19
primary_care 6 11 18-120     | Z00.00                    | G0438 $170
primary_care 6 11 21-64 F    | Z01.419 Z12.4             | G0101 $40; Q0091 80% $45
primary_care 5 11 18-120     | Z23                       | G0008 $29

pediatrics 50 11 0-17        | J06.9; H66.91/H66.92; J20.9 R05.9; B34.9 R50.9
                             | T1015 $145; J7613*2-3 12% $0.20
pediatrics 35 11 0-17        | Z00.129; Z00.121 J45.909  | T1015 $145; S0302 30% $25

dermatology 60 11 0-120      | L70.0; L20.9; L30.9; L40.0 | T1015 $150; J3301*1-2 25% $1.80
dermatology 15 11 35-120     | L57.0                     | T1015 25 50% $150; J7308 $410
dermatology 10 11 0-120      | Z48.02                    | S0630 $65

urgent_care 60 20 0-120      | J02.9 R50.9; J11.1; T78.40XA; S61.411A/S61.412A; K52.9 R11.2
                             | S9083 $165; J1885*2-4 15% $1.50; J1100*4-10 15% $0.20; J2405*4 10% $0.15
urgent_care 30 20 8-120      | S93.401A/S93.402A W01.0XXA; S83.91XA/S83.92XA
                             | S9083 $165; S8451 25% $45; E0114 NU 4% $52

orthopedics 35 11 35-120     | M17.11/M17.12; M17.11/M17.12 M25.561/M25.562
                             | T1015 25 60% $160; J3301*2-8 side $1.80
orthopedics 20 11 40-120     | M17.11/M17.12             | T1015 25 60% $160; J7321 side $90
orthopedics 3 11 14-120      | S83.511A/S83.512A; M23.91/M23.92; M17.11/M17.12 | T1015 $160; L1833 side $580
orthopedics 18 11 16-120     | M54.50; M75.41/M75.42; M76.61/M76.62
                             | T1015 $160; J1885*2-4 45% $1.50; J0702*1-2 30% $7; J3490 8% $42
orthopedics 10 11 11-120     | S52.501A/S52.502A W01.0XXA | T1015 $160; Q4010 side $18; A4565 60% $12
orthopedics 2 22 18-120      | M17.0; M54.50 G89.29      | G0463 $125

cardiology 50 11 25-120      | I25.10 E78.5; I48.91; R07.9 R06.02; I10; I50.9 | T1015 $175; G0446 10% $28
cardiology 3 22 35-120       | I48.91; I50.9 I10         | G0463 $125
cardiology 14 11 40-120      | I20.9 I10; I25.10         | J2785*4 $26; A9500*1-2 $110
cardiology 14 11 40-120      | Z95.5 I25.10; I21.4       | G0422 $115

physical_therapy 60 11 12-120 | M54.50; M25.561/M25.562; M62.81 R26.89; M75.41/M75.42
                             | G0283 GP $13; S8948*1-2 GP $32
physical_therapy 40 12 18-120 | M54.50; M25.561/M25.562; M62.81 R26.89; M75.41/M75.42 | S9131 GP $155

equipment 40 12 25-120       | G47.33
                             | E0601 RR KX $78; A7034 NU 60% $88; A7037 NU 60% $32; A7038*1-2 NU 60% $4.50
equipment 20 12 14-120       | M17.11/M17.12; S83.511A/S83.512A | L1833 side $580
equipment 20 12 40-120       | R26.89 M62.81             | E0143 NU $98
equipment 15 12 0-120        | J45.909                   | E0570 RR $15
equipment 15 12 30-120       | R26.89                    | E1399 NU $125

ambulance 60 41 0-120        | R55; R07.9; R41.82; S72.001A/S72.002A W01.0XXA | A0429 $420; A0425*3-28 $8.50
ambulance 40 41 40-120       | I21.4; I63.9 R41.82; R06.02 J44.9 | A0427 $500; A0425*3-28 $8.50

surgery_center 45 24 40-120  | Z80.0; Z86.0100           | G0105 $520
surgery_center 30 24 45-120  | Z12.11                    | G0121 $520
surgery_center 25 24 25-120  | M46.1; M53.3 M46.1        | G0260 RT $380
"""


@cache
def encounters() -> dict[str, tuple[Encounter, ...]]:
    """All kinds of visits by specialty. Raises ValueError where the table is not as described above it."""
    found: dict[str, list[Encounter]] = {}
    for row in re.sub(r"\n +\|", " |", TABLE).strip().splitlines():
        if row:
            encounter = _encounter(row)
            found.setdefault(encounter.specialty, []).append(encounter)
    return {specialty: tuple(rows) for specialty, rows in found.items()}


def _encounter(row: str) -> Encounter:
    head, diagnoses, items = row.split("|")
    specialty, weight, place, ages, *gender = head.split()
    youngest, _, oldest = ages.partition("-")
    return Encounter(
        specialty=specialty,
        weight=int(weight),
        place=place,
        ages=(int(youngest), int(oldest)),
        gender=gender[0] if gender else "",
        diagnoses=tuple(_choice(choice) for choice in diagnoses.split(";")),
        items=tuple(_item(item) for item in items.split(";")),
    )


def _choice(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    pairs = [code.replace(".", "").partition("/") for code in text.split()]
    return tuple(right for right, _, _ in pairs), tuple(left or right for right, _, left in pairs)


def _item(text: str) -> Item:
    code, *rest, price = text.split()
    procedure, _, units = code.partition("*")
    lowest, _, highest = (units or "1").partition("-")
    cents = parse_dollars(price.removeprefix("$"))
    if cents is None:
        raise ValueError(f"{procedure} has no price")
    chances = [int(word[:-1]) for word in rest if word.endswith("%")]
    return Item(
        procedure=procedure,
        price=cents,
        units=(int(lowest), int(highest or lowest)),
        modifiers=tuple(word for word in rest if len(word) == 2 and word.isalnum()),
        sided="side" in rest,
        chance=chances[0] if chances else 100,
    )
