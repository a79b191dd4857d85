"""Interchanges and groups: headers, trailers, counts and control numbers; says for each set whether it is
read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from plancore.x12.delimiters import Delimiters
from plancore.x12.events import (
    Event,
    GroupEnd,
    GroupStart,
    InterchangeEnd,
    InterchangeStart,
    SetEnd,
    SetStart,
)
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.guide import Guide, find, guide, is_shared, names

_KINDS = {
    "HC": "health care claims (837)",
    "HS": "eligibility inquiries (270)",
    "HB": "eligibility answers (271)",
    "HR": "claim status requests (276)",
    "HN": "claim status answers (277)",
    "HI": "authorization requests or answers (278)",
    "HP": "remittance advice (835)",
    "BE": "enrolment (834)",
    "RA": "premium payments (820)",
    "PI": "attachments (275)",
    "FA": "acknowledgements (999)",
}
_BY_VERSION = {
    "X223": "institutional claims (837I)",
    "X224": "dental claims (837D)",
    "X222": "professional claims (837P)",
}
_GROUP_OF = {
    "837": "HC", "270": "HS", "271": "HB", "276": "HR", "277": "HN", "278": "HI", "835": "HP", "834": "BE",
    "820": "RA", "275": "PI", "999": "FA", "997": "FA",
}  # fmt: skip
_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_NEWER, _NEWER_GUIDES = "00602", "006020"
"""ISA12 that only guides of that release may have; their groups may stand under 00501 as well."""

_CONTROL = re.compile(r"[A-Za-z0-9]{4,9}")


def _kind(functional_id: str, version: str) -> str:
    found = next((words for part, words in _BY_VERSION.items() if part in version), "")
    return found or _KINDS.get(functional_id, "transactions of an unknown kind")


class Envelope:
    """What is open of interchange, group and set, and the events when that changes."""

    def __init__(self, supported: frozenset[str] | None) -> None:
        self.supported = frozenset(names()) if supported is None else supported
        read = (guide(name) for name in self.supported)
        self._reads_newer = any(one.version.startswith(_NEWER_GUIDES) for one in read)
        self.interchange: InterchangeStart | None = None
        self.group: GroupStart | None = None
        self.set_start: SetStart | None = None
        self.set_segments = 0
        self._ended: tuple[InterchangeStart, list[X12Finding], int] | None = None
        self._loose: list[X12Finding] = []
        self._group_loose: list[X12Finding] = []
        self._groups = 0
        self._sets = 0
        self._controls: set[str] = set()

    def header(self, raw: str, offset: int, delimiters: Delimiters, problem: str) -> Iterator[Event]:
        """An ISA."""
        yield from self.close()
        fields = [""] + [one.strip() for one in raw.split(delimiters.element)[1:17]]
        self._groups, self._loose = 0, []
        self.interchange = InterchangeStart(
            sender_qualifier=fields[5],
            sender=fields[6],
            receiver_qualifier=fields[7],
            receiver=fields[8],
            date=fields[9],
            time=fields[10],
            version=fields[12],
            control=fields[13],
            ack_requested=fields[14] == "1",
            usage=fields[15],
            delimiters=delimiters,
            offset=offset,
            findings=tuple(self._isa_findings(fields, offset, problem)),
        )
        yield self.interchange

    def _isa_findings(self, fields: list[str], offset: int, problem: str) -> Iterator[X12Finding]:
        def place(element: int) -> Place:
            return Place(offset=offset, loop="ENVELOPE", segment="ISA", element=element)

        if problem:
            yield make("x12.interchange.header", place(0), reason=problem)
        for element, pattern, code in _ISA_RULES:
            too_new = code == "version" and fields[12] == _NEWER and not self._reads_newer
            if too_new or not pattern.fullmatch(fields[element]):
                shown = fields[element] if fields[element].isalnum() else "that is no version"
                yield make(f"x12.interchange.{code}", place(element), version=shown, value=fields[element])

    def segment(self, raw: str, offset: int, element: str) -> Iterator[Event]:
        """A segment outside a set that is read."""
        elements = raw.split(element)
        name = elements[0]
        fields = elements + [""] * 9
        if self.set_start is not None and name not in ("SE", "ST", "GS", "GE", "IEA"):
            self.set_segments += 1
            return
        handler = {
            "GS": self._gs, "GE": self._ge, "IEA": self._iea, "ST": self._st, "SE": self._se,
        }.get(name)  # fmt: skip
        if handler is not None:
            yield from handler(fields, offset)
        elif name != "TA1" and raw:
            self._stray(name, offset)

    def _stray(self, name: str, offset: int) -> None:
        segment = name if name.isalnum() and len(name) <= 3 else "text"
        place = Place(offset=offset, loop="ENVELOPE", segment=segment)
        if self._ended is not None:
            if not any(one.code == "x12.interchange.text_after" for one in self._ended[1]):
                self._ended[1].append(make("x12.interchange.text_after", place))
        elif self.group is not None:
            self._group_loose.append(make("x12.group.content", place))
        else:
            self._loose.append(make("x12.interchange.content", place))

    def _gs(self, fields: list[str], offset: int) -> Iterator[Event]:
        yield from self.close_group()
        if self.interchange is None:
            self._stray("GS", offset)
            return
        self._groups += 1
        self._sets, self._controls, self._group_loose = 0, set(), []
        self.group = GroupStart(
            functional_id=fields[1],
            sender=fields[2],
            receiver=fields[3],
            date=fields[4],
            time=fields[5],
            control=fields[6],
            version=fields[8],
            findings=tuple(self._group_findings(fields, offset)),
        )
        yield self.group

    def _group_findings(self, fields: list[str], offset: int) -> Iterator[X12Finding]:
        place = Place(offset=offset, loop="ENVELOPE", segment="GS")
        if not all(fields[1:9]):
            yield make("x12.group.header", place)
            return
        offered = [one for one in map(guide, names()) if one.name in self.supported]
        here = [one for one in offered if one.group_id == fields[1]]
        if not here:
            yield make("x12.group.unsupported", place, kind=_kind(fields[1], fields[8]), value=fields[1])
        elif self._is_mixed(fields[8]) or not any(fields[8] in one.versions for one in here):
            known = not self._is_mixed(fields[8]) and any(part in fields[8] for part in _BY_VERSION)
            if known and fields[8].startswith("00501"):
                yield make("x12.group.unsupported", place, kind=_kind(fields[1], fields[8]), value=fields[8])
                return
            offer = ", ".join(one.version for one in here)
            shown = fields[8] if fields[8].isalnum() and len(fields[8]) <= 12 else "it gives"
            yield make("x12.group.version", place, version=shown, offer=offer, value=fields[8])

    def _is_mixed(self, version: str) -> bool:
        """True for a group of an older release in an interchange of the newer."""
        newer = self.interchange is not None and self.interchange.version == _NEWER
        return newer and not version.startswith(_NEWER_GUIDES)

    def _st(self, fields: list[str], offset: int) -> Iterator[Event]:
        yield from self.close_set()
        if self.group is None:
            self._stray("ST", offset)
            return
        self._sets += 1
        self.set_segments = 1
        read, findings = self._guide_for(fields, offset)
        if fields[2] in self._controls and fields[2]:
            place = Place(offset=offset, segment_number=1, loop="HEADER", segment="ST", element=2)
            findings.append(make("x12.set.control_number_twice", place, value=fields[2]))
        if len(self._controls) < 100_000:
            self._controls.add(fields[2])
        self.set_start = SetStart(
            set_id=fields[1],
            control=fields[2],
            version=fields[3] or self.group.version,
            guide=read,
            offset=offset,
            findings=tuple(findings),
        )
        yield self.set_start

    def _guide_for(self, fields: list[str], offset: int) -> tuple[Guide | None, list[X12Finding]]:
        assert self.group is not None
        group = self.group
        place = Place(offset=offset, segment_number=1, loop="HEADER", segment="ST", element=1)
        if group.refused or (self.interchange is not None and _is_old(self.interchange)):
            return None, []
        findings: list[X12Finding] = []
        if not _CONTROL.fullmatch(fields[2]):
            findings.append(make("x12.set.control_number_missing", place, value=fields[2]))
        if _GROUP_OF.get(fields[1]) != group.functional_id:
            return None, [*findings, make("x12.set.header", place, value=fields[1])]
        version = fields[3] or group.version
        found = find(version, fields[1])
        if all(one.set_id != fields[1] for one in map(guide, names())):
            kind = fields[1] if fields[1].isdigit() else "named there"
            return None, [*findings, make("x12.set.unsupported", place, kind=kind, value=fields[1])]
        if found is None or version not in found.versions or group.version not in found.versions:
            offer = find(group.version, fields[1])
            words = offer.version if offer else "a 005010 version"
            return None, [*findings, make("x12.set.version", place, offer=words, value=fields[3])]
        if found.name not in self.supported and not is_shared(found.name):
            kind = _kind(group.functional_id, version)
            return None, [*findings, make("x12.set.unsupported", place, kind=kind, value=fields[1])]
        return found, findings

    def settled(self, start: SetStart, guide: Guide) -> SetStart:
        """The set's start under the guide that its purpose means; without one when that is not taken here."""
        assert self.group is not None
        if guide.name in self.supported:
            start = replace(start, guide=guide)
        else:
            place = Place(offset=start.offset, segment_number=1, loop="HEADER", segment="ST", element=1)
            kind = _kind(self.group.functional_id, guide.version)
            unread = make("x12.set.unsupported", place, kind=kind, value=start.set_id)
            start = replace(start, guide=None, findings=(*start.findings, unread))
        self.set_start = start
        return start

    def _se(self, fields: list[str], offset: int) -> Iterator[Event]:
        """The trailer of a set that is not read."""
        self.set_segments += 1
        yield from self.end_set(fields, offset, ())

    def trailer_findings(self, fields: list[str], offset: int, segments: int) -> Iterator[X12Finding]:
        """What is wrong with an SE."""
        start = self.set_start
        assert start is not None
        place = Place(offset=offset, segment_number=segments, loop="HEADER", segment="SE")
        if fields[2] != start.control:
            yield make("x12.set.control_number", place, value=fields[2])
        if not (fields[1].isascii() and fields[1].isdigit()) or int(fields[1]) != segments:
            said = fields[1] if fields[1].isdigit() and len(fields[1]) < 10 else "something else"
            yield make("x12.set.segment_count", place, value=fields[1], said=said, found=segments)

    def end_set(
        self, fields: list[str] | None, offset: int, findings: tuple[X12Finding, ...], **more: Any
    ) -> Iterator[Event]:
        """An SE, or a set cut short (`fields` None)."""
        start = self.set_start
        if start is None:
            self._stray("SE", offset)
            return
        found = list(findings)
        if fields is None:
            place = Place(offset=offset, segment_number=self.set_segments, loop="HEADER", segment="SE")
            found.append(make("x12.set.trailer_missing", place))
        else:
            found += self.trailer_findings(fields, offset, self.set_segments)
        self.set_start = None
        yield SetEnd(start=start, findings=tuple(found), segments=self.set_segments, **more)

    def _ge(self, fields: list[str], offset: int) -> Iterator[Event]:
        yield from self.close_set()
        group = self.group
        if group is None:
            self._stray("GE", offset)
            return
        place = Place(offset=offset, loop="ENVELOPE", segment="GE")
        found = list(self._group_loose)
        if fields[2] != group.control:
            found.append(make("x12.group.control_number", place, value=fields[2]))
        if fields[1] != str(self._sets) and fields[1].lstrip("0") != str(self._sets):
            said = fields[1] if fields[1].isdigit() and len(fields[1]) < 7 else "another number of"
            found.append(make("x12.group.set_count", place, value=fields[1], said=said, found=self._sets))
        self.group = None
        yield GroupEnd(start=group, findings=tuple(found), sets=self._sets, said=fields[1])

    def _iea(self, fields: list[str], offset: int) -> Iterator[Event]:
        yield from self.close_group()
        start = self.interchange
        if start is None:
            self._stray("IEA", offset)
            return
        place = Place(offset=offset, loop="ENVELOPE", segment="IEA")
        found = list(self._loose)
        if fields[2] != start.control:
            found.append(make("x12.interchange.control_number", place, value=fields[2]))
        if fields[1].lstrip("0") != str(self._groups) and fields[1] != str(self._groups):
            said = fields[1] if fields[1].isdigit() and len(fields[1]) < 6 else "another number of"
            found.append(
                make("x12.interchange.group_count", place, value=fields[1], said=said, found=self._groups)
            )
        self._ended = (start, found, self._groups)
        self.interchange = None

    def close_set(
        self, offset: int = 0, findings: tuple[X12Finding, ...] = (), **more: Any
    ) -> Iterator[Event]:
        """End a set that has no trailer, if one is open."""
        if self.set_start is not None:
            yield from self.end_set(None, offset or self.set_start.offset, findings, **more)

    def close_group(self) -> Iterator[Event]:
        """End a group that has no trailer, if one is open."""
        yield from self.close_set()
        if self.group is not None:
            group, self.group = self.group, None
            place = Place(loop="ENVELOPE", segment="GE")
            found = (*self._group_loose, make("x12.group.trailer_missing", place))
            yield GroupEnd(start=group, findings=found, sets=self._sets, said="")

    def close(self) -> Iterator[Event]:
        """End an interchange: the event of an IEA is held back until what follows is known."""
        yield from self.close_group()
        if self.interchange is not None:
            start, self.interchange = self.interchange, None
            place = Place(offset=start.offset, loop="ENVELOPE", segment="IEA")
            self._ended = (
                start,
                [*self._loose, make("x12.interchange.trailer_missing", place)],
                self._groups,
            )
        if self._ended is not None:
            start, found, groups = self._ended
            self._ended = None
            yield InterchangeEnd(start=start, findings=tuple(found), groups=groups)


def _is_old(start: InterchangeStart) -> bool:
    return any(one.code == "x12.interchange.version" for one in start.findings)


_QUALIFIER = re.compile(r"01|14|20|27|28|29|30|33|ZZ")


def is_party_qualifier(text: str) -> bool:
    """True for what may stand in ISA05 and ISA07."""
    return bool(_QUALIFIER.fullmatch(text))


_ISA_RULES = (
    (5, _QUALIFIER, "sender_qualifier"),
    (7, _QUALIFIER, "receiver_qualifier"),
    (9, _DATE, "date"),
    (10, _TIME, "time"),
    (12, re.compile("00501|00602"), "version"),
    (13, re.compile(r"[0-9]{9}"), "control_number_shape"),
    (14, re.compile("[01]"), "ack_requested"),
    (15, re.compile("[PT]"), "usage"),
)
