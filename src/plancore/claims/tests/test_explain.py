"""The words follow the reckoning, for a biller with codes, for a member without."""

from dataclasses import replace
from string import Formatter

import pytest

from plancore.claims import RULES, Effect, adjudicate
from plancore.claims.decision import Adjustment
from plancore.claims.explain import TEMPLATES, Reader, explain, explain_line
from plancore.claims.tests import worlds


def _words(reader: Reader, code: str = "T1015", charge: int = 18_000) -> str:
    decision = adjudicate(worlds.claim(worlds.line(code=code, charge=charge)), worlds.snapshot())
    return explain(decision, reader, {"visit": "a primary care visit"})[0].text


@pytest.mark.req("R-11")
def test_it_tells_a_member_in_the_order_of_reckoning() -> None:
    assert _words(Reader.MEMBER) == (
        "The provider charged $180.00. You save $55.00 because the provider is in the network. "
        "The plan's price for it is $125.00. $30.00 of this is your copay for a primary care visit. "
        "The plan pays $95.00. You owe $30.00."
    )


def test_it_tells_a_biller_with_group_and_reason() -> None:
    assert "$30.00 is the member's copay for a primary care visit (PR-3)." in _words(Reader.BILLER)
    assert "(CO-45)" in _words(Reader.BILLER)


def test_it_tells_why_a_line_was_denied_and_what_helps() -> None:
    assert "was not in force on the day of service" in _words(Reader.BILLER, "G0008", 4_000)
    assert "(CO-181)" in _words(Reader.BILLER, "G0008", 4_000)
    assert "You owe $0.00." in _words(Reader.MEMBER, "G0008", 4_000)


def test_it_names_the_other_service_of_a_pair() -> None:
    submitted = worlds.claim(worlds.line(1, "G0402", 16_000), worlds.line(2, "G0439", 17_000))
    second = explain(adjudicate(submitted, worlds.snapshot()), Reader.BILLER)[1]
    assert "part of G0402" in second.text


def test_it_tells_that_a_pended_claim_waits() -> None:
    assert "not decided this yet" in _words(Reader.MEMBER, "99213")


def test_it_keeps_parameters_apart_for_other_languages() -> None:
    decision = adjudicate(worlds.claim(), worlds.snapshot())
    copay = next(one for one in explain(decision, Reader.MEMBER)[0].sentences if one.id == "benefit.copay")
    assert copay.params["amount"] == 3_000


def test_it_has_words_for_the_same_sentences_for_both_readers() -> None:
    assert TEMPLATES[Reader.BILLER].keys() == TEMPLATES[Reader.MEMBER].keys()
    adjusting = {rule.id for rule in RULES.values() if rule.effect is Effect.ADJUST} - {"pend.claim"}
    assert adjusting <= TEMPLATES[Reader.BILLER].keys()


def test_it_gives_every_rule_its_codes_and_whole_sentences() -> None:
    for rule in RULES.values():
        assert rule.words.endswith((".", "{why}")) and rule.source, rule.id
        assert "!" not in rule.words + rule.mend
        if rule.effect in (Effect.DENY, Effect.ADJUST):
            assert rule.group is not None and rule.carc, rule.id
        if rule.carc == "16":
            assert rule.rarc, f"{rule.id}: reason 16 needs a remark"
        if rule.effect is Effect.PEND:
            assert rule.queue, rule.id
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(rule.words))


def test_it_has_words_for_every_rule_that_can_stand_on_a_line() -> None:
    """An adjustment's rule either denies, and then says its own words, or has a sentence for both readers."""
    said = {rule.id for rule in RULES.values() if rule.group is not None and rule.effect is Effect.ADJUST}
    for reader in Reader:
        assert said - {"pend.claim"} <= TEMPLATES[reader].keys()
    assert TEMPLATES[Reader.BILLER].keys() == TEMPLATES[Reader.MEMBER].keys()


@pytest.mark.parametrize("rule_id", sorted(RULES))
@pytest.mark.parametrize("reader", list(Reader))
def test_it_explains_a_line_with_any_adjustment(rule_id: str, reader: Reader) -> None:
    rule = RULES[rule_id]
    if rule.group is None:
        assert rule.effect is not Effect.ADJUST
        return
    base = adjudicate(worlds.claim(), worlds.snapshot()).lines[0]
    one = Adjustment(group=rule.group, carc=rule.carc, amount=100, rule=rule_id, source="plan")
    if rule.effect is Effect.DENY:
        names = {name for _, name, _, _ in Formatter().parse(rule.words + rule.mend) if name}
        trace = "|".join(f"{name}=x" for name in sorted(names))
        line = replace(base, adjustments=(one,), trace=(f"denied:{rule_id}:{trace}",))
    else:
        line = replace(base, adjustments=(one,), trace=())
    told = explain_line(line, reader, waits=rule_id == "pend.claim").text
    assert told
    assert "{" not in told
