"""Which passage of the comments answers an item, where the item has no answer of its own."""

import hashlib

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.models import Remark

NONE = "none"


def passages(response):
    """[(key, section, words)]: the paragraphs of the comments, each of which may answer an item."""
    paragraphs = ((name, words.strip()) for name in Remark.Section.values for words in _paragraphs(response, name))
    return [(_key(section, words), section, words) for section, words in paragraphs if words]


def _paragraphs(response, section):
    return getattr(response, section).split("\n\n")


def _key(section, words):
    return hashlib.sha256(f"{section}:{words}".encode()).hexdigest()[:16]


class PassageForm(forms.Form):
    """The paragraph that answers one item."""

    passage = forms.ChoiceField(
        label=gettext_lazy("Which paragraph answers it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a paragraph."),
            "invalid_choice": gettext_lazy("That paragraph was changed meanwhile. Choose again."),
        },
    )

    def __init__(self, *args, response, remark=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = passages(response)
        groups = {}
        for key, section, words in self.found:
            groups.setdefault(Remark.Section(section).label, []).append((key, Truncator(words).words(40)))
        choices = [choice for group in groups.items() for choice in [group]]
        if remark:
            choices.append((NONE, _("None: the item gets an answer of its own")))
            self.initial = {"passage": _key(remark.section, remark.text)} | self.initial
        self.fields["passage"].choices = choices

    @property
    def chosen(self):
        """(section, words) of the chosen paragraph; ("", "") for none."""
        key = self.cleaned_data["passage"]
        return next(((section, words) for found, section, words in self.found if found == key), ("", ""))
