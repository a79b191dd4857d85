"""The rows of a dental claim (837D) to a `ClaimSubmission`."""

from decimal import Decimal
from typing import Any

from plancore.claims.types import ClaimForm, Dental, ServiceLine, Tooth
from plancore.exchange.claim_value import NO_DAY, ClaimBuilder, field_at, pointers_of, provider_of, words_at
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit

_ONE = Decimal(1)


class DentalBuilder(ClaimBuilder):
    """Makes dental claims: lines by tooth and area, and what the form has beside (`Dental`)."""

    form = ClaimForm.DENTAL

    def _rare(self, head: dict[str, list[str]], rows: list[Row]) -> dict[str, Any]:
        more = super()._rare(head, rows)
        orthodontic = head.get("2300/DN1", [])
        teeth = [elements for tag, elements in rows if tag == "2300/DN2"]
        assistant = head.get("2310D/NM1*DD")
        more["dental"] = Dental(
            appliance_placed_on=day(field_at(head.get("2300/DTP*452", []), 3)),
            orthodontic_months=number(field_at(orthodontic, 1)),
            orthodontic_months_left=number(field_at(orthodontic, 2)),
            orthodontic_note=words_at(orthodontic, 4),
            missing_teeth=tuple(one[1] for one in teeth if field_at(one, 2) == "M"),
            teeth_to_extract=tuple(one[1] for one in teeth if field_at(one, 2) == "E"),
            predetermination=words_at(head.get("2300/REF*G3", []), 2),
            is_predetermination=field_at(head.get("2300/CLM", []), 19) == "PB",
            assistant=provider_of(assistant, field_at(head.get("2310D/PRV*AS", []), 3))
            if assistant
            else None,
        )
        return more

    def _lines(self, unit: Unit, facility: str) -> list[ServiceLine]:
        rows = unit.rows
        first = unit.lines[0] if unit.lines else len(rows)
        of_claim = days(field_at(dict(rows[:first]).get("2300/DTP*472", []), 3))
        made = []
        for position, (begin, end) in enumerate(unit.spans, 1):
            line = dict(rows[begin:end])
            service = line.get("2400/SV3", [])
            span = days(field_at(line.get("2400/DTP*472", []), 3)) or of_claim or (NO_DAY, NO_DAY)
            qualifier, procedure, modifiers = self._service(field_at(service, 1))
            given = field_at(line.get("2400/LX", []), 1)
            made.append(
                ServiceLine(
                    number=int(given) if given.isascii() and given.isdigit() else position,
                    procedure=procedure,
                    procedure_qualifier=qualifier,
                    modifiers=modifiers,
                    charge=cents(field_at(service, 2)) or 0,
                    units=number(field_at(service, 6)) or _ONE,
                    service_from=span[0],
                    service_to=span[1],
                    place_of_service=field_at(service, 3) or facility,
                    diagnosis_pointers=pointers_of(field_at(service, 11), self.component),
                    oral_cavities=tuple(one for one in self.split(field_at(service, 4)) if one),
                    prosthesis=field_at(service, 5),
                    prior_placement=day(field_at(line.get("2400/DTP*139", []), 3)),
                    teeth=tuple(
                        Tooth(
                            number=field_at(elements, 2),
                            surfaces=tuple(one for one in self.split(field_at(elements, 3)) if one),
                        )
                        for tag, elements in rows[begin:end]
                        if tag == "2400/TOO*JP"
                    ),
                    **self._line_rare(line, rows[begin:end]),
                )
            )
        return made
