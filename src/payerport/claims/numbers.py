"""Claim control numbers: short enough to read out, dated, with a check digit against slips."""

import datetime as dt

from django.db import connection

_SEQUENCE = "claims_control_number"


def check_digit(digits: str) -> str:
    """The Luhn digit that completes `digits` (ISO/IEC 7812-1): finds any single wrong digit."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * 2 if place % 2 == 0 else int(char)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def next_control_numbers(count: int, day: dt.date) -> list[str]:
    """`count` new control numbers of a day: `H`, two-digit year, day of the year, a running number, a check
    digit.

    Numbers are never given twice; a rolled-back transaction leaves a gap, which means nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval('{_SEQUENCE}') FROM generate_series(1, %s)", [count])  # noqa: S608 -- a constant
        numbers = [int(row[0]) for row in cursor.fetchall()]
    bodies = [f"{day:%y%j}{number:07d}" for number in numbers]
    return [f"H{body}{check_digit(body)}" for body in bodies]
