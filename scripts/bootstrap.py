"""Make this checkout ready to run: environment, database programs, front-end assets. Standard library only.

    python3 scripts/bootstrap.py           what `payerport run` needs
    python3 scripts/bootstrap.py --dev     what the tests and checks need as well, a browser included

What was installed is stamped with the hash of what asked for it, so the second time takes milliseconds.
"""

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "payerport-stamp.json"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE, OLDEST_NPM = 18, 9
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ASSET_SOURCES = ("src/payerport/web/theme", "src/payerport/web/static/payerport")
ASSET_OUTPUT = "src/payerport/web/static/payerport/dist"


class BootstrapError(Exception):
    """Something is missing that a person has to bring; the text says what."""


def say(text):
    """One line of progress."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Step:
    """Says what begins, and how long it took."""

    def __init__(self, text):
        self.text = text

    def __enter__(self):
        say(self.text + " ...")
        self.began = time.monotonic()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            say(f"  done in {time.monotonic() - self.began:.1f} s")


# -- tools ------------------------------------------------------------------------------------------------


def run(command, **more):
    """Run a command; show what it said only when it fails."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        **more,
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise BootstrapError(f"This failed: {' '.join(map(str, command))}\n{tail}")
    return done.stdout


def digest(*paths):
    """One hash over files and whole folders, by name and content; what does not exist is left out."""
    found = []
    for path in paths:
        full = ROOT / path
        found += [full] if full.is_file() else full.rglob("*")
    whole = hashlib.sha256()
    for path in sorted(found):
        inside = path.relative_to(ROOT)
        if path.is_file() and not {"dist", "node_modules", "__pycache__"} & set(inside.parts):
            whole.update(str(inside).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def read_stamp():
    """What was installed the last time."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(**changes):
    """Note what is installed now."""
    stamp = read_stamp()
    stamp.update(changes)
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1, sort_keys=True))
    new.replace(STAMP)


def apt_install(packages, why):
    """Install the operating system's packages, if we may; else say what a person should install."""
    by_hand = f"{why} Install it once: apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise BootstrapError(f"{by_hand} (There is no apt-get here: use this system's own packages.)")
    prefix = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if not sudo or subprocess.call([sudo, "-n", "true"], stderr=subprocess.DEVNULL) != 0:
            raise BootstrapError(f"{by_hand} (as root)")
        prefix = [sudo, "-n"]
    # Debian's own variable, given through `env` because sudo drops the environment.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    with Step(f"Installing {' '.join(packages)} with apt-get"):
        try:
            run(prefix + quiet + ["apt-get", "update", "-q"])
            run(prefix + quiet + ["apt-get", "install", "-y", "-q", "--no-install-recommends"] + packages)
        except BootstrapError as error:
            raise BootstrapError(f"{error}\n{by_hand}") from None


# -- Python -----------------------------------------------------------------------------------------------


def use_new_python():
    """Go on under Python 3.11 or newer, if this one is older and a newer one is here."""
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path:
            os.execv(path, [path, *sys.argv])
    raise BootstrapError(
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
        "Install it, then name it: make PYTHON=/path/to/python3.11"
    )


def make_environment(force):
    """The isolated environment .venv, made anew when its Python is gone or this checkout was moved."""
    stamp = read_stamp()
    if not force and stamp.get("root") == str(ROOT) and os.access(PYTHON, os.X_OK):
        return
    # Debian leaves the part that makes environments out of its Python; a package brings it.
    if not (find_spec("venv") and find_spec("ensurepip") and find_spec("ensurepip.__main__")):
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        apt_install([version], "Python's venv module is missing.")
    with Step(f"Making an isolated environment in .venv (Python {sys.version.split()[0]})"):
        run([sys.executable, "-m", "venv", "--clear", VENV])
        write_stamp(root=str(ROOT))


def system_postgres():
    """The directory of the operating system's PostgreSQL 15 or newer, or None."""
    sys.path.insert(0, str(ROOT / "src"))
    from payerport.config.postgres import PostgresError, find_binaries, system_binaries

    if os.environ.get("PAYERPORT_PG_BIN"):
        try:
            return str(find_binaries().directory)
        except PostgresError as error:
            raise BootstrapError(str(error)) from None
    found = system_binaries()
    return str(found[0].directory) if found else None


def major(command):
    """The first number a program says when asked for its version; 0 when it is not there."""
    path = shutil.which(command)
    if not path:
        return 0
    try:
        said = subprocess.run(
            [path, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"(\d+)", said.stdout.decode(errors="replace"))
    return int(number.group(1)) if said.returncode == 0 and number else 0


def system_npm():
    """The path of npm 9 or newer beside Node.js 18 or newer, or None."""
    fits = major("node") >= OLDEST_NODE and major("npm") >= OLDEST_NPM
    return shutil.which("npm") if fits else None


def wanted_locks(dev, stamp):
    """The locks to install from. What was found on the machine is looked for again only when it is gone."""
    locks = ["base"]
    kept = stamp.get("locks", [])
    if dev or "dev" in kept:
        locks.append("dev")
    for name, needed, look in (
        ("postgres", not os.environ.get("DATABASE_URL"), system_postgres),
        ("node", has_assets(), system_npm),
    ):
        known = stamp.get(f"system_{name}")
        if name in kept:
            locks.append(name)
        elif needed and not (known and Path(known).exists()):
            found = look()
            write_stamp(**{f"system_{name}": found})
            if not found:
                locks.append(name)
    return locks


def install_requirements(dev):
    """Install what the locks say, each file checked by its hash."""
    stamp = read_stamp()
    locks = wanted_locks(dev, stamp)
    files = [f"requirements/{name}.txt" for name in locks]
    wanted = digest(*files)
    if stamp.get("requirements") != wanted:
        count = 0
        for name in files:
            count += len(re.findall(r"^\S+==", (ROOT / name).read_text(), re.MULTILINE))
        extra = {"postgres": "PostgreSQL", "node": "Node.js"}
        also = "".join(f", {extra[name]}" for name in locks if name in extra)
        with Step(f"Installing {count} pinned packages{also}"):
            pip = [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--quiet",
                "--no-compile",
            ]
            # The locks are complete: there is nothing to resolve.
            pip += ["--no-deps", "--require-hashes"]
            for name in files:
                pip += ["-r", name]
            run(pip)
    link_project()
    if stamp.get("requirements") != wanted or stamp.get("locks") != locks:
        write_stamp(requirements=wanted, locks=locks)


def link_project():
    """Put the project itself into the environment: its source folder on the path, its command in bin."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    stamp = read_stamp()
    target = stamp.get("packages") or run([PYTHON, "-c", where]).strip()
    write_if_changed(Path(target) / "payerport.pth", f"{ROOT / 'src'}\n", 0o644)
    # A line that begins with #! holds 127 characters on some systems; the shell finds the way from anywhere.
    script = '#!/bin/sh\nexec "$(dirname "$0")/python" -m payerport "$@"\n'
    write_if_changed(VENV / "bin" / "payerport", script, 0o755)
    if stamp.get("packages") != target:
        write_stamp(packages=target)


def write_if_changed(path, text, mode):
    """Write a small file unless it says just that already."""
    if path.exists() and path.read_text() == text:
        return
    path.write_text(text)
    path.chmod(mode)


# -- the front end ----------------------------------------------------------------------------------------


def has_assets():
    """Whether this checkout has a front end to build."""
    return (ROOT / "package-lock.json").exists()


def build_assets():
    """Bring the front-end packages and compile the theme, when what they are made from has changed."""
    if not has_assets():
        return
    stamp = read_stamp()
    environment = dict(os.environ)
    if "node" in stamp.get("locks", []):
        environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}" + environment.get("PATH", os.defpath)
    npm = shutil.which("npm", path=environment.get("PATH")) or "npm"
    packages = digest("package.json", "package-lock.json")
    if stamp.get("node_packages") != packages or not (ROOT / "node_modules").is_dir():
        with Step("Bringing the front-end packages (npm)"):
            run([npm, "ci", "--no-audit", "--no-fund"], env=environment)
        write_stamp(node_packages=packages)
    sources = digest("package.json", "package-lock.json", *ASSET_SOURCES)
    if stamp.get("assets") != sources or not (ROOT / ASSET_OUTPUT).is_dir():
        with Step("Compiling the theme"):
            run([npm, "run", "build"], env=environment)
        write_stamp(assets=sources)


# -- the browser ------------------------------------------------------------------------------------------


def find_browser():
    """The system's Chromium, or None."""
    named = os.environ.get("PAYERPORT_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def bring_browser():
    """Chromium for the journeys. Its absence stops no other test, so it is said and not raised."""
    if find_browser():
        return
    try:
        apt_install(["chromium"], "The browser journeys need Chromium.")
    except BootstrapError as error:
        say(f"{error}\nGoing on without: the journeys will say the same.")


def main():
    """Everything, one after another; two at the same time wait for each other."""
    parser = argparse.ArgumentParser(description="Make this checkout ready to run.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    parser.add_argument("--anew", action="store_true", help="make the environment anew")
    parser.add_argument("--no-browser", action="store_true", help="with --dev: leave out the browser")
    chosen = parser.parse_args()
    try:
        use_new_python()
        data = ROOT / ".data"
        data.mkdir(exist_ok=True)
        with (data / "bootstrap.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            make_environment(chosen.anew)
            install_requirements(chosen.dev)
            build_assets()
            if chosen.dev and not chosen.no_browser:
                bring_browser()
    except BootstrapError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The next time goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
