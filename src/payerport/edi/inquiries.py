"""X12 eligibility inquiries through the one action that the page uses too."""

import datetime as dt

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.codes import tables
from payerport.edi.profile import plan_profile
from payerport.edi.reading import readable
from payerport.eligibility import actions, store
from payerport.files.numbers import next_interchange_number
from plancore.exchange import acks, x270, x271


def answer(actor: Actor, body: bytes, now: dt.datetime) -> bytes:
    """The answer to a 270: a 271 for all its inquiries, or the acknowledgement that says what is wrong with
    the file.

    In the running transaction. Raises `NotX12` for what is not X12 at all.
    """
    batch = x270.read([readable(body)], today=plan_day(now), codes=tables(), profile=plan_profile())
    if batch.inquiries:
        answers = [store.answer_of(actions.check(actor, one.inquiry, door="270")) for one in batch.inquiries]
        content = x271.write(batch, answers, stamp=now, control_number=next_interchange_number())
    else:
        written = acks.for_events(batch.events, stamp=now, next_control_number=next_interchange_number)
        content = b"".join(ack.content for ack in written)
    record(
        actor,
        "inquiry.answered",
        "interchange",
        batch.interchange.control,
        detail={"inquiries": len(batch.inquiries), "size": len(body)},
    )
    return content
