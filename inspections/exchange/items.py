"""The sheet of items: one row for each item of a report, with its deadline and whom it is addressed to."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as lazy

from inspections.exchange import reports
from inspections.exchange.itemchanges import Described, row_of
from inspections.exchange.itemcolumns import COLUMNS
from inspections.exchange.itemmatching import Items, addressed
from inspections.exchange.itemwriting import ItemWriter
from inspections.exchange.lists import BodyLists
from inspections.exchange.names import Bodies
from inspections.exchange.sheet import Sheet
from inspections.models import Obligation, Recommendation, RelatedForce


class ItemSheet(Sheet):
    name = "items"
    title = lazy("Items")
    explained = lazy("A row for each item, with the words of its deadline and whom it is addressed to.")
    columns = COLUMNS

    def records(self):
        return Recommendation.objects.standing().exclude(pk__in=Recommendation.objects.proposed().values("pk"))

    def rows(self, records):
        lists = BodyLists(Bodies())
        bodies_of, _live = addressed(Obligation.objects.filter(recommendation__in=records.order_by().values("pk")))
        related = defaultdict(set)
        for inspection, force in RelatedForce.objects.values_list("inspection", "force"):
            related[inspection].add(force)
        begun = set()
        in_order = records.select_related("inspection", "level", "cause").order_by(
            "-inspection__published_on", "inspection", "sequence", "pk"
        )
        for item in in_order:
            row = row_of(item, lists, bodies_of.get(item.pk, ()))
            if item.inspection_id not in begun:
                begun.add(item.inspection_id)
                row |= reports.row_of(reports.Report(item.inspection, related[item.inspection_id]), lists)
            yield row

    def work(self, entries, *, by, on, reason, show):
        lists = BodyLists(Bodies())
        named = reports.Reports(entries, lists)
        named.check()
        described = Described(Items(named), lists, on)
        changes = described.changes(named)
        if not any(entry.problems for entry in entries):
            named.save_new(by=by, reason=reason)
            for step in show(list(ItemWriter(lists.all, by=by, on=on, reason=reason).steps(changes))):
                step()
        return sorted(changes, key=lambda change: change.entry.row)
