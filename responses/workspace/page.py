"""A statutory response as those see it who write it: its sections, every item of the report, and what is missing."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.back import PARAMETER as BACK
from inspections.models import Body, Obligation, Recommendation
from responses.models import Draft, OfficeSettings, Response
from responses.workspace.checks import Check
from responses.workspace.forms import in_office_words
from responses.workspace.saved import Saved, saved_sections
from responses.workspace.sections import SECTIONS
from responses.workspace.standing import Standing

COMMENTS_OF = {
    **dict.fromkeys(
        (Body.Kind.COMMISSIONER, Body.Kind.FIRE_COMMISSIONER),
        (
            gettext_lazy("The Commissioner’s comments"),
            gettext_lazy("The Commissioner’s response to those comments"),
        ),
    ),
    Body.Kind.MAYOR: (gettext_lazy("The Mayor’s comments"), gettext_lazy("The Mayor’s response to those comments")),
}
OFFICES = (gettext_lazy("The office’s comments"), gettext_lazy("The office’s response to those comments"))
"""How the two sections of the local policing body are called, by its kind."""

MOST_NAMED = 12
"""Answered items that are named one by one beside the page."""


@dataclass(frozen=True)
class Section:
    """One section as its writer sees it: `words` is what stands there, "" while nothing does."""

    name: str
    heading: str
    words: str = ""
    saved: Saved | None = None
    gaps: list = field(default_factory=list)


@dataclass(frozen=True)
class WorkLine:
    """One item of the report. `obligation` is None where it is not the force's; then `remark` says whose it is.

    `kept` is the item as it was signed off, None while the response is being written. `others` are the bodies of the
    other side that have a draft of their own. Of a `passage` that is not the viewer's to read `quoted` is "".
    """

    item: Recommendation
    here: str
    names: tuple
    obligation: Obligation | None
    answer: Response | None
    draft: Draft | None
    remark: str
    passage: object = None
    quoted: str = ""
    others: list = field(default_factory=list)
    kept: object = None
    gaps: list = field(default_factory=list)

    @property
    def is_answered(self):
        return bool(self.answer or self.draft or self.passage)

    @property
    def due_on(self):
        return self.obligation.due_on if self.obligation else self.item.due_on

    @property
    def is_held(self):
        """Whether it takes no answer any more."""
        return bool(self.obligation.closed_on or self.obligation.removed_on)

    @property
    def is_newer(self):
        """Whether other words were shared than those that were signed."""
        return bool(self.answer) and self.answer.action != self.kept.answer.action

    @property
    def url(self):
        """The page where the item is answered, which leads back to the item here."""
        if self.obligation is None:
            return self.item.get_absolute_url()
        return f"{self.obligation.get_absolute_url()}?{urlencode({BACK: f'{self.here}#item-{self.item.pk}'})}"


class Workspace(Standing):
    """The page of one response for somebody in this seat."""

    @property
    def here(self):
        return reverse("responses:statutory_response", args=[self.report.slug, self.force.slug])

    # Who is looking

    @cached_property
    def side(self):
        """The side from which the viewer writes here; None where it is not theirs, or there is nothing to be written.

        Nobody writes where another response answers, where section 55 asks for none, or before the report is out.
        """
        published_on, day = self.report.published_on, self.seat.day
        held = self.duty.exemption or self.duty.has_ended(day) or self.response.answered_by_id
        if held or self.seat.looking or self.seat.past or published_on is None or published_on > day:
            return None
        return self.seat.sides.get(self.force.pk)

    @property
    def for_office(self):
        return self.side is not None and self.side.is_office

    @property
    def is_frozen(self):
        return self.response.is_frozen

    def reads(self, name):
        """Whether the viewer may read these words of the response, as they stand there."""
        return self.response.is_read_by(self.seat, name)

    def writes(self, section):
        """Whether the viewer may write the section while the response is not frozen."""
        return section in SECTIONS and self.side is not None and (self.for_office or section == "chief-officer")

    @property
    def is_writable(self):
        """Whether the words may be changed now."""
        return not self.is_frozen and self.office is not None

    @property
    def why_not(self):
        """Why the words may not be changed now."""
        if self.office is None:
            return _("No local policing body of %(force)s is recorded for today, so nothing can be written.") % {
                "force": self.force
            }
        if self.response.published_on:
            return _("This response is published. Its words change only in a correction.")
        return _("This response is signed off. Its words change only after the sign-off is undone.")

    # The sections

    @cached_property
    def saved(self):
        return saved_sections(self.response)

    @cached_property
    def headings(self):
        """{name: heading} of the sections of prose that the viewer writes, in the order of the response."""
        comments, reply = COMMENTS_OF.get(self.office.kind if self.office else "", OFFICES)
        found = {
            "comments": str(comments),
            "chief-officer": _("The chief officer’s comments"),
            "reply": str(reply),
            "monitoring": _("How progress will be monitored"),
        }
        return {name: heading for name, heading in found.items() if self.writes(name)}

    @cached_property
    def sections(self):
        """The same, each with its words, when they were saved, and what it lacks."""
        response = self.response
        words = {
            "comments": response.comments,
            "chief-officer": response.chief_officer_comments,
            "reply": response.reply,
            "monitoring": response.monitoring,
        }
        return [
            Section(name, heading, words[name], self.saved.get(name), self.gaps_of_sections[name])
            for name, heading in self.headings.items()
        ]

    def heading_of(self, section):
        """What a section is called, for its own page."""
        return _("The signature") if section == "signature" else self.headings[section]

    @property
    def layout(self):
        """The layout in words: the one chosen for this response, else the office's."""
        return OfficeSettings.Layouts(self.printed.layout).label

    @property
    def signatory(self):
        """Who signs, in words; "" while nobody is chosen."""
        holder = self.response.signatory
        return in_office_words(holder) if holder else ""

    # The items

    @cached_property
    def lines(self):
        """Every item of the report in its order: the same few queries, however many there are."""
        return [self._line(item) for item in self.printed.items]

    def _line(self, item):
        own = item.own
        drafts = self._drafts[item.pk]
        passage = self.passage_of(item)
        hidden = passage is not None and not self.reads(passage.section)
        remark = self.printed.remark_on if self.reads("comments") else self.printed.usual_remark_on
        return WorkLine(
            item=item,
            here=self.here,
            names=self.printed.addressees_of(item),
            obligation=own,
            answer=self.printed.answers.get(item.pk) if own else None,
            draft=next((draft for draft in drafts if draft.side_id == self.side.body.pk), None),
            remark="" if own else remark(item),
            passage=passage,
            quoted=passage.text if passage and not hidden else "",
            others=[draft.side for draft in drafts if draft.side_id != self.side.body.pk],
            kept=self._kept_of(item, hidden=hidden),
            gaps=self.gaps_of_items[item.pk],
        )

    def _kept_of(self, item, *, hidden):
        """The item as it was signed off; where the passage that answers it is `hidden`, without its first words."""
        kept = self._kept.get((item.kind, item.number, item.text))
        return replace(kept, answer=replace(kept.answer, answered_with="")) if hidden and kept and kept.answer else kept

    def passage_of(self, item):
        """The Remark by which a passage of the comments answers the item, None where none does."""
        held = self.printed.remarks.get(item.pk)
        return held if held and held.section else None

    @cached_property
    def _drafts(self):
        """{item id: the drafts of both sides}; of the other side's the words are not fetched."""
        found = defaultdict(list)
        ours = [draft for draft in self.check.drafts if draft.side_id == self.side.body.pk]
        drafts = [*ours, *self._their_drafts] if len(ours) < sum(item.drafts for item in self.printed.items) else ours
        for draft in drafts:
            found[draft.obligation.recommendation_id].append(draft)
        return found

    @property
    def _their_drafts(self):
        drafts = Draft.objects.exclude(side=self.side.body).select_related("side", "obligation")
        rows = drafts.filter(obligation__body=self.force, obligation__recommendation__in=self.printed.items)
        return rows.only("side", "obligation")

    @cached_property
    def _kept(self):
        """The items as they were signed off, by kind, number and text; none while the response is being written."""
        version = self.steps.log.current
        return {(item.kind, item.number, item.text): item for item in version.content.items} if version else {}

    @property
    def drafts(self):
        """The drafts of the viewer's side that can be shared, in report order."""
        return [line.draft for line in self.lines if line.draft and not line.is_held]

    # What is missing

    @cached_property
    def check(self):
        return Check(self.printed, self.seat)

    @cached_property
    def gaps(self):
        """What is missing and can be mended from the viewer's side; a response that is frozen is not checked."""
        if self.is_frozen:
            return []
        return [gap for gap in self.check.gaps if gap.item or self.writes(gap.section)]

    @cached_property
    def gaps_of_sections(self):
        found = defaultdict(list)
        for gap in self.gaps:
            found[gap.section].append(gap)
        return found

    @cached_property
    def gaps_of_items(self):
        found = defaultdict(list)
        for gap in self.gaps:
            found[gap.item and gap.item.pk].append(gap)
        return found

    @cached_property
    def links(self):
        """[(gap, where it is mended)]."""
        urls = {line.item.pk: line.url for line in self.lines}
        return [(gap, urls[gap.item.pk] if gap.item else self.url_of(gap.section)) for gap in self.gaps]

    def url_of(self, section):
        return reverse("responses:statutory_section", args=[self.report.slug, self.force.slug, section])

    @property
    def missing(self):
        """Without these the response may be signed off only with a reason."""
        return [gap for gap in self.gaps if gap.asks_a_reason]

    @property
    def done(self):
        """What is there, of what the viewer's side writes; many answered items are only counted."""
        return [done for done in self.check.done if self.writes(done.section) or (done.item and not self.many_done)]

    @property
    def many_done(self):
        """How many items are answered, where they are too many to be named; else 0."""
        count = sum(1 for done in self.check.done if done.item)
        return count if count > MOST_NAMED else 0
