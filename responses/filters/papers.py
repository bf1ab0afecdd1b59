"""What a paper is asked for: the day since when it tells of changes, and for HMICFRS's own the filter of the list."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.fields import WithinYearsMixin, check_year
from inspections.filtering import DATE_FORMATS, FilterForm, day_filter
from responses.filters.choices import ComplianceForm
from responses.filters.compliance import ComplianceFilter

PERIOD = timedelta(days=91)
"""A quarter: what boards and panels mostly meet by."""

HINT = _("For example, 31 12 2026. Empty: the last three months")


class SinceForm(WithinYearsMixin, FilterForm):
    """The day of the last meeting. `day` is that of the paper."""

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

    def clean_since(self):
        since = self.cleaned_data["since"] or self.day - PERIOD
        if since > self.day:
            raise ValidationError(_("The paper is of an earlier day than that."))
        return since


class PaperForm(ComplianceForm):
    """A panel with the day since when changes are told."""

    arranges = ComplianceForm.arranges | {"since"}
    leading = ("since",)


class PaperFilter(ComplianceFilter):
    """The panel of the compliance list, and since when the paper tells of changes."""

    since = day_filter(label=_("What has changed since"), help_text=HINT, method="unchanged", validators=[check_year])

    class Meta(ComplianceFilter.Meta):
        form = PaperForm

    @property
    def since_on(self):
        """The day asked for; three months before that of the paper where there is none, or one that comes after it."""
        asked = self.form.cleaned_data["since"]
        return asked if asked and asked <= self.day else self.day - PERIOD
