"""What is asked before an act is recorded."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from inspections.fields import GovukDateField, TextField
from inspections.finding import FindingForm
from inspections.labels import with_item_words
from inspections.models import ClosureLevel, Obligation, Recommendation
from inspections.wording import day_words, item_in_words
from responses.owners import members

Closure = Obligation.Closure

ASKED_BY_SOME = {"closure", "superseded_by", "letter_on", "due_on", "level", "owner", "causes_too"}
"""Fields of some of the acts only."""


class ActForm(FindingForm):
    """The day, the reason, and whatever the act asks besides. `state` is that of the rows as they were shown.

    `latest` is the last day on which one of them was addressed: no deadline lies before it. `reports` are the keys of
    some of the reports that they are of, as a query.
    """

    field_order = ["closure", "words", "superseded_by"]

    closure = forms.ChoiceField(
        label=gettext_lazy("How is it closed?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it is closed.")},
    )
    superseded_by = forms.ModelChoiceField(
        label=gettext_lazy("The item that takes its place"),
        queryset=Recommendation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only for “superseded by another item”."),
    )
    letter_on = GovukDateField(
        label=gettext_lazy("Date of HMICFRS’s letter"),
        required=False,
        help_text=gettext_lazy("Where it was closed by a letter. For example, 28 8 2026."),
    )
    due_on = GovukDateField(label=gettext_lazy("New deadline"), help_text=gettext_lazy("For example, 31 3 2027"))
    level = forms.ModelChoiceField(
        label=gettext_lazy("Level"),
        queryset=ClosureLevel.objects.all(),
        empty_label=gettext_lazy("Choose a level"),
        error_messages={"required": gettext_lazy("Choose a level.")},
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("Somebody of your own side. Nobody else sees who it is."),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of your own side.")},
    )
    causes_too = forms.BooleanField(required=False)
    on = GovukDateField(
        label=gettext_lazy("From which day does it hold?"),
        help_text=gettext_lazy("That of the letter, or of the decision."),
        error_messages={"required": gettext_lazy("Enter the day: day, month and year.")},
    )
    reason = TextField(
        label=gettext_lazy("Why?"),
        most=2_000,
        rows=3,
        required=True,
        help_text=gettext_lazy("Kept with each item. Whoever may read its answer reads the reason too."),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    leave_out = forms.BooleanField(required=False)
    state = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, act, day, seat, closures, impossible, latest, reports, closed_causes=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.act, self.day, self.seat, self.impossible, self.latest = act, day, seat, impossible, latest
        for name in ASKED_BY_SOME - set(act.fields):
            del self.fields[name]
        if "causes_too" in self.fields:
            self._offer(closed_causes)
        if act.own:
            del self.fields["on"], self.fields["reason"]
        else:
            self.fields["reason"].label, self.fields["reason"].error_messages["required"] = act.asks
            self.fields["on"].initial = day
        if "owner" in self.fields:
            self.fields["owner"].queryset = members({side.body for side in seat.sides.values()}, day)
            self.fields["owner"].initial = seat.user.pk
        if "closure" in self.fields:
            self.fields["closure"].choices = [(closure.value, capfirst(closure.label)) for closure in closures]
            self._offer_successors(reports)
        else:
            del self.fields["words"]
        if not impossible:
            del self.fields["leave_out"]
        else:
            self.fields["leave_out"].label = _("Leave out the %(n)s of them for which this cannot be done") % {
                "n": impossible
            }

    def _offer_successors(self, reports):
        """Items of the same reports and of those that follow them up first, then those of the latest reports."""
        self.fields["words"].label = _("Find the item that takes its place")
        near = Q(inspection__in=reports) | Q(inspection__follows_up__in=reports)
        visible = Recommendation.objects.visible_to(self.seat).standing().select_related("inspection")
        likeliest = Case(When(near, then=0), default=1)
        items = self.offer(
            "superseded_by", visible.order_by(likeliest, "-inspection__published_on", "sequence", "pk"), with_item_words
        )
        choices = ((item.pk, item_in_words(item)) for item in items)
        self.fields["superseded_by"].choices = [("", self.fields["superseded_by"].empty_label), *choices]

    def _offer(self, closed_causes):
        """Reopening the causes of concern over the items, where any of them stands closed."""
        field = self.fields["causes_too"]
        words = ngettext("Reopen the cause of concern too", "Reopen the %(n)s causes of concern too", closed_causes)
        field.label = words % {"n": closed_causes}
        if not closed_causes:
            field.widget = forms.HiddenInput()

    def clean_causes_too(self):
        return self.cleaned_data["causes_too"] and not self.fields["causes_too"].widget.is_hidden

    def clean_letter_on(self):
        if self.cleaned_data["letter_on"] and self.cleaned_data["letter_on"] > self.day:
            raise ValidationError(_("The letter cannot be of a day to come."))
        return self.cleaned_data["letter_on"]

    def clean_on(self):
        if self.cleaned_data["on"] > self.day:
            raise ValidationError(_("The day cannot be in the future."))
        return self.cleaned_data["on"]

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if self.latest and due_on < self.latest:
            message = _("An item was addressed on %(day)s: no deadline comes before.")
            raise ValidationError(message, params={"day": day_words(self.latest)})
        return due_on

    def clean(self):
        cleaned = super().clean()
        if self.impossible and not cleaned.get("leave_out"):
            self.add_error("leave_out", _("It is done for all of them or for none. Leave these out, or go back."))
        superseded = cleaned.get("closure") == Closure.SUPERSEDED
        if superseded and not cleaned.get("superseded_by") and "superseded_by" not in self.errors:
            self.add_error("superseded_by", _("Choose the item that takes its place."))
        if cleaned.get("superseded_by") and not superseded and "closure" not in self.errors:
            self.add_error("superseded_by", _("Only an item that is superseded has another one in its place."))
        elsewhere = "closure" in self.fields and not self.seat.oversees
        if elsewhere and cleaned.get("closure") != Closure.BY_FORCE and not cleaned.get("letter_on"):
            self.add_error("letter_on", _("HMICFRS closes these items: enter the date of its letter."))
        return cleaned

    @property
    def told(self):
        """What was typed, by the names of the act's own arguments."""
        if self.act.own:
            return {name: self.cleaned_data[name] for name in self.act.fields} | {"seat": self.seat}
        return {name: self.cleaned_data[name] for name in (*self.act.fields, "on", "reason")}
