"""What an approver sets once for all the responses of their office."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inspections.fields import MarkdownTextarea, PlainCharField, RadiosWithHints
from inspections.forms import VersionedForm
from inspections.models import Body
from responses.models import OfficeSettings

MADE_MEANWHILE = _(
    "Somebody else made these settings meanwhile. Yours are in the form: saving it again replaces theirs."
)


class OfficeForm(VersionedForm):
    """The settings of an office. Where two save them at the same time, the second looks again."""

    class Meta:
        model = OfficeSettings
        fields = ["logo", "address", "recipients", "layout", "monitoring", "target_days"]
        field_classes = dict.fromkeys(("address", "recipients", "monitoring"), PlainCharField)
        widgets = {
            "address": forms.Textarea({"rows": 5}),
            "recipients": forms.Textarea({"rows": 3}),
            "monitoring": MarkdownTextarea({"rows": 8}),
            "layout": RadiosWithHints,
            "target_days": forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)
        layouts = self.fields["layout"]
        layouts.choices = [(value, capfirst(label)) for value, label in OfficeSettings.Layouts.choices]

    def clean(self):
        """Settings that somebody else made meanwhile, where there were none, are not written over unseen."""
        cleaned = super().clean()
        if self.instance.pk and not self.data.get("version"):
            self.data = self.data.copy()
            self.data["version"] = self._version()
            self.add_error(None, MADE_MEANWHILE)
        return cleaned


def settings_to_change(body):
    """The settings of an office, locked until they are saved; new ones where it has none."""
    Body.objects.select_for_update().get(pk=body.pk)
    return OfficeSettings.objects.select_for_update().filter(body=body).first() or OfficeSettings(body=body)


def office_of(seat, slug):
    """The local policing body with this name in addresses, where the viewer approves for it; else None."""
    offices = (side.body for side in seat.sides.values() if side.approves and side.is_office)
    return next((body for body in offices if body.slug == slug), None)
