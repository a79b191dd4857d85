"""278 in and out: requests for authorization and their answers, read and written on both sides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from plancore.authorizations.types import AuthorizationAnswer, AuthorizationRequest
from plancore.exchange.review_rows import SetWriter
from plancore.exchange.review_value import Reader
from plancore.x12.checking import rules_with
from plancore.x12.events import Event, GroupStart, InterchangeStart, SetEnd, SetStart, Unit
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange

VERSION = "005010X217"
_ASKED, _TOLD = frozenset({"278"}), frozenset({"278R"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReceived:
    """A request as it came. Two are equal when they ask the same."""

    request: AuthorizationRequest
    findings: tuple[X12Finding, ...] = field(default=(), compare=False)
    set_start: SetStart | None = field(default=None, compare=False)

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the file keeps it from being decided."""
        return not any(one.is_error for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A 278 file as read. `events` are for `acks.for_events`; `requests` those of sets that are not
    refused."""

    events: tuple[Event, ...]
    requests: tuple[RequestReceived, ...]
    interchange: InterchangeStart
    group: GroupStart | None


def read(chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None) -> Batch:
    """A whole file of requests (real time, or a batch of moderate size: it is kept in memory). Raises
    `plancore.x12.NotX12`."""
    kept = tuple(Scanner(supported=_ASKED, rules=rules_with(codes), profile=profile).read(chunks))
    refused = {id(one.start) for one in kept if isinstance(one, SetEnd) and is_refused(one)}
    asked = tuple(
        RequestReceived(
            request=Reader(one.interchange.delimiters.component).request(one.context, one),
            findings=(*one.inherited, *one.findings),
            set_start=one.set_start,
        )
        for one in kept
        if isinstance(one, Unit) and id(one.set_start) not in refused
    )
    start = next(one for one in kept if isinstance(one, InterchangeStart))
    group = next((one for one in kept if isinstance(one, GroupStart)), None)
    return Batch(events=kept, requests=asked, interchange=start, group=group)


def is_refused(end: SetEnd) -> bool:
    """True when the set as a whole is not taken: its own frame has errors of types 1 and 2."""
    if end.start.guide is None:
        return True
    return any(one.is_error and one.level <= 2 for one in (*end.start.findings, *end.findings))


def read_answers(chunks: Iterable[bytes], *, codes: Codes | None = None) -> Iterator[AuthorizationAnswer]:
    """The answers of a file, one for each set that is read. Raises `plancore.x12.NotX12`."""
    unit: Unit | None = None
    component = ":"
    for event in Scanner(supported=_TOLD, rules=rules_with(codes)).read(chunks):
        if isinstance(event, InterchangeStart):
            component = event.delimiters.component
        elif isinstance(event, Unit):
            unit = event
        elif isinstance(event, SetEnd):
            if event.start.guide is not None:
                yield Reader(component).answer(unit.context if unit else event.header, unit)
            unit = None


def write(requests: Sequence[AuthorizationRequest], header: Header) -> bytes:
    """A whole interchange of requests, one set for each."""
    sets = (SetText("278", VERSION, tuple(SetWriter(header).request(one))) for one in requests)
    return to_bytes(write_interchange(header, "HI", VERSION, sets))


def write_answers(answers: Sequence[AuthorizationAnswer], header: Header) -> bytes:
    """A whole interchange of answers, one set for each. Raises ValueError for an answer that says nothing, a
    certification without a number, or a denial without a reason."""
    for one in answers:
        _prove(one)
    sets = (SetText("278", VERSION, tuple(SetWriter(header).answer(one))) for one in answers)
    return to_bytes(write_interchange(header, "HI", VERSION, sets))


def _prove(answer: AuthorizationAnswer) -> None:
    event = answer.event
    decisions = [one for one in (answer.decision, *(each.decision for each in event.services)) if one]
    parties = (event.organization, event.requester, *event.parties)
    rejected = (
        answer.rejections,
        answer.of_patient,
        answer.of_event,
        event.subscriber.rejections,
        event.patient.rejections,
        *(one.rejections for one in parties),
        *(one.rejections for one in event.services),
    )
    if not decisions and not any(rejected):
        raise ValueError("an answer decides or rejects")
    for one in decisions:
        if one.action in ("A1", "A2", "A6") and not one.number:
            raise ValueError("a certification has a number")
        if one.action == "A3" and not one.reason:
            raise ValueError("a denial has a reason")
