"""Logs: a request's id on each line, nothing personal on any."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from payerport.config import logging as payerport_logging

SECRETS = ("1234567*01", "Jamie Rivera", "1980-02-29", "078-05-1120", "jamie@example.org", "12-3456789")


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> "Iterator[Lines]":
    """What is logged during the test as JSON; filled when `read` is called on it."""
    found = Lines(capsys)
    payerport_logging.configure(level="INFO", layout="json", exception_texts=False)
    yield found
    payerport_logging.configure(level="WARNING", layout="text", exception_texts=False)


class Lines(list[dict[str, object]]):
    """The lines logged so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__()
        self.capsys = capsys
        self.raw = ""

    def read(self) -> list[dict[str, object]]:
        """Take in what was written to standard error since the last time."""
        text = self.capsys.readouterr().err
        self.raw += text
        self.extend(json.loads(line) for line in text.splitlines())
        return self


def test_it_drops_every_key_that_is_not_allowed_and_says_which(lines: Lines) -> None:
    structlog.get_logger("x").info("claim_read", claim_id=7, member="Jamie Rivera", birth_date="1980-02-29")
    (line,) = lines.read()
    assert line["claim_id"] == 7
    assert line["dropped"] == "birth_date,member"
    assert not any(secret in lines.raw for secret in SECRETS)


def test_it_drops_values_that_are_not_plain_even_under_an_allowed_key(lines: Lines) -> None:
    structlog.get_logger("x").info("claim_read", reason={"member": "Jamie Rivera"}, status=["Jamie Rivera"])
    (line,) = lines.read()
    assert line["dropped"] == "reason,status"
    assert "Jamie" not in lines.raw


@pytest.mark.parametrize("secret", ["1234567*01", "078-05-1120", "jamie@example.org", "12-3456789"])
def test_it_masks_what_looks_like_an_identifier_in_any_text(lines: Lines, secret: str) -> None:
    structlog.get_logger("x").info(f"found {secret} here", reason=f"because of {secret}")
    logging.getLogger("library").warning("a library says %s", secret)
    assert len(lines.read()) == 2
    assert secret not in lines.raw


def test_it_keeps_the_text_of_an_exception_out_and_its_place_in(lines: Lines) -> None:
    try:
        try:
            raise KeyError("Jamie Rivera")
        except KeyError as error:
            raise ValueError("born 1980-02-29") from error
    except ValueError:
        structlog.get_logger("x").exception("job_failed")
        logging.getLogger("library").exception("it failed")
    ours, theirs = lines.read()
    for line in (ours, theirs):
        assert line["error_type"] == "ValueError"
        assert "test_logging.py" in str(line["exception"])
        assert "builtins.KeyError" in str(line["exception"])
    assert "Jamie" not in lines.raw
    assert "1980" not in lines.raw


def test_it_drops_what_a_library_attaches_to_a_line(lines: Lines) -> None:
    logging.getLogger("library").warning("hello", extra={"member": "Jamie Rivera"})
    lines.read()
    assert "Jamie" not in lines.raw


def test_it_logs_a_request_without_its_query_or_its_sender(lines: Lines, rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        structlog.get_logger("x").info("inside")
        return HttpResponse()

    request = rf.get("/claims/?member=1234567*01", headers={"user-agent": "Jamie Rivera's browser"})
    answer = payerport_logging.RequestLogMiddleware(view)(request)
    assert [line["event"] for line in lines.read()] == ["inside", "request_finished"]
    ids = {line["request_id"] for line in lines}
    assert ids == {answer.headers["X-Request-ID"]}
    assert lines[-1]["request"] == "GET /claims/"
    assert "Jamie" not in lines.raw
    assert "1234567" not in lines.raw


def test_it_does_not_look_at_the_session_for_the_log(lines: Lines, rf: RequestFactory) -> None:
    class Untouchable:
        def __getattribute__(self, name: str) -> object:
            raise AssertionError("the log looked at the person")

    request = rf.get("/")
    request.user = Untouchable()  # type: ignore[assignment]
    answer = payerport_logging.RequestLogMiddleware(lambda _: HttpResponse())(request)
    assert answer.status_code == 200
    assert "user_id" not in lines.read()[-1]


def test_it_gives_each_request_its_own_id(lines: Lines, rf: RequestFactory) -> None:
    middleware = payerport_logging.RequestLogMiddleware(lambda _: HttpResponse())
    ids = {middleware(rf.get("/")).headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert len({line["request_id"] for line in lines.read()}) == 3


def test_it_refuses_a_layout_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="layout"):
        payerport_logging.configure(level="INFO", layout="xml", exception_texts=False)


def test_it_keeps_the_text_of_an_error_that_is_about_code(lines: Lines) -> None:
    try:
        raise ImportError("cannot import name 'x'")
    except ImportError:
        structlog.get_logger("x").exception("start_failed")
    assert "cannot import name 'x'" in str(lines.read()[0]["exception"])


def test_it_shortens_a_deep_and_long_chain(lines: Lines) -> None:
    def deep(depth: int) -> None:
        try:
            if depth:
                deep(depth - 1)
            raise ValueError(depth)
        except ValueError as error:
            raise KeyError(depth) from error

    try:
        deep(30)
    except KeyError:
        structlog.get_logger("x").exception("job_failed")
    shown = str(lines.read()[0]["exception"]).splitlines()
    assert len(shown) <= payerport_logging.MOST_ERRORS * (payerport_logging.MOST_FRAMES + 1)


def test_it_keeps_the_secret_of_an_invitation_out_of_the_log() -> None:
    say = payerport_logging.RequestLogMiddleware.format_request
    assert say(RequestFactory().get("/invitation/7-c0ffee/")) == "GET /invitation/-/"
    assert say(RequestFactory().get("/claims/?q=x")) == "GET /claims/"
