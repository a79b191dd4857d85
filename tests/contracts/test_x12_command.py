"""`payerport x12`: what it prints, its exit codes, the acknowledgements it writes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payerport.edi import x12_commands
from payerport.edi.x12_commands import app
from plancore.x12 import check
from plancore.x12.tests.samples import CLAIM_SEGMENTS, REMITTANCE_SEGMENTS, edited, file_of

RUN = CliRunner()
FIELDS = {
    "file", "code", "severity", "level", "offset", "segment_number", "loop", "segment", "element",
    "component", "repeat", "line", "message", "mend",
}  # fmt: skip
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


def test_it_takes_several_files_a_folder_and_what_is_piped_in(tmp_path: Path) -> None:
    good, bad = put(tmp_path, "a.837", file_of("837P")), put(tmp_path, "b.837", file_of("837P", BAD_NPI))
    several = RUN.invoke(app, ["check", "--quiet", good, bad])
    folder = RUN.invoke(app, ["check", "--quiet", str(tmp_path)])
    assert (several.exit_code, folder.exit_code) == (1, 1)
    assert several.output == folder.output
    assert [line.partition(":")[0] for line in folder.output.splitlines()] == ["a.837", "b.837"]
    assert RUN.invoke(app, ["check", "-"], input=file_of("835")).exit_code == 0
    assert RUN.invoke(app, ["check", "--json", "-"], input=file_of("837P", BAD_NPI)).exit_code == 1
    assert "Subscriber name" in RUN.invoke(app, ["show", "-"], input=file_of("837P")).output


def test_it_gives_the_worst_exit_code_and_goes_on_after_a_file_that_is_none(tmp_path: Path) -> None:
    letter = put(tmp_path, "a.txt", b"Dear plan")
    result = RUN.invoke(app, ["check", letter, put(tmp_path, "b.837", file_of("837P"))])
    assert result.exit_code == 2
    assert "b.837: 1 sets, 2 of 2 claims acceptable, 0 errors, 0 warnings" in result.output


@pytest.mark.parametrize("command", ["check", "show"])
def test_it_says_in_one_sentence_that_a_file_cannot_be_read(command: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, [command, str(tmp_path / "gone.837")])
    assert result.exit_code == 2
    assert result.output == "gone.837: The file can't be read (no such file or directory).\n"


def test_it_says_that_it_cannot_write_acknowledgements(tmp_path: Path) -> None:
    path = put(tmp_path, "a.837", file_of("837P"))
    result = RUN.invoke(app, ["check", "--ack", path, path])
    assert result.exit_code == 2
    assert "can't be written" in result.output


def test_it_has_every_field_in_an_object_and_nothing_else_on_the_output(tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.837", file_of("837P", edited(CLAIM_SEGMENTS, "SV1*HC:G0463", "SV1*HC:G0463*51*UN*0***3"))
    )
    found = [json.loads(line) for line in RUN.invoke(app, ["check", "--json", path]).output.splitlines()]
    assert {one["code"] for one in found} == {
        "x12.claim.pointer", "x12.claim.units", "x12.balance.claim_total",
    }  # fmt: skip
    assert all(set(one) == FIELDS for one in found)
    data = Path(path).read_bytes()
    assert all(data[one["offset"] :].startswith(one["segment"].encode()) for one in found)


def test_it_moves_a_bar_by_bytes_on_a_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[int] = []
    monkeypatch.setattr(x12_commands, "_LONG", 100)
    monkeypatch.setattr(x12_commands, "_CHUNK", 500)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("rich.progress.Progress.advance", lambda _, task, by: moved.append(by))
    data = file_of("837P")
    path = Path(put(tmp_path, "a.837", data))
    assert b"".join(x12_commands._chunks(path)) == data
    assert sum(moved) == len(data)
    assert len(moved) == len(data) // 500 + 1


RULES = """
rules:
  - code: payer_id
    transactions: [837P]
    segment: 2010BB/NM1*PR
    element: NM109
    one_of: ["{payer}"]
    message: The claim is addressed to another payer.
    mend: Send it there.
"""


def test_it_checks_with_the_rules_of_a_payer(tmp_path: Path) -> None:
    name = put(tmp_path, "a.837", file_of("837P"))
    theirs = put(tmp_path, "theirs.yaml", RULES.format(payer="OTHER").encode())
    done = RUN.invoke(app, ["check", "--json", "--rules", theirs, "--ack", str(tmp_path / "acks"), name])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert {(one["code"], one["level"], one["severity"]) for one in found} == {("payer.payer_id", 7, "error")}
    written = {one.suffix: one.read_bytes() for one in (tmp_path / "acks").iterdir()}
    assert b"IK5*E" in written[".999"]
    assert written[".277ca"].count(b"STC*A7:") == 2
    assert [one.code for ack in written.values() for one in check([ack])] == []
    ours = put(tmp_path, "ours.yaml", RULES.format(payer="HARBOR").encode())
    assert RUN.invoke(app, ["check", "--rules", ours, name]).exit_code == 0


def test_it_says_what_is_wrong_with_rules_and_checks_nothing(tmp_path: Path) -> None:
    name = put(tmp_path, "a.837", file_of("837P"))
    bad = put(tmp_path, "bad.yaml", RULES.replace("one_of", "oneof").encode())
    for rules, words in ((bad, "bad.yaml: payer_id"), (str(tmp_path / "none.yaml"), "can't be read")):
        done = RUN.invoke(app, ["check", "--rules", rules, name])
        assert done.exit_code == 2
        assert words in done.stderr
        assert done.stdout == ""


def test_it_overwrites_no_acknowledgement_of_another_file_of_the_same_name(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    for folder in ("january", "february", "march"):
        (sent / folder).mkdir(parents=True)
    one = put(sent / "january", "a.837", file_of("837P"))
    two = put(sent / "february", "a.837", file_of("837P", BAD_NPI))
    put(sent / "march", "a.837", file_of("835"))

    def written(*what: str) -> dict[str, bytes]:
        into = tmp_path / f"acks{len(list(tmp_path.iterdir()))}"
        RUN.invoke(app, ["check", "--quiet", "--ack", str(into), *what])
        return {str(at.relative_to(into)): at.read_bytes() for at in into.rglob("*.999")}

    below = written(str(sent))
    assert {name: b"IK5*A" in text for name, text in below.items()} == {
        "february/a.837.0001.999": False,
        "january/a.837.0001.999": True,
        "march/a.837.0001.999": True,
    }
    assert {name: b"IK5*A" in text for name, text in written(one, two).items()} == {
        "a.837.0001.999": True,
        "2-a.837.0001.999": False,
    }
    assert len(written(one, two, one)) == 3


def test_it_names_a_file_by_its_place_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "may").mkdir(parents=True)
    put(tmp_path / "in" / "may", "a.837", file_of("837P", BAD_NPI))
    result = RUN.invoke(app, ["check", str(tmp_path / "in")])
    assert result.exit_code == 1
    assert all(line.startswith("may/a.837:") for line in result.output.splitlines())
