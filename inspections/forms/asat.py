"""The choice of an earlier day, as whose end a page is shown."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.asat import records_begin
from inspections.filtering import DATE_FORMATS
from inspections.pastday import PARAMETER
from inspections.wording import day_words


class AsAtForm(forms.Form):
    """One field that stands in the address. `today` is the last day it takes, the first is that of the register."""

    as_at = forms.DateField(
        label=_("As things stood at the end of"),
        help_text=_("For example, 31 12 2024"),
        input_formats=DATE_FORMATS,
        error_messages={
            "invalid": _("“%(typed)s” is not a day. Enter one as in 31 12 2024."),
            "required": _("Enter a day as in 31 12 2024."),
        },
    )

    def __init__(self, query, *, today):
        super().__init__({PARAMETER: query.get(PARAMETER)} if PARAMETER in query else None)
        self.today = today
        messages = self.fields[PARAMETER].error_messages
        messages["invalid"] = messages["invalid"] % {"typed": query.get(PARAMETER, "")[:40]}

    def clean_as_at(self):
        """A day that has come, and of which there is something to tell."""
        day = self.cleaned_data[PARAMETER]
        if day > self.today:
            raise ValidationError(
                _("%(day)s is still to come. Enter a day up to today."), params={"day": day_words(day)}
            )
        first = records_begin(self.today)
        if first is None or day < first:
            raise ValidationError(_begins(first), params={"day": day_words(day), "first": first and day_words(first)})
        return day


def _begins(first):
    if first is None:
        return _("No report has been entered yet, so there is nothing to tell of %(day)s.")
    return _("Records begin on %(first)s, so there are no figures for %(day)s.")
