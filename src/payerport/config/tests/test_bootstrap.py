"""The bootstrap: what is stamped is not done again, what is missing is said plainly."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, working on an empty checkout in a temporary directory."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "scripts" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "payerport-stamp.json")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "src").mkdir()
    for name in ("base", "dev", "postgres", "node"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(
            f"{name}-package==1 \\\n    --hash=sha256:00\n"
        )
    return module


@pytest.fixture
def ran(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would have been run."""
    commands: list[str] = []

    def run(command: list[object], **_: object) -> str:
        commands.append(" ".join(map(str, command)))
        return str(tmp_path / ".venv")

    monkeypatch.setattr(bootstrap, "run", run)
    return commands


def test_it_installs_once_and_again_only_when_a_lock_changed(
    bootstrap: ModuleType, ran: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "system_postgres", lambda: str(tmp_path))
    bootstrap.install_requirements(dev=False)
    bootstrap.install_requirements(dev=False)
    assert len([command for command in ran if "pip install" in command]) == 1
    assert "--require-hashes" in ran[0]
    (tmp_path / "requirements" / "base.txt").write_text("base-package==2 \\\n    --hash=sha256:11\n")
    bootstrap.install_requirements(dev=False)
    assert len([command for command in ran if "pip install" in command]) == 2


def test_it_keeps_what_tests_need_when_asked_to_run_afterwards(
    bootstrap: ModuleType, ran: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "system_postgres", lambda: str(tmp_path))
    bootstrap.install_requirements(dev=True)
    bootstrap.install_requirements(dev=False)
    assert len([command for command in ran if "pip install" in command]) == 1
    assert bootstrap.read_stamp()["locks"] == ["base", "dev"]


def test_it_brings_database_and_node_only_when_the_machine_has_none(
    bootstrap: ModuleType, ran: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(bootstrap, "system_postgres", lambda: str(tmp_path / "programs"))
    monkeypatch.setattr(bootstrap, "system_npm", lambda: str(tmp_path / "package-lock.json"))
    assert bootstrap.wanted_locks(False, {}) == ["base"]
    monkeypatch.setattr(bootstrap, "system_postgres", lambda: None)
    monkeypatch.setattr(bootstrap, "system_npm", lambda: None)
    assert bootstrap.wanted_locks(False, {}) == ["base", "postgres", "node"]
    assert bootstrap.wanted_locks(False, {"locks": ["base", "node"], "system_postgres": str(tmp_path)}) == [
        "base",
        "node",
    ]
    gone = {"locks": ["base"], "system_postgres": str(tmp_path / "programs"), "system_node": str(tmp_path)}
    assert bootstrap.wanted_locks(False, gone) == ["base", "postgres"]


def test_it_needs_no_database_programs_for_a_database_elsewhere(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@host/plan")
    monkeypatch.setattr(bootstrap, "system_postgres", lambda: None)
    assert bootstrap.wanted_locks(True, {}) == ["base", "dev"]


def test_it_compiles_the_theme_only_when_its_sources_changed(
    bootstrap: ModuleType, ran: list[str], tmp_path: Path
) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / bootstrap.ASSET_OUTPUT).mkdir(parents=True)
    theme = tmp_path / bootstrap.ASSET_SOURCES[0] / "theme.scss"
    theme.parent.mkdir(parents=True)
    theme.write_text("a{}")
    bootstrap.build_assets()
    bootstrap.build_assets()
    assert [command.split("/")[-1] for command in ran] == ["npm ci --no-audit --no-fund", "npm run build"]
    (tmp_path / bootstrap.ASSET_OUTPUT / "theme.css").write_text("what was compiled is no source")
    bootstrap.build_assets()
    assert len(ran) == 2
    theme.write_text("b{}")
    bootstrap.build_assets()
    assert len(ran) == 3


def test_it_goes_without_a_front_end_when_there_is_none(bootstrap: ModuleType, ran: list[str]) -> None:
    bootstrap.build_assets()
    assert ran == []


def test_it_says_what_to_install_when_it_may_not(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(shutil, "which", known.get)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(
        bootstrap.BootstrapError, match=r"Why\. Install it once: apt-get install thing \(as root\)"
    ):
        bootstrap.apt_install(["thing"], "Why.")
    known.clear()
    with pytest.raises(bootstrap.BootstrapError, match="no apt-get here"):
        bootstrap.apt_install(["thing"], "Why.")


def test_it_installs_as_root_without_asking(
    bootstrap: ModuleType, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)
    bootstrap.apt_install(["thing"], "Why.")
    assert [command.split("apt-get ")[1].split()[0] for command in ran] == ["update", "install"]
    assert "DEBIAN_FRONTEND=noninteractive" in ran[1]


def test_it_does_not_stop_for_a_browser_it_cannot_bring(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "find_browser", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    bootstrap.bring_browser()
    assert "apt-get install chromium" in capsys.readouterr().out


def test_it_refuses_an_old_python_in_one_sentence(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (sys.version_info[0], sys.version_info[1] + 1))
    with pytest.raises(bootstrap.BootstrapError, match="or newer is needed"):
        bootstrap.use_new_python()


def test_it_shows_the_end_of_what_failed(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"This failed: .*\nit went wrong"):
        bootstrap.run([sys.executable, "-c", "print('it went wrong'); raise SystemExit(1)"])


@pytest.mark.parametrize("name", ["base", "dev", "postgres", "node", "lock"])
def test_it_pins_every_package_by_hash_and_names_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = [entry for entry in text.split("\n") if "==" in entry and not entry.startswith((" ", "#"))]
    assert entries
    assert all(entry.endswith("\\") for entry in entries), "a package without a hash"
    assert "://" not in text
    assert "--index" not in text
