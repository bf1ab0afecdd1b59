"""The items of a report: read, and refused beside the field, before an action carries anything out."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.actions import (
    AlreadyAnswered,
    address,
    address_to_all_forces,
    correct_deadline,
    refuse_answered,
    set_addressees,
)
from inspections.deadlines import UnreadableDeadline, read_deadline, read_deadline_field
from inspections.forms.base import SAY_WHY, ReasonForm, bodies_field, forces_on, joined, leads_back, split
from inspections.forms.versions import VersionedForm
from inspections.itemrules import check_due, check_issue, deadline_of, number_used
from inspections.models import Body, Obligation, Recommendation


class ItemForm(VersionedForm):
    """An item of a report: its deadline is read from its words, its addressees are set through the actions."""

    explicit_due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Only where the words do not give the day: it then counts instead."),
    )
    all_forces = forms.BooleanField(
        label=_("Address to all territorial forces"), required=False, help_text=_("Those of the day of publication.")
    )
    bodies = bodies_field(
        Obligation._meta.get_field("body"),
        Body.objects.addressable(),
        label=_("Addressed to"),
        help_text=_("Type a name: forces and national bodies, besides those of the tick."),
    )

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}
        help_texts = {
            "deadline_text": _(
                "For example: By 31 December 2024 · By March 2023 · within three months · with immediate effect · "
                "none. Empty: read from the text."
            )
        }

    def __init__(self, *args, inspection=None, forces_on=forces_on, reason=None, **kwargs):
        super().__init__(*args, **kwargs)
        if inspection:
            self.instance.inspection = inspection
        self.forces_on = forces_on
        self.given_reason = reason
        self.standing, self.due_moves = [], False
        self.fields["sequence"].required = False
        if not self.instance.pk:
            self.initial["sequence"] = None
            return
        self.standing = _standing(self.instance)
        published_on = self.instance.inspection.published_on
        here = {row.body_id for row in self.standing}
        self.initial["all_forces"], self.initial["bodies"] = split(here, forces_on(published_on))
        self.initial["explicit_due_on"] = self._unread_day()
        if self.instance.issued_on == published_on:
            self.initial["issued_on"] = None

    def _unread_day(self):
        """The deadline's day, where the words do not give it."""
        item = self.instance
        try:
            read = read_deadline_field(item.deadline_text) if item.deadline_text else read_deadline(item.text)
            return item.due_on if read.due_on(item.issued_on) != item.due_on else None
        except UnreadableDeadline:
            return item.due_on

    def clean(self):
        cleaned = super().clean()
        if inspection := cleaned.get("inspection"):
            self.instance.inspection = inspection
        self.wanted = set()
        if not hasattr(self.instance, "inspection"):
            return cleaned
        self._clean_kind()
        self._clean_addressees()
        if self._clean_issue():
            self._clean_deadline()
        return cleaned

    def _clean_kind(self):
        kind, cause = self.cleaned_data.get("kind"), self.cleaned_data.get("cause")
        causes = Recommendation.Kind.CAUSE_OF_CONCERN
        if self.standing and kind and (kind == causes) != self.instance.is_cause:
            message = _("It is addressed already. Take the bodies off it first: a cause of concern is counted apart.")
            self.add_error("kind", message)
        if cause and (cause.inspection_id != self.instance.inspection_id or cause.kind != causes):
            self.add_error("cause", _("Choose a cause of concern of the same report."))

    def _clean_issue(self):
        """The day of issue: the item's own, else its report's. False where it cannot be told."""
        if "issued_on" in self.errors:
            return False
        cleaned, published_on = self.cleaned_data, self.instance.inspection.published_on
        issued_on = cleaned.get("issued_on")
        accelerated = cleaned.get("kind") == Recommendation.Kind.CAUSE_OF_CONCERN or cleaned.get("cause")
        try:
            check_issue(issued_on, published_on, accelerated=accelerated)
        except ValidationError as error:
            self.add_error("issued_on", error)
            return False
        cleaned["issued_on"] = issued_on or published_on
        return True

    def _clean_deadline(self):
        cleaned = self.cleaned_data
        if {"deadline_text", "explicit_due_on", "text"} & set(self.errors):
            return
        again = {"deadline_text", "explicit_due_on", *([] if cleaned.get("deadline_text") else ["text"])}
        corrected = not self.instance.pk or bool(again & set(self.changed_data))
        try:
            deadline = self._read() if corrected else self.instance.deadline
            due_on = deadline.due_on(cleaned["issued_on"])
        except UnreadableDeadline as error:
            self.add_error("deadline_text", ValidationError(gettext(error.message), params=error.params))
            return
        try:
            check_due(due_on, cleaned["issued_on"])
        except ValidationError as error:
            self.add_error("explicit_due_on" if cleaned.get("explicit_due_on") else "deadline_text", error)
            return
        self.instance.issued_on, cleaned["deadline_text"] = cleaned["issued_on"], deadline.text
        self.instance.deadline = deadline
        follows = [row for row in self.standing if not row.has_own_due_on and row.due_on != due_on]
        self.due_moves = bool(follows)
        # An item that goes along with its report is explained by the report's own reason.
        if any(row.addressed_on for row in follows) and (corrected or self["issued_on"].data):
            self._ask_why("deadline_text")

    def _read(self):
        """The deadline that was typed: an explicit day counts where the words do not give the same one."""
        typed = self.cleaned_data
        words, day = typed.get("deadline_text", ""), typed.get("explicit_due_on")
        return deadline_of(words, day, typed.get("text", ""), typed["issued_on"])

    def _clean_addressees(self):
        if "bodies" in self.errors:
            return
        self.wanted = joined(self, "bodies", self.instance.inspection.published_on, self.forces_on)
        try:
            refuse_answered(self._leaving)
        except AlreadyAnswered as error:
            self.add_error("bodies", str(error))
            return
        if any(row.addressed_on for row in self._leaving):
            self._ask_why("bodies")

    @property
    def _leaving(self):
        return [row for row in self.standing if row.body_id not in self.wanted]

    def _ask_why(self, field):
        if not (self.given_reason or self.cleaned_data.get("reason")):
            self.add_error("reason" if "reason" in self.fields else field, SAY_WHY)

    def carry_out(self, *, by, on, reason):
        """What follows from saving the item: its bodies' deadlines, and who they are."""
        item = self.instance
        if self.due_moves:
            correct_deadline(item, by=by, on=on, reason=reason)
        coming = self.wanted - {row.body_id for row in self.standing}
        if self._leaving:
            set_addressees(item, Body.objects.filter(pk__in=self.wanted), by=by, on=on, reason=reason)
        elif coming:
            if self.cleaned_data["all_forces"]:
                address_to_all_forces(item, by=by, reason=reason)
            address(item, self.cleaned_data["bodies"], by=by, reason=reason)


class RecommendationForm(ItemForm, ReasonForm):
    """An item on a page of its own."""

    class Meta(ItemForm.Meta):
        pass

    def clean(self):
        if self.instance.in_error_on:
            raise ValidationError(_("This item was entered in error. Enter it anew instead of changing it."))
        cleaned = super().clean()
        inspection, number = getattr(self.instance, "inspection", None), cleaned.get("number")
        if inspection and number:
            same = inspection.items.standing().filter(
                kind=cleaned.get("kind"), number=number, cause=cleaned.get("cause")
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("number", number_used(cleaned))
        self._clean_continues()
        if inspection and not cleaned.get("sequence"):
            cleaned["sequence"] = self.instance.sequence or last_place(inspection) + 1
        return cleaned

    def _clean_continues(self):
        other = self.cleaned_data.get("continues")
        if other and other == self.instance:
            self.add_error("continues", _("An item does not continue itself."))
        elif other and leads_back(other.continues, self.instance, "continues"):
            message = _("%(other)s continues this item, so this one cannot continue it.")
            self.add_error("continues", ValidationError(message, params={"other": other.label}))


def last_place(inspection):
    """The place of the last item in the report, 0 where it has none."""
    return inspection.items.aggregate(last=Max("sequence"))["last"] or 0


def _standing(item):
    """The obligations that an item has now: fetched along with all items of its report, or asked for."""
    return item.standing if hasattr(item, "standing") else list(item.obligations.live().select_related("body"))
