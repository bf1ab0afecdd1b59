"""What somebody looks for in the history: what changed, who did it, why, and when."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspections.fields import PlainCharField, WithinYearsMixin
from inspections.filtering import DATE_FORMATS, FilterForm
from inspections.history import MOST_PAGES, Sought


class HistoryForm(WithinYearsMixin, FilterForm):
    """The filters over some sources of the history, and which page of it. All empty: everything, from the newest."""

    what = forms.ChoiceField(label=_("What changed"), required=False)
    person = PlainCharField(
        label=_("Who"), required=False, max_length=100, help_text=_("Part of a name or an e-mail address.")
    )
    words = PlainCharField(label=_("Why"), required=False, max_length=100, help_text=_("Words of the reason."))
    from_on = forms.DateField(
        label=_("From"), required=False, input_formats=DATE_FORMATS, help_text=_("For example, 31 12 2026")
    )
    to_on = forms.DateField(label=_("To"), required=False, input_formats=DATE_FORMATS, help_text=_("The last day."))
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)

    def __init__(self, sources, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", _("Anything")), *map(_group, sources)]
        for name in ("from_on", "to_on"):
            self.fields[name].error_messages["invalid"] = _("Enter a day as in 31 12 2026.")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day comes before the first."))
        return cleaned

    def sought(self, record=None):
        """What is looked for, in the story of a record or in everything."""
        given = {name: self.cleaned_data[name] for name in ("person", "words", "from_on", "to_on")}
        kind, _colon, field = self.cleaned_data["what"].partition(":")
        return Sought(record=record, kind=kind, field=field, **given)


def _group(source):
    """A kind of record with its fields, or a log with what it tells of."""
    own = [(f"{source.name}:{name}", words) for name, words in source.choices()]
    return str(source), [(source.name, format_lazy(_("{kind}: anything"), kind=str(source))), *own]
