"""The file of the former portal's accounts: read whole, or with a mistake not at all."""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from payerport.accounts.roles import PROVIDER_ROLES
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.members import queries as members
from payerport.providers import queries as providers
from payerport.recovery.models import LegacyAccount
from plancore.kernel import MemberId

COLUMNS: Final = ("id_number", "audience", "pin_hash", "birth_date", "email", "role")
_NINE: Final = re.compile(r"[0-9]{9}")


class NotRead(Exception):  # noqa: N818 - a list of what to mend, not a fault of ours
    """What is wrong, line by line. Lines are named by their number: nothing personal is said."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


def import_file(actor: Actor, file: Path, until: dt.date) -> tuple[int, int]:
    """Take the accounts of a CSV file; (new, there already). Raises `NotRead`, and nothing has changed.

    Columns: docs/how-to/move-sign-ins.md. PINs come hashed, as Django writes a hash.
    """
    faults: list[str] = []
    made = [one for one in _rows(file, until, faults) if one is not None]
    twice = len(made) - len({one.id_number for one in made})
    if twice:
        faults.append(f"{file.name}: {twice} id numbers stand in it twice.")
    if faults:
        raise NotRead(faults)
    there = set(
        LegacyAccount.objects.filter(id_number__in=[one.id_number for one in made]).values_list(
            "id_number", flat=True
        )
    )
    new = [one for one in made if one.id_number not in there]
    for one in new:
        one.save(force_insert=True)
        record(actor, "legacy.imported", "legacy_account", one.pk, detail={"audience": one.audience})
    return len(new), len(there)


def _rows(file: Path, until: dt.date, faults: list[str]) -> Iterator[LegacyAccount | None]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            faults.append(f"{file.name}: the first line does not name {', '.join(missing)}.")
            return
        for number, row in enumerate(reader, start=2):
            wrong = list(_wrong(row))
            yield None if wrong else _account(row, until, wrong)
            faults += [f"{file.name}, line {number}: {one}" for one in wrong]


def _wrong(row: dict[str, str]) -> Iterator[str]:
    if not _NINE.fullmatch(row["id_number"] or ""):
        yield "id_number has nine digits, without an asterisk."
    if row["audience"] not in ("member", "provider"):
        yield "audience is member or provider."
    if row["role"] and (row["audience"] != "provider" or row["role"] not in PROVIDER_ROLES):
        yield f"role is empty or, for a provider, one of {', '.join(PROVIDER_ROLES)}."
    try:
        identify_hasher(row["pin_hash"] or "")
    except ValueError:
        yield "pin_hash is no hash that can be checked (see docs/how-to/move-sign-ins.md)."
    try:
        dt.date.fromisoformat(row["birth_date"] or "")
    except ValueError:
        yield "birth_date is year-month-day."
    try:
        validate_email(row["email"])
    except ValidationError:
        yield "email is no address."


def _account(row: dict[str, str], until: dt.date, wrong: list[str]) -> LegacyAccount | None:
    number, made = row["id_number"], None
    if row["audience"] == "member":
        member_id = MemberId.parse(number)
        found = members.by_member_ids([member_id] if member_id else []).get(member_id) if member_id else None
        if found is not None and found.birth_date.isoformat() == row["birth_date"]:
            made = LegacyAccount(member=found)
    else:
        provider = providers.by_plan_number(number)
        made = LegacyAccount(provider=provider) if provider is not None else None
    if made is None:
        wrong.append("nobody of this id number (and, of a member, birth date) is known to the plan.")
        return None
    made.id_number, made.audience, made.pin = number, row["audience"], row["pin_hash"]
    made.email, made.birth_date, made.role = row["email"], row["birth_date"], row["role"]
    made.until, made.imported_at = until, timezone.now()
    return made
