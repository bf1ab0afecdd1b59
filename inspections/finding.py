"""Forms in which one of very many is chosen: the likeliest are offered, the others found by their words."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.fields import PlainCharField, is_key

MOST_OFFERED = 50
"""Rows that are offered at once."""

LONGEST = 100
"""Characters of what is searched for."""

FIND = "find"


class FindInput(forms.TextInput):
    """Words, and beside them the button that sends the form to find what has them."""

    input_type = "search"
    template_name = "django/forms/widgets/find.html"


class FindingForm(forms.Form):
    """A form with a choice among very many rows. While somebody looks for one of them nothing is checked or done.

    What was typed meanwhile stands in the form that comes back.
    """

    words = PlainCharField(label=gettext_lazy("Find it by words"), required=False, max_length=LONGEST, widget=FindInput)

    @property
    def is_finding(self):
        """Whether the form was sent to find something."""
        return self.is_bound and FIND in self.data

    def is_valid(self):
        return not self.is_finding and super().is_valid()

    def full_clean(self):
        if self.is_finding:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def offer(self, name, rows, having):
        """The rows to offer for the field `name`, in their order: the first of those that have the words typed.

        `having` makes a condition of words. What is chosen already stays. The
        words are not asked for where all rows are offered anyway.
        """
        words = self.data.get("words", "")[:LONGEST].replace("\0", "").strip() if self.is_bound else ""
        found = list((rows.filter(having(words)) if words else rows)[: MOST_OFFERED + 1])
        self.fields[name].queryset = rows
        if not words and len(found) <= MOST_OFFERED:
            del self.fields["words"]
        else:
            self.fields["words"].help_text = self._told(words, len(found))
        offered = found[:MOST_OFFERED]
        chosen = self.data.get(name, "") if self.is_bound else ""
        if is_key(chosen) and int(chosen) not in {row.pk for row in offered}:
            offered = [*rows.filter(pk=chosen), *offered]
        return offered

    @staticmethod
    def _told(words, count):
        """What was found, or which are offered before anything is sought."""
        if count > MOST_OFFERED and words:
            return _("More than %(most)s have these words: the first are listed below. Add a word to find others.") % {
                "most": MOST_OFFERED
            }
        if count > MOST_OFFERED:
            return _("The likeliest %(most)s are listed below. To choose another one, find it first.") % {
                "most": MOST_OFFERED
            }
        if not count:
            return _("None has these words. Try others.")
        return _("What has these words is listed below. To see the likeliest again, find nothing.")
