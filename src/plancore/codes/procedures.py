"""Procedure codes of three systems under one question. CPT and CDT are licensed: known only if the plan
loaded them.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plancore.codes.codeset import CodeSet, tidy_code
from plancore.codes.types import Membership, Procedure
from plancore.kernel import Finding, Severity


class ProcedureSystem(StrEnum):
    """Who publishes a procedure code: HCPCS Level II (CMS), CPT (AMA, also called Level I), CDT (ADA)."""

    HCPCS = "HCPCS Level II"
    CPT = "CPT"
    CDT = "CDT"


_SHAPES = (
    (ProcedureSystem.CPT, re.compile(r"[0-9]{4}[0-9AFMTU]")),
    (ProcedureSystem.CDT, re.compile(r"D[0-9]{4}")),
    (ProcedureSystem.HCPCS, re.compile(r"[A-CE-V][0-9]{4}")),
)


@lru_cache(maxsize=65_536)
def procedure_system(code: str) -> ProcedureSystem | None:
    """The system a code belongs to by its shape (45 CFR 162.1002); None when it has the shape of none.

    CPT is five digits, or four and one of A, F, M, T, U; CDT is D and four digits; Level II is another
    letter A-V and four digits. Letters W-Z were local codes and ended in 2003.
    """
    stored = tidy_code(code)
    return next((system for system, shape in _SHAPES if shape.fullmatch(stored)), None)


@dataclass(frozen=True, slots=True)
class ProcedureCodes:
    """The procedure codes of all three systems; the same questions as `CodeSet`."""

    hcpcs: CodeSet[Procedure]
    cpt: CodeSet[Procedure]
    cdt: CodeSet[Procedure]

    def set_of(self, code: str) -> CodeSet[Procedure] | None:
        """The set that is asked for this code; None when it has no procedure code's shape."""
        match procedure_system(code):
            case ProcedureSystem.HCPCS:
                return self.hcpcs
            case ProcedureSystem.CPT:
                return self.cpt
            case ProcedureSystem.CDT:
                return self.cdt
            case None:
                return None

    def lookup(self, code: str, on: dt.date) -> Procedure | None:
        """The procedure as in force that day; None when unknown, not in force or its table is not loaded."""
        codes = self.set_of(code)
        return None if codes is None else codes.lookup(code, on)

    def known(self, code: str, on: dt.date) -> Membership:
        """As `CodeSet.known`; a code with no procedure code's shape is `UNKNOWN`."""
        codes = self.set_of(code)
        return Membership.UNKNOWN if codes is None else codes.known(code, on)

    def findings(self, code: str, on: dt.date, where: str) -> tuple[Finding, ...]:
        """As `CodeSet.findings`; a wrong shape is an error of its own."""
        codes = self.set_of(code)
        if codes is not None:
            return codes.findings(code, on, where)
        return (
            Finding(
                code="codes.procedure-shape",
                severity=Severity.ERROR,
                where=where,
                message="This is not a procedure code: those are five digits, four digits and a letter, "
                "or a letter and four digits.",
                mend="Check the code for a typing slip, then send it again.",
                rule="45 CFR 162.1002",
            ),
        )

    def search(
        self, words: str, on: dt.date, limit: int = 20, *, wanted: Callable[[Procedure], bool] | None = None
    ) -> list[Procedure]:
        """The plan's own tables first, then HCPCS Level II; at most `limit` in all."""
        found: list[Procedure] = []
        for codes in (self.cpt, self.cdt, self.hcpcs):
            if codes.is_loaded and len(found) < limit:
                found += codes.search(words, on, limit - len(found), wanted=wanted)
        return found
