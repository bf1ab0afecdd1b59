"""The filter panel over what changed: the period beside the filters of the compliance list.

The filters say which items are meant, as they stood at the end of the period; what was taken away in it is as it was
last. Only the choice of statuses leaves that out, for it has none.
"""

from datetime import timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.fields import check_year
from inspections.filtering import DATE_FORMATS, day_filter
from inspections.forms.asat import AsAtForm
from inspections.pastday import PARAMETER, UNTIL
from responses.changes import FORCE, REPORT, What
from responses.filters.choices import ComplianceForm, several
from responses.filters.compliance import ComplianceFilter

DAYS = 30
"""Days of the period where its first one is not chosen."""

GROUPS = {REPORT: _("By inspection"), FORCE: _("By force or body")}


def last_day(query, day):
    """The last day of the period, the day of the page where none is chosen; None for what is no day."""
    typed = query.get(UNTIL)
    try:
        return forms.DateField(input_formats=DATE_FORMATS, validators=[check_year]).clean(typed) if typed else day
    except ValidationError:
        return None


def first_day(until, days=DAYS):
    """The first of so many days that end with `until`."""
    return until - timedelta(days=days - 1)


def _can_be_told(today):
    """Refuses, as pages of an earlier day do, a day that is still to come or comes before records begin."""

    def check(day):
        form = AsAtForm({PARAMETER: day.isoformat()}, today=today)
        if not form.is_valid():
            raise ValidationError(form.errors[PARAMETER])

    return check


class PeriodForm(ComplianceForm):
    """A panel with `since` and `until`. An order of the list may stand in the address, and means nothing here."""

    beside = ComplianceForm.beside | {"sort"}
    arranges = frozenset({"since", UNTIL, "by", "column"})
    leading = ("since", UNTIL)
    groups = ((_("What changed"), ("change",)), *ComplianceForm.groups)
    ranges = (*ComplianceForm.ranges, ("since", UNTIL, _("The last day comes before the first.")))


class ChangesFilter(ComplianceFilter):
    """The same panel; `since` and `until` are the first and the last day, `change` are kinds of changes."""

    sort = None
    since = day_filter(label=_("Changes from"), method="unchanged")
    until = day_filter(label=_("To the end of"), method="unchanged", help_text="")
    change = several(_("What changed"), What.choices, method="unchanged")
    by = django_filters.ChoiceFilter(choices=list(GROUPS.items()), widget=forms.HiddenInput, method="unchanged")

    class Meta(ComplianceFilter.Meta):
        form = PeriodForm

    def __init__(self, data, *args, **kwargs):
        super().__init__(self._with_period(data, kwargs["request"].as_at), *args, **kwargs)
        if UNTIL in data:
            self.filters[UNTIL].extra["validators"] = [check_year, _can_be_told(self.seat.day)]

    def _with_period(self, data, day):
        """What is asked, with the days that are meant where none are chosen."""
        data = data.copy()
        until = last_day(data, day)
        if until and not data.get(UNTIL):
            data[UNTIL] = f"{until:%d %m %Y}"
        if until and not data.get("since"):
            data["since"] = f"{first_day(until):%d %m %Y}"
        return data

    def filter_queryset(self, queryset):
        kept = super().filter_queryset(queryset)
        if not self.form.cleaned_data["status"]:
            return kept
        return kept.exclude(removal="error").filter(Q(removed_on=None) | Q(removed_on__gt=self.day))

    @property
    def days(self):
        """The first and the last day of the period."""
        return self.form.cleaned_data["since"], self.form.cleaned_data["until"]
