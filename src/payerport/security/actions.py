"""Looking for what is odd, and keeping searches. Each act is on record."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from payerport.accounts.queries import last_names_of as users_last_names
from payerport.audit import queries as audit
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import acting
from payerport.audit.queries import Group
from payerport.members.queries import last_names_of as families_last_names
from payerport.security.models import Alert, Finding, Search
from payerport.security.rules import CLOSES, OPENS, RULES, Pattern, Rule

PAIRS_AT_MOST = 50_000
SEARCHES_KEPT = dt.timedelta(days=30)


def evaluate(actor: Actor) -> int:
    """Look through the stretch of each rule that runs now, and the one before (a row may commit late);
    returns how many alerts are new. The same pattern gives one alert for each person and stretch.
    """
    new = 0
    for rule in RULES:
        with acting(actor):
            now = timezone.now()
            start = now - (now - dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) % rule.stretch
            for begin in (start - rule.stretch, start):
                new += _raise(actor, rule, begin, _COUNT[rule.pattern](rule, begin, begin + rule.stretch))
    return new


def _raise(actor: Actor, rule: Rule, start: dt.datetime, groups: list[Group]) -> int:
    known = set(Alert.objects.filter(rule=rule.code, start=start).values_list("subject", flat=True))
    fresh = [one for one in groups if one.subject not in known]
    Alert.objects.bulk_create(
        (
            Alert(
                rule=rule.code,
                subject=one.subject,
                start=start,
                at=timezone.now(),
                count=one.count,
                rows=list(one.rows),
            )
            for one in fresh
        ),
        ignore_conflicts=True,
    )
    for one in fresh:
        record(actor, "alert.raised", "alert_rule", rule.code, detail={"subject": one.subject})
    return len(fresh)


def _families(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    return audit.families_by_user(audit.looks(start, end), rule.more_than)


def _out_of_hours(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    rows = audit.outside_hours(audit.looks(start, end), OPENS, CLOSES)
    return audit.families_by_user(rows, rule.more_than)


def _namesakes(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    rows = audit.looks(start, end)
    pairs = audit.families_seen(rows, PAIRS_AT_MOST)
    own = users_last_names({user for user, _ in pairs})
    names = families_last_names(family for user, family in pairs if user in own)
    odd: dict[int, set[str]] = {}
    for user, family in pairs:
        if own.get(user, "").upper() in names.get(family, set()):
            odd.setdefault(user, set()).add(family)
    found: list[Group] = []
    for user, families in sorted(odd.items()):
        found += audit.families_by_user(rows.filter(user_id=user, family__in=families), rule.more_than)
    return found


def _failed_sign_ins(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    return audit.refusals_by_address(start, end, "session.refused", rule.more_than)


def _guesses(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    return audit.refusals_by_record(start, end, ("session.refused", "session.locked"), rule.more_than)


def _factors_removed(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    deeds = ("factor.removed", "factor.reset")
    return audit.refusals_by_record(start, end, deeds, rule.more_than, outcome="done")


def _guessed_codes(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    return audit.refusals_by_record(start, end, ("factor.refused",), rule.more_than)


def _openings(rule: Rule, start: dt.datetime, end: dt.datetime) -> list[Group]:
    rows = audit.looks(start, end).filter(action="restricted.opened", outcome="done")
    return audit.families_by_user(rows, rule.more_than)


_COUNT: Mapping[Pattern, Callable[[Rule, dt.datetime, dt.datetime], list[Group]]] = {
    Pattern.FAMILIES: _families,
    Pattern.FAMILIES_OUT_OF_HOURS: _out_of_hours,
    Pattern.NAMESAKES: _namesakes,
    Pattern.FAILED_SIGN_INS: _failed_sign_ins,
    Pattern.GUESSES: _guesses,
    Pattern.OPENINGS: _openings,
    Pattern.FACTORS_REMOVED: _factors_removed,
    Pattern.GUESSED_CODES: _guessed_codes,
}


def handle(actor: Actor, alert: Alert, outcome: str, words: str) -> Finding:
    """Put down what was found out about an alert. It leaves the open ones, or joins them again."""
    assert actor.user_id is not None
    made = Finding.objects.create(
        alert=alert, outcome=outcome, words=words, at=timezone.now(), user_id=actor.user_id
    )
    record(actor, "alert.handled", "alert", alert.pk, detail={"outcome": made.outcome})
    return made


def alerts(*, only_open: bool) -> QuerySet[Alert]:
    """The alerts, newest first, each with its newest `outcome`; or those alone that nobody has handled."""
    newest = Finding.objects.filter(alert=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    rows = Alert.objects.annotate(outcome=Subquery(newest)).order_by("-at", "-pk")
    still = Q(outcome=None) | Q(outcome=Finding.Outcome.REOPENED)
    return rows.filter(still) if only_open else rows


def keep_search(actor: Actor, filters: Mapping[str, str], name: str) -> Search:
    """A search of this person's, for its page; by a name it is kept."""
    assert actor.user_id is not None
    made = Search.objects.create(user_id=actor.user_id, name=name, filters=dict(filters), at=timezone.now())
    record(actor, "record.searched", "search", made.pk, detail={"by": sorted(filters)})
    return made


def searches_of(actor: Actor) -> QuerySet[Search]:
    """The actor's own searches that have a name."""
    return Search.objects.filter(user_id=actor.user_id or 0).exclude(name="").order_by("name", "-at")


def forget_searches(actor: Actor) -> int:
    """Delete searches without a name after `SEARCHES_KEPT`; returns how many."""
    with acting(actor):
        count, _ = Search.objects.filter(name="", at__lt=timezone.now() - SEARCHES_KEPT).delete()
    return count
