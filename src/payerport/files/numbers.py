"""Numbers that the plan gives to files: receipts and interchange control numbers."""

import datetime as dt

from django.db import connection


def _next(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        return int(cursor.fetchone()[0])


def next_receipt_number(day: dt.date) -> str:
    """The receipt number of a file taken in on `day` (in the plan's zone): `R`, the date, a running
    number.
    """
    return f"R{day:%Y%m%d}-{_next('files_receipt_number'):06d}"


def next_interchange_number() -> int:
    """The control number (ISA13) of an interchange the plan writes: one to nine digits, never given twice."""
    return _next("files_interchange_number")
