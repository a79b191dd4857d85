"""Plan files that can't be read become a finding that says where, never a crash."""

from pathlib import Path

import pytest

from payerport.plans.loading import read_yaml
from plancore.kernel import Finding


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"plan: [", "The file is not YAML"),
        (b"from: 2026-13-01", "The file is not YAML."),
        (b"\xff\xfe\xff", "The file is not YAML."),
        (b"- one", "The file holds no named parts."),
        (b"", "The file holds no named parts."),
    ],
)
def test_it_says_what_is_wrong_with_a_file_that_is_none(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    findings: list[Finding] = []
    assert read_yaml(path, findings) is None
    (finding,) = findings
    assert finding.where == "plan.yaml"
    assert finding.message.startswith(message)
