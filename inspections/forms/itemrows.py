"""The items of a report on its page, one below the other."""

from functools import cache, cached_property

from django import forms
from django.db.models import Prefetch

from inspections.forms.base import forces_on
from inspections.forms.items import ItemForm
from inspections.itemrules import number_used
from inspections.models import Body, ClosureLevel, Obligation, Recommendation


class ItemRowForm(ItemForm):
    """An item among the others of its report: its number is compared with theirs by the formset."""

    class Meta(ItemForm.Meta):
        pass

    def _get_validation_exclusions(self):
        return {*super()._get_validation_exclusions(), "number"}


class ItemFormSet(forms.BaseInlineFormSet):
    """The items of a report, in its order."""

    def get_form_kwargs(self, index):
        own = {"inspection": self.instance, "forces_on": self._forces_on, "reason": self.data.get("reason", "")}
        return super().get_form_kwargs(index) | own

    @cached_property
    def _forces_on(self):
        return cache(forces_on)

    @cached_property
    def choices(self):
        """What the rows offer, read once and not once for each row."""
        causes = self.instance.items.filter(kind=Recommendation.Kind.CAUSE_OF_CONCERN) if self.instance.pk else ()
        labels = [(cause.pk, " ".join([cause.label, cause.short])) for cause in causes]
        return {
            "cause": [("", "---------"), *labels],
            "level": [("", "---------"), *((level.pk, str(level)) for level in ClosureLevel.objects.all())],
        }

    @cached_property
    def _bodies(self):
        """Whom a row can name, read once for all rows."""
        return {str(body.pk): body for body in Body.objects.addressable()}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["bodies"].known = self._bodies
        for name, choices in self.choices.items():
            form.fields[name].choices = choices

    @property
    def _kept(self):
        filled = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form for form in filled if not self._should_delete_form(form)]

    def clean(self):
        super().clean()
        seen = set()
        for form in self._kept:
            key = _place(form)
            if key and key in seen:
                form.add_error("number", number_used(form.cleaned_data))
            seen.add(key)

    def save(self, commit=True):
        """Save the rows; new ones without a place follow the last."""
        last = max((form.cleaned_data.get("sequence") or 0 for form in self._kept), default=0)
        for form in self._kept:
            if form.cleaned_data.get("sequence") is None:
                last += 1
                form.instance.sequence = last
        # Numbers that change hands within one save would meet on the way.
        renumbered = [form.instance.pk for form in self._kept if form.instance.pk and "number" in form.changed_data]
        Recommendation.objects.filter(pk__in=renumbered).update(number="")
        return super().save(commit)

    def carry_out(self, **signed):
        for form in self._kept:
            form.carry_out(**signed)


def with_standing(items):
    """Items with their obligations of now, in one query more."""
    return items.prefetch_related(
        Prefetch("obligations", Obligation.objects.live().select_related("body"), to_attr="standing")
    )


def _place(form):
    """What must differ between the items of a report, None where there is no number."""
    cleaned = form.cleaned_data if hasattr(form, "cleaned_data") else {}
    if not cleaned.get("number") or not cleaned.get("kind"):
        return None
    return getattr(cleaned.get("cause"), "pk", None), cleaned["kind"], cleaned["number"]
