"""Sign-ins are on the record."""

import pytest
from django.test import Client
from tests import factories

from payerport.audit.lock import as_core
from payerport.audit.models import Event

pytestmark = pytest.mark.django_db
SECRET = "Harbor-test-2026"


def _events() -> list[tuple[str, str, str]]:
    with as_core():
        rows = Event.objects.filter(action__startswith="session.").order_by("at")
        return [(row.action, row.outcome, row.record_id) for row in rows]


@pytest.mark.req("R-47")
def test_it_records_coming_failing_and_leaving(client: Client) -> None:
    person = factories.user("biller", factories.organization(), username="biller7", password=SECRET)
    client.post("/sign-in/", {"login": "biller7", "password": "wrong"})
    client.post("/sign-in/", {"login": "BILLER7", "password": SECRET})
    client.post("/sign-out/")
    assert _events() == [
        ("session.refused", "refused", str(person.pk)),
        ("session.began", "done", str(person.pk)),
        ("session.ended", "done", str(person.pk)),
    ]


def test_it_records_nothing_of_what_was_typed(client: Client) -> None:
    client.post("/sign-in/", {"login": "my-password-by-mistake", "password": "x"})
    with as_core():
        row = Event.objects.get(action="session.refused")
    assert "my-password" not in str(vars(row))
