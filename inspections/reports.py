"""How reports stand: a report over all that it asks, each of its items over all the bodies it is addressed to."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from inspections.models import Body, Inspection, Obligation, Recommendation
from inspections.relations import chain, relations
from inspections.statuses import Status, Totals


@dataclass(frozen=True)
class Standing:
    """An item with its `totals` over all bodies; `bodies` is how many it is addressed to.

    The totals are empty where the item does not count for the viewer: under embargo, proposed, or a cause of concern.
    `pressing` says whether its own deadline still presses anybody: overdue, not yet due, or closed where nobody has to
    act by it.
    """

    item: Recommendation
    totals: Totals
    bodies: int
    pressing: Status
    related: list


def standings(items, seat, related=None, totals=None):
    """The items, each with its Standing: one query, two where any does not count. `related`: {id: [Relation]}.

    `totals` are {id: Totals} where the figures of these items are known: one query less.
    """
    items, related, day = list(items), related or {}, seat.as_at
    if totals is None:
        totals = Obligation.objects.owed_for(seat).filter(recommendation__in=items).totals_by("recommendation", day)
    uncounted = [item for item in items if item.pk not in totals]
    addressed = Obligation.objects.addressed_as_at(day).filter(recommendation__in=uncounted).order_by()
    addressed = dict(addressed.values_list("recommendation").annotate(Count("pk"))) if uncounted else {}
    return [
        _standing(item, totals.get(item.pk, Totals()), addressed.get(item.pk, 0), related.get(item.pk, []), day)
        for item in items
    ]


def standings_in_turn(items, seat):
    """The Standing of each item of a queryset, one after the other: three queries, however many there are."""
    day, keys = seat.as_at, items.order_by().values("pk")
    totals = Obligation.objects.owed_for(seat).filter(recommendation__in=keys).totals_by("recommendation", day)
    # Of an item that counts nowhere no row counts: each is of a cause of concern, or binds nobody yet.
    uncounted = Q(in_totals=False) | Q(addressed_on=None) | Q(addressed_on__gt=day)
    addressed = Obligation.objects.addressed_as_at(day).filter(uncounted, recommendation__in=keys).order_by()
    addressed = dict(addressed.values_list("recommendation").annotate(Count("pk")))
    for item in items.iterator(chunk_size=AT_A_TIME):
        yield _standing(item, totals.get(item.pk, Totals()), addressed.get(item.pk, 0), [], day)


AT_A_TIME = 1_000
"""Rows of a long list that are read at once."""


def _standing(item, totals, addressed, related, day):
    passed = item.due_on is not None and item.due_on < day
    if item.due_on is None or not (totals[Status.OVERDUE] if passed else totals.open):
        pressing = Status.CLOSED
    else:
        pressing = Status.OVERDUE if passed else Status.NOT_DUE
    # What is owed counts from the day it was addressed; what does not count is addressed, or will be, all the same.
    return Standing(item, totals, totals.items or addressed, pressing, related)


def totals_by_report(inspections, seat):
    """Each of these reports with the totals of all that it asks, in one grouped query."""
    inspections = list(inspections)
    owed = Obligation.objects.owed_for(seat).filter(recommendation__inspection__in=inspections)
    totals = owed.totals_by("recommendation__inspection", seat.as_at)
    return [(inspection, totals.get(inspection.pk, Totals())) for inspection in inspections]


class Report:
    """One report as a viewer sees it: its items with their standing, and how the whole of it stands."""

    def __init__(self, inspection, seat):
        self.inspection, self.seat, self.day = inspection, seat, seat.as_at
        self.owed = Obligation.objects.owed_for(seat).filter(recommendation__inspection=inspection)

    @cached_property
    def standings(self):
        """All items in the order of the report."""
        items = list(self.inspection.items.standing().select_related("cause").order_by("sequence", "pk"))
        return standings(items, self.seat, relations([item.pk for item in items], self.seat))

    @cached_property
    def groups(self):
        """[(cause of concern or None, the standings of its items)] in the order of the report."""
        under = {standing.item.pk: [] for standing in self.standings if standing.item.is_cause}
        groups = []
        for standing in self.standings:
            if standing.item.is_cause:
                groups.append((standing, under[standing.item.pk]))
            elif standing.item.cause_id in under:
                under[standing.item.cause_id].append(standing)
            elif groups and groups[-1][0] is None:
                groups[-1][1].append(standing)
            else:
                groups.append((None, [standing]))
        return groups

    @property
    def has_causes(self):
        return any(cause for cause, _standings in self.groups)

    @cached_property
    def counted(self):
        """The items that totals count: all but the causes of concern."""
        return [standing.item for standing in self.standings if not standing.item.is_cause]

    @cached_property
    def totals(self):
        return sum((standing.totals for standing in self.standings), start=Totals())

    @cached_property
    def _by_body(self):
        return self.owed.totals_by(("body", "body__kind"), self.day)

    @property
    def by_body(self):
        return {body: totals for (body, _kind), totals in self._by_body.items()}

    @property
    def national_bodies(self):
        """How many of the bodies that owe something are national ones; the others are forces."""
        return sum(1 for _body, kind in self._by_body if kind == Body.Kind.NATIONAL)

    @property
    def forces(self):
        return len(self.by_body) - self.national_bodies

    @property
    def late_bodies(self):
        """How many bodies are overdue with something."""
        return sum(1 for totals in self.by_body.values() if totals[Status.OVERDUE])

    @property
    def silent_bodies(self):
        """How many bodies are overdue with something of which nothing is recorded."""
        return sum(1 for totals in self.by_body.values() if totals.silent)

    @property
    def finished_bodies(self):
        """How many bodies have nothing left open or claimed."""
        return sum(1 for totals in self.by_body.values() if totals[Status.CLOSED] == totals.items)

    @property
    def follows_up(self):
        """The report that this one follows up, None where there is none or it is not for this viewer."""
        return next(iter(self._chain[0][0]), None)

    @property
    def judges(self):
        """Whether what it says of the earlier report's items can be recorded by this viewer, today."""
        return self.seat.decides and Inspection.objects.judging(self.seat.day).filter(pk=self.inspection.pk).exists()

    @property
    def followed_up_by(self):
        return self._chain[1][0]

    @property
    def further(self):
        """The reports further along the chain: (those before the one it follows up, those after the ones that follow it
        up), the nearer first.
        """
        return [later for _nearest, later in self._chain]

    @cached_property
    def _chain(self):
        """([the report before it], [those before that]) and the same of the reports after it, as far as seen."""
        chains = chain(Inspection, "follows_up", self.inspection)
        keys = [pk for steps in chains for step in steps for pk in step]
        others = Inspection.objects.visible_to(self.seat).known_on(self.day).in_bulk(keys)
        seen = [[[one for pk, one in others.items() if pk in step] for step in steps] for steps in chains]
        return [(next(iter(steps), []), [one for step in steps[1:] for one in step]) for steps in seen]
