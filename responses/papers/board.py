"""The paper for a force's board: what is open, late and closed, what changed, and what slipped and why."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from inspections.models import Obligation
from inspections.pastday import is_past
from inspections.statuses import Status
from inspections.wording import day_words
from responses import listed
from responses.changes import changes
from responses.filters.compliance import order
from responses.papers import tables
from responses.papers.paper import MOST_ROWS, Paper, as_at_words, standing


def board(force, seat, since, link):
    """How the force stands on the day that the viewer looks at; `link` makes the addresses of the list."""
    day = seat.as_at
    owed = Obligation.objects.owed_for(seat).owed_by([force])
    items = Items(owed, seat)
    found = changes(Obligation.objects.filter(body=force), seat, since, day)
    return Paper(
        title=_("%(force)s: what HMICFRS has asked, and how it stands") % {"force": force},
        author=force.name,
        as_at=as_at_words(day, since),
        day=day,
        facts=standing(items.totals),
        sections=list(_sections(items, seat.reads(force.pk), found, since)),
        listed=(listed.columns(day, link), listed.lines(owed.order_by(*order("deadline", day)), seat)),
    )


class Items:
    """What is asked of a body, by how it stands: responses.listed.Line, which are read once somebody asks for them."""

    def __init__(self, owed, seat):
        self.owed, self.seat, self.day = owed, seat, seat.as_at
        self.totals = owed.totals(self.day)

    @cached_property
    def first(self):
        """The first of each status, as many as a document shows: one query for all statuses."""
        place = Window(RowNumber(), partition_by=F("status"), order_by=order("deadline", self.day))
        shown = self.owed.with_status(self.day).annotate(place=place).filter(place__lte=MOST_ROWS).order_by()
        return list(listed.lines(self._in_order(self.owed.filter(pk__in=shown.values("pk"))), self.seat))

    def every(self, statuses):
        """All that stand so, one after the other: a body may have tens of thousands."""
        return listed.lines(self._in_order(self.owed.in_status(statuses, self.day)), self.seat)

    def _in_order(self, rows):
        return rows.order_by(*order("status", self.day))


class Standing(Sequence):
    """Those Items that stand in one of these statuses: the first MOST_ROWS at most, or one after the other."""

    def __init__(self, items, *statuses):
        self.items, self.statuses = items, statuses

    def __len__(self):
        return sum(self.items.totals[status] for status in self.statuses)

    def __getitem__(self, some):
        return [line for line in self.items.first if line.status in self.statuses][some]

    def __iter__(self):
        return self.items.every(self.statuses)


def _sections(items, reads, found, since):
    day, overdue, soon = items.day, Standing(items, Status.OVERDUE), Standing(items, Status.DUE_SOON)
    yield tables.items(_("Overdue"), _("Overdue"), overdue, _("Nothing is overdue."), day, late=True)
    if overdue:
        levels, leads = _overdue_by_level_and_lead(items, reads)
        yield tables.overdue_by(_("Overdue by level"), _("Level"), levels, _("No level recorded"))
        yield tables.overdue_by(_("Overdue by lead"), _("Lead"), leads, _("Nobody named"))
    yield tables.items(_("Due soon"), _("Due in the next 30 days"), soon, _("Nothing is due soon."), day)
    yield tables.changed(found, day_words(since))
    yield tables.slipped(found, items.seat)
    claimed = Standing(items, Status.REPORTED_COMPLETE, Status.NO_ACTION)
    heading = _("Reported to HMICFRS, not closed yet")
    yield tables.items(_("Reported"), heading, claimed, _("Nothing waits for HMICFRS."), day)
    waiting = Standing(items, Status.NOT_DUE, Status.NO_DEADLINE)
    heading = _("Not yet due, or without a deadline")
    yield tables.items(_("Not due"), heading, waiting, _("Nothing else is open."), day)
    yield tables.closed(_("Closed"), _("Closed"), Standing(items, Status.CLOSED), _("Nothing is closed yet."))


def _overdue_by_level_and_lead(items, reads):
    """How many items are overdue: {name of their level or None: so many}, and the same by lead, in one query.

    Leads are today's, and named to who `reads` whatever the body shares.
    """
    levels, leads, named = Counter(), Counter(), reads and not is_past(items.day)
    overdue = items.owed.in_status([Status.OVERDUE], items.day).order_by()
    rows = overdue.values_list("recommendation__level__name", "response__lead").annotate(Count("pk"))
    for level, lead, n in rows:
        levels[level] += n
        leads[(named and lead) or None] += n
    return levels, leads
