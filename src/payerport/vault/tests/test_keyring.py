"""The key ring: what is a key, which one is in use, who may read it."""

import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import override_settings
from typer.testing import CliRunner

from payerport.config.key_commands import app
from payerport.vault import keyring, keys
from payerport.vault.keyring import KeyringError, Purpose


def test_it_makes_a_key_that_only_its_owner_may_read(tmp_path: Path) -> None:
    assert keyring.make(tmp_path / "keys", Purpose.FIELD) == "field.1"
    path = tmp_path / "keys" / "field.1.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_it_uses_the_newest_key_and_keeps_the_others(tmp_path: Path) -> None:
    for _ in range(11):
        keyring.make(tmp_path, Purpose.FIELD)
    ring = keyring.read(tmp_path)
    assert ring.current(Purpose.FIELD).key_id == "field.11"
    assert [key.number for key in ring.all_of(Purpose.FIELD)] == list(range(11, 0, -1))
    assert len({key.secret for key in ring.keys.values()}) == 11


def test_it_signs_what_the_public_key_confirms_after_the_private_one_is_gone(tmp_path: Path) -> None:
    keyring.make(tmp_path, Purpose.SEAL)
    signature = keyring.read(tmp_path).current(Purpose.SEAL).sign(b"seal")
    (tmp_path / "seal.1.key").unlink()
    assert keyring.make(tmp_path, Purpose.SEAL) == "seal.2"
    ring = keyring.read(tmp_path)
    assert set(ring.public_keys) == {"seal.1", "seal.2"}
    Ed25519PublicKey.from_public_bytes(ring.public_keys["seal.1"]).verify(signature, b"seal")


def test_it_shows_no_secret(tmp_path: Path) -> None:
    keyring.make(tmp_path, Purpose.INDEX)
    key = keyring.read(tmp_path).current(Purpose.INDEX)
    assert repr(key.secret) not in repr(key)
    assert "secret" not in repr(key)


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o666])
def test_it_refuses_a_key_that_everybody_may_read(tmp_path: Path, mode: int) -> None:
    keyring.make(tmp_path, Purpose.FIELD)
    (tmp_path / "field.1.key").chmod(mode)
    with pytest.raises(KeyringError, match="read by everybody"):
        keyring.read(tmp_path)


@pytest.mark.parametrize("content", [b"", b"AAAA", b"not base64 at all", b"A" * 200])
def test_it_refuses_a_file_that_holds_no_key(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "field.1.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyringError, match=r"field\.1\.key"):
        keyring.read(tmp_path)


def test_it_refuses_a_public_key_that_contradicts_its_private_one(tmp_path: Path) -> None:
    keyring.make(tmp_path, Purpose.SEAL)
    keyring.make(tmp_path, Purpose.SEAL)
    (tmp_path / "seal.1.pub").write_bytes((tmp_path / "seal.2.pub").read_bytes())
    with pytest.raises(KeyringError, match="contradict"):
        keyring.read(tmp_path)


def test_it_says_which_key_is_not_there(tmp_path: Path) -> None:
    ring = keyring.read(tmp_path / "nowhere")
    with pytest.raises(KeyringError, match="payerport keys make"):
        ring.current(Purpose.SEAL)
    with pytest.raises(KeyringError, match=r"field\.3"):
        ring.by_id("field.3")


def test_it_makes_one_key_when_several_make_it_at_once(tmp_path: Path) -> None:
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        keyring.make(tmp_path, Purpose.FIELD)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {f"field.{number}.key" for number in range(1, len(names) + 1)}
    keyring.read(tmp_path)


def test_it_makes_missing_keys_at_first_need_outside_of_production_only(tmp_path: Path) -> None:
    keys.forget()
    with override_settings(KEYS_DIR=tmp_path / "here", IN_PRODUCTION=True), pytest.raises(KeyringError):
        keys.ring().current(Purpose.SEAL)
    keys.forget()
    with override_settings(KEYS_DIR=tmp_path / "here", IN_PRODUCTION=False):
        assert {keys.ring().current(one).number for one in Purpose} == {1}
    keys.forget()


def test_it_makes_and_lists_keys_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYERPORT_KEYS_DIR", str(tmp_path))
    run = CliRunner()
    assert "Made seal.1" in run.invoke(app, ["make"]).output
    assert "Made field.2" in run.invoke(app, ["make", "--purpose", "field"]).output
    assert run.invoke(app, ["make"]).output == "Every purpose has a key.\n"
    (tmp_path / "seal.1.key").unlink()
    assert run.invoke(app, ["list"]).output.split("\n")[:4] == [
        "field.2    in use",
        "field.1    kept",
        "index.1    in use",
        "seal.1     retired: checks what it signed",
    ]
