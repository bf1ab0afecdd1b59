"""Filters that stand in the address: a mistyped one is an error that says so, never "everything"."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django_filters.views import FilterView

from inspections.fields import check_year
from inspections.pastday import PARAMETER, PastDay, is_past

DATE_FORMATS = ["%d %m %Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
"""How people type a day in a filter: 31 12 2026, 31/12/2026, 31 December 2026, 2026-12-31."""


class FilterForm(forms.Form):
    """The form of a filter panel. It refuses parameters that it does not know."""

    beside = {"page", PARAMETER}
    """Parameters of the page's address that are not filters."""

    arranges = frozenset({"sort"})
    """Fields that say how rows are shown, not which."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = _("There is no choice called “%(value)s” here.")

    def clean(self):
        unknown = sorted(set(self.data) - set(self.fields) - self.beside)
        if unknown:
            message = _("There is no filter called “%(names)s”. Remove it from the address, or clear all filters.")
            raise forms.ValidationError(message, params={"names": "”, “".join(unknown)}, code="unknown_filter")
        return super().clean()


class DeadlineRangeForm(FilterForm):
    """A panel with due_from and due_to. A range that ends before it begins is an error, not an empty list."""

    ranges = (("due_from", "due_to", _("The last day comes before the first.")),)
    """Fields that a range begins and ends with, and what is said where it ends before it begins."""

    def clean(self):
        cleaned = super().clean()
        for begins, ends, refusal in self.ranges:
            first, last = cleaned.get(begins), cleaned.get(ends)
            if first and last and last < first:
                self.add_error(ends, refusal)
        return cleaned


class StrictFilterSet(django_filters.FilterSet):
    """A filter set over `FilterForm`, asked with the viewer's seat. A wrong filter matches nothing."""

    class Meta:
        form = FilterForm

    def __init__(self, data=None, *args, **kwargs):
        """`data` are an address's parameters: of a file or an act too, whose addresses nobody has tidied."""
        super().__init__(None if data is None else self.tidied(data), *args, **kwargs)

    @property
    def seat(self):
        return self.request.seat

    @property
    def day(self):
        """The day of which the page tells."""
        return self.request.as_at

    def rows_on(self, day, queryset):
        """What the same choice leaves of another queryset, as at the end of a PastDay."""
        then = type(self)(self.data, queryset, request=Then(self.seat.at_the_end_of(day), day))
        then._form = self.form  # what may be chosen, and whether it was well, is known
        return then.qs

    @property
    def is_narrowed(self):
        """Whether anything is chosen that says which rows there are."""
        return any(value for name, value in self.form.cleaned_data.items() if name not in self.form.arranges)

    @property
    def sorted_by(self):
        """The order in force, "deadline" or "-deadline": what the heads of the table mark."""
        return self.form.cleaned_data.get("sort") or self.filters["sort"].default

    @classmethod
    def tidied(cls, query):
        """A copy of an address's parameters that asks the same in fewer words, so that one list has one address.

        A value that is repeated counts once: thousands of the same are more than a database takes. Boxes that were
        left empty go unsaid.
        """
        tidied = query.copy()
        for name, values in query.lists():
            said = [value for value in dict.fromkeys(values) if value or name not in cls.base_filters]
            tidied.setlist(name, said) if said else tidied.pop(name)
        return tidied


@dataclass(frozen=True)
class Then:
    """What a filter set reads of a request, as at the end of another day."""

    seat: object
    as_at: PastDay


class FilteredList(FilterView):
    """A list page with a strict filter panel: 50 rows a page, and no rows but a message for a wrong filter."""

    paginate_by = 50
    rows_counted = None
    """How many rows there are, where the totals of the page have counted them already."""

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        if self.rows_counted is not None:
            paginator.count = self.rows_counted
        return paginator

    def opening(self):
        """The parameters with which the bare address of the list opens for this viewer, as text; "" for none."""
        return ""

    @property
    def everything(self):
        """The address at which the list shows everything, also where its bare address opens on less."""
        return self.address(f"sort={self.filterset.filters['sort'].default}")

    def address(self, parameters):
        """The address of this page with these parameters, on the earlier day that it tells of, if any."""
        day = self.request.as_at
        kept = [f"{PARAMETER}={day.isoformat()}"] if is_past(day) else []
        return f"{self.request.path}?{'&'.join([*kept, parameters])}"

    def get(self, request, *args, **kwargs):
        """The list, at the shortest address that asks for it.

        A bare address leads to what it opens with, so that an address always says what is shown.
        """
        if not set(request.GET) - {PARAMETER} and (opening := self.opening()):
            return HttpResponseRedirect(self.address(opening))
        tidied = self.get_filterset_class().tidied(request.GET)
        if tidied != request.GET:
            return HttpResponseRedirect(f"?{tidied.urlencode()}" if tidied else request.path)
        return super().get(request, *args, **kwargs)

    def get_filterset_kwargs(self, filterset_class):
        # Bound also without parameters, so that the panel is checked the same way every time.
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}


def day_filter(**kwargs):
    """A filter by a day, typed as people type days."""
    return django_filters.DateFilter(
        input_formats=DATE_FORMATS,
        validators=[check_year],
        help_text=kwargs.pop("help_text", _("For example, 31 12 2026")),
        error_messages={"invalid": _("Enter a day as in 31 12 2026.")},
        **kwargs,
    )


class OrderFilter(django_filters.ChoiceFilter):
    """The order of a list that its view puts it in. `orders` maps each name to its words.

    `default` holds where the address names none, and stands first.
    """

    def __init__(self, orders, default):
        self.default = default
        super().__init__(
            label=_("Sort by"),
            choices=sorted(orders.items(), key=lambda choice: choice[0] != default),
            empty_label=None,
        )

    def filter(self, queryset, value):
        return queryset


class SortFilter(OrderFilter):
    """The order of a list: `?sort=deadline`, or `?sort=-deadline` for the other way round.

    `orders` maps each name to its two labels, for this way and the other, and to the fields that it sorts by. The
    first field turns round; rows without a value come last either way. Every order ends with the primary key, so that
    no row stands on two pages.
    """

    def __init__(self, orders, default):
        self.orders = orders
        labels = {}
        for name, (this_way, other_way, *_fields) in orders.items():
            labels |= {name: this_way, f"-{name}": other_way}
        super().__init__(labels, default)

    def filter(self, queryset, value):
        name = value or self.default
        _this_way, _other_way, first, *rest = self.orders[name.removeprefix("-")]
        first = F(first) if isinstance(first, str) else first
        turned = first.desc(nulls_last=True) if name.startswith("-") else first.asc(nulls_last=True)
        return queryset.order_by(turned, *rest, "pk")


MOST_LISTED = 30
"""Reports, or causes of concern, that a panel lists to choose from: the latest, and whatever else is chosen."""


def latest(rows, *order, chosen):
    """The first MOST_LISTED of some rows in this order, and those that are `chosen`, a condition, in their own."""
    first = rows.order_by(*order, "pk").values("pk")[:MOST_LISTED]
    return rows.filter(Q(pk__in=first) | chosen)
