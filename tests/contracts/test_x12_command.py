"""`payerport x12`: what it prints, its exit codes, the acknowledgements it writes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payerport.edi.x12_commands import app
from plancore.x12 import check
from plancore.x12.tests.samples import CLAIM_SEGMENTS, REMITTANCE_SEGMENTS, edited, file_of

RUN = CliRunner()
BAD_NPI = edited(CLAIM_SEGMENTS, "NM1*82", "NM1*82*1*DOCTOR*DEE****XX*1245319598")


def put(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (file_of("837P"), 0),
        (file_of("837P", BAD_NPI), 1),
        (file_of("835"), 0),
        (file_of("835", edited(REMITTANCE_SEGMENTS, "BPR", "BPR*I*999*C*CHK************20260502")), 1),
        (b"Dear plan", 2),
    ],
)
def test_it_tells_by_its_exit_code(tmp_path: Path, content: bytes, code: int) -> None:
    assert RUN.invoke(app, ["check", put(tmp_path, "a.x12", content)]).exit_code == code


def test_it_prints_an_object_a_finding_without_the_value_unless_asked(tmp_path: Path) -> None:
    path = put(tmp_path, "a.837", file_of("837P", BAD_NPI))
    (line,) = RUN.invoke(app, ["check", "--json", path]).output.splitlines()
    found = json.loads(line)
    assert (found["code"], found["segment"], found["element"], found["level"]) == (
        "x12.npi.check_digit",
        "NM1",
        9,
        5,
    )
    assert "1245319598" not in line
    assert "1245319598" in RUN.invoke(app, ["check", "--json", "--show-values", path]).output


def test_it_writes_acknowledgements_that_are_valid(tmp_path: Path) -> None:
    path = put(tmp_path, "a.837", file_of("837P", BAD_NPI))
    RUN.invoke(app, ["check", "--ack", str(tmp_path / "acks"), path])
    written = sorted((tmp_path / "acks").iterdir())
    assert [one.suffix for one in written] == [".999", ".277ca"]
    for one in written:
        assert list(check([one.read_bytes()])) == []


def test_it_masks_people_when_it_shows_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.837", file_of("837P"))
    masked = RUN.invoke(app, ["show", path]).output
    assert "Subscriber name" in masked
    assert not {"TESTER", "ANN", "123456701", "19800214", "QUAY AVENUE"} & set(
        masked.replace("*", " ").split()
    )
    assert "NM1*IL*1*TESTER*ANN****MI*123456701" in RUN.invoke(app, ["show", "--show-values", path]).output


@pytest.mark.parametrize("name", ["837P", "271", "835", "277CA", "834", "275", "X217", "X313", "X222A1"])
def test_it_prints_each_guide_as_an_outline(name: str) -> None:
    result = RUN.invoke(app, ["guide", name])
    assert result.exit_code == 0
    assert "SE Transaction set trailer [R 1]" in result.output


def test_it_needs_no_django() -> None:
    code = "import sys, payerport.edi.x12_commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
