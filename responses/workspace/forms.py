"""What is typed into a statutory response: a form for each section, and one for the remark on an item for others."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.fields import GovukDateField, MarkdownField, TextField, most_of
from inspections.models import OfficeHolder
from inspections.wording import day_words
from responses.models import COMMENTS_MAX_LENGTH, OfficeSettings, Remark, StatutoryResponse
from responses.workspace.sections import SECTIONS, seen
from responses.workspace.signing import signatories

LARGEST_NUMBER = 2**63 - 1


class SectionForm(forms.Form):
    """One section of a response. `saw` is the state that its writer began from."""

    section = ""
    saw = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_NUMBER)

    def __init__(self, *args, response, side, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.response, self.side, self.day = response, side, day
        self.arrange()
        begun = {name: getattr(response, name) for name in self.writes}
        self.initial = begun | {"saw": seen(response)} | self.initial

    def arrange(self):
        """Fit the fields to who writes and to the day."""

    @cached_property
    def writes(self):
        """Names of the fields that this writer fills in."""
        return [name for name in SECTIONS[self.section] if name in self.fields]

    @property
    def words(self):
        """What was typed, by the names of the response's fields."""
        return {name: self.cleaned_data[name] for name in self.writes}


class CommentsForm(SectionForm):
    section = "comments"
    comments = MarkdownField(
        label=gettext_lazy("Comments on the report"),
        most=COMMENTS_MAX_LENGTH,
        rows=22,
        help_text=gettext_lazy(
            "What you say of the report as a whole, in your own name. Section 55(5)(a) of the Police Act 1996."
        ),
    )


class ChiefOfficerForm(SectionForm):
    section = "chief-officer"
    chief_officer_comments = MarkdownField(
        label=gettext_lazy("The chief officer’s comments"),
        most=COMMENTS_MAX_LENGTH,
        rows=18,
        help_text=gettext_lazy("In their own words, as they gave them. Section 55(5)(b) of the Police Act 1996."),
    )
    chief_officer_name = TextField(
        label=gettext_lazy("Name of who gives them"),
        most=most_of(StatutoryResponse, "chief_officer_name"),
        help_text=gettext_lazy("A deputy or an acting officer may give them."),
    )
    chief_officer_rank = TextField(
        label=gettext_lazy("Rank"),
        most=most_of(StatutoryResponse, "chief_officer_rank"),
        help_text=gettext_lazy("For example, Chief Constable"),
    )
    absence = TextField(
        label=gettext_lazy("If none came: why"),
        most=most_of(StatutoryResponse, "absence"),
        rows=3,
        help_text=gettext_lazy(
            "Printed in the place of the comments, with the day by which they were asked for. "
            "Leave it empty where there are comments."
        ),
    )

    def arrange(self):
        if not self.side.is_office:
            del self.fields["absence"]  # that none came is for the office to say

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("chief_officer_comments") and cleaned.get("absence"):
            self.add_error("absence", _("There are comments above. Empty this field, or take the comments out."))
        return cleaned


class ReplyForm(SectionForm):
    section = "reply"
    reply = MarkdownField(
        label=gettext_lazy("Response to the chief officer’s comments"),
        most=COMMENTS_MAX_LENGTH,
        rows=14,
        help_text=gettext_lazy("Section 55(5)(c) of the Police Act 1996."),
    )


class MonitoringForm(SectionForm):
    section = "monitoring"
    monitoring = MarkdownField(
        label=gettext_lazy("How progress will be monitored"),
        most=COMMENTS_MAX_LENGTH,
        rows=10,
        help_text=gettext_lazy(
            "What your office usually says stands here at first. What you change here holds for this response alone."
        ),
    )


class SignatureForm(SectionForm):
    section = "signature"
    dated_on = GovukDateField(
        label=gettext_lazy("Date on the response"),
        required=False,
        help_text=gettext_lazy("Empty: the day of sign-off."),
    )
    signatory = forms.ModelChoiceField(
        label=gettext_lazy("Who signs"),
        queryset=OfficeHolder.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not chosen yet"),
        widget=forms.RadioSelect({"class": "govuk-radios--small"}),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody who holds the office today.")},
    )
    approval = TextField(
        label=gettext_lazy("How approval was given"),
        most=most_of(StatutoryResponse, "approval"),
        rows=2,
        help_text=gettext_lazy("For example, by e-mail of 2 December. Kept, and never printed."),
    )
    recipients = TextField(
        label=gettext_lazy("To whom it is addressed"),
        most=most_of(StatutoryResponse, "recipients"),
        rows=3,
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"), required=False, widget=forms.RadioSelect({"class": "govuk-radios--small"})
    )

    def __init__(self, *args, settings, recipients, **kwargs):
        self.settings, self.usual_recipients = settings, recipients
        super().__init__(*args, **kwargs)

    def arrange(self):
        holders = self.fields["signatory"]
        chosen = Q(pk=self.response.signatory_id)
        in_office = signatories(self.response.body, self.day).order_by().values("pk")
        self.in_office = set(OfficeHolder.objects.filter(pk__in=in_office).values_list("pk", flat=True))
        holders.queryset = OfficeHolder.objects.filter(Q(pk__in=in_office) | chosen).order_by("capacity", "name")
        holders.label_from_instance = self._holder
        usual = "; ".join(map(str, self.usual_recipients))
        self.fields["recipients"].help_text = _("One on a line. Empty: %(recipients)s.") % {"recipients": usual}
        layouts = OfficeSettings.Layouts
        self.fields["layout"].choices = [
            ("", _("As the office usually does: %(layout)s") % {"layout": layouts(self.settings.layout).label}),
            *((layout, capfirst(words)) for layout, words in layouts.choices),
        ]

    def _holder(self, holder):
        words = in_office_words(holder)
        return words if holder.pk in self.in_office else _("%(holder)s, not in office today") % {"holder": words}

    @property
    def has_nobody(self):
        """Whether there is nobody to choose: office-holders are recorded by administrators."""
        return not self.in_office

    def clean_dated_on(self):
        on, published_on = self.cleaned_data["dated_on"], self.response.duty.inspection.published_on
        if on and published_on and on < published_on:
            raise ValidationError(
                _("The date cannot be before the report was published, %(day)s.") % {"day": day_words(published_on)}
            )
        return on


def in_office_words(holder):
    """ "Dana Whitlock, Police and Crime Commissioner", with how they hold the office where the title does not say."""
    capacity = holder.get_capacity_display()
    if holder.capacity == OfficeHolder.Capacity.HOLDER or holder.title.casefold().startswith(capacity.casefold()):
        return str(holder)
    return _("%(holder)s (%(capacity)s)") % {"holder": holder, "capacity": capacity}


FORMS = {form.section: form for form in (CommentsForm, ChiefOfficerForm, ReplyForm, MonitoringForm, SignatureForm)}


class RemarkForm(forms.Form):
    """What the response says of an item that is addressed to others."""

    text = TextField(label=gettext_lazy("Remark"), most=2_000, rows=3)

    def __init__(self, *args, usual, remark=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Printed in the place of an answer. Empty: “%(usual)s”") % {"usual": usual}
        self.initial = {"text": remark.text if isinstance(remark, Remark) else remark or ""} | self.initial
