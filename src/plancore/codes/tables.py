"""All code sets in one frozen value, as the claim rules and the X12 checker are given them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Protocol

from plancore.codes.codeset import CodeSet
from plancore.codes.edit_lists import EditLists
from plancore.codes.grouping import CcList
from plancore.codes.ncci import AddOnCodes, MueTable, PtpEdits
from plancore.codes.pricing import AnesthesiaFactors, GpciTable, RelativeValues, ZipLocalities
from plancore.codes.procedures import ProcedureCodes
from plancore.codes.types import Code, Diagnosis, DrgTitle, Modifier, PlaceOfService, Release
from plancore.codes.words import WordedCode


class Table(Protocol):
    """What every set can do, whatever it answers."""

    release: Release

    def load(self) -> int:
        """Read the rows now; gives how many entries there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTables:
    """Every set, each read at its first question. `load()` reads all of them, for before a server forks."""

    icd10cm: CodeSet[Diagnosis]
    procedures: ProcedureCodes
    modifiers: CodeSet[Modifier]
    place_of_service: CodeSet[PlaceOfService]
    group: CodeSet[WordedCode]
    carc: CodeSet[WordedCode]
    rarc: CodeSet[WordedCode]
    claim_status: CodeSet[WordedCode]
    claim_status_category: CodeSet[WordedCode]
    entity_id: CodeSet[Code]
    service_type: CodeSet[Code]
    states: CodeSet[Code]
    countries: CodeSet[Code]
    ptp_practitioner: PtpEdits
    ptp_outpatient: PtpEdits
    mue_practitioner: MueTable
    mue_outpatient: MueTable
    mue_dme: MueTable
    add_on_codes: AddOnCodes
    zip_localities: ZipLocalities
    relative_values: RelativeValues
    gpci: GpciTable
    anesthesia: AnesthesiaFactors
    drg_titles: CodeSet[DrgTitle]
    cc_list: CcList
    edit_lists: EditLists = field(default_factory=EditLists)
    """Lists that edits ask beside the sets."""

    def load(self) -> dict[str, int]:
        """Read every loaded set now; gives the number of entries of each."""
        return {name: part.load() for name, part in self._parts()}

    def releases(self) -> Mapping[str, Release]:
        """The release of each set by its name."""
        return {name: part.release for name, part in self._parts()}

    def versions(self) -> Mapping[str, str]:
        """The exact content of each set, as a decision records it: name to `date+first digits of SHA-256`."""
        return {name: release.version for name, release in self.releases().items()}

    def _parts(self) -> list[tuple[str, Table]]:
        parts: list[tuple[str, Table]] = []
        for column in fields(self):
            part = getattr(self, column.name)
            if isinstance(part, ProcedureCodes):
                parts += [("hcpcs", part.hcpcs), ("cpt", part.cpt), ("cdt", part.cdt)]
            elif isinstance(part, EditLists):
                parts += [(one.name, getattr(part, one.name)) for one in fields(part)]
            else:
                parts.append((column.name, part))
        return parts
