"""The published X12 samples, where they are at hand (PAYERPORT_SAMPLES). They are no part of the project."""

import os
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "x12"
NOT_HERE = "the published samples are not at hand: PAYERPORT_SAMPLES names their folder"


def folder() -> Path | None:
    """The folder of samples, None when it is not at hand."""
    named = os.environ.get("PAYERPORT_SAMPLES", "")
    place = Path(named) if named else _BESIDE
    return place if place.is_dir() else None


def files() -> list[Path]:
    """Every sample, without manifests, licences and the answers that belong to samples."""
    place = folder()
    if place is None:
        return []
    skipped = ("MANIFEST.tsv", "LICENSE", "LICENSE.txt")
    return sorted(one for one in place.rglob("*") if one.is_file() and one.name not in skipped)
