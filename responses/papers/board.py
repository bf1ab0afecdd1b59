"""The paper for a force's board: what is open, late and closed, what changed, and what slipped and why."""

from django.utils.translation import gettext as _

from inspections.models import Obligation
from inspections.statuses import Status
from inspections.wording import day_words
from responses import exporting
from responses.changes import changes
from responses.filters.compliance import order
from responses.papers import tables
from responses.papers.paper import Paper, as_at_words, standing


def board(force, seat, since, link):
    """How the force stands on the day that the viewer looks at; `link` makes the addresses of the list."""
    day = seat.as_at
    owed = Obligation.objects.owed_for(seat).owed_by([force])
    lines = list(exporting.lines(owed.order_by(*order("deadline", day)), seat))
    found = changes(Obligation.objects.filter(body=force), seat, since, day)
    by_status = {status: [line for line in lines if line.obligation.status == status] for status in Status}
    return Paper(
        title=_("%(force)s: what HMICFRS has asked, and how it stands") % {"force": force},
        author=force.name,
        as_at=as_at_words(day, since),
        day=day,
        facts=standing(owed.totals(day)),
        sections=list(_sections(by_status, lines, found, seat, since)),
        listed=(exporting.columns(day, link), lines),
    )


def _sections(by_status, lines, found, seat, since):
    overdue, waiting = by_status[Status.OVERDUE], by_status[Status.NOT_DUE] + by_status[Status.NO_DEADLINE]
    yield tables.items(_("Overdue"), _("Overdue"), overdue, _("Nothing is overdue."), late=True)
    if overdue:
        level = tables.overdue_by(_("Overdue by level"), _("Level"), lines, _level, _("No level recorded"))
        lead = tables.overdue_by(_("Overdue by lead"), _("Lead"), lines, _lead, _("Nobody named"))
        yield from (level, lead)
    soon = by_status[Status.DUE_SOON]
    yield tables.items(_("Due soon"), _("Due in the next 30 days"), soon, _("Nothing is due soon."))
    yield tables.changed(found, day_words(since))
    yield tables.slipped(found, seat)
    claimed = by_status[Status.REPORTED_COMPLETE] + by_status[Status.NO_ACTION]
    heading = _("Reported to HMICFRS, not closed yet")
    yield tables.items(_("Reported"), heading, claimed, _("Nothing waits for HMICFRS."))
    yield tables.items(_("Not due"), _("Not yet due, or without a deadline"), waiting, _("Nothing else is open."))
    yield tables.closed(_("Closed"), _("Closed"), by_status[Status.CLOSED], _("Nothing is closed yet."))


def _level(line):
    return line.item.level.name if line.item.level else None


def _lead(line):
    return line.known("lead") or None
