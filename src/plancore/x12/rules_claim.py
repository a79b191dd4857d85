"""Checks across the segments of a claim: balance, situation, codes by date of service (types 3 to 5). As they
stand they are those of a professional claim; the other two forms change what differs."""

# ruff: noqa: PLR0917 - the list of findings is handed along with where to look

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from plancore.codes import Membership
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.rules_quick import ICD10_BEGINS, Asks, QuickClaims
from plancore.x12.rules_reasons import Reasons
from plancore.x12.rules_situations import professional
from plancore.x12.values import Codes, speaks_for

_FREQUENCIES = ("1", "7", "8")
_ON_EARLIER = ("7", "8")
_REMEMBERED = 20_000
_CHARGES = {"2400/SV1": 2, "2400/SV2": 3, "2400/SV3": 2}
"""Service segments and the element that holds their charge."""


class ClaimRules:
    """The checks of one set of professional claims. `codes` None: no code set is asked."""

    most_lines = 50
    frequencies: tuple[str, ...] = _FREQUENCIES
    diagnosis_tags: tuple[str, ...] = ("2300/HI*ABK",)
    pointer_element = 7

    def __init__(self, component: str, codes: Codes | None) -> None:
        self.component = component
        self.codes = codes
        self.reasons = Reasons(codes)
        self._diagnoses: dict[tuple[str, dt.date], str] = {}
        self._procedures: dict[tuple[str, dt.date], str] = {}
        self._pointed: set[tuple[str, int]] = set()
        self._listed: dict[tuple[str, str], bool] = {}
        self.split = lru_cache(maxsize=8_192)(lambda text: tuple(text.split(component)))
        asks = Asks(self._is_listed, self._procedure_problem, self._diagnosis_problem) if codes else None
        self.quick = QuickClaims(self.split, self.frequencies, asks) if type(self) is ClaimRules else None

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Nothing is left to check at the end of a set of claims."""
        return ()

    def unit(self, unit: Unit) -> list[X12Finding]:
        """What is wrong with a claim."""
        found: list[X12Finding] = []
        if unit.passages is not None and self.quick is not None and self.quick.passes(unit, unit.passages):
            return found
        rows = unit.rows
        first = unit.lines[0] if unit.lines else len(rows)
        head = dict(rows[:first])
        claim = head.get("2300/CLM")
        if claim is None or len(claim) < 6:
            return found
        made = _made(unit)
        birth = _birth(unit)
        diagnoses, where = self._diagnosis_list(rows[:first])
        begin, total = self._lines(unit, made, birth, len(diagnoses), found)
        begin = self._coding_day(head, begin)
        if cents(claim[2]) != total and total is not None and unit.lines:
            found.append(make("x12.balance.claim_total", unit.place_of(0, 2), value=claim[2]))
        if claim[2].startswith("-"):
            found.append(make("x12.claim.charge_negative", unit.place_of(0, 2), value=claim[2]))
        self._claim(unit, claim, head, found)
        self._person(unit, made, birth, found)
        if begin is not None:
            self._check_diagnoses(unit, diagnoses, where, begin, found)
        found += self._situations(unit, head)
        if "2320/SBR" in head:
            found += _other_payers(unit)
            found += self.reasons.of(unit, 0, len(unit.rows), made)
        return found

    def _situations(self, unit: Unit, head: dict[str, list[str]]) -> Iterable[X12Finding]:
        """What must stand together beside the lines."""
        return professional(unit, head, self.split)

    def _coding_day(self, head: dict[str, list[str]], begin: dt.date | None) -> dt.date | None:
        """The day whose diagnosis codes count; `begin` is the first day of service of any line."""
        return begin

    def _lines(
        self,
        unit: Unit,
        made: dt.date | None,
        birth: dt.date | None,
        diagnoses: int,
        found: list[X12Finding],
    ) -> tuple[dt.date | None, int | None]:
        """Checks each service line; gives the first day of service and the sum of charges in cents."""
        total: int | None = 0
        begin: dt.date | None = None
        rows = unit.rows
        if len(unit.lines) > self.most_lines:
            place = unit.place_of(unit.lines[self.most_lines])
            found.append(make("x12.loop.too_many", place, title="Service line", most=self.most_lines))
        for line, (at, end) in enumerate(unit.spans, 1):
            if len(rows[at][1]) > 1 and rows[at][1][1] != str(line):
                found.append(make("x12.claim.line_order", unit.place_of(at, 1), line=line))
            charge, span = self._line(unit, line, at, end, diagnoses, found)
            total = None if charge is None or total is None else total + charge
            if span is None:
                continue
            if begin is None or span[0] < begin:
                begin = span[0]
            if (made is not None and span[0] > made) or (birth is not None and span[0] < birth):
                self._out_of_time(unit, line, at, end, made, birth, found)
        return begin, total

    def _line(
        self, unit: Unit, line: int, at: int, end: int, diagnoses: int, found: list[X12Finding]
    ) -> tuple[int | None, tuple[dt.date, dt.date] | None]:
        rows = unit.rows
        service, span = None, None
        for index in range(at + 1, min(end, at + 40)):
            tag, elements = rows[index]
            if tag == "2400/SV1":
                service, service_at = elements, index
            elif tag == "2400/DTP*472" and len(elements) > 3:
                span = days(elements[3])
                if span and span[1] < span[0]:
                    found.append(
                        make("x12.claim.date_order", unit.place_of(index, 3), line=line, value=elements[3])
                    )
                break
        if service is None or len(service) < 5:
            return None, span
        charge = cents(service[2])
        if charge is not None and charge < 0:
            found.append(make("x12.claim.charge_negative", unit.place_of(service_at, 2), line=line))
        units = number(service[4])
        if units is not None and units <= 0:
            found.append(make("x12.claim.units", unit.place_of(service_at, 4), line=line, value=service[4]))
        if len(service) > 7 and service[7]:
            self._pointers(unit, line, service_at, service[7], diagnoses, found)
        if self.codes is not None and span is not None:
            self._procedure(unit, line, service_at, service, span[0], found)
        return charge, span

    def _pointers(
        self, unit: Unit, line: int, at: int, text: str, count: int, found: list[X12Finding]
    ) -> None:
        if (text, count) in self._pointed:
            return
        pointers = self.split(text)
        before = len(found)
        for part, pointer in enumerate(pointers, 1):
            if not count or not (pointer.isascii() and pointer.isdigit()):
                continue
            if not 1 <= int(pointer) <= count:
                place = unit.place_of(at, self.pointer_element, part)
                found.append(
                    make(
                        "x12.claim.pointer",
                        place,
                        line=line,
                        value=pointer,
                        pointer=int(pointer),
                        count=count,
                    )
                )
        if len(set(pointers)) != len(pointers):
            found.append(
                make(
                    "x12.claim.pointer_twice", unit.place_of(at, self.pointer_element), line=line, value=text
                )
            )
        if len(found) == before and len(self._pointed) < _REMEMBERED:
            self._pointed.add((text, count))

    def _procedure(
        self, unit: Unit, line: int, at: int, service: list[str], on: dt.date, found: list[X12Finding]
    ) -> None:
        self._service_code(unit, line, at, 1, service[1], on, found)
        if len(service) > 5 and service[5] and not self._is_listed("place_of_service", service[5], on):
            found.append(
                make("x12.place_of_service.unknown", unit.place_of(at, 5), line=line, value=service[5])
            )

    def _service_code(
        self, unit: Unit, line: int, at: int, element: int, text: str, on: dt.date, found: list[X12Finding]
    ) -> None:
        """Procedure and modifiers of the composite in an element."""
        parts = self.split(text)
        if len(parts) > 1 and parts[0] == "HC":
            problem = self._procedure_problem(parts[1], on)
            if problem:
                place = unit.place_of(at, element, 2)
                found.append(make(problem, place, line=line, value=parts[1], table="procedure"))
        for part, modifier in enumerate(parts[2:6], 3):
            if len(modifier) == 2 and not self._is_listed("modifiers", modifier, on):
                place = unit.place_of(at, element, part)
                found.append(make("x12.modifier.unknown", place, line=line, value=modifier))

    def _procedure_problem(self, code: str, on: dt.date) -> str:
        known = self._procedures.get((code, on))
        if known is None:
            assert self.codes is not None
            known = ""
            if len(code) != 5 or not code.isalnum():
                known = "x12.procedure.shape"
            elif self.codes.procedures.known(code, on) is Membership.UNKNOWN:
                of = self.codes.procedures.set_of(code)
                certain = of is None or speaks_for(of, on)
                known = "x12.procedure.unknown" if certain else "x12.codes.stale"
            if len(self._procedures) > _REMEMBERED:
                self._procedures.clear()
            self._procedures[code, on] = known
        return known

    def _is_listed(self, name: str, code: str, on: dt.date) -> bool:
        """Whether a set that hardly changes knows the code; asked once for each code."""
        known = self._listed.get((name, code))
        if known is None:
            known = getattr(self.codes, name).known(code, on) is not Membership.UNKNOWN
            if len(self._listed) > _REMEMBERED:
                self._listed.clear()
            self._listed[name, code] = known
        return known

    @staticmethod
    def _out_of_time(
        unit: Unit,
        line: int,
        at: int,
        end: int,
        made: dt.date | None,
        birth: dt.date | None,
        found: list[X12Finding],
    ) -> None:
        index = next(i for i in range(at, end) if unit.rows[i][0] == "2400/DTP*472")
        span = days(unit.rows[index][1][3])
        if span is None:
            return
        place = unit.place_of(index, 3)
        if made is not None and span[0] > made:
            found.append(make("x12.claim.date_future", place, line=line))
        if birth is not None and span[0] < birth:
            found.append(make("x12.claim.date_birth", place, line=line))

    def _diagnosis_list(self, rows: list[Row]) -> tuple[list[tuple[str, ...]], list[tuple[int, int]]]:
        """The claim's diagnoses (qualifier, code) and where they stand (row, element)."""
        codes: list[tuple[str, ...]] = []
        where: list[tuple[int, int]] = []
        for index, (tag, elements) in enumerate(rows):
            if tag in self.diagnosis_tags:
                for element, text in enumerate(elements[1:], 1):
                    parts = self.split(text)
                    if len(parts) > 1:
                        codes.append(parts)
                        where.append((index, element))
        return codes, where

    def _check_diagnoses(
        self,
        unit: Unit,
        codes: list[tuple[str, ...]],
        where: list[tuple[int, int]],
        on: dt.date,
        found: list[X12Finding],
    ) -> None:
        icd10 = on >= ICD10_BEGINS
        for order, (parts, (index, element)) in enumerate(zip(codes, where, strict=True)):
            is10 = parts[0].startswith("A")
            if is10 is not icd10:
                code = "x12.diagnosis.icd9" if icd10 else "x12.diagnosis.icd10_early"
                found.append(make(code, unit.place_of(index, element, 1), value=parts[0]))
            elif is10 and self.codes is not None:
                problem = self._diagnosis_problem(parts[1], on)
                if problem:
                    place = unit.place_of(index, element, 2)
                    found.append(make(problem, place, value=parts[1], table="diagnosis"))
                elif not order and parts[1][:1] in ("V", "W", "X", "Y"):
                    found.append(make("x12.diagnosis.external_first", unit.place_of(index, element, 2)))
        if len({parts[1] for parts in codes}) != len(codes):
            seen: set[str] = set()
            for parts, (index, element) in zip(codes, where, strict=True):
                if parts[1] in seen:
                    found.append(make("x12.diagnosis.twice", unit.place_of(index, element, 2)))
                seen.add(parts[1])

    def _diagnosis_problem(self, code: str, on: dt.date) -> str:
        known = self._diagnoses.get((code, on))
        if known is None:
            assert self.codes is not None
            known = ""
            if self.codes.icd10cm.known(code, on) is Membership.UNKNOWN:
                certain = speaks_for(self.codes.icd10cm, on)
                known = "x12.diagnosis.unknown" if certain else "x12.codes.stale"
            else:
                entry = self.codes.icd10cm.lookup(code, on)
                if entry is not None and not entry.billable:
                    known = "x12.diagnosis.not_billable"
            if len(self._diagnoses) > _REMEMBERED:
                self._diagnoses.clear()
            self._diagnoses[code, on] = known
        return known

    def _claim(
        self, unit: Unit, claim: list[str], head: dict[str, list[str]], found: list[X12Finding]
    ) -> None:
        parts = self.split(claim[5])
        if len(parts) > 2 and parts[2]:
            if parts[2] not in self.frequencies:
                found.append(make("x12.claim.frequency", unit.place_of(0, 5, 3), value=parts[2]))
            elif parts[2] in _ON_EARLIER and "2300/REF*F8" not in head:
                place = missing(unit, "REF")
                found.append(make("x12.claim.original_reference", place, context=_trigger(unit, "5")))
        self._facility(unit, parts, head, found)
        if len(claim) > 11 and claim[11]:
            causes = self.split(claim[11])
            if "2300/DTP*439" not in head and {"AA", "OA"} & set(causes[:3]):
                found.append(make("x12.claim.accident", missing(unit, "DTP"), context=_trigger(unit, "11")))
            if "AA" in causes[:3] and not causes[3:4]:
                found.append(make("x12.claim.accident_state", unit.place_of(0, 11, 4)))

    def _facility(
        self, unit: Unit, parts: tuple[str, ...], head: dict[str, list[str]], found: list[X12Finding]
    ) -> None:
        """Where the service was given (CLM05)."""
        if (
            parts[0]
            and self.codes is not None
            and not self._is_listed("place_of_service", parts[0], dt.date.max)
        ):
            found.append(make("x12.place_of_service.unknown", unit.place_of(0, 5, 1), value=parts[0]))

    def _person(
        self, unit: Unit, made: dt.date | None, birth: dt.date | None, found: list[X12Finding]
    ) -> None:
        context = unit.context
        if birth is not None and made is not None and birth > made:
            found.append(make("x12.claim.birth_future", missing(unit, "DMG")))
        subscriber = context.get("2000B")
        if not subscriber or len(subscriber) < 2:
            return
        sbr = next((elements for tag, elements in subscriber if tag == "2000B/SBR"), None)
        if sbr is None:
            return
        self._levels(unit, sbr, found)
        names = context.get("2010BA", [])
        if names and len(names[0][1]) < 10:
            found.append(make("x12.claim.identity", missing(unit, "NM1", "2010BA", 9)))
        billing = context.get("2010AA", [])
        if billing and len(billing[0][1]) < 10:
            place = missing(unit, "NM1", "2010AA", 9)
            found.append(make("x12.claim.npi_missing", place, title="billing provider"))

    @staticmethod
    def _levels(unit: Unit, sbr: list[str], found: list[X12Finding]) -> None:
        """Who the patient is said to be, and whether the levels say the same."""
        context = unit.context
        if len(sbr) > 2 and sbr[2] not in ("", "18"):
            return  # told at SBR02: who the patient is can't be read
        is_self = len(sbr) > 2 and sbr[2] == "18"
        has_patient = "2000C" in context
        if is_self and has_patient:
            found.append(make("x12.claim.patient_level_twice", missing(unit, "SBR", "2000B", 2)))
        elif not is_self and not has_patient:
            found.append(make("x12.claim.patient_level", missing(unit, "HL", "2000C")))
        tags = [tag for tag, _ in context.get("2010BA", [])]
        if is_self and not has_patient:
            for name, title in (("N3", "street address"), ("N4", "city, state, ZIP"), ("DMG", "birth date")):
                if f"2010BA/{name}" not in tags:
                    place = missing(unit, name, "2010BA")
                    found.append(make("x12.claim.subscriber_details", place, title=title))


def missing(unit: Unit, segment: str, loop: str = "", element: int = 0) -> Place:
    """A place for what is not there: told at the claim's first segment."""
    return Place(
        offset=unit.place.offset,
        segment_number=unit.place.segment_number,
        loop=loop or unit.loop,
        segment=segment,
        element=element,
    )


def _trigger(unit: Unit, element: str) -> tuple[str, str, str, str]:
    """An element of CLM as the trigger of a situational rule."""
    return "CLM", str(unit.first_segment), unit.loop, element


def _made(unit: Unit) -> dt.date | None:
    """The day the set was made (BHT04)."""
    header = unit.context.get("HEADER", [])
    if len(header) > 1 and header[1][0] == "HEADER/BHT" and len(header[1][1]) > 4:
        return day(header[1][1][4])
    return None


def _birth(unit: Unit) -> dt.date | None:
    """The patient's birth date."""
    rows = unit.context.get("2010CA") or unit.context.get("2010BA") or []
    for tag, elements in rows:
        if tag.endswith("/DMG") and len(elements) > 2:
            return day(elements[2])
    return None


def adjusted(elements: list[str]) -> int:
    """The sum of a CAS segment's amounts in cents."""
    return sum(cents(text) or 0 for text in elements[3::3])


def _payers(unit: Unit) -> list[tuple[int, str, int | None, int]]:
    """(row of AMT*D, payer, paid, adjusted by claim) of each other payer, in cents."""
    payers: list[tuple[int, str, int | None, int]] = []
    paid_at, paid, adjusted_sum = 0, None, 0
    for index, (tag, elements) in enumerate(unit.rows):
        if tag == "2320/SBR":
            paid_at, paid, adjusted_sum = 0, None, 0
        elif tag == "2320/CAS":
            adjusted_sum += adjusted(elements)
        elif tag == "2320/AMT*D" and len(elements) > 2:
            paid_at, paid = index, cents(elements[2])
        elif tag == "2330B/NM1*PR" and len(elements) > 9:
            payers.append((paid_at, elements[9], paid, adjusted_sum))
        elif tag == "2400/LX":
            break
    return payers


def _other_payers(unit: Unit) -> Iterator[X12Finding]:
    """Balances of other payers' amounts, claim and lines."""
    lines = _adjudicated(unit)
    for at, payer, amount, by_claim in _payers(unit):
        of_payer = [one for one in lines if one[1] == payer]
        if amount is not None and of_payer and sum(one[2] for one in of_payer) - by_claim != amount:
            yield make("x12.balance.other_payer", unit.place_of(at, 2))
    for at, _, line_paid, line_adjusted, charge, line in lines:
        if charge is not None and line_paid + line_adjusted != charge:
            yield make("x12.balance.other_payer_line", unit.place_of(at, 2), line=line)


def _adjudicated(unit: Unit) -> list[tuple[int, str, int, int, int | None, int]]:
    """(row, payer, paid, adjusted, charge, line) of each other payer's line decision, in cents."""
    found: list[tuple[int, str, int, int, int | None, int]] = []
    charge: int | None = None
    line = 0
    for index, (tag, elements) in enumerate(unit.rows):
        if tag == "2400/LX":
            line += 1
        elif tag in _CHARGES and len(elements) > _CHARGES[tag]:
            charge = cents(elements[_CHARGES[tag]])
        elif tag == "2430/SVD" and len(elements) > 2:
            found.append((index, elements[1], cents(elements[2]) or 0, 0, charge, line))
        elif tag == "2430/CAS" and found:
            at, payer, paid, so_far, its_charge, number_of = found[-1]
            found[-1] = (at, payer, paid, so_far + adjusted(elements), its_charge, number_of)
    return found
