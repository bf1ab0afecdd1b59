"""The filter panel over a matrix: what its columns are."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from responses.filters.choices import ComplianceForm
from responses.filters.compliance import ComplianceFilter

ITEMS, REPORTS = "items", "inspections"
COLUMNS = {ITEMS: _("By item"), REPORTS: _("By inspection")}


class MatrixForm(ComplianceForm):
    """A panel beside which the columns are chosen."""

    arranges = ComplianceForm.arranges | {"by"}


class MatrixFilter(ComplianceFilter):
    """The same panel; `by` says what a column is."""

    by = django_filters.ChoiceFilter(choices=list(COLUMNS.items()), widget=forms.HiddenInput, method="unchanged")

    class Meta(ComplianceFilter.Meta):
        form = MatrixForm
