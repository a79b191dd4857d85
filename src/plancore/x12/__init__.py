"""X12 005010: tokens, guides as tables, checker, writer. Bytes in, events and findings out; no files, no clock."""

from plancore.x12.delimiters import Delimiters, NotX12
from plancore.x12.findings import Place, Profile, X12Finding

__all__ = ["Delimiters", "NotX12", "Place", "Profile", "X12Finding"]
