"""Figures as at the end of a day: counted when first asked for, kept, and put right when the day turns out otherwise.

Pages ask for today, charts for month ends, `?as_at=` for any day. What is kept is what `ObligationQuerySet.totals_by`
answers as at the end of that day. No status is stored: whoever asks here is told what the annotation says, however
late something was recorded for an earlier day.
"""

from collections import defaultdict
from datetime import date, timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import Case, Exists, Max, OuterRef, Q, Sum, When

from inspections.models import DayEnd, Obligation, Restated
from inspections.pastday import PastDay
from inspections.querysets import totals_in
from inspections.statuses import Status, Totals

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


def is_month_end(day):
    return (day + timedelta(days=1)).day == 1


def standing(seat):
    """{body id: Totals} of all that counts for this viewer on the day that they look at, as `totals_by` would answer.

    One query where the day is kept; one more for an office that has proposed what nobody has accepted yet.
    """
    day = seat.as_at
    kept = figures([day]).get(day, {})
    if seat.past or not seat.proposals:
        return kept
    proposed = Obligation.objects.owed_for(seat).filter(addressed_on=None).totals_by("body", day)
    return {body: kept.get(body, Totals()) + proposed.get(body, Totals()) for body in kept.keys() | proposed}


def figures(days, *, patience=PATIENCE):
    """{day: {body id: Totals}} for those of `days` that could be counted within `patience` seconds.

    One query where everything is kept already. None as `patience`: however long it takes.
    """
    kept, restated = _kept(days)
    if restated or len(kept) < len(set(days)):
        keep(days, patience=patience)
        kept, _restated = _kept(days)
    return kept


def sums(days, bodies=None, *, begin, patience=PATIENCE):
    """({day: Totals} of these bodies together, or of all, the earliest first; how many of `days` are missing).

    As `figures`, with a row for each day instead of each body. Where days are missing `begin` is asked for the first
    of which there is anything to count: None while there is none.
    """
    found, stale = _summed(days, bodies)
    if stale or len(found) < len(days):
        first = begin()
        days = [day for day in days if first and day >= first]
        if stale or not found.keys() >= set(days):
            keep(days, patience=patience)
            found, _stale = _summed(days, bodies)
    return found, len(set(days) - found.keys())


def _summed(days, bodies):
    wanted = None if bodies is None else Q(body__in=bodies)
    columns = {f"of_{name}": Sum(name, filter=wanted, default=0) for name in SUMMED}
    rows = _with_stale(days).values_list("on").annotate(is_stale_one=Max(_as_number("is_stale")), **columns)
    found = {on: totals_in(counts) for on, _is_stale, *counts in rows}
    return found, any(row[1] for row in rows)


SUMMED = (*Status.values, "silent", "settled", "void")


def _as_number(name):
    return Case(When(**{name: True}, then=1), default=0)


def _with_stale(days):
    """The rows that are kept of these days, each with whether something was recorded that it does not know."""
    restated = Restated.objects.filter(Q(from_on=None) | Q(from_on__lte=OuterRef("on")))
    return DayEnd.objects.filter(on__in=days).annotate(is_stale=Exists(restated)).order_by("on")


def _kept(days):
    """What is kept of these days, and whether any of it is out of date: as at one moment, for it is one query."""
    kept, stale = defaultdict(dict), False
    for row in _with_stale(days):
        kept[row.on][row.body_id] = row.totals
        stale = stale or row.is_stale
    return dict(kept), stale


@transaction.atomic
def keep(days, *, patience=None):
    """Count what is missing or out of date of `days`, the first of them first, until `patience` seconds are over.

    So are the month ends that are kept and that something recorded later has changed; those for which there is no time
    are forgotten until they are asked for, and so is any other day. One day alone is counted however long it takes.
    Returns how many of `days` are still missing.
    """
    until = None if patience is None else monotonic() + patience
    _one_at_a_time()
    seen = list(Restated.objects.values_list("pk", "body", "from_on"))
    work = _work(days, seen)
    for day, bodies in work.items():
        in_time = until is None or monotonic() < until
        if list(days) == [day] or (in_time and (day in days or is_month_end(day))):
            _count(day, bodies)
        else:
            DayEnd.objects.filter(on=day).delete()
    for start in range(0, len(seen), AT_A_TIME):
        Restated.objects.filter(pk__in=[pk for pk, *_mark in seen[start : start + AT_A_TIME]]).delete()
    known = set(DayEnd.objects.filter(on__in=days).order_by().values_list("on", flat=True).distinct())
    return len(set(days) - known)


def forget(before):
    """Let go of the days before this one that somebody asked for once; month ends stay."""
    days = DayEnd.objects.filter(on__lt=before).order_by().values_list("on", flat=True).distinct()
    DayEnd.objects.filter(on__in=[day for day in days if not is_month_end(day)]).delete()


def _one_at_a_time():
    """Whoever else puts day ends right now waits: an older count must not replace a later one. SQLite waits anyway.

    What is read from here on has everything that the one before had seen.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _work(days, seen):
    """{day: the ids of the bodies to be counted for it, or EVERYBODY}: those asked for first, then all others kept."""
    known = set(DayEnd.objects.order_by().values_list("on", flat=True).distinct())
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
    """Count the bodies for the end of a day, and keep that in the place of what was kept.

    Today's end too: what is dated tomorrow, as of a page that began before midnight, has no part in it.
    """
    day = PastDay.of(day)
    owed, kept = Obligation.objects.owed_on(day), DayEnd.objects.filter(on=day)
    if bodies is not EVERYBODY:
        owed, kept = owed.filter(body__in=bodies), kept.filter(body__in=bodies)
    totals = owed.totals_by("body", day)
    kept.delete()
    DayEnd.objects.bulk_create([DayEnd.of(day, body, counted) for body, counted in totals.items()])


def total(by_body, bodies=None):
    """The Totals of some bodies, or of all, in one day's figures."""
    chosen = by_body.values() if bodies is None else (by_body[body] for body in bodies if body in by_body)
    return sum(chosen, start=Totals())
