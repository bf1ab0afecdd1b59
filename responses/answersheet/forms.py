"""What an administrator types on the page of the sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import Body, Obligation
from inspections.sheets import MOST_BYTES


class SheetForm(forms.Form):
    """A filled sheet, and where its answers come from."""

    file = forms.FileField(
        label=_("Filled sheet"),
        help_text=_("ODS or XLSX, at most 10 MB and 20,000 rows."),
        allow_empty_file=True,  # it has a sentence of its own
        widget=forms.FileInput({"accept": ".ods,.xlsx"}),
    )
    reason = forms.CharField(
        label=_("Where the answers come from"),
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("The log keeps it with every change, for example: the office’s tracker as at 1 November 2026."),
    )

    def clean_file(self):
        """Its bytes; of a file that is too long one more than is taken, so that it is known for one."""
        return self.cleaned_data["file"].read(MOST_BYTES + 1)


class ConfirmForm(forms.Form):
    """Which of the files that were looked at is brought in."""

    token = forms.CharField(max_length=100, widget=forms.HiddenInput)


class ExportForm(forms.Form):
    """Which rows go out."""

    body = forms.ModelChoiceField(
        label=_("What is owed by"),
        queryset=Body.objects.addressable().order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label=_("Everybody"),
    )
    empty = forms.BooleanField(label=_("The empty template"), required=False)

    def rows(self):
        """The obligations of the sheet; none for the template."""
        if self.cleaned_data["empty"]:
            return ()
        rows, body = Obligation.objects.live(), self.cleaned_data["body"]
        return rows.filter(body=body) if body else rows

    @property
    def file_name(self):
        body = self.cleaned_data["body"]
        return "answers-template" if self.cleaned_data["empty"] else f"answers-{body.slug}" if body else "answers"
