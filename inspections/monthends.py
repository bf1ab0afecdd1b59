"""Figures month by month: counted once for each month end, kept, and put right when an earlier day turns out otherwise.

What is kept is what `ObligationQuerySet.totals_by` answers as at the end of that day. No status is stored: whoever asks
here is told what the annotation says, however late something was recorded for an earlier day.
"""

from collections import defaultdict
from datetime import date, timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import Q

from inspections.models import MonthEnd, Obligation, Restated
from inspections.pastday import PastDay
from inspections.statuses import Totals

PATIENCE = 2
"""Seconds that a page spends on counting what is not kept yet; `manage.py month_ends` counts all of it beforehand."""

LOCK = 1_558_199_604
"""A number of our own among PostgreSQL's advisory locks."""

AT_A_TIME = 1_000

EVERYBODY = None


def month_ends(first, before):
    """The last days of the months from that of `first` on that are over on the day `before`, the latest first."""
    days, end = [], before.replace(day=1) - timedelta(days=1)
    while end >= first:
        days.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return days


def figures(days, *, patience=PATIENCE):
    """{month end: {body id: Totals}} for those of `days` that could be counted within `patience` seconds.

    Two queries where everything is kept already. None as `patience`: however long it takes.
    """
    if not days:
        return {}
    # Whether anything is out of date is asked before what is kept is read: who counts it again replaces both at once.
    restated = Restated.objects.filter(Q(from_on=None) | Q(from_on__lte=max(days))).exists()
    kept = _kept(days)
    if restated or len(kept) < len(set(days)):
        keep(days, patience=patience)
        kept = _kept(days)
    return kept


def _kept(days):
    kept = defaultdict(dict)
    for row in MonthEnd.objects.filter(on__in=days).order_by("on"):
        kept[row.on][row.body_id] = row.totals
    return dict(kept)


@transaction.atomic
def keep(days, *, patience=None):
    """Count what is missing or out of date, the first of `days` first, until `patience` seconds are over.

    Days that something recorded later has changed, and for which there is no time, are forgotten until they are asked
    for. Returns how many of `days` are still missing.
    """
    until = None if patience is None else monotonic() + patience
    _one_at_a_time()
    seen = list(Restated.objects.values_list("pk", "body", "from_on"))
    work = _work(days, seen)
    for day, bodies in work.items():
        if until is None or monotonic() < until:
            _count(day, bodies)
        else:
            MonthEnd.objects.filter(on=day).delete()
    for start in range(0, len(seen), AT_A_TIME):
        Restated.objects.filter(pk__in=[pk for pk, *_mark in seen[start : start + AT_A_TIME]]).delete()
    known = set(MonthEnd.objects.filter(on__in=days).order_by().values_list("on", flat=True).distinct())
    return len(set(days) - known)


def _one_at_a_time():
    """Whoever else puts month ends right now waits: an older count must not replace a later one. SQLite waits anyway.

    What is read from here on has everything that the one before had seen.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _work(days, seen):
    """{day: the ids of the bodies to be counted for it, or EVERYBODY}: those asked for first, then all others kept."""
    known = set(MonthEnd.objects.order_by().values_list("on", flat=True).distinct())
    first = {}
    for _pk, body, from_on in seen:
        first[body] = min(from_on or date.min, first.get(body, date.max))
    work = {}
    for day in [*days, *sorted(known - set(days), reverse=True)]:
        bodies = {body for body, from_on in first.items() if from_on <= day}
        if day not in known:
            work[day] = EVERYBODY
        elif bodies:
            work[day] = bodies
    return work


def _count(day, bodies):
    """Count the bodies for the end of a day, and keep that in the place of what was kept."""
    owed, kept = Obligation.objects.owed_on(PastDay.of(day)), MonthEnd.objects.filter(on=day)
    if bodies is not EVERYBODY:
        owed, kept = owed.filter(body__in=bodies), kept.filter(body__in=bodies)
    totals = owed.totals_by("body", PastDay.of(day))
    kept.delete()
    MonthEnd.objects.bulk_create([MonthEnd.of(day, body, counted) for body, counted in totals.items()])


def total(by_body, bodies=None):
    """The Totals of some bodies, or of all, in one month's figures."""
    chosen = by_body.values() if bodies is None else (by_body[body] for body in bodies if body in by_body)
    return sum(chosen, start=Totals())
