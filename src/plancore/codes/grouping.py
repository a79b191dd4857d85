"""Diagnoses that weigh in inpatient grouping: the complication and comorbidity list of the MS-DRG
definitions.
"""

from collections.abc import Callable
from enum import StrEnum

from plancore.codes.icd10 import tidy_diagnosis
from plancore.codes.lazy import LazyRows, Rows
from plancore.codes.types import Release


class CcLevel(StrEnum):
    """A complication or comorbidity, or a major one."""

    CC = "CC"
    MCC = "MCC"


class CcList:
    """The level of each diagnosis on the list."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def level(self, diagnosis: str) -> CcLevel | None:
        """CC, MCC, or None when the diagnosis (with or without its point) is on neither list."""
        row = self._rows.get().get(tidy_diagnosis(diagnosis))
        return None if row is None else CcLevel(row)

    def load(self) -> int:
        """Read the rows now; gives how many diagnoses are listed."""
        return len(self._rows.get())
