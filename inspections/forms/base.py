"""What the forms of the register share: a reason, and fields that take bodies."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.actions import ActionError, PassesFirst, StaysWhatItIs, check_end, check_grounds, check_kind
from inspections.actions.addressing import NO_DAY
from inspections.fields import AutocompleteKeys, RecordsField
from inspections.forms.versions import VersionedForm
from inspections.models import Body

SAY_WHY = _("Say why, in “Reason for the change”: this corrects what others rely on.")


class ReasonForm(VersionedForm):
    """A record with the reason for changing it, which its history keeps."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("Kept with the change. A correction of a day, a deadline or who is addressed needs it."),
    )


class BodyForm(ReasonForm):
    class Meta:
        error_messages = {"slug": {"unique": _("Another body has this address. Choose another.")}}

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        try:
            check_kind(self.instance, kind, was=self.initial.get("kind", ""))
        except StaysWhatItIs as error:
            raise ValidationError(str(error)) from error
        return kind

    def clean_active_until(self):
        until = self.cleaned_data["active_until"]
        try:
            check_end(self.instance, until, was=self.initial.get("active_until"))
        except PassesFirst as error:
            raise ValidationError(str(error)) from error
        return until


class MonitoringPhaseForm(ReasonForm):
    """A phase of monitoring, with the report and the causes of concern that it rests on: both are the force's own."""

    def clean(self):
        cleaned = super().clean()
        force = cleaned.get("force")
        if force and {"force", "report", "causes"} & set(self.changed_data):
            for name in ("report", "causes"):
                try:
                    check_grounds(force, **{name: cleaned.get(name) or ()})
                except ActionError as error:
                    self.add_error(name, str(error))
        return cleaned


def leads_back(chosen, record, relation):
    """Whether what was chosen comes back to the record by way of this relation, over however many others."""
    seen = set()
    while chosen is not None and chosen.pk not in seen:
        if chosen.pk == record.pk:
            return True
        seen.add(chosen.pk)
        chosen = getattr(chosen, relation)
    return False


def forces_on(day):
    """Keys of the territorial forces there were on a day; none for no day."""
    return frozenset(Body.objects.forces().active_on(day).values_list("pk", flat=True)) if day else frozenset()


class BodiesSelect(AutocompleteKeys):
    """Bodies found by typing. Those that are chosen are shown from what the field knows, where it knows any."""

    def optgroups(self, name, value, attr=None):
        known = self.choices.field.known
        if known is None:
            return super().optgroups(name, value, attr)
        chosen = [known[key] for key in map(str, value) if key in known]
        return [(None, [self.create_option(name, one.pk, str(one), True, n) for n, one in enumerate(chosen)], 0)]


class BodiesField(RecordsField):
    """Several bodies. The rows of a page share `known`, {key as text: body}, so that none asks for its own."""

    known = None

    def clean(self, value):
        if self.known is None or not isinstance(value, list):
            return super().clean(value)
        for key in map(str, value):
            if key not in self.known:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return [self.known[key] for key in dict.fromkeys(map(str, value))]


def bodies_field(relation, bodies, **kwargs):
    """A field that takes several bodies, found by typing. `relation` is the model's field that will point to them."""
    return BodiesField(queryset=bodies, required=False, widget=BodiesSelect(relation, admin.site), **kwargs)


def split(standing, everyone):
    """Which bodies stand in a form, as (all forces?, the others): a tick says more than forty-three names."""
    is_all = bool(everyone) and everyone <= standing
    return is_all, sorted(standing - everyone if is_all else standing)


def joined(form, name, day, forces_on):
    """Keys of the bodies that stand in a form's field, and of all forces of the day where these are ticked.

    Without a day nobody can tell which forces there were: the form then says so beside the tick.
    """
    chosen = frozenset(body.pk for body in form.cleaned_data.get(name, ()))
    if not form.cleaned_data.get("all_forces"):
        return chosen
    if not day:
        form.add_error("all_forces", NO_DAY)
    return chosen | forces_on(day)
