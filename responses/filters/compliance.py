"""The filter panel of the compliance list: all its themes together, and the totals of what they leave."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from inspections.dayends import standing, total
from inspections.filtering import OrderFilter
from inspections.models import Obligation
from inspections.pastday import QuietDay, is_past
from inspections.statuses import MOST_PRESSING_FIRST, Status, Totals
from inspections.wording import number_words
from responses.columns import COLUMNS, DEFAULT
from responses.filters.answers import AnswerFilters
from responses.filters.bodies import ALL_FORCES, MINE, OF_BODIES, BodyFilters
from responses.filters.choices import ComplianceForm, several
from responses.filters.days import DayFilters
from responses.filters.items import ItemFilters
from responses.filters.orders import MATCH, SORTS, order
from responses.filters.owners import OwnerFilter
from responses.filters.phases import PhaseFilter
from responses.filters.words import WordsFilter

__all__ = ["ALL_FORCES", "MINE", "SORTS", "ComplianceFilter", "order"]

KEPT = {*OF_BODIES, "status", "sort", "column"}
"""Filters under which the figures that are kept for each body can be told apart, and what says nothing of the rows."""


class ComplianceFilter(WordsFilter, BodyFilters, ItemFilters, DayFilters, AnswerFilters):
    """All that is owed on the day, by what it is, whose it is, how it stands and what is said of it.

    `column` chooses what the list shows of each row, and `sort` their order: neither says which rows there are.
    """

    status = several(_("Status"), [(status.value, status.label) for status in MOST_PRESSING_FIRST], method="unchanged")
    phase = PhaseFilter("body")
    sort = OrderFilter(SORTS, default="deadline")
    column = several(_("Columns"), [(column.name, column.label) for column in COLUMNS], method="unchanged")

    owner = OwnerFilter()

    class Meta(WordsFilter.Meta):
        form = ComplianceForm

    @classmethod
    def tidied(cls, query):
        """Without the order by match where nothing is searched for, and without the columns that everybody has."""
        query = super().tidied(query)
        if query.get("sort") == MATCH and "words" not in query:
            query.pop("sort")
        if set(query.getlist("column")) == set(DEFAULT):
            query.pop("column")
        return query

    def get_form_class(self):
        form = super().get_form_class()
        form.day = self.day
        return form

    @property
    def sorted_by(self):
        """The order in force: that by match only where something is searched for."""
        asked = super().sorted_by
        return asked if asked != MATCH or self.searches else self.filters["sort"].default

    @property
    def columns(self):
        """The columns that the list shows, in their order: those chosen, else those that everybody has.

        What no record tells of an earlier day is left out on one.
        """
        chosen = (self.form.is_valid() and self.form.cleaned_data["column"]) or DEFAULT
        return [column for column in COLUMNS if column.name in chosen and not (column.of_today and is_past(self.day))]

    @property
    def offered_columns(self):
        """The columns to choose from on the page's day: (Column, whether the list shows it)."""
        shown = {column.name for column in self.columns}
        offered = [column for column in COLUMNS if not (column.of_today and is_past(self.day))]
        return [(column, column.name in shown) for column in offered]

    def filter_queryset(self, queryset):
        """Filtered by everything; `regardless` keeps the rows as they are without the choice of statuses."""
        self.regardless = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data["status"]
        return self.regardless.in_status(chosen, self.day) if chosen else self.regardless

    @property
    def is_kept(self):
        """Whether nothing but bodies and statuses narrows the list, whose figures are kept for each body."""
        return not any(value for name, value in self.form.cleaned_data.items() if name not in KEPT)

    def count(self):
        """Totals of the rows that match: from the figures that are kept, else by one grouped query over every status.

        The boxes of the statuses then say how many rows a tick brings.
        """
        self._offer()
        if not self.form.is_valid():
            return Totals()
        regardless = total(self.kept) if self.is_kept else self.regardless.totals(self.day)
        self.form.fields["status"].widget.choices = [
            (status.value, f"{status.label} ({number_words(regardless[status])})") for status in MOST_PRESSING_FIRST
        ]
        return self._chosen(regardless)

    @cached_property
    def kept(self):
        """{body id: Totals} of the bodies that are chosen, whatever else is: one query."""
        by_body, bodies = standing(self.seat), self.bodies
        return by_body if bodies is None else {body: by_body[body] for body in bodies if body in by_body}

    @property
    def by_body(self):
        """{body id: Totals} of the rows that match, without a query where it is kept; some may have none."""
        if not self.is_kept:
            return self.qs.totals_by("body", self.day)
        return {body: self._chosen(totals) for body, totals in self.kept.items()}

    def _chosen(self, totals):
        """Of these Totals what is in the statuses that are chosen."""
        chosen = self.form.cleaned_data["status"] or Status.values
        return Totals(
            counts={status: totals[status] if status in chosen else 0 for status in Status},
            silent=totals.silent if Status.OVERDUE in chosen else 0,
        )

    @property
    def parts(self):
        """The rows as pairs of a queryset and the day that it is asked for, each served by indexes of its own.

        Of an earlier day those of which something has ended since, and the others; a search looks at all at once.
        """
        if not self.form.is_valid():
            return [(self.queryset.none(), self.day)]
        if not is_past(self.day) or self.searches:
            return [(self.qs, self.day)]
        quiet = QuietDay.of(self.day)
        rows = self.rows_on(quiet, Obligation.objects.owed_on(quiet))
        return [(self.qs.stirred_since(self.day), self.day), (rows, quiet)]

    def _offer(self):
        """Leaves out of the panel what nobody would choose: bodies that nobody waits for, an order without a search."""
        fields = self.form.fields
        self.show_who_is_waited_for(fields["waiting_on"], self.data.getlist("waiting_on"))
        if not self.data.get("words"):
            fields["sort"].widget.choices = [choice for choice in fields["sort"].choices if choice[0] != MATCH]

    def unchanged(self, queryset, name, value):
        return queryset
