"""Django system checks: what production refuses, and what would quietly open the second lock."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from payerport.config import safety


@register(Tags.security)
def production_is_safe(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """E001: an unsafe value in production."""
    if settings.PAYERPORT_ENV != "production":
        return []
    names = (
        "SECRET_KEY",
        "KEYS_DIR",
        "ALLOWED_HOSTS",
        "DEBUG",
        "EMBEDDED_DATABASE",
        "DB_AS_OWNER",
        "PAYERPORT_DEMO",
        "SECURE_COOKIES",
        "PUBLIC_URL",
    )
    values = {name: getattr(settings, name) for name in names}
    return [Error(sentence, id="payerport.E001") for sentence in safety.dangers(values)]


@register(Tags.security)
def no_inline_in_policy(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """E002: a content security policy that lets inline code through."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loose = [
        name
        for name, sources in directives.items()
        if isinstance(sources, list) and {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(sources)
    ]
    return [
        Error(f"The content security policy's {name} must not allow inline code.", id="payerport.E002")
        for name in loose
    ]
