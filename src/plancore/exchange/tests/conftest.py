"""Code sets for the checks: the shipped ones are handed in, so that nothing here reads files itself."""

import pytest

from payerport.codes.loading import tables
from plancore.codes import CodeTables


@pytest.fixture(scope="session")
def code_tables() -> CodeTables:
    return tables()
