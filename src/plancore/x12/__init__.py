"""X12 005010: tokens, guides as tables, checker, writer. Bytes in, events and findings out; no files, no
clock."""

from plancore.x12.checking import check, read, write
from plancore.x12.delimiters import Delimiters, NotX12
from plancore.x12.findings import Place, Profile, X12Finding
from plancore.x12.payer import PayerRule, payer_rules
from plancore.x12.writer import Header, Party, SetText, Writer

__all__ = [
    "Delimiters",
    "Header",
    "NotX12",
    "Party",
    "PayerRule",
    "Place",
    "Profile",
    "SetText",
    "Writer",
    "X12Finding",
    "check",
    "payer_rules",
    "read",
    "write",
]
