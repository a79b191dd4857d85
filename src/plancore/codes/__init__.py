"""Code sets as values: dated, typed, searchable. Sets come in as arguments; nothing here reads a file.

Licensed sets (CPT, CDT) are loaded by the plan and never shipped: `Membership.NOT_LOADED` says so.
"""

from plancore.codes.codeset import CodeSet
from plancore.codes.edit_lists import CodeList, EditLists, ForWhom, RevenueRule
from plancore.codes.grouping import CcLevel, CcList
from plancore.codes.ncci import AddOnCode, AddOnCodes, MueLimit, MueTable, PtpEdit, PtpEdits
from plancore.codes.pricing import (
    AnesthesiaFactors,
    Gpci,
    GpciTable,
    PlaceKey,
    RelativeValue,
    RelativeValues,
    ZipLocalities,
    ZipLocality,
)
from plancore.codes.procedures import ProcedureCodes, ProcedureSystem, procedure_system
from plancore.codes.shapes import is_revenue_code_shape, is_taxonomy_shape
from plancore.codes.tables import CodeTables
from plancore.codes.types import (
    AgeRange,
    Code,
    Diagnosis,
    DrgTitle,
    Membership,
    Modifier,
    PlaceOfService,
    Procedure,
    Release,
    Sex,
    Side,
)
from plancore.codes.words import ReasonWords, WordedCode, placeholder_words

__all__ = [
    "AddOnCode",
    "AddOnCodes",
    "AgeRange",
    "AnesthesiaFactors",
    "CcLevel",
    "CcList",
    "Code",
    "CodeList",
    "CodeSet",
    "CodeTables",
    "Diagnosis",
    "DrgTitle",
    "EditLists",
    "ForWhom",
    "Gpci",
    "GpciTable",
    "Membership",
    "Modifier",
    "MueLimit",
    "MueTable",
    "PlaceKey",
    "PlaceOfService",
    "Procedure",
    "ProcedureCodes",
    "ProcedureSystem",
    "PtpEdit",
    "PtpEdits",
    "ReasonWords",
    "RelativeValue",
    "RelativeValues",
    "Release",
    "RevenueRule",
    "Sex",
    "Side",
    "WordedCode",
    "ZipLocalities",
    "ZipLocality",
    "is_revenue_code_shape",
    "is_taxonomy_shape",
    "placeholder_words",
    "procedure_system",
]
