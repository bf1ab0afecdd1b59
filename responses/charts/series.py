"""What the charts count: months from kept figures or counted now, ages of what is open, days of responses."""

from datetime import timedelta

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inspections.asat import records_begin
from inspections.dayends import figures, month_ends, standing, sums, total
from inspections.facts import facts_on
from inspections.pastday import PastDay
from inspections.querysets import conditions, totals_in
from inspections.statuses import OPEN, Status, Totals
from responses.charts.overtime import Point

MONTHS = 36
"""How many month ends a chart goes back."""

MOST_COUNTED = 600_000
"""Rows times months that a page counts by itself: about half a second."""

BANDS = (
    (_("Under 30 days"), 0, 30),
    (_("30 to 89 days"), 30, 90),
    (_("90 to 179 days"), 90, 180),
    (_("180 to 364 days"), 180, 365),
    (_("A year or more"), 365, None),
)
"""Ages: what each is called, its first day, and the first day that is too old for it."""


def months_before(day, months=MONTHS):
    """The month ends that are over on `day`, the latest first: at most so many, and none before records begin."""
    first = records_begin(day)
    return month_ends(first, day)[:months] if first else []


def begins(day, months=MONTHS):
    """The first day that charts go back to: of the month so long ago."""
    month = day.year * 12 + day.month - 1 - months
    return day.replace(year=month // 12, month=month % 12 + 1, day=1)


def kept(day, now, bodies=None, months=MONTHS):
    """[Point] of bodies (ids; None: of all) from the figures that are kept, and `now`, the Totals of `day`, behind.

    Month ends that had nothing yet are left out. With it, how many of them there was no time to count. One query.
    """
    found, missing = sums(month_ends(begins(day, months), day), bodies, begin=lambda: records_begin(day))
    return _since_anything([Point(*row) for row in found.items()], day, now), missing


def counted(ends, day, now, rows_on):
    """[Point] for any rows: `rows_on(PastDay)` gives those of the end of a day. One query."""
    days = [PastDay.of(on) for on in reversed(ends)]
    parts = [rows_on(on).annotate(on=Value(on, output_field=DateField())).counted_by(["on"], on) for on in days]
    found = {on: totals_in(counts) for on, *counts in parts[0].union(*parts[1:], all=True)} if parts else {}
    return _since_anything([Point(on, found.get(on, Totals())) for on in days], day, now)


def may_count(ends, bodies=None, *, rows=None, times=1):
    """Whether `counted` is quick enough for a page, judged by how much these bodies owed at the last month end.

    `rows` where fewer are known to be looked at; `times` for what takes longer with each.
    """
    if rows is None:
        last = figures(ends[:1])
        if ends and not last:
            return False
        rows = sum(total(by_body, bodies).items for by_body in last.values())
    return rows * len(ends) * times <= MOST_COUNTED


def _since_anything(points, day, now):
    while points and not points[0].totals.items:
        points = points[1:]
    return [*points, Point(day, now)]


def of_bodies(bodies, seat, *, months=MONTHS):
    """`kept` of some bodies, as this viewer knows them on the day that they look at."""
    ids = [body.pk for body in bodies]
    return kept(seat.as_at, total(standing(seat), ids), ids, months)


def ages(parts, *, proposals=False):
    """How long the open rows have been so, in one query.

    `parts` are pairs of rows and the day as whose end they are asked for, which together are all rows. Two lists along
    BANDS: {status: count} since each was addressed, and the number overdue since each deadline. What an office
    proposed binds nobody yet: where there are `proposals`, such a row counts from its issue.
    """
    since = Coalesce(F("addressed_on"), F("recommendation__issued_on")) if proposals else F("addressed_on")
    first, *others = [_aged(rows.in_status(OPEN, day), since, day) for rows, day in parts]
    opened, late = [dict.fromkeys(OPEN, 0) for _band in BANDS], [0] * len(BANDS)
    for status, age, lateness, n in first.union(*others, all=True):
        opened[age][Status(status)] += n
        if status == Status.OVERDUE:
            late[lateness] += n
    return opened, late


def _aged(rows, since, day):
    """Open rows as (status, place of its age in BANDS, place of its lateness, how many)."""
    by_status, due_on = conditions(day), facts_on(day).due_on
    status = Case(*(When(by_status[status], then=Value(status.value)) for status in OPEN), output_field=CharField())
    bands = {"age": _band("since", day), "lateness": _band(due_on, day)}
    aged = rows.order_by().alias(since=since).annotate(stands=status, **bands)
    return aged.values_list("stands", "age", "lateness").annotate(n=Count("pk"))


def _band(column, day):
    """The place in BANDS of how long it is since the day in a column; the first where that is still to come."""
    ages = [
        When(**{f"{column}__lte": day - timedelta(days=first)}, then=Value(place))
        for place, (_words, first, _end) in enumerate(BANDS)
    ]
    return Case(*reversed(ages), default=Value(0), output_field=IntegerField())
