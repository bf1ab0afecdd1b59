"""A body gives way to another one: which, from which day on, and why."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.fields import WithinYearsMixin
from inspections.models import Body


class SuccessionForm(WithinYearsMixin, forms.Form):
    """`body` ends, `successor` takes its place. `day` is today: nothing is passed on ahead of time."""

    successor = forms.ModelChoiceField(Body.objects.none(), label=_("Successor"))
    on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day of the successor. The day before it is the last of the others."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Kept with every record that changes. For example: the order that merges them."),
        error_messages={"required": _("Say why: it is kept with every record that changes.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # the button that was pressed

    def __init__(self, body, day, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.body, self.day = body, day
        self.fields["on"].initial = day
        self.fields["successor"].queryset = self.bodies()

    def bodies(self):
        """Which bodies may take its place, or give way with it."""
        kinds = Body.LOCAL_POLICING_KINDS if self.body.is_local_policing_body else [self.body.kind]
        return Body.objects.filter(kind__in=kinds)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.day:
            raise ValidationError(_("This day is still to come. Enter it on the day itself, or after it."))
        return on


class MergerForm(SuccessionForm):
    """One body or several of a kind merge into one."""

    others = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Together with"),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Others that merge into the same successor on the same day. Hold Ctrl or Cmd to choose several."),
    )
    field_order = ["successor", "others", "on", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = self.bodies().exclude(pk=self.body.pk)

    @property
    def predecessors(self):
        """All that end, the one whose page this is first."""
        return [self.body, *self.cleaned_data["others"]]
