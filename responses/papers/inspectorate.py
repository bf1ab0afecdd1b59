"""The paper for the inspectorate: whatever the filter of the compliance list leaves, by force and by report."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import Body, Inspection, MonitoringPhase
from inspections.statuses import Status, Totals
from inspections.tables import Column
from inspections.wording import day_words
from responses import listed
from responses.bodies import table
from responses.changes import changes
from responses.filters.compliance import order
from responses.papers import tables
from responses.papers.paper import Paper, Section, as_at_words, standing

NOTHING = gettext_lazy("Nothing is asked of anybody.")


def inspectorate(rows, meant, seat, since, link, filtered=""):
    """How these obligations stand, and what changed of those that are meant.

    `filtered` says in words what the filter selects, "" where it leaves everything.
    """
    day = seat.as_at
    by_body, by_report = rows.totals_by("body", day), rows.totals_by("recommendation__inspection", day)
    totals = sum(by_body.values(), start=Totals())
    found = changes(meant, seat, since, day)
    return Paper(
        title=_("How forces answer what HMICFRS has asked"),
        author=_("HMICFRS"),
        as_at=as_at_words(day, since),
        day=day,
        facts=[*([(_("Only"), filtered)] if filtered else []), *standing(totals)],
        sections=[
            _by_force(by_body),
            _by_report(by_report),
            _overdue_by_level(rows, day),
            _engaged(by_body, day),
            tables.changed(found, day_words(since), bodies=True),
            tables.slipped(found, seat, bodies=True),
        ],
        listed=(listed.columns(day, link), listed.lines(rows.order_by(*order("deadline", day)), seat)),
    )


FIGURES = [
    (gettext_lazy("Items"), lambda totals: totals.items),
    (gettext_lazy("Open"), lambda totals: totals.open),
    (Status.OVERDUE.label, lambda totals: totals[Status.OVERDUE]),
    (gettext_lazy("Nothing recorded"), lambda totals: totals.silent),
    (Status.REPORTED_COMPLETE.label, lambda totals: totals[Status.REPORTED_COMPLETE]),
    (Status.CLOSED.label, lambda totals: totals[Status.CLOSED]),
]
"""What a row of figures says; overdue ones with nothing recorded are among the overdue."""


def _figures(name, heading, first, rows):
    """Rows are (subject, Totals); their sum is the last."""
    rows = list(rows)
    total = [(_("All"), sum((totals for _subject, totals in rows), start=Totals()))] if rows else []
    columns = [Column(words, lambda row, of=of: of(row[1]), 12) for words, of in FIGURES]
    return Section(name, heading, [Column(first, lambda row: row[0], 26), *columns], rows + total, NOTHING)


def _by_force(by_body):
    bodies = Body.objects.filter(pk__in=by_body)
    rows = [(row.body.name, row.totals) for row in table(bodies, by_body).rows]
    return _figures(_("By force"), _("By force, the most overdue first"), _("Force or body"), rows)


def _by_report(by_report):
    reports = Inspection.objects.filter(pk__in=by_report).order_by("-published_on", "title")
    named = reports.values_list("pk", "short_title", "title")
    rows = [(short_title or title, by_report[pk]) for pk, short_title, title in named]
    return _figures(_("By inspection"), _("By inspection, the latest first"), _("Inspection"), rows)


def _overdue_by_level(rows, day):
    level = "recommendation__level__name"
    counts = rows.in_status([Status.OVERDUE], day).order_by().values_list(level).annotate(n=Count("pk"))
    rows = sorted(counts, key=lambda row: (-row[1], row[0] is None, row[0]))
    columns = [
        Column(_("Level"), lambda row: row[0] or _("No level recorded"), 40),
        Column(Status.OVERDUE.label, lambda row: row[1], 10),
    ]
    return Section(_("Overdue by level"), _("Overdue by level"), columns, rows, _("Nothing is overdue."))


def _engaged(by_body, day):
    phases = MonitoringPhase.objects.in_force_on(day).filter(phase=MonitoringPhase.Phase.ENGAGE, force__in=by_body)
    columns = [
        Column(_("Force"), lambda phase: phase.force.name, 24),
        Column(_("Since"), lambda phase: phase.from_on, 14),
        Column(_("Items"), lambda phase: by_body[phase.force_id].items, 8),
        Column(Status.OVERDUE.label, lambda phase: by_body[phase.force_id][Status.OVERDUE], 9),
        Column(_("Reasons"), lambda phase: phase.reasons or None, 40),
    ]
    rows = list(phases.select_related("force").order_by("force__name"))
    return Section(_("Engage"), _("Forces in Engage"), columns, rows, _("No force of these is in Engage."))
