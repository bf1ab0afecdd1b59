"""What the forms of the register share: a reason, and fields that take bodies."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.actions import StaysWhatItIs, check_kind
from inspections.forms.versions import VersionedForm
from inspections.models import Body

SAY_WHY = _("Say why, in “Reason for the change”: this corrects what others rely on.")
NO_DAY = _("Enter the day of publication first: it decides which forces there were.")


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


def forces_on(day):
    """Keys of the territorial forces there were on a day; none for no day."""
    return frozenset(Body.objects.forces().active_on(day).values_list("pk", flat=True)) if day else frozenset()


def bodies_field(relation, bodies, **kwargs):
    """A field that takes several bodies, found by typing. `relation` is the model's field that will point to them."""
    widget = AutocompleteSelectMultiple(relation, admin.site)
    return forms.ModelMultipleChoiceField(queryset=bodies, required=False, widget=widget, **kwargs)


def split(standing, everyone):
    """Which bodies stand in a form, as (all forces?, the others): a tick says more than forty-three names."""
    is_all = bool(everyone) and everyone <= standing
    return is_all, sorted(standing - everyone if is_all else standing)
