"""Codes known by shape only, because their tables are licensed or too fluid to ship."""

import re

_REVENUE = re.compile(r"0[0-9]{3}|[12][0-9]{3}|3[01][0-9]{2}")
_TAXONOMY = re.compile(r"[1-4][0-9]{2}[0-9A-Z]{6}X")


def is_revenue_code_shape(code: str) -> bool:
    """True for a four-digit revenue code in the ranges in use (0001 to 3199). The table itself is licensed
    (NUBC).
    """
    return bool(_REVENUE.fullmatch(code)) and code != "0000"


def is_taxonomy_shape(code: str) -> bool:
    """True for ten characters as a taxonomy code has them: a group of three digits, six more, an X."""
    return bool(_TAXONOMY.fullmatch(code))
