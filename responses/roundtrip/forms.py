"""What a person gives and chooses around a filled sheet."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.exchange.forms import SheetForm
from inspections.fields import FileUpload
from responses.roundtrip.changes import MINE, THEIRS
from responses.roundtrip.columns import MOST_ROWS
from responses.roundtrip.reading import in_cell


class FilledSheetForm(SheetForm):
    """The sheet that somebody filled in."""

    def __init__(self, *args, **kwargs):
        super().__init__(MOST_ROWS, *args, **kwargs)
        self.fields["file"].widget = FileUpload({"accept": ".ods,.xlsx"})
        self.fields["file"].error_messages["required"] = _("Choose the file that you filled in.")


class ReviewForm(forms.Form):
    """Whose words shall stand in each cell that somebody changed meanwhile, and which plan the person has seen."""

    seal = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, initial={"seal": plan.seal}, **kwargs)
        for cell in plan.met:
            self.fields[cell.take] = forms.ChoiceField(
                label=in_cell(cell.address, cell.name, _("whose words shall stand?")),
                choices=[(MINE, _("Mine, from the sheet")), (THEIRS, _("Those in the tracker now"))],
                widget=forms.RadioSelect({"class": "govuk-radios--small govuk-radios--inline"}),
                error_messages={
                    "required": in_cell(cell.address, cell.name, gettext_lazy("choose whose words shall stand."))
                },
            )

    def of(self, cell):
        """The field of a cell."""
        return self[cell.take]
