"""A contract's document becomes its terms, and every mistake in it is found with its place."""

import datetime as dt
from typing import Any

import pytest

from plancore.claims.contract_reading import read_contract
from plancore.claims.contract_terms import METHODS
from plancore.claims.snapshot import Component, Reductions
from plancore.kernel import Period


def _codes(document: dict[str, Any]) -> list[str]:
    return [f"{one.code} {one.where}" for one in read_contract(document)[1]]


def _term(**parts: Any) -> dict[str, Any]:
    return {"terms": [{"id": "one", **parts}]}


def test_it_reads_an_empty_document_as_a_plain_contract() -> None:
    parts, findings = read_contract({})
    assert findings == ()
    assert (parts.lesser_of, parts.terms, parts.reductions, parts.rbrvs) == (True, (), None, None)


def test_it_reads_amounts_to_their_unit() -> None:
    parts, findings = read_contract(
        {
            "lesser_of": False,
            "timely_filing_days": 90,
            "rbrvs": {"place": ["10112", "00"], "conversion_factor": "$39.69"},
            "reductions": {"multiple": ["100%", "25%"], "modifiers": {"52": "50%"}},
            "terms": [
                {"id": "a", "drugs": {"rates": {"J3301": "$1.2345"}}},
                {"id": "b", "drg": {"base": "$7000.00", "weights": [{"drg": "470", "weight": 1.8231}]}},
                {"id": "c", "case_rate": "$900.00", "lesser_of": True},
            ],
        }
    )
    assert findings == ()
    assert parts.lesser_of is False
    assert parts.timely_filing_days == 90
    assert parts.rbrvs is not None
    assert (parts.rbrvs.conversion_factor, parts.rbrvs.percent) == (396_900, 10_000)
    assert parts.reductions == Reductions(multiple=(10_000, 2_500), others=(("52", 5_000),))
    drugs, groups, case = parts.terms
    assert drugs.drugs is not None
    assert drugs.drugs.rates == (("J3301", 12_345),)
    assert groups.drg is not None
    assert groups.drg.weights[0].weight == 18_231
    assert [term.method for term in parts.terms] == ["drugs", "drg", "case_rate"]
    assert [term.is_together for term in parts.terms] == [False, True, True]
    assert [term.lesser_of for term in parts.terms] == [None, None, True]
    assert case.case_rate == 90_000


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"lesser": True}, ["plan.unknown_name lesser"]),
        (_term(), ["plan.choice terms[1].id"]),
        (_term(case_rate="$1.00", percent_of_charge="5%"), ["plan.choice terms[1].id"]),
        (_term(case_rate="900"), ["plan.money terms[1].case_rate"]),
        (_term(percent_of_charge="60"), ["plan.rate terms[1].percent_of_charge"]),
        (_term(case_rate="$1.00", when={"code": ["J3301"]}), ["plan.unknown_name terms[1].when.code"]),
        (_term(case_rate="$1.00", when={"codes": ["J9-J3"]}), ["plan.range terms[1].when.codes"]),
        (
            _term(case_rate="$1.00", to="2026-01-01", **{"from": "2026-02-01"}),
            ["plan.order terms[1].to"],
        ),
        (_term(drugs={"rates": {"J3301": "1.2"}}), ["plan.number terms[1].drugs.rates.J3301"]),
        (_term(drugs={"rates": {"J3301": "$1.23456"}}), ["plan.number terms[1].drugs.rates.J3301"]),
        (_term(drugs={"rates": {"J3301": "$-1"}}), ["plan.number terms[1].drugs.rates.J3301"]),
        (_term(drugs={"rates": {"J3301": "$much"}}), ["plan.number terms[1].drugs.rates.J3301"]),
        (_term(per_diem={}), ["plan.missing terms[1].per_diem.levels"]),
        (
            _term(per_diem={"levels": [{"revenue_codes": ["0120"], "days": [{"each": "$1.00"}] * 2}]}),
            ["plan.order terms[1].per_diem.levels[1].days"],
        ),
        (
            _term(drg={"base": "$1.00", "weights": [{"drg": "470"}]}),
            ["plan.missing terms[1].drg.weights[1].weight"],
        ),
        (
            _term(anesthesia={"base_units": [{"codes": ["G9654"], "units": 5}]}),
            ["plan.missing terms[1].anesthesia.factor"],
        ),
        (
            _term(ambulance={"bases": {"A0429": "$1.00"}, "areas": {"town": {"base": "102%"}}}),
            ["plan.choice terms[1].ambulance.areas.town"],
        ),
        (
            _term(equipment={"prices": {"K0001": "$1.00"}, "rent": [{"share": "10%"}]}),
            ["plan.missing terms[1].equipment.rent[1].through"],
        ),
        (
            {"terms": [{"id": "one", "case_rate": "$1.00"}, {"id": "one", "case_rate": "$2.00"}]},
            ["plan.twice terms"],
        ),
        ({"rbrvs": {"place": ["10112"]}}, ["plan.shape rbrvs.place"]),
        ({"reductions": {"bilateral": "twice"}}, ["plan.rate reductions.bilateral"]),
        (
            {"reductions": {"components": [{"kind": "lungs", "part": "technical", "factor": "50%"}]}},
            ["plan.choice reductions.components[1].kind"],
        ),
        (
            {"reductions": {"components": [{"kind": "eye", "part": "lens"}]}},
            ["plan.choice reductions.components[1].part", "plan.missing reductions.components[1].factor"],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_it_finds_the_mistake(document: dict[str, Any], found: list[str]) -> None:
    assert _codes(document) == found


def test_it_has_one_method_for_each_name() -> None:
    parts, _ = read_contract({"terms": [{"id": "one", "schedule": "100%"}]})
    assert {name for name in METHODS if hasattr(parts.terms[0], name)} == set(METHODS)


def test_it_takes_a_contracts_own_parts_for_medicares() -> None:
    own = {"kind": "therapy", "part": "expense", "factor": "60%", "from": "2026-01-01", "to": "2026-12-31"}
    parts, findings = read_contract({"reductions": {"components": [own], "endoscopy": False}})
    assert not findings
    assert parts.reductions is not None
    period = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert parts.reductions.components == (Component("5", "expense", 6_000, period),)
    assert not parts.reductions.endoscopy


@pytest.mark.parametrize(("given", "count"), [(True, 6), ({}, 6), ({"components": []}, 0)])
def test_it_has_medicares_parts_where_the_contract_names_none(given: object, count: int) -> None:
    parts, _ = read_contract({"reductions": given})
    assert parts.reductions is not None
    assert len(parts.reductions.components) == count
