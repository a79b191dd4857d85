"""What the tests of encrypted columns share: proofs, and a look at what lies in the table."""

from django.db import connection
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.providers.models import PersonProof


def proofs() -> tuple[PersonProof, PersonProof]:
    """The proofs of two clinicians, as stored."""
    make.organization()
    make.organization()
    with as_core():
        one, other = PersonProof.objects.order_by("pk")
    return one, other


def stored(column: str, pk: int) -> bytes:
    """What lies in the table."""
    with as_core(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM providers_personproof WHERE provider_id = %s", [pk])
        return bytes(cursor.fetchone()[0])


def put(column: str, pk: int, content: bytes) -> PersonProof:
    """Somebody writes into the table itself; the row as it is read then."""
    with as_core(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE providers_personproof SET {column} = %s WHERE provider_id = %s", [content, pk]
        )
        return PersonProof.objects.get(pk=pk)
