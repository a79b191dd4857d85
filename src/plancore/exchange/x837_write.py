"""837 out: claims of one form to a whole interchange, for forwarding to another payer or for a test partner.

Claims that follow one another share the levels they have in common: billing provider, subscriber, patient.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plancore.claims.people import Contact, Person
from plancore.claims.supplement import ClaimSupplement
from plancore.claims.types import ClaimForm, ClaimSubmission
from plancore.exchange.claim_write import FORMS, ClaimWriter
from plancore.exchange.claim_write_coverage import person_name
from plancore.exchange.text import as_sent
from plancore.x12.convert import date8, plain
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange

VERSIONS = {
    ClaimForm.PROFESSIONAL: "005010X222A1",
    ClaimForm.INSTITUTIONAL: "005010X223A2",
    ClaimForm.DENTAL: "005010X224A2",
}
"""The version each form is written in."""

_SELF = "18"
_MOST_CLAIMS = 100
"""Claims in one loop of a subscriber or patient."""

_NOTHING = ClaimSupplement()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Who sends claims to whom. `reference` is the sender's number of the batch (BHT03); the ids are those
    of NM109 in loops 1000A and 1000B (the interchange's when empty). `kind` is CH chargeable, RP reporting,
    31 subrogation."""

    submitter_name: str
    contact: Contact
    receiver_name: str
    reference: str
    submitter_id: str = ""
    receiver_id: str = ""
    kind: str = "CH"


def write(claims: Iterable[ClaimSubmission], header: Header, batch: Batch) -> bytes:
    """The claims as one interchange with one set. Raises ValueError when there is none, or when they are of
    several forms. What the guide has no place for in this form is left out; what a claim says that is not
    valid stays so: `plancore.x12.check` tells."""
    return to_bytes(pieces(claims, header, batch))


def pieces(claims: Iterable[ClaimSubmission], header: Header, batch: Batch) -> Iterator[str]:
    """The interchange as texts. Raises as `write`."""
    whole = list(claims)
    forms = {one.form for one in whole}
    if len(forms) != 1:
        raise ValueError("claims of one form, at least one")
    (form,) = forms
    segments = tuple(_SetWriter(form, header, batch).segments(whole))
    return write_interchange(header, "HC", VERSIONS[form], [SetText("837", VERSIONS[form], segments)])


class _SetWriter:
    """Writes one set; remembers the levels that are open."""

    def __init__(self, form: ClaimForm, header: Header, batch: Batch) -> None:
        self.form = form
        self.header = header
        self.batch = batch
        self.claims = ClaimWriter(form, header.delimiters)
        self.w = self.claims.w
        self.count = 0
        self.open: list[tuple[object, int]] = []
        self.written = 0

    def segments(self, claims: Iterable[ClaimSubmission]) -> Iterator[str]:
        """What stands between ST and SE, one by one."""
        for text in self._texts(claims):
            yield from _apart(text, self.header.delimiters.segment)

    def _texts(self, claims: Iterable[ClaimSubmission]) -> Iterator[str]:
        yield from self._head()
        for claim in claims:
            yield from self._levels(claim)
            yield from self.claims.segments(claim)

    def _head(self) -> Iterator[str]:
        w, stamp, batch, header = self.w, self.header.stamp, self.batch, self.header
        yield w.segment(
            "BHT", "0019", "00", as_sent(batch.reference), f"{stamp:%Y%m%d}", f"{stamp:%H%M}", batch.kind
        )
        name, sender = as_sent(batch.submitter_name), batch.submitter_id or header.sender.id
        yield w.segment("NM1", "41", "2", name, "", "", "", "", "46", sender)
        numbers = [as_sent(text) for pair in batch.contact.numbers for text in pair]
        yield w.segment("PER", "IC", as_sent(batch.contact.name), *numbers)
        receiver = batch.receiver_id or header.receiver.id
        yield w.segment("NM1", "40", "2", as_sent(batch.receiver_name), "", "", "", "", "46", receiver)

    def _level(self, depth: int, key: object, code: str, children: str) -> str | None:
        """The HL of a level when it is not the one that is open."""
        full = self.written >= _MOST_CLAIMS and depth > 0
        if len(self.open) > depth and self.open[depth][0] == key and not full:
            return None
        del self.open[depth:]
        self.written = 0
        self.count += 1
        self.open.append((key, self.count))
        parent = self.open[depth - 1][1] if depth else ""
        return self.w.segment("HL", self.count, str(parent), code, children)

    def _levels(self, claim: ClaimSubmission) -> Iterator[str]:
        more = claim.supplement or _NOTHING
        key: object = (claim.billing, claim.pay_to, more.pay_to_plan, more.currency)
        segment = self._level(0, key, "20", "1")
        if segment is not None:
            yield segment
            yield from self._billing(claim, more)
        is_self = claim.patient_relationship == _SELF
        key = (
            claim.subscriber, is_self, claim.payer_id, claim.payer_name, claim.payer_responsibility,
            claim.group_number, claim.group_name, claim.filing_indicator, more.insurance_type,
            more.payer_id_kind, more.payer_address, more.payer_references,
        )  # fmt: skip
        segment = self._level(1, key, "22", "0" if is_self else "1")
        if segment is not None:
            yield segment
            yield from self._subscriber(claim, more, is_self=is_self)
        if not is_self:
            segment = self._level(2, (claim.patient, claim.patient_relationship), "23", "0")
            if segment is not None:
                yield segment
                yield from self._patient(claim)
        self.written += 1

    def _billing(self, claim: ClaimSubmission, more: ClaimSupplement) -> Iterator[str]:
        w, billing = self.w, claim.billing
        if billing.taxonomy:
            yield w.segment("PRV", "BI", "PXC", billing.taxonomy)
        if more.currency:
            yield w.segment("CUR", "85", more.currency)
        yield w.segment("NM1", "85", *self.claims.provider(billing))
        yield from self.claims.address(billing.address)
        if billing.tax_id:
            yield w.segment("REF", billing.tax_id_kind, billing.tax_id)
        yield from self.claims.numbers(billing.references, billing.contacts)
        if claim.pay_to is not None:
            yield w.segment("NM1", "87", self.claims.provider(billing)[0])
            yield from self.claims.address(claim.pay_to)
        if more.pay_to_plan is not None:
            yield from self.claims.pay_to_plan(more.pay_to_plan)

    def _subscriber(self, claim: ClaimSubmission, more: ClaimSupplement, *, is_self: bool) -> Iterator[str]:
        w, one = self.w, claim.subscriber
        yield w.segment(
            "SBR", claim.payer_responsibility, _SELF if is_self else "", as_sent(claim.group_number),
            as_sent(claim.group_name), more.insurance_type, "", "", "", claim.filing_indicator,
        )  # fmt: skip
        facts = _facts(one)
        if any(facts):
            yield w.segment("PAT", "", "", "", "", *facts)
        yield person_name(w, "IL", one)
        yield from self._person(one)
        yield w.segment(
            "NM1", "PR", "2", as_sent(claim.payer_name), "", "", "", "", more.payer_id_kind,
            as_sent(claim.payer_id),
        )  # fmt: skip
        yield from self.claims.address(more.payer_address)
        yield from self.claims.numbers(more.payer_references, ())

    def _patient(self, claim: ClaimSubmission) -> Iterator[str]:
        yield self.w.segment("PAT", claim.patient_relationship, "", "", "", *_facts(claim.patient))
        yield person_name(self.w, "QC", claim.patient, numbered=False)
        yield from self._person(claim.patient)

    def _person(self, one: Person) -> Iterator[str]:
        yield from self.claims.address(one.address)
        if one.birth_date is not None:
            yield self.w.segment("DMG", "D8", date8(one.birth_date), one.gender)
        yield from self.claims.numbers(one.references, one.contacts)


def _facts(one: Person) -> tuple[str, ...]:
    """PAT05 to PAT09: day of death, weight, pregnancy."""
    died = ("D8", date8(one.died_on)) if one.died_on is not None else ("", "")
    weight = ("01", plain(one.weight)) if one.weight is not None else ("", "")
    return (*died, *weight, "Y" if one.is_pregnant else "")


def _apart(text: str, terminator: str) -> Iterator[str]:
    """A text of several segments, one by one."""
    for one in text.split(terminator)[:-1]:
        yield one + terminator


__all__ = ["FORMS", "VERSIONS", "Batch", "pieces", "write"]
