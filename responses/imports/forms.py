"""What a person gives to be read, and what they put right of what was read."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.formats.document import LARGEST_FILE
from inspections.deadlines import UnreadableDeadline, read_deadline, read_deadline_field
from inspections.fields import FileUpload, GovukDateField, PlainCharField, TextField, most_of
from inspections.models import Body, Inspection, Recommendation
from inspections.wording import day_words
from responses.models import ANSWER_MAX_LENGTH, COMMENTS_MAX_LENGTH, StatutoryResponse, Words

MOST_TEXT = 1_000_000
"""Characters of text that is pasted."""


class UploadForm(forms.Form):
    """A file, or text that was copied out of one."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        allow_empty_file=True,  # the reader has a sentence of its own for it
        help_text=gettext_lazy("Word (.docx), PDF, OpenDocument, web page or text, at most 25 MB and 500 pages."),
        widget=FileUpload({"accept": ".docx,.pdf,.odt,.html,.htm,.md,.txt"}),
    )
    text = PlainCharField(
        label=gettext_lazy("Or its text"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Copied from a web page or an e-mail, headings and all."),
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if bool(file) == bool(text):
            message = _("Choose a file or paste text, not both.") if file else _("Choose a file, or paste its text.")
            self.add_error("file", message)
        elif file and file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 25 MB. Save it again without its pictures."))
        return cleaned

    @property
    def data_and_name(self):
        """The bytes, and what they are called."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(), _("Pasted text")


class Way(TextChoices):
    """How a document is taken over."""

    DRAFT = "draft", gettext_lazy("As drafts of your side: nobody else reads them until they are shared")
    PUBLISHED = "published", gettext_lazy("As the published response: everybody may read it")
    FOUND = "found", gettext_lazy("As a published response whose day or address is not known: dated by the document")
    REGISTER = "register", gettext_lazy("Only the report and its items, without the answers")

    @property
    def publishes(self):
        return self in (Way.PUBLISHED, Way.FOUND)


class ReportForm(forms.Form):
    """What the document is about: the body that answers, the report, and the comments on the whole of it."""

    prefix = "report"

    force = forms.ModelChoiceField(
        label=gettext_lazy("Whose answers these are"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a body"),
    )
    inspection = forms.ModelChoiceField(
        label=gettext_lazy("The report in the register"),
        queryset=Inspection.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of these: the register does not have it"),
    )
    title = TextField(label=gettext_lazy("Title of the report"), most=400)
    published_on = GovukDateField(label=gettext_lazy("Report published on"), required=False)
    national = forms.BooleanField(label=gettext_lazy("National"), required=False)
    thematic = forms.BooleanField(label=gettext_lazy("Thematic"), required=False)
    force_specific = forms.BooleanField(label=gettext_lazy("Force-specific"), required=False)
    follow_up = forms.BooleanField(label=gettext_lazy("Follow-up"), required=False)
    partner = forms.BooleanField(label=gettext_lazy("With partner inspectorates"), required=False)
    answered_on = GovukDateField(
        label=gettext_lazy("Date of the response"),
        required=False,
        help_text=gettext_lazy("As it stands on the document. The answers are dated by it."),
    )
    comments = TextField(
        label=gettext_lazy("Comments of the local policing body on the report"), most=COMMENTS_MAX_LENGTH, rows=8
    )
    chief_officer_comments = TextField(
        label=gettext_lazy("Comments of the chief officer on the report"), most=COMMENTS_MAX_LENGTH, rows=8
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How to take it over"),
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how to take it over.")},
    )
    response_published_on = GovukDateField(label=gettext_lazy("Response published on"), required=False)
    address = forms.URLField(
        label=gettext_lazy("Address where it is published"),
        required=False,
        assume_scheme="https",
        max_length=most_of(StatutoryResponse, "address"),
    )

    TYPES = Inspection.TYPES
    WORDS = ("comments", "chief_officer_comments")

    def __init__(self, *args, seat, bodies, inspections, likely, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["force"].queryset = bodies
        reports = self.fields["inspection"]
        reports.queryset = inspections
        first = [(report.pk, _report_name(report)) for report in likely]
        others = [(report.pk, _report_name(report)) for report in inspections if report not in likely]
        groups = ((_("Likely"), first), (_("All others"), others))
        reports.choices = [("", reports.empty_label), *(group for group in groups if group[1])]
        self.fields["how"].choices = [choice for choice in self.fields["how"].choices if choice[0] in ways]

    def clean_published_on(self):
        return self._by_today(self.cleaned_data["published_on"])

    def clean_answered_on(self):
        return self._by_today(self.cleaned_data["answered_on"])

    def clean_response_published_on(self):
        return self._by_today(self.cleaned_data["response_published_on"])

    def _by_today(self, on):
        if on and on > self.seat.day:
            raise ValidationError(_("The day cannot be in the future."))
        return on

    def clean(self):
        cleaned = super().clean()
        inspection = cleaned.get("inspection")
        if inspection is None and "inspection" not in self.errors:
            self._ask("title", _("Enter the title of the report: the register does not have it yet."))
            self._ask("published_on", _("Enter the day the report was published."))
        published_on = inspection.published_on if inspection else cleaned.get("published_on")
        for name in ("answered_on", "response_published_on"):
            if cleaned.get(name) and published_on and cleaned[name] < published_on:
                message = _("This is before %(day)s, when the report was published.")
                self.add_error(name, ValidationError(message, params={"day": day_words(published_on)}))
        if cleaned.get("how") != Way.REGISTER:
            self._ask("force", _("Choose the body that answers."))
        if cleaned.get("how") == Way.PUBLISHED:
            self._ask("response_published_on", _("Enter the day the response was published."))
            self._ask("address", _("Enter the address where the response is published."))
        return cleaned

    def _ask(self, name, sentence):
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


def _report_name(inspection):
    day = day_words(inspection.published_on) if inspection.published_on else _("day of publication not known")
    return f"{inspection.title} ({day})"


class ItemForm(forms.Form):
    """One item that was read: which item of the register it is, what it says where it is new, and the answer."""

    take = forms.ChoiceField(
        label=gettext_lazy("What to do with it"),
        choices=[("yes", gettext_lazy("Take it over")), ("no", gettext_lazy("Leave it out"))],
        widget=forms.RadioSelect({"class": "govuk-radios--inline govuk-radios--small"}),
        error_messages={"required": gettext_lazy("Choose whether to take it over.")},
    )
    same_as = forms.TypedChoiceField(
        label=gettext_lazy("In the register it is"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("That item is no longer in the report. Choose again.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=Recommendation.Kind)
    number = TextField(label=gettext_lazy("Number"), most=20)
    text = TextField(label=gettext_lazy("Text"), most=20_000, rows=5)
    deadline = TextField(
        label=gettext_lazy("Deadline as written"),
        most=300,
        help_text=gettext_lazy("For example, By 31 December 2024. Empty: read from the text."),
    )
    addressed_to = TextField(label=gettext_lazy("Addressed to"), most=500)
    condition = TextField(label=gettext_lazy("On a condition"), most=500)
    position = forms.ChoiceField(label=gettext_lazy("Where it stands"), choices=Words.Position)
    action = TextField(label=gettext_lazy("The force’s answer"), most=ANSWER_MAX_LENGTH, rows=5)
    comment = TextField(label=gettext_lazy("The local policing body’s answer"), most=ANSWER_MAX_LENGTH, rows=3)

    NEW = ("kind", "number", "text", "deadline", "addressed_to", "condition")
    """What is typed of an item that the register does not have."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["same_as"].choices = choices

    @property
    def is_taken(self):
        return self.is_bound and self.cleaned_data.get("take") == "yes"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("take") == "yes" and "same_as" in cleaned and cleaned["same_as"] is None:
            for name, sentence in (("kind", _("Choose its kind.")), ("text", _("Enter the text of the item."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            self._read_deadline()
        return cleaned

    def _read_deadline(self):
        words, text = self.cleaned_data.get("deadline"), self.cleaned_data.get("text")
        if not text or words is None:
            return
        try:
            self.deadline = read_deadline_field(words) if words else read_deadline(text)
        except UnreadableDeadline as error:
            self.add_error("deadline", ValidationError(_(error.message), params=error.params))
