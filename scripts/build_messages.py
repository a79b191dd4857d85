"""Write docs/reference/messages.md: every message of the claim rules and of the X12 checks.

.venv/bin/python scripts/build_messages.py           write it
.venv/bin/python scripts/build_messages.py --check   exit code 1 when it is not current
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "messages.md"
sys.path.insert(0, str(ROOT / "src"))

from plancore.claims.rules import RULES as CLAIM_RULES  # noqa: E402
from plancore.claims.rules import Effect, Rule  # noqa: E402
from plancore.x12.rules import RULES as X12_RULES  # noqa: E402

HEAD = """\
# Messages

Made by `scripts/build_messages.py` from the tables of rules; a test says when it is not current. Change the
words in `src/plancore/claims/rules.py` and `src/plancore/x12/rules.py`, then run the script.

Codes are stable: they stand in recorded decisions, in acknowledgements and on pages. `{names}` are filled in
when the message is given. No message holds anything about a person.
"""

EFFECTS = {
    Effect.REJECT: (
        "Claims that are returned",
        "At receipt. The claim is kept, answered, and never decided.",
    ),
    Effect.DENY: ("Services that are denied", "The line is not paid; the group code says who bears it."),
    Effect.PEND: ("Claims that wait", "Plan staff looks at them; the queue is named."),
    Effect.ADJUST: (
        "Amounts that are explained",
        "Nothing is wrong: why the plan pays less than the charge.",
    ),
    Effect.NOTE: ("Notes", "Worth knowing; no amount changes."),
}
LEVELS = {
    1: "the envelope and the syntax",
    2: "the guide's segments and elements",
    3: "amounts that must add up",
    4: "what must stand together",
    5: "codes and numbers",
}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_claims(), *_x12()]) + "\n"


def _claims() -> Iterator[str]:
    for effect, (title, intro) in EFFECTS.items():
        rules = sorted((r for r in CLAIM_RULES.values() if r.effect is effect), key=lambda rule: rule.id)
        yield f"## {title}\n\n{intro}\n"
        yield "| code | message | what helps | source | given as |\n|---|---|---|---|---|"
        yield from (
            _table_row(f"`{rule.id}`", rule.words, rule.mend, rule.source, _given_as(rule)) for rule in rules
        )
        yield ""


def _given_as(rule: Rule) -> str:
    codes = f"{rule.group.value}-{rule.carc}" if rule.group else ""
    return " ".join(filter(None, [codes, *rule.rarc, f"queue {rule.queue}" if rule.queue else ""]))


def _x12() -> Iterator[str]:
    yield "## X12 files\n\nBy the WEDI/SNIP type of the check. An error keeps out what it concerns.\n"
    for level, title in LEVELS.items():
        rules = sorted((r for r in X12_RULES.values() if r.level == level), key=lambda rule: rule.code)
        yield f"### Type {level}: {title}\n"
        yield "| code | weight | message | what helps | in the acknowledgement |\n|---|---|---|---|---|"
        for rule in rules:
            acks = {
                "IK304": rule.segment_code,
                "IK403": rule.element_code,
                "IK502": rule.set_code,
                "AK905": rule.group_code,
                "TA105": rule.interchange_code,
            }
            given = ", ".join(f"{name} {code}" for name, code in acks.items() if code)
            yield _table_row(f"`{rule.code}`", rule.severity.value, rule.message, rule.mend, given)
        yield ""


def _table_row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say whether it is current."""
    if "--check" in arguments:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
