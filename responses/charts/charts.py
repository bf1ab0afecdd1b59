"""Each chart with what belongs to it: title, figures in words, picture and table."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.deadlines import STATUTORY_DAYS
from inspections.statuses import OPEN, Status
from inspections.wording import day_words, in_sentence, number_words, standing_in_words
from responses.charts import bars, dots, overtime, series
from responses.stages import State

OVER_TIME, OVERDUE, STATUTORY, AGES, LATENESS = "over-time", "overdue", "statutory", "open-for", "overdue-for"
NAMES = (OVER_TIME, OVERDUE, AGES, LATENESS, STATUTORY)
"""What addresses call the charts, in the order of their page."""


@dataclass(frozen=True)
class Line:
    """A row of the table: its head, the cells, and where the head leads ("" for nowhere)."""

    head: str
    cells: list
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """One chart. `svg` is empty where there is nothing to draw, and `summary` says so."""

    name: str
    title: str
    summary: str
    svg: str = ""
    columns: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    note: str = ""


# Status over time ----------------------------------------------------------------------------------------------------


def of_bodies(bodies, seat, *, months=series.MONTHS, title="", name=OVER_TIME):
    """How the items of some bodies stood, month end by month end, and how they stand on the day of the seat.

    For papers and pages of a body: `of_bodies([force], seat, months=12).svg` is the picture.
    """
    points, missing = series.of_bodies(bodies, seat, months=months)
    return over_time(points, missing=missing, title=title, name=name)


def over_time(points, *, missing=0, title="", name=OVER_TIME, note="", address=None):
    """The chart of [Point]; `address(day)` leads from a month to the list of that day.

    `missing` is how many months are not counted yet.
    """
    if missing:
        later = ngettext(
            "One month is still to be counted and left out: load the page again.",
            "%(n)s months are still to be counted and left out: load the page again.",
            missing,
        ) % {"n": missing}
        note = f"{note} {later}".strip()
    title = title or _("Status over time")
    first, last = points[0], points[-1]
    summary = _at(last)
    if first is not last and first.totals.items:
        summary = f"{summary} {_at(first)}"
    if not any(point.totals.items for point in points):
        return Chart(name, title, _("There were no items."), note=note)
    lines = [
        Line(
            day_words(point.on),
            [point.totals.items, *(point.totals[status] for status in Status)],
            address(point.on) if address else "",
        )
        for point in reversed(points)
    ]
    svg = overtime.draw(points, name=name, title=title, description=summary)
    columns = [_("End of the day"), _("Items"), *(status.label for status in Status)]
    return Chart(name, title, summary, svg, columns, lines, note)


def _at(point):
    """ "On 31 March 2026: 14 closed, 3 overdue." """
    words = standing_in_words([(point.totals[status], status.label) for status in Status], 0)
    return _("On %(day)s: %(standing)s.") % {"day": day_words(point.on), "standing": words or _("no items")}


# Overdue by force ----------------------------------------------------------------------------------------------------


def overdue(totals, bodies, *, address=None, name=OVERDUE):
    """Who has how many overdue, the most first, of {body id: Totals}; national bodies apart from forces.

    `bodies` are those of the totals, and maybe more.
    """
    title = _("Overdue by force")
    rows = sorted(((body, totals[body.pk]) for body in bodies if body.pk in totals), key=_most_overdue_first)
    late = [row for row in rows if row[1][Status.OVERDUE]]
    count = sum(counts[Status.OVERDUE] for _body, counts in late)
    if not late:
        return Chart(name, title, _("Nothing is overdue."))
    forces = [row for row in late if row[0].is_force]
    others = [row for row in late if not row[0].is_force]
    groups = [
        bars.Group(_("Forces") if others else "", [_bar(*row) for row in forces]),
        bars.Group(_("National bodies"), [_bar(*row) for row in others]),
    ]
    summary = ngettext("%(n)s item is overdue.", "%(n)s items are overdue.", count) % {"n": number_words(count)}
    if len(rows) > 1:
        most = {
            "late": len(late),
            "all": len(rows),
            "worst": late[0][0],
            "most": number_words(late[0][1][Status.OVERDUE]),
        }
        who = _("%(late)s of %(all)s bodies are late, the first in the chart is %(worst)s with %(most)s.") % most
        summary = f"{summary} {who}"
    lines = [
        Line(body.name, [counts[Status.OVERDUE], counts.silent, counts.items], address(body) if address else "")
        for body, counts in rows
    ]
    svg = bars.draw([group for group in groups if group.bars], name=name, title=title, description=summary)
    columns = [_("Force or body"), _("Overdue"), _("Of these with nothing recorded"), _("Items")]
    return Chart(name, title, summary, svg, columns, lines)


def _most_overdue_first(row):
    body, counts = row
    return not body.is_force, -counts[Status.OVERDUE], -counts.silent, body.name


def _bar(body, counts):
    number = counts[Status.OVERDUE]
    figure = _("%(n)s, %(silent)s with nothing recorded") % {
        "n": number_words(number),
        "silent": number_words(counts.silent),
    }
    return bars.Bar(body.name, {Status.OVERDUE: number}, figure if counts.silent else number_words(number))


# How long ------------------------------------------------------------------------------------------------------------


def ages(opened, *, name=AGES):
    """How long what is open has been so: `series.ages`' first list."""
    title = _("How long open items have been open")
    words = [str(words) for words, *_days in series.BANDS]
    whole = [sum(counts.values()) for counts in opened]
    if not any(whole):
        return Chart(name, title, _("Nothing is open."))
    # In the order of bars and keys.
    shown = [status for status in Status if status in OPEN]
    rows = [
        bars.Bar(band, {status: counts[status] for status in shown}, number_words(number))
        for band, counts, number in zip(words, opened, whole, strict=True)
    ]
    summary = _("Since each was addressed to its body: %(bands)s.") % {"bands": _bands(words, whole)}
    svg = bars.draw([bars.Group("", rows)], name=name, title=title, description=summary)
    lines = [
        Line(band, [number, *(counts[status] for status in shown)])
        for band, counts, number in zip(words, opened, whole, strict=True)
    ]
    return Chart(name, title, summary, svg, [_("Open for"), _("Items"), *(status.label for status in shown)], lines)


def lateness(late, *, name=LATENESS):
    """How long what is overdue has been so: `series.ages`' second list."""
    title = _("How long overdue items have been overdue")
    words = [str(words) for words, *_days in series.BANDS]
    if not any(late):
        return Chart(name, title, _("Nothing is overdue."))
    rows = [
        bars.Bar(band, {Status.OVERDUE: count}, number_words(count)) for band, count in zip(words, late, strict=True)
    ]
    summary = _("Since the deadline of each: %(bands)s.") % {"bands": _bands(words, late)}
    svg = bars.draw([bars.Group("", rows)], name=name, title=title, description=summary)
    lines = [Line(band, [count]) for band, count in zip(words, late, strict=True)]
    return Chart(name, title, summary, svg, [_("Overdue for"), _("Items")], lines)


def _bands(words, counts):
    return ", ".join(f"{in_sentence(band)} {number_words(count)}" for band, count in zip(words, counts, strict=True))


# Statutory responses -------------------------------------------------------------------------------------------------


def statutory(stood, *, since, name=STATUTORY):
    """On which of the 56 days responses were published, by force: what everybody may know.

    `stood` is what `DutyQuerySet.days_by_force` counts of what is owed, `since` the day from which on the reports were
    published.
    """
    note = _("Reports published since %(day)s.") % {"day": day_words(since)}
    title = _("Days from publication of a report to the statutory response")
    forces = [(force, list(group)) for force, group in groupby(stood, key=lambda row: row.force)]
    summary = _published(stood)
    rows = [_row(force, group) for force, group in forces if _days(group)]
    if not rows:
        return Chart(name, title, summary, note=note)
    words = [_("Day %(day)s, the last") % {"day": STATUTORY_DAYS}, _("In time"), _("Late")]
    svg = dots.draw(rows, STATUTORY_DAYS, words, name=name, title=title, description=summary)
    columns = [_("Force"), _("Published on day"), *(state.label for state in SHOWN_STATES)]
    return Chart(name, title, summary, svg, columns, [_line(*pair) for pair in forces], note)


SHOWN_STATES = (State.ON_TIME, State.LATE, State.UNDATED, State.OUTSTANDING, State.OVERDUE)


def _row(force, stood):
    days = _days(stood)
    in_time = _counted(stood, State.ON_TIME)
    return dots.Row(force, days, _("%(in_time)s of %(all)s in time") % {"in_time": in_time, "all": len(days)})


def _line(force, stood):
    days = ", ".join(map(str, _days(stood)))
    return Line(force, [days or "–", *(_counted(stood, state) for state in SHOWN_STATES)])


def _days(stood):
    return sorted(row.number for row in stood if row.number is not None for _n in range(row.duties))


def _counted(stood, state):
    return sum(row.duties for row in stood if row.state == state)


def _published(stood):
    """ "7 on time, 2 late, 3 outstanding, 1 overdue." """
    counts = [(_counted(stood, state), state.label) for state in SHOWN_STATES]
    if not any(count for count, _label in counts):
        return _("No statutory response is owed.")
    return _("Statutory responses: %(counts)s.") % {"counts": standing_in_words(counts, 0)}
