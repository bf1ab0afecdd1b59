"""What a response still lacks: what the law asks for, what does not add up, and what is advised."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.about.checks import Counted, counts, mentions
from documents.writing.markdown import plain
from inspections.models import Recommendation
from inspections.pasting import ItemKind
from inspections.wording import day_words
from responses.models import Draft
from responses.workspace.content import WITH


class Weight(TextChoices):
    """How much a gap weighs: the law asks for it; it does not add up; nobody can sign without it; it is advice.

    The label is how a tag says so.
    """

    LAW = "law", gettext_lazy("Missing")
    CHECK = "check", gettext_lazy("Check")
    NEEDED = "needed", gettext_lazy("Needed")
    ADVICE = "advice", gettext_lazy("Advice")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. `what` says it in a few words, `why` with the section of the Act or the figures.

    `section` is the section's name in addresses, or `item` the item; one of the two says where it is mended.
    """

    weight: Weight
    what: str
    why: str
    section: str = ""
    item: Recommendation | None = None

    def __str__(self):
        return f"{self.what}: {self.why}"

    @property
    def asks_a_reason(self):
        """Whether the response may be signed off without it only with a reason."""
        return self.weight in (Weight.LAW, Weight.CHECK)


@dataclass(frozen=True)
class Done:
    """One thing that is there."""

    what: str
    section: str = ""
    item: Recommendation | None = None


class Check:
    """The completeness of a response (`responses.workspace.content.Printed`), for somebody in this seat.

    Of answers that are not shared yet it tells only whoever writes them: the seat's own side.
    """

    def __init__(self, printed, seat):
        self.printed, self.seat = printed, seat
        self.response = printed.response

    @cached_property
    def gaps(self):
        """All gaps, in the order of the page."""
        return [*self._comments(), *self._items(), *self._counts(), *self._signature()]

    @property
    def missing(self):
        """What the law asks for and is not there, and what does not add up: with any, sign-off needs a reason."""
        return [gap for gap in self.gaps if gap.asks_a_reason]

    @property
    def advice(self):
        return [gap for gap in self.gaps if not gap.asks_a_reason]

    @cached_property
    def done(self):
        """What is there: sections with words, and items that are answered."""
        response = self.response
        sections = [
            ("comments", _("The comments"), response.comments),
            ("chief-officer", _("The chief officer’s comments"), response.chief_officer_comments or response.absence),
            ("reply", _("The response to them"), response.reply),
            ("monitoring", _("How progress is monitored"), response.monitoring),
            ("signature", _("The signature"), response.signatory_id),
        ]
        lacking = {gap.item for gap in self.gaps if gap.item}
        return [Done(what, section=name) for name, what, words in sections if words] + [
            Done(item.label, item=item) for item in self.own if item not in lacking
        ]

    # The comments on the whole ----------------------------------------------------------------------------------------

    def _comments(self):
        response = self.response
        if not response.comments:
            yield Gap(Weight.LAW, _("The comments"), _("s.55(5)(a): the local policing body’s own"), "comments")
        if not (response.chief_officer_comments or response.absence):
            yield Gap(Weight.LAW, _("The chief officer’s comments"), self._asked(), "chief-officer")
        if not response.reply and not response.absence:
            yield Gap(Weight.LAW, _("The response to those comments"), _("s.55(5)(c)"), "reply")
        if not response.monitoring:
            yield Gap(Weight.ADVICE, _("How progress is monitored"), _("Readers expect it"), "monitoring")

    def _asked(self):
        due_on = self.response.comments_due_on
        if due_on is None:
            return _("s.55(5)(b): they were not asked for yet. Or say that none came.")
        if due_on < self.seat.day:
            days = (self.seat.day - due_on).days
            return _("s.55(5)(b): asked for by %(day)s, %(days)s days ago. Or say that none came.") % {
                "day": day_words(due_on),
                "days": days,
            }
        return _("s.55(5)(b): asked for by %(day)s") % {"day": day_words(due_on)}

    # Every item -------------------------------------------------------------------------------------------------------

    @cached_property
    def own(self):
        """The items that are the force's to answer. A cause of concern is answered by what stands under it."""
        items = self.printed.items
        causes = {item.cause_id for item in items}
        return [item for item in items if item.pk not in causes and item.own]

    @cached_property
    def drafts(self):
        """The drafts that this seat's side has not shared."""
        if not any(item.drafts for item in self.printed.items):
            return []
        drafts = Draft.objects.readable_by(self.seat).select_related("obligation", WITH, "side", "saved_by")
        return list(
            drafts.filter(obligation__body=self.printed.force, obligation__recommendation__in=self.printed.items)
        )

    @cached_property
    def drafted(self):
        """Ids of the items of these drafts."""
        return {draft.obligation.recommendation_id for draft in self.drafts}

    def _items(self):
        return filter(None, map(self._gap_of, self.own))

    def _gap_of(self, item):
        remark = self.printed.remarks.get(item.pk)
        if remark and remark.section:
            return None if remark.still_stands else self._passage_gone(item)
        answer = self.printed.answers.get(item.pk)
        if answer and (answer.action or answer.answered_with_id):
            return None
        asked = item.kind == Recommendation.Kind.RECOMMENDATION
        what = _("Answer %(item)s") if item.pk not in self.drafted else _("Share the answer to %(item)s")
        return Gap(
            Weight.LAW if asked else Weight.ADVICE,
            what % {"item": item.label_in_sentence},
            self._why(item, asked),
            item=item,
        )

    def _why(self, item, asked):
        law = _("s.55(5B): the action, or why there is none") if asked else _("The law asks it of recommendations only")
        if item.pk in self.drafted:
            return _("%(law)s. It is drafted, and not shared.") % {"law": law}
        if item.condition:
            return _("%(law)s. It is on a condition: does it apply?") % {"law": law}
        return law

    def _passage_gone(self, item):
        what = _("Look at %(item)s") % {"item": item.label_in_sentence}
        return Gap(Weight.CHECK, what, _("The passage that answers it is no longer in the comments"), item=item)

    # What does not add up ---------------------------------------------------------------------------------------------

    def _counts(self):
        counted = [self._counted(item) for item in self.printed.items]
        for section, words in self._texts():
            texts = words.splitlines()
            for doubt in (*counts(texts, counted), *mentions(texts, counted)):
                yield Gap(
                    Weight.CHECK, self._count_in(section), self._conditions(_(doubt.message) % doubt.params), section
                )
        for document in self.printed.documents:
            for sentence in document.miscounts:
                what = _("Count in %(document)s") % {"document": document.name}
                yield Gap(Weight.CHECK, what, self._conditions(sentence), "comments")

    def _texts(self):
        """[(section, its words without marks)]: "**three** recommendations" counts three."""
        response = self.response
        return (
            ("comments", plain(response.comments)),
            ("chief-officer", plain(response.chief_officer_comments)),
            ("reply", plain(response.reply)),
        )

    def _counted(self, item):
        forces = any(body.is_force for body in self.printed.addressed[item.pk])
        return Counted(ItemKind(item.kind), item.number, item.text, forces)

    def _count_in(self, section):
        names = {
            "comments": _("Count in the comments"),
            "chief-officer": _("Count in the chief officer’s comments"),
            "reply": _("Count in the response to those comments"),
        }
        return names[section]

    def _conditions(self, sentence):
        """The sentence, with the items on a condition, which are easily left out of a count."""
        conditional = [item.label_in_sentence for item in self.own if item.condition]
        if not conditional:
            return sentence
        return _("%(sentence)s On a condition: %(items)s. Please check.") % {
            "sentence": sentence,
            "items": ", ".join(conditional),
        }

    # The signature ----------------------------------------------------------------------------------------------------

    def _signature(self):
        response = self.response
        if response.signatory_id is None:
            why = _("It cannot be signed off before somebody is chosen")
            yield Gap(Weight.NEEDED, _("Who signs"), why, "signature")
        if response.dated_on is None:
            yield Gap(Weight.ADVICE, _("The date"), _("Empty, it becomes the day of sign-off"), "signature")
        elif (late := self._dated_late()) > 0:
            yield Gap(
                Weight.ADVICE, _("The date"), _("It is %(days)s days after the last day") % {"days": late}, "signature"
            )
        named = " ".join(self.printed.recipients).casefold()
        for word, who in (("secretary", _("the Home Secretary")), ("inspector", _("the inspectors of constabulary"))):
            if word not in named:
                why = _("s.55(6): a copy goes to %(who)s") % {"who": who}
                yield Gap(Weight.CHECK, _("The recipients"), why, "signature")

    def _dated_late(self):
        last_day = self.printed.report.response_due_on
        return (self.response.dated_on - last_day).days if last_day else 0
