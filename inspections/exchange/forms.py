"""What an administrator gives on the page of a sheet."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from inspections.models import Inspection
from inspections.sheets import MOST_BYTES


class SheetForm(forms.Form):
    """A filled sheet."""

    file = forms.FileField(
        label=_("Filled sheet"),
        allow_empty_file=True,  # it has a sentence of its own
        widget=forms.FileInput({"accept": ".ods,.xlsx"}),
    )

    def __init__(self, most_rows, *args, **kwargs):
        super().__init__(*args, **kwargs)
        most = number_format(most_rows, force_grouping=True)
        self.fields["file"].help_text = _("ODS or XLSX, at most 10 MB and %(most)s rows.") % {"most": most}

    def clean_file(self):
        """Its bytes; of a file that is too long one more than is taken, so that it is known for one."""
        return self.cleaned_data["file"].read(MOST_BYTES + 1)


class ConfirmForm(forms.Form):
    """Which of the files that were looked at is brought in, and why."""

    token = forms.CharField(max_length=100, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("Where this comes from. It is kept with every change: the office’s tracker as at 1 November 2026."),
    )


class ExportForm(forms.Form):
    """Which rows go out: all of them, or the empty template."""

    empty = forms.BooleanField(label=_("The empty template"), required=False)

    def records(self, sheet):
        """The records of the file; None for the template."""
        return None if self.cleaned_data["empty"] else self.chosen(sheet)

    def chosen(self, sheet):
        return sheet.records()

    def file_name(self, sheet):
        return f"{sheet.name}-template" if self.cleaned_data["empty"] else sheet.name


class ItemsExportForm(ExportForm):
    """The items of one report, or of all of them."""

    inspection = forms.ModelChoiceField(
        label=_("Of which report"),
        queryset=Inspection.objects.exclude(pk__in=Inspection.objects.proposed().order_by().values("pk")),
        to_field_name="slug",
        required=False,
        empty_label=_("All of them"),
    )
    field_order = ["inspection", "empty"]

    def chosen(self, sheet):
        items, inspection = super().chosen(sheet), self.cleaned_data["inspection"]
        return items.filter(inspection=inspection) if inspection else items

    def file_name(self, sheet):
        inspection = self.cleaned_data["inspection"]
        one = inspection and not self.cleaned_data["empty"]
        return f"{sheet.name}-{inspection.slug}" if one else super().file_name(sheet)
