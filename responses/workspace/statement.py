"""What was said for one force on one report, its comments and its answers, as far as the viewer may read them."""

from dataclasses import dataclass
from functools import cached_property

from inspections.models import Obligation, Recommendation
from responses.models import Draft, Response
from responses.workspace.content import WITH
from responses.workspace.standing import Standing


@dataclass(frozen=True)
class Line:
    """One item of the report. `obligation` is None where it is not addressed to the force."""

    item: Recommendation
    obligation: Obligation | None
    answer: Response | None
    draft: Draft | None

    @property
    def words(self):
        """What this viewer reads of the answer: what their side is writing before what is shared."""
        return self.draft or self.answer


class Statement(Standing):
    """The response to a report for one force."""

    @cached_property
    def version(self):
        """What was signed off and published last, None where it was published elsewhere or not yet."""
        published = self.steps.log.published(self.seat.day)
        return published[-1][0] if published else None

    @cached_property
    def content(self):
        return self.version.content if self.version else None

    @property
    def comments(self):
        return self.content.comments if self.content else self._readable("comments")

    @property
    def chief_officer_comments(self):
        return self.content.chief_officer.comments if self.content else self._readable("chief_officer_comments")

    @property
    def chief_officer(self):
        """Who gave the comments: "Jo Brandreth, Assistant Chief Constable", "" where that is not known."""
        if self.content:
            names = self.content.chief_officer.name, self.content.chief_officer.rank
        else:
            names = self._readable("chief_officer_name"), self._readable("chief_officer_rank")
        return ", ".join(filter(None, names))

    @property
    def absence(self):
        return self.content.chief_officer.absence if self.content else self._readable("absence")

    @property
    def reply(self):
        return self.content.reply if self.content else self._readable("reply")

    @property
    def monitoring(self):
        return self.content.monitoring if self.content else self._readable("monitoring")

    @property
    def published(self):
        """[(item as it was published, its Line or None)] of the version."""
        lines = {(line.item.kind, line.item.number, line.item.text): line for line in self.lines}
        return [(item, lines.get((item.kind, item.number, item.text))) for item in self.content.items]

    def _readable(self, name):
        response = self.clock.response
        return getattr(response, name) if response and response.is_read_by(self.seat, name) else ""

    @cached_property
    def lines(self):
        """Every item of the report in its order: three queries, however many there are."""
        rows = Obligation.objects.visible_to(self.seat).live().filter(body=self.force)
        owed = {row.recommendation_id: row for row in rows.filter(recommendation__inspection=self.report)}
        answers = Response.objects.readable_by(self.seat).filter(obligation__in=owed.values())
        answers = {answer.obligation_id: answer for answer in answers.select_related(WITH)}
        drafts = Draft.objects.readable_by(self.seat).filter(obligation__in=owed.values()).select_related(WITH)
        drafts = {draft.obligation_id: draft for draft in drafts}
        items = self.report.items.standing().order_by("sequence", "pk")
        return [self._line(item, owed.get(item.pk), answers, drafts) for item in items]

    def _line(self, item, obligation, answers, drafts):
        key = obligation.pk if obligation else None
        return Line(item, obligation, answers.get(key), drafts.get(key))
