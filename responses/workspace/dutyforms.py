"""What is said of a duty to respond: that section 55 does not apply, or that another response answers it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.fields import RadiosWithHints, TextField
from inspections.finding import FindingForm
from inspections.models import RelatedForce
from inspections.searching import all_words
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


class AnsweredByForm(DecisionForm, FindingForm):
    """Which response answers this report too, and why: the same findings and recommendations."""

    field_order = ["words", "other", "reason"]
    other = forms.ModelChoiceField(
        label=gettext_lazy("Answered by the response to"),
        queryset=StatutoryResponse.objects.none(),
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
        self.fields["words"].label = _("Find the other report by words of its title")
        found = self.offer("other", responses, _having)
        self.fields["other"].choices = [(one.pk, report_in_words(one.duty.inspection)) for one in found]


def _having(words):
    """Condition on responses: each word stands in the title of the report they are to."""
    return all_words(words, "duty__inspection__title", "duty__inspection__short_title")
