"""What the checker finds: a place, a level (WEDI/SNIP type), a stable code, our own sentence, how to mend
it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plancore.kernel import Finding, Severity
from plancore.x12.payer import PayerRule
from plancore.x12.rules import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the file. `offset` counts bytes from 0; `segment_number` counts within the set, ST being 1 (0:
    outside a set). `element`, `component` and `repeat` count from 1; 0 where the whole segment or element is
    meant."""

    offset: int = 0
    segment_number: int = 0
    loop: str = ""
    segment: str = ""
    element: int = 0
    component: int = 0
    repeat: int = 0

    @property
    def name(self) -> str:
        """The field's usual name: `SV107-1`, `CLM`, `HI01-2`."""
        text = self.segment
        if self.element:
            text += f"{self.element:02d}"
        if self.component:
            text += f"-{self.component}"
        return text

    def __str__(self) -> str:
        parts = [self.name or "file"]
        if self.repeat > 1:
            parts.append(f"repeat {self.repeat}")
        if self.loop and self.loop not in ("HEADER", "ENVELOPE"):
            parts.append(f"loop {self.loop}")
        if self.segment_number:
            parts.append(f"segment {self.segment_number}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class X12Finding:
    """One thing that is wrong in a file, collected and never raised.

    `level` is the WEDI/SNIP type (1 syntax, 2 guide, 3 balance, 4 situation, 5 code sets, 7 payer). `value`
    is the text as sent: it may be protected and is kept out of `repr`, `message` and logs; acknowledgements
    echo it to the sender. `segment_code`, `element_code`, `set_code`, `group_code`, `interchange_code` are
    the codes of IK304, IK403, IK502, AK905 and TA105 that report it, empty where it has none.
    """

    code: str
    severity: Severity
    level: int
    place: Place
    message: str
    mend: str = ""
    rule: str = ""
    value: str = field(default="", repr=False)
    segment_code: str = ""
    element_code: str = ""
    set_code: str = ""
    group_code: str = ""
    interchange_code: str = ""
    context: tuple[str, str, str, str] | None = None
    """What triggered a situational rule: segment, its number in the set, loop, element (CTX of the 999)."""
    line: int = 0
    """Service line (LX01) the finding belongs to, 0 for none."""

    @property
    def finding(self) -> Finding:
        """The same as the kernel's finding, its place in words."""
        where = f"line {self.line}, {self.place}" if self.line else str(self.place)
        return Finding(
            code=self.code,
            severity=self.severity,
            where=where,
            message=self.message,
            mend=self.mend,
            rule=self.rule,
        )

    @property
    def is_error(self) -> bool:
        """True when it keeps what was sent from being accepted."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Profile:
    """A payer's own weighing: severities by finding code, over the catalogue's, and its own rules (type 7).
    A type 1 error can't be lowered, because what follows it can't be trusted."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules: tuple[PayerRule, ...] = ()

    def weigh(self, finding: X12Finding) -> X12Finding:
        """The finding with this payer's severity."""
        wanted = self.severities.get(finding.code)
        if wanted is None or wanted is finding.severity or finding.level == 1:
            return finding
        return replace(finding, severity=wanted)


def make(
    code: str,
    place: Place,
    *,
    value: str = "",
    context: tuple[str, str, str, str] | None = None,
    line: int = 0,
    **words: object,
) -> X12Finding:
    """A finding of the catalogue (`rules.RULES`) at a place. `words` fill the sentence's gaps; never personal
    data. Raises KeyError for a code that is not in the catalogue (a bug)."""
    rule = RULES[code]
    words.setdefault("name", place.name)
    words.setdefault("segment", place.segment)
    words.setdefault("loop", place.loop)
    return X12Finding(
        code=code,
        severity=rule.severity,
        level=rule.level,
        place=place,
        message=rule.message.format_map(words),
        mend=rule.mend.format_map(words),
        rule=rule.source,
        value=value[:99],
        segment_code=rule.segment_code,
        element_code=rule.element_code,
        set_code=rule.set_code,
        group_code=rule.group_code,
        interchange_code=rule.interchange_code,
        context=context,
        line=line,
    )
