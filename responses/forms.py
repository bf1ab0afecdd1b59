"""What either side of an answer types: the answer itself, progress, and an offer to another force."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from inspections.fields import GovukDateField, MarkdownField, RadiosWithHints, TextField, most_of
from inspections.finding import FindingForm
from inspections.labels import with_item_words
from inspections.models import Body, Obligation
from inspections.querysets import IS_OPEN
from inspections.wording import day_words, item_in_words
from responses.actions import lacking
from responses.models import ANSWER_MAX_LENGTH, Draft, Response, Words
from responses.owners import members
from responses.wording import answer_name

LARGEST_REVISION = 2**31 - 1


class AnswerForm(forms.Form):
    """What one side writes about one item. `complete` asks for all that sharing needs; a draft may want some of it."""

    position = forms.ChoiceField(
        choices=Words.Position,
        error_messages={"required": gettext_lazy("Choose where it stands.")},
        widget=RadiosWithHints(
            hints={
                "complete": gettext_lazy("The item then counts as reported complete until it is closed."),
                "not_applicable": gettext_lazy("Section 55(5B) asks for the reason. Give it below."),
                "none_proposed": gettext_lazy("Section 55(5B) asks for the reason. Give it below."),
            }
        ),
    )
    action = MarkdownField(
        label=gettext_lazy("Action taken or planned, or the reason for none"),
        most=ANSWER_MAX_LENGTH,
        rows=9,
        help_text=gettext_lazy(
            "What has been done, by whom, and what is left. Published word for word in the statutory response."
        ),
    )
    answered_with = forms.ModelChoiceField(
        label=gettext_lazy("Answered with"),
        queryset=Response.objects.none(),
        required=False,
        empty_label=gettext_lazy("No other answer"),
        help_text=gettext_lazy(
            "A shared answer that also answers this item. Its words then need not be written again."
        ),
        error_messages={"invalid_choice": gettext_lazy("That answer can no longer be chosen. Choose another.")},
    )
    comment = MarkdownField(most=ANSWER_MAX_LENGTH, rows=4)
    lead = TextField(label=gettext_lazy("Lead officer"), most=most_of(Draft, "lead"))
    waiting_on = forms.ModelChoiceField(
        label=gettext_lazy("Waiting on another body"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )
    target_on = GovukDateField(required=False)
    letter_on = GovukDateField(
        label=gettext_lazy("If these words come from a letter of the chief officer, its date"),
        required=False,
        help_text=gettext_lazy("For example, 28 8 2026. The answer is then dated by the letter."),
    )
    evidence = TextField(
        label=gettext_lazy("Evidence"),
        most=most_of(Draft, "evidence"),
        rows=3,
        help_text=gettext_lazy("Links or document references, one on a line, for example NP/CUST/2026/114"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_REVISION)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_REVISION)

    def __init__(self, *args, draft, side, day, complete=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.obligation, self.side, self.day, self.complete = draft.obligation, side, day, complete
        self.initial = draft.words | {"revision": draft.revision, "based_on": draft.based_on} | self.initial
        body = self.obligation.body
        self.fields["position"].label = _("Where does the force stand?") if body.is_force else _("Where do you stand?")
        self.fields["target_on"].label = _("The force’s own target") if body.is_force else _("Your own target")
        self.fields["target_on"].help_text = format_lazy(
            gettext_lazy("For example, 31 1 {year}. It does not move HMICFRS’s deadline."), year=day.year + 1
        )
        self._side_by_side(side.body)
        self._offer_choices(draft)

    def _side_by_side(self, office):
        """The comment and the letter are the local policing body's to write, under its own title."""
        if office.is_local_policing_body:
            self.fields["comment"].label = _("Comment of the %(office)s") % {"office": office}
            self.fields["comment"].help_text = _("Optional. It stands apart from the force’s words.")
        else:
            del self.fields["comment"], self.fields["letter_on"]

    def _offer_choices(self, draft):
        answers, body = self.fields["answered_with"], self.obligation.body
        serving = {answer.pk: answer for answer in Response.objects.that_may_answer(self.obligation)}
        if draft.answered_with_id:
            serving.setdefault(draft.answered_with_id, draft.answered_with)
        answers.queryset = Response.objects.filter(pk__in=serving)
        answers.choices = [
            ("", answers.empty_label),
            *((pk, _answer_in_words(answer, body)) for pk, answer in serving.items()),
        ]
        waited_for = self.fields["waiting_on"]
        held = Q(pk=draft.waiting_on_id) if draft.waiting_on_id else Q(pk=None)
        active = Body.objects.active_on(self.day).order_by().values("pk")
        waited_for.queryset = Body.objects.filter(Q(pk__in=active) | held).exclude(pk=body.pk)
        waited_for.choices = [("", waited_for.empty_label), *_by_kind(waited_for.queryset)]

    def clean_target_on(self):
        return self._not_before_publication(self.cleaned_data["target_on"], _("The target"))

    def clean_letter_on(self):
        on = self._not_before_publication(self.cleaned_data["letter_on"], _("The date of the letter"))
        if on and on > self.day:
            raise ValidationError(_("The date of the letter cannot be in the future."))
        return on

    def _not_before_publication(self, on, what):
        published_on = self.obligation.recommendation.inspection.published_on
        if on and published_on and on < published_on:
            raise ValidationError(
                _("%(what)s cannot be before the report was published, %(day)s.")
                % {"what": what, "day": day_words(published_on)}
            )
        return on

    def clean(self):
        cleaned = super().clean()
        written = {"position", "action", "answered_with"} <= cleaned.keys()
        if self.complete and written and (sentence := lacking(cleaned)):
            self.add_error("action", sentence)
        return cleaned

    @property
    def words(self):
        """What was typed, by the names of an answer's fields."""
        return {name: self.cleaned_data[name] for name in Words.WORDS if name in self.fields}


def _answer_in_words(answer, body):
    return _("%(answer)s: %(subject)s") % {
        "answer": capfirst(answer_name(answer, body)),
        "subject": answer.obligation.recommendation.short,
    }


def _by_kind(bodies):
    """Choices of bodies in groups, national bodies first."""
    groups = {_("National bodies"): [], _("Police forces"): [], _("Local policing bodies"): []}
    national, forces, offices = groups.values()
    for pk, name, kind in bodies.order_by("name").values_list("pk", "name", "kind"):
        group = forces if kind == Body.Kind.FORCE else offices if kind in Body.LOCAL_POLICING_KINDS else national
        group.append((pk, name))
    return [(name, choices) for name, choices in groups.items() if choices]


class ProgressForm(forms.Form):
    """A dated note of progress."""

    text = MarkdownField(
        label=gettext_lazy("What is new?"),
        most=ANSWER_MAX_LENGTH,
        rows=3,
        required=True,
        error_messages={"required": gettext_lazy("Write what is new.")},
        help_text=gettext_lazy("It is shared at once, signed with your name, and cannot be edited later."),
    )
    on = GovukDateField(
        label=gettext_lazy("On"),
        error_messages={"required": gettext_lazy("Enter the day: day, month and year.")},
    )

    prefix = "progress"

    def __init__(self, *args, obligation, day, **kwargs):
        super().__init__(*args, initial={"on": day}, **kwargs)
        self.obligation, self.day = obligation, day

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.day:
            raise ValidationError(_("The day cannot be in the future."))
        if self.obligation.begins_on and on < self.obligation.begins_on:
            raise ValidationError(
                _("The day cannot be before the item was addressed, %(day)s.")
                % {"day": day_words(self.obligation.begins_on)}
            )
        return on


class OfferForm(forms.Form):
    """Another force that the same item is addressed to, and that shares a unit with this one."""

    force = forms.ModelChoiceField(
        label=gettext_lazy("Offer this answer to another force"),
        queryset=Body.objects.none(),
        empty_label=gettext_lazy("Choose a force"),
        help_text=gettext_lazy("For a joint unit. The other force then reads it, and may accept it as its own answer."),
        error_messages={
            "required": gettext_lazy("Choose a force."),
            "invalid_choice": gettext_lazy("This item is not addressed to that force, or it has the offer already."),
        },
    )

    prefix = "offer"

    def __init__(self, *args, response, **kwargs):
        super().__init__(*args, **kwargs)
        owed = response.obligation.recommendation.obligations.live().exclude(body=response.obligation.body_id)
        force = self.fields["force"]
        force.queryset = (
            Body.objects.forces()
            .filter(pk__in=owed.order_by().values("body"))
            .exclude(pk__in=response.offered_to.values("pk"))
        )
        force.choices = [("", force.empty_label), *((body.pk, str(body)) for body in force.queryset)]

    @property
    def has_choice(self):
        """Whether there is any force to offer the answer to."""
        return len(self.fields["force"].choices) > 1


class OwnerForm(forms.Form):
    """Who on a side looks after an item from now on; empty: nobody."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of your own side.")},
    )

    def __init__(self, *args, side, day, **kwargs):
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = members([side.body], day)
        owner.choices = [("", owner.empty_label), *((person.pk, str(person)) for person in owner.queryset)]


class CorrectionForm(forms.Form):
    """Why something that was recorded is put right."""

    reason = TextField(
        label=gettext_lazy("Why?"),
        most=2_000,
        rows=3,
        required=True,
        help_text=gettext_lazy("Kept with the correction. Whoever may read the answer reads the reason too."),
        error_messages={"required": gettext_lazy("Say why: this corrects what others rely on.")},
    )


class MoveAnswerForm(CorrectionForm, FindingForm):
    """Where an answer belongs: another item of the same body, or the same item at another body."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Where it belongs"),
        queryset=Obligation.objects.none(),
        help_text=gettext_lazy("Only what has no answer of its own is offered. Where both are wrong, move it twice."),
        error_messages={
            "required": gettext_lazy("Choose where the answer belongs."),
            "invalid_choice": gettext_lazy("Something was recorded there meanwhile, or it is no longer addressed."),
        },
    )

    field_order = ["words", "to", "reason"]

    def __init__(self, *args, obligation, day, **kwargs):
        super().__init__(*args, **kwargs)
        near = Q(body=obligation.body_id) | Q(recommendation=obligation.recommendation_id)
        free = Obligation.objects.binding_on(day).filter(near, IS_OPEN, answered_on=None, response=None)
        rows = free.exclude(pk=obligation.pk).select_related("body", "recommendation__inspection")
        beside = Q(body=obligation.body_id, recommendation__inspection=obligation.recommendation.inspection_id)
        likeliest = Case(When(beside, then=0), When(recommendation=obligation.recommendation_id, then=1), default=2)
        self.fields["words"].label = _("Find another item, or another body")
        found = self.offer("to", rows.order_by(likeliest, "body__name", "recommendation"), _where)
        own = [(row.pk, item_in_words(row.recommendation)) for row in found if row.body_id == obligation.body_id]
        others = [(row.pk, str(row.body)) for row in found if row.body_id != obligation.body_id]
        groups = {
            _("Another item of %(body)s") % {"body": obligation.body}: own,
            _("This item at another body"): sorted(others, key=lambda choice: choice[1]),
        }
        self.fields["to"].choices = [("", _("Choose")), *((name, rows) for name, rows in groups.items() if rows)]


def _where(words):
    """Condition on rows: each word stands in the item, its report's title, or the body's name."""
    return with_item_words(words, "recommendation__", "body__name")
