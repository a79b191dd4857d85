"""The look-up says yes, no, not covered or unknown by the terms of the plan."""

from typing import Any

from plancore.authorizations import Needed, need
from plancore.benefits import Service, Terms
from plancore.claims.tests import worlds


def _terms() -> Terms:
    document: dict[str, Any] = worlds.plan_document()
    document["categories"][0] |= {"authorization": ["in"], "referral": ["out"], "source": "booklet 7"}
    document["categories"][2]["protected"] = True
    return worlds.design(document).terms[0]


IN, OUT = frozenset({"ppo"}), frozenset[str]()


def test_it_says_what_the_tier_asks_for() -> None:
    found = need(Service(procedure="T1015"), _terms(), IN)
    assert (found.authorization, found.referral, found.source) == (Needed.YES, Needed.NO, "booklet 7")
    found = need(Service(procedure="T1015"), _terms(), OUT)
    assert (found.authorization, found.referral) == (Needed.NO, Needed.YES)


def test_it_says_not_covered_where_the_plan_does_not_pay() -> None:
    assert need(Service(procedure="G0439"), _terms(), OUT).authorization is Needed.NOT_COVERED


def test_it_never_takes_the_unknown_for_no() -> None:
    assert need(Service(procedure="T1015"), None, IN).authorization is Needed.UNKNOWN


def test_it_asks_for_nothing_in_an_emergency_outside_the_network() -> None:
    assert need(Service(procedure="G0260"), _terms(), OUT).authorization is Needed.NO
