"""The rows of an institutional claim (837I) to a `ClaimSubmission`."""

import datetime as dt
from typing import Any

from plancore.claims.types import (
    ClaimForm,
    Diagnosis,
    Institutional,
    Occurrence,
    Procedure,
    ServiceLine,
    ValueCode,
)
from plancore.exchange.claim_value import (
    NO_DAY,
    NO_UNITS,
    ClaimBuilder,
    address_in,
    diagnosis_of,
    field_at,
    provider_of,
    words_at,
)
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit


class InstitutionalBuilder(ClaimBuilder):
    """Makes institutional claims: lines by revenue code, and what the form has beside (`Institutional`)."""

    form = ClaimForm.INSTITUTIONAL
    diagnosis_tags = ("2300/HI*ABK", "2300/HI*ABF")

    def _rare(self, head: dict[str, list[str]], rows: list[Row]) -> dict[str, Any]:
        more = super()._rare(head, rows)
        period = _period(head)
        if period is not None:
            more["statement_from"], more["statement_to"] = period
        more["referring"] = self.provider_in(head, "2310F", "DN")
        more["rendering"] = self.provider_in(head, "2310D", "82")
        if "2310E/NM1*77" in head:
            more["service_facility"] = provider_of(head["2310E/NM1*77"], address=address_in(head, "2310E"))
        more["institutional"] = self._beside(head, rows)
        return more

    def _beside(self, head: dict[str, list[str]], rows: list[Row]) -> Institutional:
        admission = field_at(head.get("2300/DTP*435", []), 3)
        claim = head.get("2300/CL1", [])
        codes = self._codes(rows)
        admitting = self._listed(codes, "ABJ")
        due = head.get("2300/AMT*F3")
        attending = head.get("2310A/NM1*71")
        specialty = field_at(head.get("2310A/PRV*AT", []), 3)
        return Institutional(
            admitted_on=day(admission[:8]),
            admission_hour=admission[8:],
            discharge_hour=field_at(head.get("2300/DTP*096", []), 3),
            admission_type=field_at(claim, 1),
            admission_source=field_at(claim, 2),
            patient_status=field_at(claim, 3),
            admitting_diagnosis=admitting[0] if admitting else None,
            visit_reasons=self._listed(codes, "APR"),
            external_causes=self._listed(codes, "ABN"),
            diagnosis_related_group=next((parts[1] for parts in codes.get("DR", ())), ""),
            procedures=tuple(
                Procedure(qualifier=parts[0], code=parts[1], performed_on=day(parts[3]))
                for name in ("BBR", "BBQ")
                for parts in codes.get(name, ())
            ),
            occurrences=tuple(
                Occurrence(code=parts[1], first=day(parts[3])) for parts in codes.get("BH", ())
            ),
            occurrence_spans=tuple(_span(parts) for parts in codes.get("BI", ())),
            values=tuple(
                ValueCode(code=parts[1], amount=cents(parts[4]) or 0) for parts in codes.get("BE", ())
            ),
            conditions=tuple(parts[1] for parts in codes.get("BG", ())),
            treatments=tuple(parts[1] for parts in codes.get("TC", ())),
            attending=provider_of(attending, specialty) if attending else None,
            operating=self.provider_in(head, "2310B", "72"),
            other_operating=self.provider_in(head, "2310C", "ZZ"),
            patient_due=cents(field_at(due, 2)) if due else None,
        )

    def _codes(self, rows: list[Row]) -> dict[str, list[tuple[str, ...]]]:
        """The components of every HI element by the first qualifier of its segment, filled up to nine."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for tag, elements in rows:
            if tag.startswith("2300/HI*"):
                kept = found.setdefault(tag.partition("*")[2], [])
                kept += [(*self.split(one), *_EMPTY)[:9] for one in elements[1:] if one]
        return found

    @staticmethod
    def _listed(codes: dict[str, list[tuple[str, ...]]], name: str) -> tuple[Diagnosis, ...]:
        return tuple(diagnosis_of(parts[0], parts[1], parts[8]) for parts in codes.get(name, ()))

    def _lines(self, unit: Unit, facility: str) -> list[ServiceLine]:
        rows = unit.rows
        period = _period(dict(rows[: unit.lines[0]])) if unit.lines else None
        made = []
        for position, (begin, end) in enumerate(unit.spans, 1):
            line = dict(rows[begin:end])
            service = line.get("2400/SV2", [])
            span = days(field_at(line.get("2400/DTP*472", []), 3)) or period or (NO_DAY, NO_DAY)
            qualifier, procedure, modifiers = self._service(field_at(service, 2))
            given = field_at(line.get("2400/LX", []), 1)
            more = self._line_rare(line, rows[begin:end])
            more["rendering"] = self.provider_in(line, "2420C", "82")
            made.append(
                ServiceLine(
                    number=int(given) if given.isascii() and given.isdigit() else position,
                    revenue_code=words_at(service, 1),
                    procedure=procedure,
                    procedure_qualifier=qualifier,
                    modifiers=modifiers,
                    charge=cents(field_at(service, 3)) or 0,
                    unit_basis=field_at(service, 4),
                    units=number(field_at(service, 5)) or NO_UNITS,
                    service_from=span[0],
                    service_to=span[1],
                    **more,
                )
            )
        return made


_EMPTY = ("",) * 9


def _span(parts: tuple[str, ...]) -> Occurrence:
    first, last = days(parts[3]) or (None, None)
    return Occurrence(code=parts[1], first=first, last=last)


def _period(head: dict[str, list[str]]) -> tuple[dt.date, dt.date] | None:
    """First and last day of the statement (DTP*434)."""
    return days(field_at(head.get("2300/DTP*434", []), 3))
