"""What changes for a body from a day on, and why: it gives way, somebody takes office, it is watched more closely."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from inspections.fields import RecordsField, WithinYearsMixin, is_key
from inspections.filtering import MOST_LISTED, latest
from inspections.models import Body, Inspection, MonitoringPhase, OfficeHolder, Recommendation
from inspections.wording import item_in_words, report_in_words


class ChangeForm(WithinYearsMixin, forms.Form):
    """A change of `body` from a day on. `seen` marks the preview that was confirmed; it comes with the button."""

    required_css_class = "required"

    on = forms.DateField(label=_("From"), widget=AdminDateWidget)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Kept with every record that changes."),
        error_messages={"required": _("Say why: it is kept with every record that changes.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, body, day, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.body, self.day = body, day
        self.fields["on"].initial = day

    @property
    def given(self):
        """What was typed, but for the mark: what the action asks for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class SuccessionForm(ChangeForm):
    """`body` ends, `successor` takes its place. `day` is today: nothing is passed on ahead of time."""

    successor = forms.ModelChoiceField(Body.objects.none(), label=_("Successor"))
    field_order = ["successor", "others", "on", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = self.bodies()
        self.fields["on"].help_text = _("The first day of the successor. The day before it is the last of the others.")

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

    others = RecordsField(
        Body.objects.none(),
        label=_("Together with"),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Others that merge into the same successor on the same day. Hold Ctrl or Cmd to choose several."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = self.bodies().exclude(pk=self.body.pk)

    @property
    def given(self):
        """All that end, the one whose page this is first, and the rest."""
        given = super().given
        return {"predecessors": [self.body, *given.pop("others")], **given}


class OfficeForm(ChangeForm):
    """Somebody takes up an office of the body, deputises or acts in it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Title"), max_length=160, help_text=_("For example: Police and Crime Commissioner"))
    capacity = forms.ChoiceField(label=_("Capacity"), choices=OfficeHolder.Capacity)
    field_order = ["name", "title", "capacity", "on", "reason"]


class ReportField(forms.ModelChoiceField):
    def label_from_instance(self, report):
        return report_in_words(report)


class CausesField(RecordsField):
    def label_from_instance(self, cause):
        return item_in_words(cause)


UNLISTED = _(
    'The latest {most} are listed. An older one is added to the phase once it is recorded, under <a href="{url}">'
    "Monitoring phases</a>."
)
"""What the page says of the reports and causes that it has no room for."""


class PhaseForm(ChangeForm):
    """The force moves to another phase of monitoring. `seat` is of the person who enters it."""

    phase = forms.ChoiceField(label=_("Phase"), choices=MonitoringPhase.Phase)
    report = ReportField(
        Inspection.objects.none(),
        label=_("Report behind it"),
        required=False,
        empty_label=_("None"),
        help_text=_("The reports that relate to the force, the newest first."),
    )
    causes = CausesField(
        Recommendation.objects.none(),
        label=_("Causes of concern"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those addressed to the force that HMICFRS names, of any report."),
    )
    field_order = ["phase", "on", "report", "causes", "reason"]

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("As HMICFRS gives it. All who sign in read it on the force’s page.")
        newest = F("published_on").desc(nulls_first=True)
        reports = Inspection.objects.visible_to(seat).relating_to(self.body)
        self._offer("report", reports, newest, "title")
        of_newest = F("inspection__published_on").desc(nulls_first=True)
        causes = Recommendation.objects.visible_to(seat).causes_of(self.body).select_related("inspection")
        self._offer("causes", causes.order_by(of_newest, "inspection", "sequence", "pk"), of_newest)
        if not self.fields["causes"].choices:
            del self.fields["causes"]

    def _offer(self, name, rows, *order):
        """List the latest of some rows, and what is chosen. Every one of them is taken all the same."""
        field = self.fields[name]
        field.queryset = rows
        asked = self.data.getlist(name) if self.is_bound else []
        listed = list(latest(rows, *order, chosen=Q(pk__in=filter(is_key, asked))))
        none = [("", field.empty_label)] if name == "report" else []
        field.choices = none + [(row.pk, field.label_from_instance(row)) for row in listed]
        if len(listed) >= MOST_LISTED:
            field.help_text = format_html(
                "{} {}",
                field.help_text,
                format_html(UNLISTED, most=MOST_LISTED, url=reverse("admin:inspections_monitoringphase_changelist")),
            )
