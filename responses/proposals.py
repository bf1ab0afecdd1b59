"""What overseers say of a proposed report: why it is accepted, or what becomes of each of its items."""

from django import forms
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from inspections.comparing import Mark, differences
from responses.forms import CorrectionForm, TextField
from responses.merging import Choice, What, conflicts, numbered, problems

MOST_BODIES = 8
"""Bodies that are named beside an item; a national report asks forty-three."""


class ReportForm(CorrectionForm):
    """Why a proposed report is accepted, or merged."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept in the history of every record that changes.")


class MergeForm(ReportForm):
    """What becomes of each item of a proposed report. `seen` marks the preview that was confirmed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, merger, **kwargs):
        super().__init__(*args, **kwargs)
        self.merger = merger
        others = {str(other.pk): other for other in merger.others}
        self.others = {f"{What.SAME}:{pk}": other for pk, other in others.items()}
        choices = [
            (_("The same as"), [(value, numbered(other)) for value, other in self.others.items()]),
            (_("Or"), [(What.NEW.value, capfirst(What.NEW.label)), (What.OUT.value, capfirst(What.OUT.label))]),
        ]
        for item in merger.items:
            same = merger.suggested.get(item)
            self.fields[f"item-{item.pk}"] = forms.ChoiceField(
                label=_("What becomes of %(item)s") % {"item": _told_apart(item)},
                choices=choices if self.others else choices[1:],
                initial=f"{What.SAME}:{same.pk}" if same else What.NEW.value,
                error_messages={"invalid_choice": _("That item is no longer there. Choose again.")},
            )
            self.fields[f"why-{item.pk}"] = TextField(
                label=_("If %(item)s is left out: why?") % {"item": _told_apart(item)}, most=2_000
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for pk, sentence in problems(self.merger, self.chosen).items():
                self.add_error(f"item-{pk}", sentence)
            for sentence in conflicts(self.merger):
                self.add_error(None, sentence)
        return cleaned

    @property
    def chosen(self):
        """The Choice for each item."""
        return [self._choice(item) for item in self.merger.items]

    def _choice(self, item):
        value, why = self.cleaned_data[f"item-{item.pk}"], self.cleaned_data[f"why-{item.pk}"]
        if value in self.others:
            return Choice(item, What.SAME, self.others[value])
        return Choice(item, What(value), reason=why)

    @property
    def pairs(self):
        """Each item beside the one it is said to be the same as."""
        return [Pair(self, item, self.others.get(self[f"item-{item.pk}"].value())) for item in self.merger.items]


def _few(lines):
    """As many lines as a page takes, and how many more there are."""
    more = len(lines) - MOST_BODIES
    return [*lines[:MOST_BODIES], _("and %(n)s more") % {"n": more}] if more > 0 else lines


def _told_apart(item):
    """An item within a sentence; one without a number by what it is about."""
    return item.label_in_sentence if item.number else f"{item.label_in_sentence} “{Truncator(item.short).words(7)}”"


class Pair:
    """An item of a proposed report beside the register's, None where it is said to be none of them."""

    def __init__(self, form, item, other):
        self.merger, self.item, self.other = form.merger, item, other
        self.field, self.why = form[f"item-{item.pk}"], form[f"why-{item.pk}"]

    @property
    def recorded(self):
        """What is recorded of the item for each body that it is addressed to, in words."""
        return _few([recorded.in_words for recorded in self._rows])

    @property
    def recorded_there(self):
        """What is recorded there for the same bodies; that it is not addressed to one of them."""
        met = [(recorded, self.merger.there(recorded, self.other)) for recorded in self._rows]
        missing = _("%(body)s: not addressed to it")
        return _few([there.in_words if there is not None else missing % {"body": ours.row.body} for ours, there in met])

    @property
    def _rows(self):
        """Those first of whom something is recorded."""
        return sorted(self.merger.of(self.item), key=lambda recorded: not recorded)

    @property
    def texts(self):
        """The register's text changed into the proposed one, as Runs; none where they are the same."""
        if self.other is None:
            return []
        runs = differences(self.other.text, self.item.text)
        return runs if any(run.mark is not Mark.SAME for run in runs) else []

    @property
    def has_same_deadline(self):
        return self.item.due_on == self.other.due_on
