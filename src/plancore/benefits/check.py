"""Makes a `PlanDesign` of plain data (one document a year), or says everything that is wrong with it, in
words.

The written form is described in docs/reference/plan-design.md.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from plancore.benefits.check_limits import read_limit, tier_set
from plancore.benefits.design import (
    Category,
    Ceiling,
    Condition,
    CopayPer,
    CostShare,
    Counting,
    PlanDesign,
    Terms,
    Tier,
)
from plancore.benefits.edit_reading import read_edits
from plancore.benefits.pricing_reading import read_out_of_network
from plancore.benefits.reading import Node, break_days, on_day
from plancore.kernel import Finding, Period, Severity, has_errors

COORDINATION = ("standard", "maintenance_of_benefits", "carve_out")
_KINDS = ("PPO", "HMO", "EPO", "POS", "HDHP")
_FIRST_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def build_design(documents: Sequence[Mapping[str, object]]) -> tuple[PlanDesign | None, list[Finding]]:
    """The design out of its documents, one for each benefit year in order, with findings. None when any is an
    error. Names are those of the last year.

    Documents hold what a YAML reader gives: dicts, lists, texts, numbers, dates. They are not changed.
    """
    findings: list[Finding] = []
    terms: list[Terms] = []
    names: list[tuple[str, str, str]] = []
    for document in documents:
        year_terms, of_year = _year(document, findings)
        terms += year_terms
        names.append(of_year)
    terms.sort(key=lambda one: one.period.start)
    _check_together(terms, names, findings)
    if has_errors(findings) or not terms:
        return None, findings
    plan_id, name, payer = names[-1]
    return PlanDesign(plan_id=plan_id, name=name, payer=payer, terms=tuple(terms)), findings


def content_version(document: Mapping[str, object]) -> str:
    """The first twelve digits of the SHA-256 over the document's canonical JSON."""
    text = json.dumps(document, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _check_together(terms: list[Terms], names: list[tuple[str, str, str]], findings: list[Finding]) -> None:
    if not names:
        findings.append(
            _error("plan.missing", "plan", "No document of the plan was given.", "Add a file for a year.")
        )
    if len({plan_id for plan_id, _, _ in names}) > 1:
        findings.append(
            _error("plan.mixed", "plan", "The documents name different plans.", "Keep one plan together.")
        )
    for earlier, later in pairwise(terms):
        if earlier.period.overlaps(later.period):
            said = f"Two documents hold for {later.period.start}."
            findings.append(
                _error("plan.overlap", "period", said, "Let each year begin after the one before ends.")
            )


def _error(code: str, where: str, message: str, mend: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where=where, message=message, mend=mend)


def _year(
    document: Mapping[str, object], findings: list[Finding]
) -> tuple[list[Terms], tuple[str, str, str]]:
    """The terms of one benefit year: one for each stretch of days between its dated values."""
    top = Node(dict(document), "", findings)
    names = (top.text("plan"), top.text("name"), top.text("payer"))
    period_node = top.child("period")
    start, end = period_node.date("start"), period_node.date("end")
    period_node.done()
    if start is None or end is None:
        return [], names
    if end < start:
        period_node.wrong("end", "plan.period", "is before the start.", "A year ends after it begins.")
        return [], names
    version = f"{names[0]}/{start.year}@{content_version(document)}"
    begins = sorted({start} | {day for day in break_days(dict(document)) if start < day <= end})
    terms: list[Terms] = []
    seen: set[Finding] = set(findings)
    for place, begin in enumerate(begins):
        last = begins[place + 1] - dt.timedelta(days=1) if place + 1 < len(begins) else end
        of_stretch: list[Finding] = []
        resolved = on_day(dict(document), begin)
        terms.append(_terms(Node(resolved, "", of_stretch), Period(begin, last), start.year, version))
        findings += [finding for finding in of_stretch if finding not in seen]
        seen.update(of_stretch)
    return terms, names


def _terms(top: Node, period: Period, year: int, version: str) -> Terms:
    for known in ("plan", "name", "payer", "period"):
        top.raw(known)
    tiers = tuple(_tier(node) for node in top.children("tiers"))
    if not tiers:
        top.wrong("tiers", "plan.missing", "needs at least one tier.", "Add `tiers:` with a list.")
    _check_unique(top, "tiers", [tier.id for tier in tiers])
    _check_pools(top, tiers)
    base = _defaults(top.child("cost_sharing"))
    categories = tuple(_category(node, tiers, base) for node in top.children("categories"))
    if not categories:
        top.wrong(
            "categories", "plan.missing", "needs at least one category.", "Add `categories:` with a list."
        )
    _check_unique(top, "categories", [category.id for category in categories])
    _check_deductibles(top, tiers, categories)
    _check_stays(top, categories)
    _check_reach(top, categories)
    filing = top.child("timely_filing")
    terms = Terms(
        period=period,
        year=year,
        version=version,
        source=top.text("source"),
        kind=top.choice("kind", _KINDS),
        tiers=tiers,
        categories=categories,
        timely_filing_days=filing.whole("days") or 0,
        timely_filing_replacement_days=filing.whole("replacement_days") or 0,
        coordination=top.choice("coordination", ["by_hand", *COORDINATION], "by_hand").replace("by_hand", ""),
        limits=tuple(read_limit(node, categories, tiers) for node in top.children("limits")),
        edits=read_edits(top.child("edits")),
    )
    filing.done()
    top.done()
    return replace(terms, candidates=_candidates(categories))


def _check_unique(top: Node, key: str, ids: list[str]) -> None:
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        top.wrong(key, "plan.twice", f"has `{one}` twice.", "Give each its own id.")


def _check_pools(top: Node, tiers: tuple[Tier, ...]) -> None:
    for name in ("deductible", "out_of_pocket"):
        pools = {ceiling.pool for tier in tiers if (ceiling := getattr(tier, name)) is not None}
        for place, tier in enumerate(tiers, start=1):
            own: Ceiling | None = getattr(tier, name)
            for pool in own.also_to if own is not None else ():
                if pool not in pools:
                    where = f"tiers[{place}].{name}.counts_also_to"
                    top.wrong(
                        where, "plan.choice", f"has `{pool}`, which is no pool.", f"Pools: {sorted(pools)}."
                    )


def _check_deductibles(top: Node, tiers: tuple[Tier, ...], categories: tuple[Category, ...]) -> None:
    without = {tier.id for tier in tiers if tier.deductible is None}
    for place, category in enumerate(categories, start=1):
        for tier_id, share in category.shares.items():
            if share.deductible_applies and tier_id in without:
                where = f"categories[{place}].share.{tier_id}.deductible"
                top.wrong(where, "plan.order", "applies, and the tier has none.", "Write `waived`.")


def _check_stays(top: Node, categories: tuple[Category, ...]) -> None:
    """A copay waived by a stay names categories of this plan."""
    known = {category.id for category in categories}
    for place, category in enumerate(categories, start=1):
        for tier_id, share in category.shares.items():
            for name in sorted(share.copay_waived_by - known):
                where = f"categories[{place}].share.{tier_id}.copay_waived_by"
                top.wrong(
                    where, "plan.choice", f"has `{name}`, which is no category.", "Use the id of a category."
                )


def _check_reach(top: Node, categories: tuple[Category, ...]) -> None:
    """A category without conditions takes all that is left: none after it is ever met."""
    for place, category in enumerate(categories[:-1], start=1):
        if not category.when:
            following = categories[place].id
            said = f"takes every service, so that `{following}` below it is never met."
            top.wrong(f"categories[{place}]", "plan.order", said, "Add `when`, or let it stand last.")
            return


def _candidates(categories: tuple[Category, ...]) -> dict[str, tuple[Category, ...]]:
    """For every two first characters of a procedure, the categories it could fall under."""
    begins = [(category, _beginnings(category)) for category in categories]
    return {
        first + second: tuple(
            category
            for category, ranges in begins
            if ranges is None or any(low <= first + second <= high for low, high in ranges)
        )
        for first in _FIRST_CHARACTERS
        for second in _FIRST_CHARACTERS
    }


def _beginnings(category: Category) -> list[tuple[str, str]] | None:
    """The two first characters of the category's procedure ranges; None: any procedure may fall under it."""
    if not category.when or not all(condition.procedures for condition in category.when):
        return None
    return [(low[:2], high[:2]) for condition in category.when for low, high in condition.procedures]


def _tier(node: Node) -> Tier:
    tier_id = node.text("id")
    networks = node.words("networks")
    if not networks:
        node.wrong(
            "networks", "plan.missing", "is missing.", "Write `networks: [harbor-ppo]`, or `networks: any`."
        )
    tier = Tier(
        id=tier_id,
        title=node.text("title"),
        networks=None if networks == ("any",) else frozenset(networks),
        deductible=_ceiling(node.child("deductible"), tier_id) if node.has("deductible") else None,
        out_of_pocket=_ceiling(node.child("out_of_pocket"), tier_id) if node.has("out_of_pocket") else None,
        pricing=read_out_of_network(node.child("pricing")) if node.has("pricing") else None,
    )
    if tier.networks is None and tier.pricing is None:
        node.wrong("pricing", "plan.missing", "is missing.", "A tier for any network says how it prices.")
    _check_ceilings(tier, node)
    node.done()
    return tier


def _check_ceilings(tier: Tier, node: Node) -> None:
    deductible, maximum = tier.deductible, tier.out_of_pocket
    if deductible is None or maximum is None:
        return
    for scope, low, high in (
        ("individual", deductible.individual, maximum.individual),
        ("family", deductible.family, maximum.family),
    ):
        if low is not None and high is not None and low > high:
            node.wrong(
                f"deductible.{scope}",
                "plan.order",
                "is higher than the out-of-pocket maximum.",
                "A deductible is part of what the maximum holds; lower it.",
            )


def _ceiling(node: Node, tier_id: str) -> Ceiling:
    counting = Counting(node.choice("counting", [one.value for one in Counting]))
    ceiling = Ceiling(
        counting=counting,
        individual=node.money("individual"),
        family=node.money("family"),
        pool=node.text("pool", tier_id),
        also_to=node.words("counts_also_to"),
        self_only_cap=node.money("self_only_cap", optional=True),
    )
    if ceiling.individual is not None and ceiling.family is not None and ceiling.family < ceiling.individual:
        node.wrong(
            "family", "plan.order", "is lower than the individual amount.", "A family's is at least as high."
        )
    if ceiling.self_only_cap is not None and counting is Counting.EMBEDDED:
        node.wrong("self_only_cap", "plan.order", "has no meaning when embedded.", "Leave it out.")
    node.raw("source")
    node.done()
    return ceiling


def _defaults(node: Node) -> CostShare:
    """The plan's settings on order and bases. All are written out: none is guessed."""
    order = node.choice("order", ["deductible_then_copay", "copay_then_deductible"])
    base = node.choice("coinsurance_on", ["after_copay", "gross"])
    counts = _counts(node)
    if not counts:
        node.wrong(
            "copay_counts_to", "plan.missing", "is missing.", "Write `copay_counts_to: [out_of_pocket]`."
        )
    after = node.choice("copay_after_maximum", ["waived", "charged"])
    node.done()
    return CostShare(
        deductible_first=order == "deductible_then_copay",
        coinsurance_on_gross=base == "gross",
        copay_to_deductible="deductible" in counts,
        copay_to_maximum="out_of_pocket" in counts,
        copay_after_maximum=after == "charged",
    )


def _counts(node: Node) -> tuple[str, ...]:
    """What a copay counts to, as written; empty when nothing is said."""
    counts = node.words("copay_counts_to")
    for word in counts:
        if word not in ("deductible", "out_of_pocket", "nothing"):
            node.wrong(
                "copay_counts_to",
                "plan.choice",
                f"has `{word}`.",
                "Name deductible, out_of_pocket or nothing.",
            )
    if "nothing" in counts and len(counts) > 1:
        node.wrong(
            "copay_counts_to", "plan.order", "names nothing and something.", "Write `[nothing]` alone."
        )
    return counts


def _category(node: Node, tiers: tuple[Tier, ...], base: CostShare) -> Category:
    exclusion = node.text("exclusion", "")
    tier_ids = [tier.id for tier in tiers]
    category = Category(
        id=node.text("id"),
        title=node.text("title"),
        service_types=node.words("service_types"),
        when=tuple(_condition(one) for one in node.children("when")),
        shares=_shares(node, tier_ids, base, excluded=bool(exclusion)),
        authorization=tier_set(node, "authorization", tier_ids),
        referral=tier_set(node, "referral", tier_ids),
        protected=node.flag("protected", False),
        exclusion=exclusion,
        source=node.text("source", ""),
    )
    node.done()
    return category


def _shares(node: Node, tier_ids: list[str], base: CostShare, excluded: bool) -> dict[str, CostShare]:
    shares: dict[str, CostShare] = {}
    below = node.child("share")
    if excluded:
        if below.data:
            node.wrong("share", "plan.order", "stands beside an exclusion.", "Leave out one of the two.")
        return shares
    for tier_id in tier_ids:
        if not below.has(tier_id):
            below.wrong(
                tier_id, "plan.missing", "is missing.", f"Add `{tier_id}: not covered`, or the share."
            )
        elif isinstance(below.data[tier_id], str):
            word = below.choice(tier_id, ["not covered", "no charge"])
            shares[tier_id] = replace(base, covered=word == "no charge")
        else:
            shares[tier_id] = _share(below.child(tier_id), base)
    below.done()
    return shares


def _share(node: Node, base: CostShare) -> CostShare:
    deductible = node.choice("deductible", ["waived", "applies"])
    order = node.choice(
        "order",
        ["deductible_then_copay", "copay_then_deductible"],
        "deductible_then_copay" if base.deductible_first else "copay_then_deductible",
    )
    gross = node.choice(
        "coinsurance_on", ["after_copay", "gross"], "gross" if base.coinsurance_on_gross else "after_copay"
    )
    rate = node.rate("coinsurance", optional=True) or 0
    if rate > 10_000:
        node.wrong("coinsurance", "plan.rate", "is more than the whole.", "Write at most `100%`.")
    counts = _counts(node)
    after = node.choice(
        "copay_after_maximum", ["waived", "charged"], "charged" if base.copay_after_maximum else "waived"
    )
    copay = node.money("copay", optional=True) or 0
    waived_by = frozenset(node.words("copay_waived_by"))
    if waived_by and not copay:
        node.wrong(
            "copay_waived_by", "plan.order", "has no copay to waive.", "Add a `copay`, or leave it out."
        )
    share = replace(
        base,
        copay=copay,
        copay_to_deductible="deductible" in counts if counts else base.copay_to_deductible,
        copay_to_maximum="out_of_pocket" in counts if counts else base.copay_to_maximum,
        copay_after_maximum=after == "charged",
        copay_waived_by=waived_by,
        copay_per=CopayPer(node.choice("copay_per", [one.value for one in CopayPer], "visit")),
        coinsurance=rate,
        deductible_applies=deductible == "applies",
        deductible_first=order == "deductible_then_copay",
        coinsurance_on_gross=gross == "gross",
        free_visits=node.whole("free_visits", default=0) or 0,
        source=node.text("source", ""),
    )
    node.done()
    return share


def _condition(node: Node) -> Condition:
    condition = Condition(
        procedures=node.ranges("codes"),
        revenue_codes=node.ranges("revenue_codes"),
        modifiers=frozenset(node.words("modifiers")),
        places=frozenset(node.words("places")),
        diagnoses=tuple(
            (low.replace(".", ""), high.replace(".", "")) for low, high in node.ranges("diagnoses")
        ),
        specialties=node.words("specialties"),
        genders=frozenset(node.words("genders")),
        youngest=node.whole("youngest", optional=True),
        oldest=node.whole("oldest", optional=True),
    )
    node.raw("source")
    if condition.genders - {"F", "M", "U"}:
        node.wrong("genders", "plan.choice", "names none of F, M, U.", "Write `genders: [F]`.")
    youngest, oldest = condition.youngest, condition.oldest
    if youngest is not None and oldest is not None and oldest < youngest:
        node.wrong(
            "oldest", "plan.order", "is lower than the youngest.", "Write the two the other way round."
        )
    condition = replace(condition, is_plain=_is_plain(condition))
    if not any(node.has(key) for key in node.data if key != "source"):
        node.wrong("", "plan.condition", "names nothing.", "Add `codes: [...]`, or leave out `when`.")
    node.done()
    return condition


def _is_plain(condition: Condition) -> bool:
    """True when it names nothing but procedures, places and specialties."""
    by_code = condition.revenue_codes or condition.modifiers or condition.diagnoses
    by_person = condition.genders or condition.youngest is not None or condition.oldest is not None
    return not (by_code or by_person)
