"""What a paper is asked for: the day since when it tells of changes, and for HMICFRS's own the filter of the list."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.fields import WithinYearsMixin
from inspections.filtering import DATE_FORMATS, FilterForm, day_filter
from inspections.models import Obligation
from responses.filters.choices import ComplianceForm
from responses.filters.compliance import ComplianceFilter

PERIOD = timedelta(days=91)
"""A quarter: what boards and panels mostly meet by."""

HINT = _("For example, 31 12 2026. Empty: the last three months")


class NotAfterThePaper:
    """A form whose `since` is a day up to `day`, that of the paper."""

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and since > self.day:
            raise ValidationError(_("The paper is of an earlier day than that."))
        return since

    @property
    def since_on(self):
        """The day asked for; three months before that of the paper where there is none."""
        return self.cleaned_data["since"] or self.day - PERIOD


class SinceForm(WithinYearsMixin, NotAfterThePaper, FilterForm):
    """The day of the last meeting."""

    since = forms.DateField(
        label=_("What has changed since"),
        help_text=HINT,
        required=False,
        input_formats=DATE_FORMATS,
        error_messages={"invalid": _("Enter a day as in 31 12 2026.")},
    )

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day


class PaperForm(NotAfterThePaper, ComplianceForm):
    """A panel with the day since when changes are told."""

    arranges = ComplianceForm.arranges | {"since"}
    leading = ("since",)


class PaperFilter(ComplianceFilter):
    """The panel of the compliance list, and since when the paper tells of changes."""

    since = day_filter(label=_("What has changed since"), help_text=HINT, method="unchanged")

    class Meta(ComplianceFilter.Meta):
        form = PaperForm

    @property
    def meant(self):
        """The rows of which changes are told: also those that are no longer addressed, unless a status is chosen."""
        if self.form.cleaned_data["status"]:
            return self.qs
        return self.filter_queryset(Obligation.objects.with_facts(self.day))

    def get_form_class(self):
        form = super().get_form_class()
        form.day = self.day
        return form
