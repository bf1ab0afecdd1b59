"""What is said of a duty to respond: that section 55 does not apply, or that another response answers it."""

from django import forms
from django.utils.translation import gettext_lazy

from inspections.fields import RadiosWithHints, TextField
from inspections.models import RelatedForce
from inspections.wording import report_in_words
from responses.models import StatutoryResponse

Exemption = RelatedForce.Exemption


class DecisionForm(forms.Form):
    """Why something is decided of a duty."""

    reason = TextField(
        label=gettext_lazy("Why?"),
        most=2_000,
        rows=3,
        required=True,
        help_text=gettext_lazy("Kept in the history, and shown beside the clock to everybody who signs in."),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class ExemptionForm(DecisionForm):
    """Why section 55 asks no response for this force. Of a report with partners another Act is the likely ground."""

    field_order = ["exemption", "reason"]
    exemption = forms.ChoiceField(
        label=gettext_lazy("Why section 55 does not apply"),
        choices=[(ground.value, ground.label.capitalize()) for ground in Exemption],
        error_messages={"required": gettext_lazy("Choose why section 55 does not apply.")},
        widget=RadiosWithHints(
            hints={
                Exemption.OTHER_ACT.value: gettext_lazy(
                    "For example a joint targeted area inspection: Children Act 2004, section 20."
                ),
                Exemption.NOT_SUBJECT.value: gettext_lazy("For example a national report on something it does not do."),
            }
        ),
    )

    def __init__(self, *args, duty, **kwargs):
        super().__init__(*args, **kwargs)
        if duty.inspection.partner:
            self.initial.setdefault("exemption", Exemption.OTHER_ACT.value)


class ReportChoice(forms.ModelChoiceField):
    """Responses, called by the report they are to."""

    def label_from_instance(self, response):
        return report_in_words(response.duty.inspection)


class AnsweredByForm(DecisionForm):
    """Which response answers this report too, and why: the same findings and recommendations."""

    field_order = ["other", "reason"]
    other = ReportChoice(
        label=gettext_lazy("Answered by the response to"),
        queryset=StatutoryResponse.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Responses of the same force that are begun or published, and not answered by another one themselves."
        ),
        error_messages={
            "required": gettext_lazy("Choose the report whose response answers this one too."),
            "invalid_choice": gettext_lazy("That response can no longer answer this report. Choose another."),
        },
    )

    def __init__(self, *args, responses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = responses
