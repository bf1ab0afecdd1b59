"""Which answers go out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.exchange.forms import ExportForm
from inspections.models import Body


class AnswersExportForm(ExportForm):
    """What everybody owes, or one body."""

    body = forms.ModelChoiceField(
        label=_("What is owed by"),
        queryset=Body.objects.addressable().order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label=_("Everybody"),
    )
    field_order = ["body", "empty"]

    def chosen(self, sheet):
        rows, body = super().chosen(sheet), self.cleaned_data["body"]
        return rows.filter(body=body) if body else rows

    def file_name(self, sheet):
        body = self.cleaned_data["body"]
        return f"{sheet.name}-{body.slug}" if body and not self.cleaned_data["empty"] else super().file_name(sheet)
