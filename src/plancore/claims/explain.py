"""Plain words for a decision, for a biller and for a member, in the order in which it was reckoned.

Each sentence carries its id and parameters, so that a page can say it in another language; `text` is English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plancore.claims.decision import Adjustment, Decision, Group, LineDecision, ShareKind
from plancore.claims.rules import RULES
from plancore.claims.states import ClaimState
from plancore.kernel import Cents, money_words


class Reader(StrEnum):
    """For whom the words are."""

    BILLER = "biller"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. `params` are cents where the value is an int, else text."""

    id: str
    params: Mapping[str, Cents | str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineExplanation:
    """A line's sentences in order."""

    number: int
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The whole in one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


TEMPLATES: Mapping[Reader, Mapping[str, str]] = {
    Reader.BILLER: {
        "charge": "You charged {charge} for {procedure}.",
        "allowed": "The allowed amount is {allowed}.",
        "pricing.contract": "{amount} is above the contract's amount and may not be billed to the member "
        "({group}-{carc}).",
        "pricing.protected": "{amount} is above the recognized amount and may not be billed to the member "
        "({group}-{carc}).",
        "pricing.protected_facility": "{amount} is above the recognized amount at a facility in the network "
        "and may not be billed to the member ({group}-{carc}).",
        "pricing.protected_air": "{amount} is above the recognized amount of an air ambulance and may not be "
        "billed to the member ({group}-{carc}).",
        "pricing.balance": "{amount} is above the plan's allowed amount; no contract keeps you "
        "from billing it ({group}-{carc}).",
        "pricing.multiple": "{amount} is taken off because of another procedure of the day ({group}-{carc}).",
        "pricing.authorization": "{amount} is for units beyond what was authorized ({group}-{carc}).",
        "pricing.above_charge": "The contract pays {amount} more than the charge ({group}-{carc}).",
        "benefit.deductible": "{amount} goes to the member's deductible ({group}-{carc}).",
        "benefit.copay": "{amount} is the member's copay for {category} ({group}-{carc}).",
        "benefit.coinsurance": "{amount} is the member's coinsurance for {category} ({group}-{carc}).",
        "benefit.limit": "{amount} is beyond what the plan covers in the period ({group}-{carc}).",
        "coordination.other_plan": "{amount} is what the plan before this one paid and adjusted "
        "({group}-{carc}).",
        "spared": "{amount} less, because the member's out-of-pocket maximum is met.",
        "free_visit": "The member pays nothing: it is one of the visits without cost share.",
        "copay_waived": "There is no copay, because the member was admitted.",
        "denied": "Denied: {words} {mend} ({group}-{carc})",
        "waits": "Not decided yet.",
        "paid": "The plan pays {paid}.",
        "member_owes": "The member owes {share}.",
    },
    Reader.MEMBER: {
        "charge": "The provider charged {charge}.",
        "allowed": "The plan's price for it is {allowed}.",
        "pricing.contract": "You save {amount} because the provider is in the network.",
        "pricing.protected": "The provider may not bill you the {amount} above the plan's price.",
        "pricing.protected_facility": "The facility is in the network, so the provider may not bill you the "
        "{amount} above the plan's price.",
        "pricing.protected_air": "The air ambulance may not bill you the {amount} above the plan's price.",
        "pricing.balance": "The provider is outside the network and may bill you the {amount} "
        "above the plan's price.",
        "pricing.multiple": "You save {amount} more because several procedures were done on one day.",
        "pricing.authorization": "{amount} is for units beyond what the plan had authorized; you do not "
        "owe it.",
        "pricing.above_charge": "The plan's agreement with the provider pays {amount} more than the charge.",
        "benefit.deductible": "{amount} of this is your deductible: what you pay before the plan "
        "begins to pay.",
        "benefit.copay": "{amount} of this is your copay for {category}.",
        "benefit.coinsurance": "{amount} of this is your coinsurance: your percentage for {category}.",
        "benefit.limit": "{amount} is more than the plan covers in this period.",
        "coordination.other_plan": "Your other plan took care of {amount}.",
        "spared": "You pay {amount} less because you have reached your out-of-pocket maximum.",
        "free_visit": "This visit costs you nothing.",
        "copay_waived": "You pay no copay, because you were admitted to the hospital.",
        "denied": "The plan does not pay for this. {words}",
        "waits": "The plan has not decided this yet. You do not need to do anything.",
        "paid": "The plan pays {paid}.",
        "member_owes": "You owe {share}.",
    },
}
"""The words by reader and sentence id."""


def explain(
    decision: Decision, reader: Reader, titles: Mapping[str, str] | None = None
) -> list[LineExplanation]:
    """Every line in words. `titles` are the plan's names of categories by id."""
    waits = decision.outcome is ClaimState.PENDED
    return [explain_line(line, reader, titles, waits=waits) for line in decision.lines]


def explain_line(
    line: LineDecision, reader: Reader, titles: Mapping[str, str] | None = None, *, waits: bool = False
) -> LineExplanation:
    """One line in words, in the order of reckoning: charge, allowed, the member's share piece by piece,
    payment."""
    category = (titles or {}).get(line.category, line.category.replace("_", " "))
    sentences = [_say(reader, "charge", charge=line.charge, procedure=line.procedure or "the service")]
    if waits:
        sentences.append(_say(reader, "waits"))
    elif _is_denied(line):
        sentences += [_denial(reader, line, adjustment) for adjustment in line.adjustments]
        sentences.append(_say(reader, "member_owes", share=line.member_share))
    else:
        sentences += _reckoning(line, reader, category)
    return LineExplanation(number=line.number, sentences=tuple(sentences))


def _reckoning(line: LineDecision, reader: Reader, category: str) -> list[Sentence]:
    above = [one for one in line.adjustments if one.rule.startswith("pricing.")]
    rest = [one for one in line.adjustments if not one.rule.startswith("pricing.")]
    said = [_of_adjustment(reader, one, category) for one in above]
    said.append(_say(reader, "allowed", allowed=line.allowed))
    said += [_of_adjustment(reader, one, category) for one in rest]
    for step in line.trace:
        name, _, amount = step.partition(":")
        if name == "spared":
            said.append(_say(reader, "spared", amount=int(amount)))
        elif name in ("free_visit", "copay_waived"):
            said.append(_say(reader, name))
    said.append(_say(reader, "paid", paid=line.paid))
    owed = line.member_share
    if reader is Reader.MEMBER:
        owed -= sum(one.amount for one in above if one.share is ShareKind.BALANCE)
    said.append(_say(reader, "member_owes", share=owed))
    return said


def _is_denied(line: LineDecision) -> bool:
    return any(step.startswith("denied:") for step in line.trace)


def _denial(reader: Reader, line: LineDecision, adjustment: Adjustment) -> Sentence:
    """The denying rule's own words, filled with what the trace kept of it."""
    rule = RULES[adjustment.rule]
    kept = next(step for step in line.trace if step.startswith("denied:")).split(":", 2)
    pairs = [one.partition("=") for one in kept[2].split("|")] if len(kept) > 2 else []
    filled = {name: value for name, _, value in pairs}
    return _say(
        reader,
        "denied",
        words=rule.words.format(**filled),
        mend=rule.mend.format(**filled),
        group=adjustment.group,
        carc=adjustment.carc,
    )


def _of_adjustment(reader: Reader, adjustment: Adjustment, category: str) -> Sentence:
    return _say(
        reader,
        adjustment.rule,
        amount=abs(adjustment.amount),
        category=category,
        group=adjustment.group,
        carc=adjustment.carc,
    )


def _say(reader: Reader, sentence_id: str, **params: Cents | str) -> Sentence:
    shown = {name: money_words(value) if isinstance(value, int) else value for name, value in params.items()}
    return Sentence(id=sentence_id, params=params, text=TEMPLATES[reader][sentence_id].format(**shown))


__all__ = ["TEMPLATES", "Group", "LineExplanation", "Reader", "Sentence", "explain", "explain_line"]
