"""What somebody types when a step of a response is taken or taken back: a day, and where it is asked for, a reason."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.fields import GovukDateField, TextField, most_of
from inspections.wording import day_words
from responses.models import Step
from responses.workspace.steps import WrongStep, check_day, check_due

NO_DAY = gettext_lazy("Enter the day: day, month and year.")


def _reason(label, sentence, **kwargs):
    return TextField(label=label, most=2_000, rows=3, error_messages={"required": sentence}, **kwargs)


class RefusableForm(forms.Form):
    """What is typed for an act that may still be refused."""

    def refused(self, why, name):
        """Say beside the field, or above all where there is no such field, why the act was refused."""
        self.add_error(name if name in self.fields else None, str(why))


class StepForm(RefusableForm):
    """The day on which something was done: today, unless another is typed; not before the report was published."""

    on = GovukDateField(label=gettext_lazy("On"), error_messages={"required": NO_DAY})

    def __init__(self, *args, duty, day, **kwargs):
        super().__init__(*args, initial={"on": day}, **kwargs)
        self.duty, self.day = duty, day

    def clean_on(self):
        try:
            check_day(self.duty, self.cleaned_data["on"], self.day)
        except WrongStep as wrong:
            raise ValidationError(str(wrong)) from wrong
        return self.cleaned_data["on"]


class AskForm(StepForm):
    """When the chief officer was asked for comments, and by when. Police Act 1996 s.55(4)."""

    due_on = GovukDateField(
        label=gettext_lazy("Comments asked for by"),
        error_messages={"required": gettext_lazy("Enter the day by which they were asked for.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Asked on")
        if self.duty.inspection.published_on:
            last = {"day": day_words(self.duty.inspection.response_due_on)}
            self.fields["due_on"].help_text = _("The response itself must be published by %(day)s.") % last

    def clean_due_on(self):
        try:
            check_due(self.cleaned_data["due_on"], self.cleaned_data.get("on"))
        except WrongStep as wrong:
            raise ValidationError(str(wrong)) from wrong
        return self.cleaned_data["due_on"]


class PublishedForm(StepForm):
    """When and where the response was published."""

    address = forms.URLField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=most_of(Step, "address"),
        assume_scheme="https",
        help_text=gettext_lazy("Where it is published, for example https://www.northshire-pcc.example/responses"),
        error_messages={"invalid": gettext_lazy("Enter a web address, for example https://www.example.org/response.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Published on")


class ElsewhereForm(PublishedForm):
    """A response that was published without being signed off here."""

    reason = _reason(
        gettext_lazy("Why was it not signed off here?"),
        gettext_lazy("Say why: nobody signed it off here."),
        required=True,
        help_text=gettext_lazy("For example: it was published before the office used this service."),
    )


class CorrectionForm(RefusableForm):
    """What is being corrected after publication. It is printed in the corrected version."""

    reason = _reason(
        gettext_lazy("What is being corrected, and why?"),
        gettext_lazy("Say what is being corrected, and why."),
        required=True,
        help_text=gettext_lazy("Printed in the corrected version, for everybody who reads it."),
    )

    def __init__(self, *args, duty, day, **kwargs):
        super().__init__(*args, **kwargs)


class UndoForm(RefusableForm):
    """Why a step is taken back; or, where only its day was wrong, the right day."""

    on = GovukDateField(
        label=gettext_lazy("If only the day was wrong, the right day"),
        required=False,
        help_text=gettext_lazy("Leave it empty to take the step back."),
    )
    reason = _reason(
        gettext_lazy("Why?"),
        gettext_lazy("Say why this is undone."),
        required=True,
        help_text=gettext_lazy("Kept with your name. Your office and the inspectorate read it."),
    )

    def __init__(self, *args, keeps_its_day, stays=False, **kwargs):
        super().__init__(*args, **kwargs)
        if keeps_its_day:
            del self.fields["on"]
        elif stays:  # nothing can be taken back now: only the day can be put right
            self.fields["on"].label, self.fields["on"].help_text = _("The right day"), ""
            self.fields["on"].required = True


class SignOffForm(StepForm):
    """The day of sign-off; and, where something that the law asks for is missing, why it is signed off without.

    `seen` marks what was shown to whoever signs.
    """

    gaps_reason = _reason(
        gettext_lazy("Why is it signed off all the same?"),
        gettext_lazy("Something that the law asks for is missing. Add it, or say why it is signed off without."),
        required=False,
        help_text=gettext_lazy("Kept with this version. Your office and the inspectorate read it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, missing, mark, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Signed off on")
        self.fields["seen"].initial = mark
        self.fields["gaps_reason"].required = missing
        if not missing:
            del self.fields["gaps_reason"]

    def shown_again(self, mark):
        """The same form, bound to what is shown now: what changed meanwhile was looked at when it is sent again."""
        self.data = self.data.copy()
        self.data["seen"] = mark
        return self
