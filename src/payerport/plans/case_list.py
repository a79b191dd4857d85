"""The cases as an analyst reads them: sentences by plan and file, and for each rule the case in which it
fires and the one that just misses it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from payerport.plans.cases import Case, fired_in, run
from payerport.plans.loading import LoadedPlans
from plancore.claims import RULES, Effect, Rule


@dataclass(frozen=True, slots=True)
class Told:
    """A case, the rules that fired in it, and those it is to miss just so."""

    case: Case
    fired: frozenset[str]
    near: tuple[str, ...]


def told(cases: Iterable[Case], loaded: LoadedPlans) -> list[Told]:
    """Every case run once."""
    return [
        Told(case, frozenset(fired_in(run(case, loaded))), tuple(case.data.get("near", []))) for case in cases
    ]


def never_fired(found: Sequence[Told], rules: Iterable[str] = RULES) -> list[str]:
    """The rules that fire in no case."""
    return sorted(set(rules).difference(*(one.fired for one in found)))


def never_missed(found: Sequence[Told], rules: Iterable[str] = RULES) -> list[str]:
    """The rules that no case just misses."""
    return sorted(set(rules).difference(*(one.near for one in found)))


_EFFECTS = {
    Effect.REJECT: "Claims that are returned",
    Effect.DENY: "Services that are denied",
    Effect.PEND: "Claims that wait",
    Effect.ADJUST: "Amounts that are explained",
    Effect.NOTE: "Notes",
}


def page(found: Sequence[Told]) -> str:
    """The page: Markdown, ends with a line break."""
    return "\n".join((*_head(found), *_by_rule(found), *_by_file(found))) + "\n"


def _head(found: Sequence[Told]) -> Iterator[str]:
    yield "# Cases"
    yield ""
    yield "Made by `payerport plan cases --list` from the cases beside the plans; a test says when it is not"
    yield f"current. {len(found)} cases. How they are written: [plan-cases.md](plan-cases.md); the rules:"
    yield "[messages.md](messages.md)."


def _by_rule(found: Sequence[Told]) -> Iterator[str]:
    fires: dict[str, str] = {}
    misses: dict[str, str] = {}
    for one in found:
        for rule in sorted(one.fired):
            fires.setdefault(rule, _sentence(one))
        for rule in one.near:
            misses.setdefault(rule, _sentence(one))
    for effect, title in _EFFECTS.items():
        yield from ("", f"## {title}", "", "| rule | fires: | just misses: |", "|---|---|---|")
        for rule_id in _of_effect(RULES, effect):
            yield f"| `{rule_id}` | {fires.get(rule_id, 'nowhere')} | {misses.get(rule_id, 'nowhere')} |"


def _of_effect(rules: Mapping[str, Rule], effect: Effect) -> list[str]:
    return sorted(rule_id for rule_id, rule in rules.items() if rule.effect is effect)


def _by_file(found: Sequence[Told]) -> Iterator[str]:
    yield from ("", "## All cases")
    before = ""
    for one in found:
        if one.case.file != before:
            before = one.case.file
            yield from ("", f"### {before}", "")
        source = f" ({one.case.data['source']})" if one.case.data.get("source") else ""
        yield f"- {one.case.plan}: {_sentence(one)}{source}".replace("|", "/")


def _sentence(one: Told) -> str:
    return one.case.name.replace("|", "/")
