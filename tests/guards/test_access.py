"""Every person at every address, through HTTP, with real rows: the answers are those of the table."""

import base64
import re
from collections.abc import Iterator, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests import factories as make
from tests.guards.access import OPEN, PEOPLE, TABLE, Row
from tests.guards.world import PASSWORD, World

from payerport.accounts.models import User
from payerport.audit.lock import as_core
from payerport.audit.models import Event

CELLS = [
    pytest.param(row, who, expected, id=f"{row.method} {row.path} as {who}: {expected}")
    for row in TABLE
    for who, expected in zip(PEOPLE, row.answers, strict=True)
]


def person(world: World, who: str) -> User | None:
    return {
        "not signed in": None,
        "of no organization": world.nobody,
        "front desk": world.front_desk,
        "biller": world.biller_user,
        "administrator": world.administrator,
        "foreigner": world.foreigner,
        "staff": world.staff,
    }[who]


def ask(world: World, row: Row, who: str) -> int:
    """The status of the answer to this person."""
    client, somebody = Client(), person(world, who)
    headers = {}
    if somebody and row.basic:
        make.with_app(somebody)
        pair = base64.b64encode(f"{somebody.username}:{PASSWORD}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    elif somebody:
        client.force_login(somebody)
    return send(world, row, client, headers)


def send(world: World, row: Row, client: Client, headers: Mapping[str, str] | None = None) -> int:
    """The status of the answer to whoever the client is signed in as."""
    headers = dict(headers or {})
    path = row.path.format(**world.names)
    if row.method == "GET":
        return client.get(path, headers=headers).status_code
    if "raw" in row.body:
        inquiry = world.inquiry
        return client.post(path, inquiry, content_type="application/edi-x12", headers=headers).status_code
    if "file" in row.body:
        content = make.x12_837p(make.submission(world.organization, world.members[1]))
        return client.post(
            path, {"file": SimpleUploadedFile("new.837", content)}, headers=headers
        ).status_code
    body = {key: value.format(**world.names) for key, value in row.body.items()}
    return client.post(path, body, headers=headers).status_code


@pytest.mark.req("R-01", "R-18")
@pytest.mark.parametrize(("row", "who", "expected"), CELLS)
def test_it_answers_as_the_table_says(world: World, row: Row, who: str, expected: int) -> None:
    assert ask(world, row, who) == expected


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            name = pattern.namespace or pattern.app_name or ""
            yield from addresses(pattern.url_patterns, f"{name}:" if name else space)
        elif pattern.name:
            yield f"{space}{pattern.name}"
        else:
            yield f"{space}{pattern.pattern}"


def test_it_has_a_row_for_every_address() -> None:
    """A page nobody thought about is a page that nobody has shut."""
    known = set(addresses(get_resolver().url_patterns))
    assert known - {row.name for row in TABLE} - OPEN.keys() == set()
    assert {row.name for row in TABLE} | OPEN.keys() <= known


def test_it_would_notice_a_wrong_cell(world: World) -> None:
    (row,) = (row for row in TABLE if row.path == "/claims/{claim}/")
    wrong = Row(row.name, row.method, row.path, (200,) * len(PEOPLE))
    answers = tuple(ask(world, wrong, who) for who in PEOPLE)
    assert answers == row.answers
    assert answers != wrong.answers


def test_it_answers_alike_for_what_is_anothers_and_what_is_not_there(world: World) -> None:
    client = Client()
    client.force_login(world.foreigner)
    for path in (
        "/claims/{claim}/",
        "/payments/{trace}/",
        "/claims/files/{receipt}/",
        "/eligibility/{check}/",
    ):
        theirs = client.get(path.format(**world.names))
        absent = client.get(path.format(**world.absent))
        assert (theirs.status_code, absent.status_code) == (404, 404)
        assert _page(theirs.content, theirs.headers) == _page(absent.content, absent.headers)


def _page(content: bytes, headers: Mapping[str, str]) -> str:
    """What a person sees: the page without the request's own number and form token."""
    page = content.decode().replace(headers["X-Request-ID"], "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.req("R-18")
def test_it_keeps_a_record_of_each_look_and_of_each_refusal(world: World) -> None:
    ask(world, next(row for row in TABLE if row.name == "claims:detail"), "biller")
    ask(world, next(row for row in TABLE if row.name == "claims:list"), "front desk")
    with as_core():
        looked = Event.objects.filter(action="claim.viewed", record_id=world.claim.control_number)
        refused = Event.objects.filter(action="page.refused", user_id=world.front_desk.pk)
        assert [one.user_id for one in looked] == [world.biller_user.pk]
        assert [one.outcome for one in refused] == ["refused"]


@pytest.mark.parametrize("who", PEOPLE)
def test_it_sends_the_policy_with_every_page(world: World, who: str) -> None:
    """The content security policy lets nothing run or style that is not a file of ours."""
    client, somebody = Client(), person(world, who)
    if somebody:
        client.force_login(somebody)
    for row in TABLE:
        if row.method == "GET":
            policy = client.get(row.path.format(**world.names)).headers.get("Content-Security-Policy", "")
            assert "default-src 'self'" in policy, row.path
            assert "unsafe" not in policy, row.path
