"""Settings: the page and the code agree, values are read strictly, production refuses what is unsafe."""

import ast
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hashers
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from payerport.config import env, logging, safety
from payerport.vault import keyring

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ROOT / "src" / "payerport"
PAGE = ROOT / "docs" / "reference" / "settings.md"
HELPERS = {"text", "flag", "number", "words"}
GOOD = {
    "PAYERPORT_ENV": "production",
    "PAYERPORT_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "PAYERPORT_ALLOWED_HOSTS": "portal.example.org",
    "PAYERPORT_PUBLIC_URL": "https://portal.example.org",
    "DATABASE_URL": "postgresql://payerport@db.example.org/payerport",
}


def _names_read_in(path: Path) -> set[str]:
    """Names that a file reads by our helpers or from os.environ."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first, of = node.args[0], node.func.value
        by_helper = isinstance(of, ast.Name) and of.id == "env" and node.func.attr in HELPERS
        from_environ = isinstance(of, ast.Attribute) and of.attr == "environ" and node.func.attr == "get"
        if (by_helper or from_environ) and isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
    return found - {"PATH"}


def _names_read() -> set[str]:
    files = [path for path in SOURCES.rglob("*.py") if "tests" not in path.parts]
    return set().union(*map(_names_read_in, files))


def _names_documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", PAGE.read_text(), re.MULTILINE))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A folder with a key for each purpose."""
    for purpose in keyring.Purpose:
        keyring.make(tmp_path / "keys", purpose)
    return tmp_path / "keys"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, keys: Path) -> Iterator[Callable[..., str]]:
    """Loads the settings anew with good production values and some changes; gives the refusal, or nothing."""
    for name in [name for name in os.environ if name.startswith("PAYERPORT_")]:
        monkeypatch.delenv(name)

    def load(**changes: str) -> str:
        for name, value in (GOOD | {"PAYERPORT_KEYS_DIR": str(keys)} | changes).items():
            monkeypatch.setenv(name, value)
        try:
            runpy.run_path(str(SOURCES / "config" / "settings.py"))
        except ImproperlyConfigured as refusal:
            return str(refusal)
        return ""

    yield load
    logging.configure(level="WARNING", layout="text", exception_texts=False)


def test_it_documents_every_setting_that_the_code_reads() -> None:
    assert _names_read() - _names_documented() == set()


def test_it_documents_no_setting_that_nothing_reads() -> None:
    by_tools = {"PAYERPORT_CHROMIUM", "CI"}
    assert _names_documented() - _names_read() - by_tools == set()


def test_it_finds_a_setting_that_was_planted(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from payerport.config import env\nX = env.flag('PAYERPORT_PLANTED', False)\n")
    assert _names_read_in(planted) == {"PAYERPORT_PLANTED"}


def test_it_shows_only_documented_settings_in_the_example() -> None:
    shown = set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert shown
    assert shown - _names_documented() == set()


def test_it_starts_in_production_with_good_values(start: Callable[..., str]) -> None:
    assert start() == ""


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PAYERPORT_SECRET_KEY", "", "Set PAYERPORT_SECRET_KEY"),
        ("PAYERPORT_SECRET_KEY", "short", "at least 50 characters"),
        ("PAYERPORT_SECRET_KEY", "ab" * 40, "be random"),
        ("PAYERPORT_DEBUG", "1", "Unset PAYERPORT_DEBUG"),
        ("DATABASE_URL", "", "embedded database is not for production"),
        ("PAYERPORT_DB_AS_OWNER", "1", "owner of its tables"),
        ("PAYERPORT_ALLOWED_HOSTS", "", "Set PAYERPORT_ALLOWED_HOSTS"),
        ("PAYERPORT_ALLOWED_HOSTS", "*", "name the hosts"),
        ("PAYERPORT_PUBLIC_URL", "", "Set PAYERPORT_PUBLIC_URL"),
        ("PAYERPORT_PUBLIC_URL", "http://portal.example.org", "https address"),
        ("PAYERPORT_DEMO", "1", "Unset PAYERPORT_DEMO"),
        ("PAYERPORT_SECURE_COOKIES", "0", "https only"),
    ],
)
def test_it_refuses_an_unsafe_value_in_production(
    start: Callable[..., str], name: str, value: str, sentence: str
) -> None:
    refusal = start(**{name: value})
    assert sentence in refusal
    assert refusal.count("\n- ") == 1


@pytest.mark.parametrize("purpose", list(keyring.Purpose))
def test_it_refuses_production_without_a_key(
    start: Callable[..., str], keys: Path, purpose: keyring.Purpose
) -> None:
    (keys / f"{purpose}.1.key").unlink()
    assert f"no key for {purpose}." in start()


def test_it_refuses_a_key_that_everybody_may_read(start: Callable[..., str], keys: Path) -> None:
    (keys / "field.1.key").chmod(0o644)
    assert "may be read by everybody" in start()


def test_it_names_all_dangers_at_once(start: Callable[..., str]) -> None:
    assert start(PAYERPORT_SECRET_KEY="", DATABASE_URL="", PAYERPORT_ALLOWED_HOSTS="").count("\n- ") == 3


def test_it_repeats_the_refusal_as_a_system_check() -> None:
    with override_settings(PAYERPORT_ENV="production"):
        found = [message for message in run_checks(tags=["security"]) if message.id == "payerport.E001"]
    assert any("PAYERPORT_SECRET_KEY" in message.msg for message in found)
    assert not [message for message in run_checks(tags=["security"]) if message.id == "payerport.E001"]


@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "*"])
def test_it_refuses_a_policy_that_lets_inline_code_through(source: str) -> None:
    loose = {"DIRECTIVES": {"default-src": ["'self'"], "script-src": ["'self'", source]}}
    with override_settings(CONTENT_SECURITY_POLICY=loose):
        assert [
            message.id for message in run_checks(tags=["security"]) if message.id == "payerport.E002"
        ] == ["payerport.E002"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAYERPORT_ENV", "staging"),
        ("PAYERPORT_DEBUG", "maybe"),
        ("PAYERPORT_SESSION_IDLE_MINUTES", "half an hour"),
        ("PAYERPORT_SESSION_IDLE_MINUTES", "-5"),
        ("PAYERPORT_SESSION_LIMITS", "staff=15"),
        ("PAYERPORT_SESSION_LIMITS", "nobody=15/8"),
        ("PAYERPORT_SIGN_IN_PROFILES", "staff=best"),
        ("PAYERPORT_PLAN_TIME_ZONE", "Nowhere/Land"),
        ("PAYERPORT_PLAN_TIME_ZONE", "../../etc/passwd"),
        ("PAYERPORT_LOG_FORMAT", "xml"),
        ("PAYERPORT_LOG_LEVEL", "LOUD"),
    ],
)
def test_it_refuses_a_value_it_cannot_read_and_names_the_setting(
    start: Callable[..., str], name: str, value: str
) -> None:
    assert start(**{name: value}).startswith(f"{name} must be")


def test_it_reads_lists_flags_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_WORDS", " a, ,b ")
    monkeypatch.setenv("X_FLAG", "Yes")
    monkeypatch.setenv("X_NUMBER", " 42 ")
    monkeypatch.setenv("X_EMPTY", "  ")
    assert env.words("X_WORDS") == ["a", "b"]
    assert env.flag("X_FLAG", False) is True
    assert env.number("X_NUMBER", 1) == 42
    assert env.text("X_EMPTY", "default") == "default"
    with pytest.raises(ImproperlyConfigured, match="X_NUMBER must be 1 or 0"):
        env.flag("X_NUMBER", False)


def test_it_never_lets_a_browser_script_or_another_site_see_a_session() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    hasher = get_hashers()[0]
    assert isinstance(hasher, Argon2PasswordHasher)
    assert (hasher.memory_cost >= 19_456, hasher.time_cost >= 2) == (True, True), "OWASP's least"


def test_it_sends_cookies_by_https_only_in_production(keys: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            """if True:
            from django.conf import settings as s
            print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)
            print("payerport.demo.apps.DemoConfig" in s.INSTALLED_APPS)
            """,
        ],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "payerport.config.settings",
            "PAYERPORT_KEYS_DIR": str(keys),
            **GOOD,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "True", "True", "31536000", "False"]


def test_it_lists_each_danger_once(tmp_path: Path) -> None:
    everything_wrong = {
        "SECRET_KEY": safety.DEVELOPMENT_KEY,
        "KEYS_DIR": tmp_path,
        "ALLOWED_HOSTS": [],
        "DEBUG": True,
        "EMBEDDED_DATABASE": True,
        "DB_AS_OWNER": True,
        "PAYERPORT_DEMO": True,
        "SECURE_COOKIES": False,
        "PUBLIC_URL": "",
    }
    found = safety.dangers(everything_wrong)
    assert len(found) == len(set(found)) == 9
    assert all(sentence.endswith(".") for sentence in found)


def test_it_lets_production_be_migrated_by_its_owner(tmp_path: Path) -> None:
    """`payerport db migrate` is the owner by itself, where the setting in the environment is refused; it
    needs no keys."""
    environment = os.environ | GOOD | {"DATABASE_URL": "postgresql://owner@127.0.0.1:1/payerport"}
    environment["PAYERPORT_KEYS_DIR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "payerport", "db", "migrate"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be reached.")
