"""Refusals: what is told, to whom, and what is not."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from payerport.web import errors
from payerport.web.refusals import (
    BadRequest,
    Conflict,
    NotAllowed,
    NotFound,
    Refusal,
    RefusalMiddleware,
    answer,
)

FAMILY = [(BadRequest, 400), (NotAllowed, 403), (NotFound, 404), (Conflict, 409)]


def request_for(path: str = "/claims/", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers={"Accept": "text/html", **headers})
    request.user = AnonymousUser()
    return request


def body_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(("kind", "status"), FAMILY)
def test_it_answers_each_refusal_with_its_status_and_a_page(kind: type[Refusal], status: int) -> None:
    response = answer(request_for(), kind())
    assert response.status_code == status
    assert str(kind.title) in body_of(response)
    assert str(kind.text) in body_of(response)
    assert "1-800-555-0134" in body_of(response)


def test_it_says_what_one_may_do_instead_and_whom_to_ask() -> None:
    body = body_of(
        answer(request_for(), Conflict("Paid meanwhile.", instead="Send a correction.", ask="Ask billing."))
    )
    for words in ("Paid meanwhile.", "Send a correction.", "Ask billing."):
        assert words in body


def test_it_answers_htmx_with_a_fragment() -> None:
    response = answer(request_for(**{"HX-Request": "true"}), NotFound())
    assert response.status_code == 404
    assert "<html" not in body_of(response)
    assert 'role="alert"' in body_of(response)


@pytest.mark.parametrize(
    "request_made",
    [
        lambda: request_for("/api/v1/claims"),
        lambda: RequestFactory().get("/claims/", headers={"Accept": "application/json"}),
    ],
)
def test_it_answers_json_doors_with_problem_details(request_made: Callable[[], HttpRequest]) -> None:
    response = answer(request_made(), NotFound())
    assert response.headers["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["status"] == 404
    assert told["type"] == "urn:payerport:refusal:not-found"


def test_it_makes_not_yours_look_like_not_there() -> None:
    not_there = errors.not_found(request_for("/nowhere/"), Exception("secret"))
    not_yours = answer(request_for("/claims/26-1/"), NotFound())
    assert body_of(not_there) == body_of(not_yours)


def test_it_does_not_show_the_text_of_an_exception() -> None:
    assert "secret" not in body_of(errors.bad_request(request_for(), Exception("secret")))
    assert "secret" not in body_of(errors.not_allowed(request_for(), Exception("secret")))


def test_it_makes_the_text_of_a_refusal_harmless() -> None:
    assert "<script>" not in body_of(answer(request_for(), Conflict("<script>x</script>")))


def test_it_lets_a_bug_go_on() -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(request_for(), ValueError("a bug")) is None


def test_it_turns_a_refusal_into_its_answer() -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(request_for(), NotAllowed())
    assert response is not None and response.status_code == 403


def test_it_reads_as_its_safe_text() -> None:
    assert str(Conflict("Paid meanwhile.")) == "Paid meanwhile."


@pytest.mark.req("R-45")
def test_it_says_plainly_that_cookies_are_off() -> None:
    response = errors.csrf_failure(request_for())
    assert response.status_code == 403
    assert "needs cookies" in body_of(response)


def test_it_says_that_a_form_lay_open_too_long() -> None:
    request = request_for()
    request.COOKIES["session"] = "x"
    assert "lay open too long" in body_of(errors.csrf_failure(request))


def test_it_shows_the_correlation_id_of_a_bug_and_nothing_else_of_it() -> None:
    request = request_for()
    request.correlation_id = "c0ffee"  # type: ignore[attr-defined]
    response = errors.server_error(request)
    assert response.status_code == 500
    assert "c0ffee" in body_of(response)


def test_it_answers_a_bug_at_a_json_door_in_json() -> None:
    request = request_for("/api/v1/claims")
    request.correlation_id = "c0ffee"  # type: ignore[attr-defined]
    assert json.loads(errors.server_error(request).content)["correlation_id"] == "c0ffee"
