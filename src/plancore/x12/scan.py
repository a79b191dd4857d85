"""Reading: chunks of bytes in, events out, one unit in memory at a time. Findings come with the events."""

from collections.abc import Generator, Iterable, Iterator
from typing import Protocol

from plancore.x12.binary import Payloads
from plancore.x12.delimiters import Delimiters
from plancore.x12.envelope import Envelope
from plancore.x12.events import Event, Row, SetStart
from plancore.x12.findings import Profile
from plancore.x12.guide import Guide, for_purpose, is_shared
from plancore.x12.rules_payer import PayerOf
from plancore.x12.setreader import BREAK, Rules, SetReader
from plancore.x12.tokens import Batch, Tokens
from plancore.x12.walk import END, UNIT_END

LEARN_AFTER = 20
"""How often a run of segments must be clean before it is learnt as a shape."""


class RulesFor(Protocol):
    """Makes the rules of a guide for one set, None when it has none."""

    def __call__(self, guide: Guide, component: str) -> Rules | None: ...


class Scanner:
    """Reads a file. `supported` are the guides' names that are read (None: all there are); `rules` gives the
    checks across segments; `profile` the payer's own severities; `learn_after` how often a run of segments
    must be clean before it may pass as a whole (0: each is taken by itself, with the same results)."""

    def __init__(
        self,
        *,
        supported: frozenset[str] | None = None,
        rules: RulesFor | None = None,
        profile: Profile | None = None,
        learn_after: int = LEARN_AFTER,
    ) -> None:
        self.supported = supported
        self.learn_after = learn_after
        self.rules_for = rules
        self.profile = profile or Profile()
        self._payer = PayerOf(self.profile.rules)
        self._readers: dict[tuple[str, Delimiters], SetReader] = {}
        self._separator = "*"
        self._payloads = Payloads()

    def read(self, chunks: Iterable[bytes]) -> Iterator[Event]:
        """All events of a file. Raises NotX12 when it is no X12 at all."""
        envelope = Envelope(self.supported)
        for batch in Tokens(chunks).batches():
            if batch.header:
                yield from self._cut_short(envelope, batch.offset)
                self._separator = batch.delimiters.element
                yield from envelope.header(batch.text, batch.offset, batch.delimiters, batch.problem)
            elif batch.payload is not None:
                if self._reader is not None:
                    yield from self._payloads.take(self._reader, batch.payload)
            else:
                yield from self._batch(envelope, batch)
        yield from self._cut_short(envelope, 0)
        yield from envelope.close()

    def _batch(self, envelope: Envelope, batch: Batch) -> Iterator[Event]:
        text, cut, at = batch.text, batch.cut, 0
        while at <= len(text):
            end = text.find(cut, at)
            raw = text[at:end] if end >= 0 else text[at:]
            if self._held is not None:
                yield from self._settle(envelope, raw)
            if self._reader is not None:
                at = yield from self._set(envelope, self._reader, batch, at)
                continue
            yield from self._outside(envelope, raw, batch.offset + at)
            at += len(raw) + len(cut)

    _reader: SetReader | None = None
    _held: tuple[SetStart, str, int] | None = None
    """An ST of a version that two guides share, until BHT02 says which: the event, its text, its offset."""

    def _outside(self, envelope: Envelope, raw: str, offset: int) -> Iterator[Event]:
        """A segment outside of sets that are read; an ST begins one."""
        for event in envelope.segment(raw, offset, self._separator):
            if isinstance(event, SetStart) and event.guide is not None and is_shared(event.guide.name):
                self._held = (event, raw, offset)
                continue
            yield event
            if isinstance(event, SetStart) and event.guide is not None:
                self._begin(envelope, event, event.guide)
                self._take_header(raw, offset)

    def _settle(self, envelope: Envelope, follows: str) -> Iterator[Event]:
        """The set held back begins, under the guide that the segment after ST means."""
        held, self._held = self._held, None
        assert held is not None
        start, raw, offset = held
        assert start.guide is not None
        fields = [*follows.split(self._separator), "", "", ""]
        purpose = fields[2] if fields[0] == "BHT" else ""
        start = envelope.settled(start, for_purpose(start.guide.name, purpose))
        yield start
        if start.guide is not None:
            self._begin(envelope, start, start.guide)
            self._take_header(raw, offset)

    def _begin(self, envelope: Envelope, start: SetStart, guide: Guide) -> None:
        assert envelope.group is not None and envelope.interchange is not None
        delimiters = envelope.interchange.delimiters
        key = (guide.name, delimiters)
        reader = self._readers.get(key)
        if reader is None:
            if len(self._readers) > 8:
                self._readers.clear()
            reader = self._readers[key] = SetReader(guide, delimiters, self.profile, self.learn_after)
        reader.begin(start, envelope.group, envelope.interchange)
        own = self.rules_for(guide, delimiters.component) if self.rules_for else None
        reader.rules = self._payer.beside(own, guide, delimiters.component)
        self._reader = reader

    def _take_header(self, raw: str, offset: int) -> None:
        reader = self._reader
        assert reader is not None
        reader.state, _, row = reader.miss(raw, offset, 1)
        reader.rows.append(row)
        reader.offsets.append(offset)
        reader.number = 1

    def _set(
        self, envelope: Envelope, reader: SetReader, batch: Batch, at: int
    ) -> Generator[Event, None, int]:
        """The segments of a set that is read, by shape where one passes, one by one otherwise. Gives the
        place after the last segment taken."""
        text, base = batch.text, batch.offset
        size = len(text)
        if reader.cut != batch.cut:
            reader.cut_by(batch.cut)
        while at <= size:
            if reader.state.shapes:
                at = yield from reader.passing(text, at, base)
                if at > size:
                    break
            start, at, hit = reader.run(text, at, base)
            if hit is None:
                continue
            state, flag, row = hit
            if flag & BREAK:
                reader.number -= 1
                yield from self._cut_short(envelope, base + start)
                yield from self._outside(envelope, text[start : at - len(batch.cut)], base + start)
                return at
            if flag & UNIT_END:
                yield reader.end_unit()
            if flag & END:
                yield from self._end(envelope, row, base + start)
                return at
            reader.stop(state, flag, row, base + start)
        return at

    def _end(self, envelope: Envelope, row: Row, offset: int) -> Iterator[Event]:
        reader, self._reader = self._reader, None
        assert reader is not None
        envelope.set_segments = reader.number
        fields = row[1] + [""] * 3
        yield from envelope.end_set(
            fields, offset, reader.finish(), units=reader.units, header=reader.context
        )

    def _cut_short(self, envelope: Envelope, offset: int) -> Iterator[Event]:
        """A set that is read ends without its trailer."""
        if self._held is not None:
            yield from self._settle(envelope, "")
        reader, self._reader = self._reader, None
        if reader is None:
            return
        if reader.unit is not None:
            yield reader.end_unit()
        if reader.is_behind:
            reader.settle()
        envelope.set_segments = reader.number
        yield from envelope.close_set(offset, reader.finish(), units=reader.units, header=reader.context)
