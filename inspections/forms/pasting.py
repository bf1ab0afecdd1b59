"""A list of items pasted as text: read, shown as rows to be put right, and saved all at once."""

from functools import cached_property
from itertools import islice

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.addressees import Names
from inspections.fields import PlainCharField
from inspections.forms.itemrows import ItemFormSet, ItemRowForm
from inspections.forms.items import last_place
from inspections.itemrules import number_used
from inspections.models import Body, Inspection, Recommendation
from inspections.pasting import ItemKind, PastedItem, read_items
from inspections.wording import day_words

Kind = Recommendation.Kind

MOST_ITEMS = 100
"""Items that are pasted at once: more than any report has had, and fewer than a page of rows can carry."""


class PasteForm(forms.Form):
    """The text of the items, and what to make of what it does not say."""

    text = PlainCharField(
        label=_("Items"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}),
        help_text=_(
            "One a paragraph, as the report has them. “Recommendation 4”, “AFI 1”, “Cause of concern” or “4.” at the "
            "beginning gives kind and number; a heading such as “Areas for improvement” gives the kind of those below."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind, where the text does not say it"), choices=Kind.choices, initial=Kind.AREA_FOR_IMPROVEMENT
    )
    under_causes = forms.BooleanField(
        label=_("Put recommendations under the cause of concern that they follow"), required=False
    )

    def __init__(self, *args, inspection, **kwargs):
        super().__init__(*args, **kwargs)
        self.inspection = inspection

    def clean(self):
        cleaned = super().clean()
        if "text" not in cleaned or "kind" not in cleaned:
            return cleaned
        own = own_force(self.inspection)
        read = read_items(cleaned["text"], names_of(self.inspection), kind=ItemKind(cleaned["kind"]), own=own)
        self.items = list(islice(read, MOST_ITEMS + 1))
        if not self.items:
            self.add_error("text", _("No item was found in this text."))
        if len(self.items) > MOST_ITEMS:
            message = _("These are more than %(most)s items. Paste them in parts.")
            self.add_error("text", ValidationError(message, params={"most": MOST_ITEMS}))
        return cleaned

    def rows(self):
        """What the rows begin with, as a browser would send it: {name: value}."""
        data = {"items-TOTAL_FORMS": len(self.items), "items-INITIAL_FORMS": 0}
        under = False
        for index, item in enumerate(self.items):
            under = item.kind == Kind.CAUSE_OF_CONCERN or (under and item.kind == Kind.RECOMMENDATION)
            fields = _fields(item)
            if under and item.kind == Kind.RECOMMENDATION and self.cleaned_data["under_causes"]:
                fields["under_cause"] = "on"
            data |= {f"items-{index}-{name}": value for name, value in fields.items()}
        return data


def _fields(item: PastedItem):
    found = item.addressees
    fields = {
        "kind": item.kind.value,
        "number": item.number,
        "text": item.text,
        "deadline_text": item.deadline,
        "addressed_to": found.words,
        "condition": found.condition,
        "bodies": [str(key) for key in found.bodies],
    }
    return fields | ({"all_forces": "on"} if found.all_forces else {})


def names_of(inspection):
    """The names by which a report can address bodies: of those there were on its day, if it has one."""
    bodies = Body.objects.addressable()
    if inspection.published_on:
        bodies = bodies.active_on(inspection.published_on)
    return Names((name, body.pk) for body in bodies for name in body.names)


def own_force(inspection):
    """The key of the force that a report is on, None where it relates to several or to none."""
    forces = list(inspection.related_forces.values_list("force", flat=True)[:2])
    return forces[0] if len(forces) == 1 else None


class PastedRowForm(ItemRowForm):
    """One pasted item, to be put right before it is saved."""

    under_cause = forms.BooleanField(label=_("Under the cause of concern above"), required=False)

    class Meta(ItemRowForm.Meta):
        widgets = ItemRowForm.Meta.widgets | {
            "number": forms.TextInput(attrs={"size": 6}),
            "subject": forms.TextInput(attrs={"class": "vTextField"}),
            "deadline_text": forms.TextInput(attrs={"size": 22}),
            "addressed_to": forms.TextInput(attrs={"size": 28}),
            "condition": forms.TextInput(attrs={"size": 28}),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("under_cause") and cleaned.get("kind") == Kind.CAUSE_OF_CONCERN:
            self.add_error("under_cause", _("A cause of concern does not stand under another."))
        return cleaned

    @property
    def deadline_as_read(self):
        """How the deadline is read, "" where it cannot be."""
        item = self.instance
        if {"deadline_text", "explicit_due_on", "text"} & set(self.errors):
            return ""
        kind = item.get_deadline_kind_display()
        return f"{day_words(item.due_on)} ({kind})" if item.due_on else capfirst(kind)

    @property
    def doubts(self):
        """What somebody should look at in this row, though it may be saved as it is."""
        if not self.is_bound or self.cleaned_data.get("DELETE"):
            return []
        unknown = self.names.read(self.cleaned_data.get("addressed_to", ""), own=self.own).unknown
        said = [gettext("“%(name)s” is not a body of the register: kept as written.") % {"name": n} for n in unknown]
        if not self.wanted:
            said.append(gettext("Addressed to nobody yet."))
        return said


class PastedFormSet(ItemFormSet):
    """The pasted items of one report, in their order, after those that it has."""

    choices = {}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")
        form.names, form.own = self._names, self._own

    @cached_property
    def _names(self):
        return names_of(self.instance)

    @cached_property
    def _own(self):
        return own_force(self.instance)

    def clean(self):
        forms.BaseModelFormSet.clean(self)
        if not self._kept:
            raise ValidationError(_("Every row is left out, so there is nothing to save."))
        standing = list(self.instance.items.standing().values_list("cause", "kind", "number", "text"))
        seen, cause = {(None, kind, number) for above, kind, number, _text in standing if above is None}, None
        texts = {text for *_place, text in standing}
        for form in self._kept:
            self._refuse_again(form, texts)
            cleaned = form.cleaned_data
            if cleaned.get("kind") == Kind.CAUSE_OF_CONCERN:
                cause = form
            elif cleaned.get("under_cause") and cause is None:
                form.add_error("under_cause", _("There is no cause of concern above it."))
            self._refuse_used(form, seen, cause if cleaned.get("under_cause") else None)

    def _refuse_again(self, form, texts):
        text = form.cleaned_data.get("text")
        if text in texts:
            form.add_error("text", _("This item is in the report already."))
        if text:
            texts.add(text)

    def _refuse_used(self, form, seen, cause):
        kind, number = form.cleaned_data.get("kind"), form.cleaned_data.get("number")
        if not kind or not number:
            return
        if (cause, kind, number) in seen:
            form.add_error("number", number_used({"kind": kind, "number": number, "cause": cause}))
        seen.add((cause, kind, number))

    @transaction.atomic
    def save_all(self, *, by, on):
        """Save the rows and address them, all or nothing; returns how many there are."""
        reason = gettext("Pasted from the text of the report.")
        cause = None
        for place, form in enumerate(self._kept, last_place(self.instance) + 1):
            item = form.instance
            item.sequence, item._change_reason = place, reason
            if item.is_cause:
                cause = item
            elif form.cleaned_data["under_cause"]:
                item.cause = cause
            form.save()
            form.carry_out(by=by, on=on, reason=reason)
        return len(self._kept)


PastedItems = forms.inlineformset_factory(
    Inspection,
    Recommendation,
    form=PastedRowForm,
    formset=PastedFormSet,
    fields=["kind", "number", "sequence", "subject", "text", "deadline_text", "addressed_to", "condition"],
    extra=0,
    max_num=MOST_ITEMS,
    absolute_max=MOST_ITEMS,
    can_delete=True,
)
