"""`payerport demo`: what a person at the terminal gets."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from payerport.demo.commands import app
from payerport.demo.sign_ins import PASSWORD, sign_ins
from payerport.web.refusals import BadRequest, NotFound

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def test_it_prints_the_sign_ins_without_asking_the_database(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(0):
        printed = _run("sign-ins").stdout
    assert printed.count(PASSWORD) == len(list(sign_ins()))


def test_it_says_what_it_loaded_and_that_it_was_there_already() -> None:
    first = _run("load").stdout.splitlines()
    again = _run("load").stdout.splitlines()
    assert "members                2,075" in first
    assert first[:-1] == again[:-1]
    assert "nothing was changed" in again[-1]


def test_it_writes_the_same_claims_to_a_file_and_to_the_terminal(tmp_path: Path) -> None:
    choice = ("claims", "--count", "20", "--as-of", "2026-11-20", "--organization", "2000002008")
    told = _run(*choice, "--out", str(tmp_path / "claims.837"))
    shown = _run(*choice)
    assert (tmp_path / "claims.837").read_bytes() == shown.stdout_bytes
    assert told.stdout == ""
    assert "Wrote 20 claims in 1 transaction sets" in told.stderr
    assert shown.stdout.startswith("ISA*00*")
    assert "001000002" in shown.stdout


def test_it_writes_claims_of_the_people_who_are_loaded() -> None:
    before = _run("claims", "--count", "5", "--as-of", "2026-11-20").stdout
    _run("load", "--seed", "11")
    after = _run("claims", "--count", "5", "--as-of", "2026-11-20").stdout
    assert before != after


def test_it_writes_an_inquiry_for_a_member_id_as_on_the_card() -> None:
    written = _run("inquiry", "--member-id", "1234567*02", "--as-of", "2026-11-20").stdout
    assert "NM1*IL*1*TESTWOOD*BEN****MI*123456702~" in written


def test_it_refuses_what_it_does_not_know() -> None:
    with pytest.raises(NotFound):
        _run("inquiry", "--member-id", "7654321*01")
    with pytest.raises(NotFound):
        _run("claims", "--organization", "2000099999")
    with pytest.raises(BadRequest):
        _run("claims", "--organization", "2000001000", "--all")
    with pytest.raises(BadRequest):
        _run("claims", "--as-of", "2019-01-01")
