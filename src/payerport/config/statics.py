"""What goes with a static file beside its bytes. Imported by the settings: knows nothing of Django."""

from typing import Final

POLICY: Final = "default-src 'none'; frame-ancestors 'none'"


def with_policy(headers: dict[str, str], _path: str, _url: str) -> None:
    """Add the content security policy of a static file: opened by itself it loads and runs nothing."""
    headers["Content-Security-Policy"] = POLICY
