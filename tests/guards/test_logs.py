"""What people do leaves nothing personal in the logs, whatever they type and whatever breaks."""

import base64
import json
import logging
from collections.abc import Iterator
from unittest import mock

import pytest
import structlog
from django.test import Client
from tests import factories as make
from tests.guards.world import PASSWORD, World

from payerport.config import logging as payerport_logging

ALICE = {"Testwood", "TESTWOOD", "Alice", "1985-03-14", "19850314", "3/14/1985"}


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> "Iterator[Logged]":
    """All that is logged during the test, at the level production has, laid out as there."""
    payerport_logging.configure(level="INFO", layout="json", exception_texts=False)
    yield Logged(capsys)
    payerport_logging.configure(level="WARNING", layout="text", exception_texts=False)


class Logged:
    """Reads what was written to standard error so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def text(self) -> str:
        """The raw lines; each is JSON."""
        text = self._capsys.readouterr().err
        assert all(json.loads(line) for line in text.splitlines())
        return text


def personal(world: World) -> set[str]:
    """What would tell of the first member, or let somebody in."""
    member = world.members[0]
    return ALICE | {
        str(member.member_id),
        member.member_id.on_card,
        PASSWORD,
        world.claim.patient_control_number,
    }


def found_in(text: str, secrets: set[str]) -> set[str]:
    return {secret for secret in secrets if secret in text}


def test_it_logs_requests_and_nothing_of_the_person(world: World, logged: Logged) -> None:
    client, member = Client(), str(world.members[0].member_id)
    client.post("/sign-in/", {"login": world.biller_user.username, "password": PASSWORD})
    client.post("/eligibility/", {"who": member})
    client.post("/eligibility/", {"who": "Alice Testwood 3/14/1985"})
    client.post("/eligibility/", {"who": f"{member[:5]} Alice Testwood"})
    client.post("/find/", {"q": "Testwood"})
    client.post("/find/", {"q": world.claim.patient_control_number})
    for path in (
        "/",
        "/claims/",
        "/claims/{claim}/",
        "/payments/{trace}/",
        "/eligibility/{check}/",
        "/nowhere/",
    ):
        client.get(path.format(**world.names))
    client.get(f"/claims/?q={member}&name=Testwood")
    text = logged.text()
    assert text.count("request_finished") == 13
    assert found_in(text, personal(world)) == set()


def test_it_logs_files_inquiries_and_jobs_and_nothing_of_the_person(world: World, logged: Logged) -> None:
    make.with_app(world.biller_user)
    pair = base64.b64encode(f"{world.biller_user.username}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}"}
    answer = Client().post("/x12/270", world.inquiry, content_type="application/edi-x12", headers=headers)
    assert answer.status_code == 200
    file = make.sent_file(world.biller, make.x12_837p(make.submission(world.organization, world.members[0])))
    make.decide(*make.claims_of(file))
    make.payments()
    assert found_in(logged.text(), personal(world)) == set()


def test_it_logs_a_bug_without_what_it_was_about(world: World, logged: Logged) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.biller_user)
    with mock.patch("payerport.claims.views.claim_for", side_effect=ValueError("Alice Testwood, 1985-03-14")):
        assert client.get("/claims/{claim}/".format(**world.names)).status_code == 500
    text = logged.text()
    assert '"error_type": "ValueError"' in text
    assert found_in(text, personal(world)) == set()


@pytest.mark.parametrize(
    "said", [{"member": "Alice Testwood"}, {"birth_date": "1985-03-14"}, {"patient_name": "Testwood"}]
)
def test_it_drops_a_planted_personal_key(world: World, logged: Logged, said: dict[str, str]) -> None:
    structlog.get_logger("planted").warning("claim_read", claim_id=7, **said)
    logging.getLogger("planted").warning("claim read", extra=said)
    text = logged.text()
    assert next(iter(said)) in text, "the key that was dropped is named"
    assert found_in(text, ALICE) == set()


def test_it_would_notice_what_the_allow_list_let_through(world: World, logged: Logged) -> None:
    allowed = payerport_logging.ALLOWED_KEYS | {"member"}
    with mock.patch.object(payerport_logging, "ALLOWED_KEYS", allowed):
        structlog.get_logger("planted").warning("claim_read", member="Alice Testwood")
    assert found_in(logged.text(), ALICE) == {"Alice", "Testwood"}
