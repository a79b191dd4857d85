"""After a new key was made: every encrypted column is brought to it, some rows at a time. Cut off, it goes on
where it was: a row that is done bears the new key's name.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models.functions import Substr

from payerport.vault.fields import BlindIndexField, EncryptedTextField, prefix_of
from payerport.vault.keyring import Purpose
from payerport.vault.keys import ring

AT_ONCE: Final = 200
Frame = Callable[[], AbstractContextManager[object]]
"""Opens the transaction in which some rows are read and written."""


def locked_models() -> list[type[models.Model]]:
    """Every model with an encrypted column."""
    return [model for model in apps.get_models() if _columns(model)]


def stale(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """The rows of which something is not yet by the key in use."""
    prefix = prefix_of(ring().current(Purpose.FIELD))
    found = models.Q(pk__in=())
    annotations: dict[str, Any] = {}
    for field in _columns(model):
        if isinstance(field, BlindIndexField):
            newest = f"{ring().current(Purpose.INDEX).number}:"
            found |= ~models.Q(**{field.name: ""}) & ~models.Q(**{f"{field.name}__startswith": newest})
        else:
            name = f"begin_of_{field.name}"
            annotations[name] = Substr(field.name, 1, len(prefix), output_field=models.BinaryField())
            found |= models.Q(**{f"{field.name}__isnull": False}) & ~models.Q(**{name: prefix})
    rows: models.QuerySet[models.Model] = model._base_manager.annotate(**annotations).filter(found)
    return rows.order_by("pk")


def rotate(model: type[models.Model], frame: Frame, tell: Callable[[int], object]) -> int:
    """Write anew what is stale, `AT_ONCE` rows in each transaction; `tell` is called with the rows done.

    Returns how many rows were written. Raises `UnreadableError` and `KeyringError` at a row that can't be
    read; what was done before stays done.
    """
    done = 0
    columns = _columns(model)
    while True:
        with frame():
            rows = list(stale(model).select_for_update()[:AT_ONCE])
            for row in rows:
                for field in columns:
                    setattr(row, field.attname, getattr(row, field.attname))
                row.save(update_fields=[field.name for field in columns])
        done += len(rows)
        tell(done)
        if len(rows) < AT_ONCE:
            return done


def _columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField | BlindIndexField)
    ]
