"""The correlation id: one name for one request on page, in log lines and in the answer's header."""

import structlog
from django.http import HttpRequest


def correlation_id(request: HttpRequest | None = None) -> str:
    """The id of the request being answered; empty outside of one."""
    given = getattr(request, "correlation_id", "")
    return str(given or structlog.contextvars.get_contextvars().get("request_id", ""))
