"""Structured logs with a request's id on each line and nothing personal on any.

Keys that are not on the list below are dropped, whoever logs them; texts that look like an identifier are
masked; an exception is its type and its places, without its text. Addresses are logged without their query.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any, cast

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.typing import EventDict, Processor

ALLOWED_KEYS = frozenset(
    # the line itself
    {"event", "level", "logger", "timestamp", "exception", "dropped"}
    # what it belongs to: ids without meaning outside the database
    | {
        "request_id",
        "correlation_id",
        "user_id",
        "organization_id",
        "claim_id",
        "file_id",
        "batch_id",
        "run_id",
    }
    | {"job_id", "task", "queue", "worker", "attempt", "process"}
    # what happened, in words of the code and in numbers
    | {"request", "code", "status", "reason", "action", "rule", "error_type", "version", "signal", "address"}
    | {"seconds", "count", "total", "bytes", "sha256"}
    | {"accepted", "rejected", "paid", "denied", "pended", "failed"}
)
"""What may be logged. Add a key here only when its values can never hold a person's data."""

LEVELS: tuple[str, ...] = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LAYOUTS: tuple[str, ...] = ("text", "json")
START_LEVEL: int = logging.DEBUG
"""One line a request is enough: the one that says how it ended."""

MASKED = "▮▮▮"
_PERSONAL = re.compile(
    r"\b\d{7}\*\d{2}\b"  # a member's id
    r"|\b\d{3}-\d{2}-\d{4}\b"  # a social security number
    r"|\b\d{2}-\d{7}\b"  # a tax id
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # a mail address
    r"|\?[^\s'\"]*=[^\s'\"]*"  # an address's query
)
_ABOUT_CODE = (ImportError, SyntaxError, NameError, ImproperlyConfigured)
"""Errors whose text names code or settings, and cannot hold data."""
MOST_FRAMES = 15
MOST_ERRORS = 3
_PLAIN = (str, int, float, bool, type(None))


def drop_what_is_not_allowed(_: object, __: str, event: EventDict) -> EventDict:
    """Keep the allowed keys with plain values; name the others in `dropped`, without their values."""
    kept: EventDict = {}
    dropped = []
    for key, value in event.items():
        if key.startswith("_"):
            kept[key] = value
        elif key in ALLOWED_KEYS and isinstance(value, _PLAIN):
            kept[key] = _PERSONAL.sub(MASKED, value) if isinstance(value, str) else value
        else:
            dropped.append(key)
    if dropped:
        kept["dropped"] = ",".join(sorted(dropped))
    return kept


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found[::-1]


def describe_exception(event: MutableMapping[str, Any], *, with_text: bool) -> None:
    """Turn `exc_info` into `exception`: where, and which type. The text can quote data, so it stays out."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if info is True:
        info = sys.exc_info()
    error: BaseException | None = info[1] if isinstance(info, tuple) else info
    if not isinstance(error, BaseException):
        return
    parts = []
    for one in _chain(error)[-MOST_ERRORS:]:
        frames = traceback.extract_tb(one.__traceback__)[-MOST_FRAMES:]
        places = "".join(f"{frame.filename}:{frame.lineno} in {frame.name}\n" for frame in frames)
        name = f"{type(one).__module__}.{type(one).__qualname__}"
        says = with_text or isinstance(one, _ABOUT_CODE)
        parts.append(f"{places}{name}: {one}" if says else f"{places}{name}")
    event["error_type"] = type(error).__qualname__
    event["exception"] = "\n".join(parts)


class StandardErrorHandler(logging.Handler):
    """Writes to what is standard error at that moment, which tests and daemons replace."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a closed stream is no reason to fail."""
        with suppress(OSError, ValueError):
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()


def configure(*, level: str, layout: str, exception_texts: bool) -> None:
    """Send every line, ours and the libraries', through one chain to standard error.

    `layout` is `json` or `text`, else ValueError. `exception_texts` is for debugging on synthetic data only.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"the log's layout is one of {', '.join(LAYOUTS)}")

    def describe(_: object, __: str, event: EventDict) -> EventDict:
        describe_exception(event, with_text=exception_texts)
        return event

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if layout == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = StandardErrorHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                drop_what_is_not_allowed,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                last,
            ],
        )
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, StandardErrorHandler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    # Their lines repeat ours: the request log says what was refused and what failed, the worker what it ran.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


_INVITATION = re.compile(r"^(/(?:invitation|recover/link)/)[^/]+")
"""What follows opens an account: it stays out of the log."""


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's request lines, without the query, the user agent or a look at the session.

    The answer carries the request's id, so that a person can quote it. Looks at our health are not logged.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log the request, unless it only asks how we are."""
        if request.path.startswith("/health/"):
            return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path; never the query, nor the secret of an invitation's link."""
        path = _INVITATION.sub(r"\1-", request.path)
        return f"{request.method} {path}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Name the account when the view has looked at it; never cause a query for the log's sake."""
        user = getattr(request, "_cached_user", None)
        if user is not None and user.pk is not None:
            structlog.contextvars.bind_contextvars(user_id=user.pk)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Put the id into the answer, then log as usual."""
        request_id = structlog.contextvars.get_contextvars().get("request_id")
        if request_id:
            response.headers["X-Request-ID"] = request_id
        super().handle_response(request, response)


def report_crash(kind: type[BaseException], error: BaseException, places: TracebackType | None) -> None:
    """`sys.excepthook` of our processes: a crash is logged in our form, and its text kept out."""
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("payerport").critical("process_crashed", exc_info=(kind, error, places))
