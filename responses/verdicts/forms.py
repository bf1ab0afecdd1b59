"""The form in which a follow-up report's verdicts on the earlier items are entered."""

from dataclasses import dataclass
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.fields import GovukDateField, TextField
from inspections.models import ClosureLevel
from inspections.wording import day_words
from responses.verdicts.acts import Verdict, What
from responses.verdicts.earlier import EarlierItem
from responses.verifying.selection import state_of

MOST_WORDS = 2_000


@dataclass(frozen=True)
class Asked:
    """One item of the earlier report and the fields in which its verdict is entered; none where all of it is closed."""

    earlier: EarlierItem
    says: BoundField | None = None
    bodies: BoundField | None = None
    successor: BoundField | None = None
    returns: BoundField | None = None
    words: BoundField | None = None
    on: BoundField | None = None
    level: BoundField | None = None

    @property
    def item(self):
        return self.earlier.item

    @property
    def opens_more(self):
        """Whether the rarer fields hold something."""
        day = self.on.value()
        typed = any(day) if isinstance(day, list) else bool(day)
        return typed or bool(self.level.value() or self.on.errors or self.level.errors)


class VerdictsForm(forms.Form):
    """One day for all, and for each earlier item what is said of it, of whom, in which words."""

    on = GovukDateField()
    words = TextField(most=MOST_WORDS, rows=3)

    def __init__(self, *args, judged, **kwargs):
        super().__init__(*args, **kwargs)
        self.judged, self.day = judged, judged.seat.day
        published_on = judged.report.published_on
        self.fields["on"].label = _("From which day do the verdicts hold?")
        self.fields["on"].help_text = _("The day of the report’s publication, unless it says another one.")
        self.fields["on"].initial = published_on
        self.fields["words"].label = _("Words for every item that has none of its own")
        self.fields["words"].help_text = _(
            "Why, and where the report says so. For example: progress report, chapter 4."
        )
        self.levels = {str(level.pk): level for level in ClosureLevel.objects.all()}
        for earlier in judged.items:
            if earlier.rows:
                self._add(earlier)

    def _add(self, earlier):
        """The fields of one item."""
        name, pk = _named(earlier.item), earlier.item.pk
        choices = [choice for choice in What.choices if choice[0] != What.SUPERSEDED or self.judged.own_items]
        self.fields[f"says-{pk}"] = forms.ChoiceField(
            label=_("What does the report say of %(item)s?") % {"item": name},
            choices=choices,
            initial=What.NOTHING.value,
            widget=forms.RadioSelect,
        )
        self.fields[f"bodies-{pk}"] = forms.MultipleChoiceField(
            label=_("For whom is %(item)s closed?") % {"item": name},
            choices=[(str(row.pk), _told(row)) for row in earlier.rows],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("One of them is closed by now, or no longer addressed. Choose again.")},
        )
        if self.judged.own_items:
            own = [(str(own.pk), f"{own.label}: {own.short}") for own in self.judged.own_items]
            self.fields[f"successor-{pk}"] = forms.ChoiceField(
                label=_("Which item of this report takes the place of %(item)s?") % {"item": name},
                choices=[("", _("None")), *own],
                initial=str(earlier.successors[0].pk) if earlier.successors else "",
                required=False,
                help_text=_("Only for “superseded”."),
            )
        if earlier.reported:
            words = ngettext(
                "Return what %(n)s body has reported", "Return what %(n)s bodies have reported", earlier.reported
            )
            self.fields[f"returns-{pk}"] = forms.BooleanField(
                label=words % {"n": earlier.reported},
                help_text=_("Only for “still open”: the report of completion does not stand."),
                required=False,
            )
        self.fields[f"words-{pk}"] = TextField(
            label=_("In which words, of %(item)s?") % {"item": name}, most=MOST_WORDS, rows=3
        )
        self.fields[f"on-{pk}"] = GovukDateField(
            label=_("Another day for %(item)s") % {"item": name}, required=False, help_text=_("Empty: the day above.")
        )
        self.fields[f"level-{pk}"] = forms.ChoiceField(
            label=_("Another level for %(item)s") % {"item": name},
            choices=[("", earlier.item.level or _("No level recorded")), *self.levels.items()],
            required=False,
        )

    @property
    def asked(self):
        """The items in the order of the report, each with its fields."""
        return [Asked(earlier, **self._bound(earlier.item.pk)) for earlier in self.judged.items]

    def _bound(self, pk):
        names = ("says", "bodies", "successor", "returns", "words", "on", "level")
        return {name: self[f"{name}-{pk}"] for name in names if f"{name}-{pk}" in self.fields}

    def clean_on(self):
        return self._in_the_past(self.cleaned_data["on"])

    def _in_the_past(self, on):
        if on > self.day:
            raise ValidationError(_("The day cannot be in the future."))
        return on

    def clean(self):
        cleaned = super().clean()
        for earlier in self.judged.items:
            if earlier.rows:
                self._check(earlier, cleaned)
        if not self.errors and not self.verdicts:
            raise ValidationError(_("Say of one item at least what the report says of it."))
        return cleaned

    def _check(self, earlier, cleaned):
        pk = earlier.item.pk
        says, successor = cleaned.get(f"says-{pk}"), cleaned.get(f"successor-{pk}")
        wrong = {
            f"bodies-{pk}": self._wrong_bodies(says, cleaned.get(f"bodies-{pk}")),
            f"successor-{pk}": says == What.SUPERSEDED and not successor and _("Choose the item that takes its place."),
            f"returns-{pk}": cleaned.get(f"returns-{pk}")
            and says != What.OPEN
            and _("What was reported is only returned where the item is still open."),
            f"words-{pk}": self._speaks(pk, says, cleaned)
            and not (cleaned.get(f"words-{pk}") or cleaned.get("words"))
            and _("Give the words of the report here, or above for all items."),
            f"on-{pk}": cleaned.get(f"on-{pk}")
            and cleaned[f"on-{pk}"] > self.day
            and _("The day cannot be in the future."),
        }
        for name, sentence in wrong.items():
            if sentence and name not in self.errors:
                self.add_error(name, _of(earlier.item, sentence))

    @staticmethod
    def _wrong_bodies(says, bodies):
        if says == What.SOME and not bodies:
            return _("Choose for whom it is closed.")
        if bodies and says != What.SOME:
            return _("Some are ticked: choose “closed for some of them”, or untick them.")
        return ""

    @staticmethod
    def _speaks(pk, says, cleaned):
        """Whether anything is said of the item."""
        return says not in (None, What.NOTHING) or bool(cleaned.get(f"level-{pk}"))

    @property
    def verdicts(self):
        """The Verdict on each item of which anything is said."""
        return [
            self._verdict(earlier)
            for earlier in self.judged.items
            if earlier.rows
            and self._speaks(earlier.item.pk, self.cleaned_data[f"says-{earlier.item.pk}"], self.cleaned_data)
        ]

    def _verdict(self, earlier):
        item, said = earlier.item, self.cleaned_data
        what, level = What(said[f"says-{item.pk}"]), self.levels.get(said[f"level-{item.pk}"])
        rows = {
            What.NOTHING: [],
            What.SOME: [row for row in earlier.rows if str(row.pk) in said[f"bodies-{item.pk}"]],
        }.get(what, earlier.rows)
        own = {str(one.pk): one for one in self.judged.own_items}
        return Verdict(
            item=item,
            what=what,
            rows=tuple(rows),
            words=said[f"words-{item.pk}"] or said["words"],
            on=said[f"on-{item.pk}"] or said["on"],
            successor=own[said[f"successor-{item.pk}"]] if what == What.SUPERSEDED else None,
            level=level if level != item.level else None,
            returns=said.get(f"returns-{item.pk}", False),
        )

    @property
    def mark(self):
        """A short text that changes with anything that would be recorded, or with how the items stand."""
        told = repr([verdict.told for verdict in self.verdicts]) + state_of(self.judged.rows)
        return sha256(told.encode()).hexdigest()

    def refuse(self, sentences):
        """Say beside each item why its verdict cannot be recorded."""
        items = {earlier.item.pk: earlier.item for earlier in self.judged.items}
        for pk, sentence in sentences.items():
            self.add_error(f"says-{pk}", _of(items[pk], sentence))


def _named(item):
    """An item within a sentence; one without a number by what it is about."""
    return item.label_in_sentence if item.number else f"{item.label_in_sentence} “{Truncator(item.short).words(7)}”"


def _of(item, sentence):
    """A sentence that says, also away from its field, which item it is about."""
    return _("%(item)s: %(sentence)s") % {"item": item.label, "sentence": sentence}


def _told(row):
    """A body as a choice, with what it has reported."""
    if not row.claim:
        return str(row.body)
    words = _("%(body)s (reported %(day)s: %(claim)s)")
    return words % {"body": row.body, "day": day_words(row.reported_on), "claim": row.get_claim_display()}
