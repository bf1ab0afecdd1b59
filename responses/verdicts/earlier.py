"""The report that a follow-up report judges: its items, and how each stands for whom it is addressed to."""

from dataclasses import dataclass
from functools import cached_property

from inspections.models import Obligation, Recommendation
from inspections.statuses import Totals


@dataclass(frozen=True)
class EarlierItem:
    """One item of the earlier report: `rows` are the obligations that are not closed yet, by body."""

    item: Recommendation
    totals: Totals
    rows: list
    successors: list

    @property
    def reported(self):
        """How many of the rows are reported complete, or with a reason for no action."""
        return sum(1 for row in self.rows if row.claim)


class EarlierReport:
    """What a viewer's follow-up report has to judge."""

    def __init__(self, report, seat):
        self.report, self.seat = report, seat

    @property
    def earlier(self):
        return self.report.follows_up

    @cached_property
    def rows(self):
        """All that binds by the earlier report, causes of concern too."""
        return Obligation.objects.binding_for(self.seat).filter(recommendation__inspection=self.earlier)

    @cached_property
    def items(self):
        """An EarlierItem for each item in the order of the report, in four queries."""
        items = list(self.earlier.items.standing().select_related("cause", "level").order_by("sequence", "pk"))
        totals = self.rows.totals_by("recommendation", self.seat.day)
        open_rows = self.rows.filter(closed_on=None).select_related("body").order_by("body__name", "pk")
        by_item, successors = {}, {}
        for row in open_rows:
            by_item.setdefault(row.recommendation_id, []).append(row)
        for own in self.own_items:
            successors.setdefault(own.continues_id, []).append(own)
        return [
            EarlierItem(item, totals.get(item.pk, Totals()), by_item.get(item.pk, []), successors.get(item.pk, []))
            for item in items
        ]

    @cached_property
    def own_items(self):
        """The follow-up report's own items, any of which can take the place of an earlier one."""
        return list(self.report.items.standing().order_by("sequence", "pk"))
