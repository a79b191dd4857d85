"""Published remittances, each several times in one file so that its runs are learnt: made of their texts they
give the payments and findings that their rows give."""

from pathlib import Path

import pytest
from tests.contracts.published import NOT_HERE, files, folder

from plancore.exchange.tests.test_remittance_quick import is_the_same
from plancore.x12 import NotX12

pytestmark = pytest.mark.skipif(folder() is None, reason=NOT_HERE)


def remittances() -> list[Path]:
    return [path for path in files() if b"ST*835" in path.read_bytes()]


@pytest.mark.parametrize("path", remittances(), ids=lambda path: path.name)
@pytest.mark.parametrize("separator", [b"", b"\n"])
def test_it_reads_a_published_remittance_again_and_again_the_same(path: Path, separator: bytes) -> None:
    content = path.read_bytes()
    try:
        assert is_the_same(separator.join([content] * 4))
    except NotX12:
        assert not content.lstrip().startswith(b"ISA")


def test_it_finds_remittances_to_read() -> None:
    assert len(remittances()) >= 5
