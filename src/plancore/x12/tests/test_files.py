"""Files as they come: several interchanges with delimiters of their own, several groups, sets that number
their levels anew, older versions among them."""

import pytest

from plancore.x12 import Delimiters, X12Finding, check, read
from plancore.x12.events import GroupStart, InterchangeStart, SetStart, Unit
from plancore.x12.tests.samples import CLAIM_SEGMENTS, as_bytes, edited, file_of, interchange, transaction_set

OTHER = Delimiters("|", ">", "!", "\\")


def codes(found: list[X12Finding]) -> list[str]:
    return [one.code for one in found]


def counted(data: bytes) -> tuple[int, int, int, int]:
    """Interchanges, groups, sets, units."""
    events = list(read([data]))
    kinds = (InterchangeStart, GroupStart, SetStart, Unit)
    return tuple(sum(isinstance(one, kind) for one in events) for kind in kinds)  # type: ignore[return-value]


def test_it_reads_several_interchanges_with_delimiters_of_their_own() -> None:
    first = file_of("837P")
    second = as_bytes(interchange("835", transaction_set("835"), control="000000002"), OTHER, "\n")
    assert codes(list(check([first + b"\r\n" + second]))) == []
    whole = counted(first + second + first.replace(b"000000001", b"000000003"))
    assert whole[:3] == (3, 3, 3)


def test_it_reads_several_groups_of_several_guides() -> None:
    claims = interchange("837P", transaction_set("837P"))
    payments = interchange("835", transaction_set("835"))
    groups = [*claims[1:-1], *(one.replace("*1*X*", "*2*X*") for one in payments[1:-2]), "GE*1*2"]
    data = as_bytes([claims[0], *groups, "IEA*2*000000001"])
    assert codes(list(check([data]))) == []
    assert counted(data)[:3] == (1, 2, 2)


@pytest.mark.parametrize("kind", ["837P", "270", "276", "277CA", "278"])
def test_it_reads_sets_that_number_their_levels_anew(kind: str) -> None:
    sets = [transaction_set(kind, control=f"{number:04d}") for number in (1, 2, 3)]
    data = as_bytes(interchange(kind, *sets))
    assert codes(list(check([data]))) == []
    once = counted(file_of(kind))
    assert counted(data) == (1, 1, 3, once[3] * 3)


def test_it_tells_a_number_that_is_used_again_within_one_set() -> None:
    data = file_of("837P", edited(CLAIM_SEGMENTS, "HL*4", "HL*3*3*23*0"))
    assert "x12.hierarchy.number_twice" in codes(list(check([data])))


def test_it_refuses_a_4010_interchange_and_reads_the_one_after_it() -> None:
    old = file_of("837P").replace(b"*00501*", b"*00401*").replace(b"005010X222A1", b"004010X098A1")
    new = file_of("837P", edited(CLAIM_SEGMENTS, "NM1*82", "NM1*82*1*DOCTOR*DEE****XX*1245319598"))
    found = list(check([old + new.replace(b"000000001", b"000000002")]))
    assert codes(found) == ["x12.interchange.version", "x12.group.version", "x12.npi.check_digit"]
    assert found[0].interchange_code == "017"
    assert "005010" in found[0].mend


def test_it_refuses_a_4010_group_beside_one_that_it_reads() -> None:
    new, old = interchange("837P", transaction_set("837P")), interchange("837P", transaction_set("837P"))
    aged = [
        one.replace("005010X222A1", "004010X098A1").replace("*1*X*", "*2*X*")
        for one in (*old[1:-2], "GE*1*2")
    ]
    data = as_bytes([*new[:-1], *aged, "IEA*2*000000001"])
    found = list(check([data]))
    assert codes(found) == ["x12.group.version"]
    assert found[0].group_code == "2"
    assert found[0].place.offset == data.index(b"GS*", data.index(b"GE*"))
