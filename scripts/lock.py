"""Refresh the locks: requirements/*.in -> requirements/*.txt, each package pinned and hashed, no index named.

The tool that resolves is pinned too, and lives beside the project's environment, not in it.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".data" / "lock-tools"
# `dev` is resolved against what `base` has pinned, so it comes after.
NAMES = ("base", "dev", "postgres", "node", "lock")


def main() -> int:
    """Install the resolver if need be, then resolve every file."""
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        pip = [TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", ROOT / "requirements" / "lock.txt"], check=True)
    for name in NAMES:
        command = [uv, "pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes"]
        command += ["--no-emit-index-url", "--no-header", "--python-version", "3.11"]
        subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT / "requirements", check=True)
        sys.stdout.write(f"requirements/{name}.txt\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
