"""Another payer's remittance: what stands beside the payment of claims and lines is kept and written back."""

import datetime as dt
from collections import Counter

from plancore.exchange import x835
from plancore.x12 import check, read
from plancore.x12.events import Unit
from plancore.x12.tests.samples import REMITTANCE_SEGMENTS, edited, file_of
from plancore.x12.writer import Header, Party

OF_CLAIM = [
    "NM1*74*1**ANNE****C*123456702",
    "NM1*TT*2*ANCHOR MUTUAL*****PI*ANCHOR",
    "MOA***N130",
    "REF*EA*MR1",
    "DTM*232*20260415",
    "DTM*233*20260416",
    "PER*CX*CLAIMS*TE*5555550106",
    "AMT*I*1.5",
    "QTY*CA*3",
]
OF_LINE = ["REF*LU*11", "REF*1A*B77", "QTY*ZK*2"]


def remittance() -> bytes:
    body = edited(REMITTANCE_SEGMENTS, "NM1*QC", "NM1*QC*1*TESTER*ANN****MI*123456701", *OF_CLAIM)
    return file_of("835", edited(body, "CAS*PR*1*20", "CAS*PR*1*20", *OF_LINE))


def said(content: bytes) -> Counter[str]:
    return Counter(
        "*".join(elements)
        for event in read([content])
        if isinstance(event, Unit)
        for _, elements in event.rows
    )


def test_it_writes_back_what_stands_beside_the_payment() -> None:
    content = remittance()
    assert [one.code for one in check([content])] == []
    header = Header(
        sender=Party(id="ANCHOR"),
        receiver=Party(id="HARBOR"),
        stamp=dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC),
        control_number=1,
    )
    whole = x835.read([content])
    body = x835.write(whole, header)
    assert x835.read([body]) == whole
    lost = said(content) - said(body)
    # Units of one are not said: SVC05.
    assert [text.partition("*")[0] for text in lost] == ["SVC"]
    assert [one.code for one in check([body])] == []
    (claim,) = whole[0].claims
    assert [one.segment for one in claim.details] == [text.partition("*")[0] for text in OF_CLAIM]
    assert [one.segment for one in claim.lines[0].details] == ["REF", "REF", "QTY"]
