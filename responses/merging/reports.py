"""The two reports that meet: their items side by side, what is recorded of each, and which are likely the same."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.actions import first_recorded
from inspections.models import Inspection, Obligation
from inspections.wording import day_words
from responses.models import Draft, ProgressUpdate, Response, StatutoryResponse
from responses.pairing import ENOUGH, likeliest, pairs

MOST_LIKELY = 5
"""Reports of the register that are suggested for a proposed one."""


@dataclass(frozen=True)
class Recorded:
    """What is recorded of one obligation. The words of `drafts` are their sides' alone: only their number is told."""

    row: Obligation
    response: Response | None = None
    drafts: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def __bool__(self):
        row = self.row
        said = self.has_words or self.notes or row.answered_on or row.claim
        return bool(said or row.closed_on or row.waiting_on_id or row.has_own_due_on)

    @property
    def has_words(self):
        return bool(self.response or self.drafts)

    @property
    def in_words(self):
        """ "Northshire Police: answer shared on 3 May 2026, 1 draft"; the name alone where nothing is recorded."""
        things = [*self._said, *self._standing]
        if not things and self.row.answered_on:
            things.append(_("answered on %(day)s") % {"day": day_words(self.row.answered_on)})
        return f"{self.row.body}: {', '.join(things)}" if things else str(self.row.body)

    @property
    def _said(self):
        if self.response:
            yield _("answer shared on %(day)s") % {"day": day_words(self.response.shared_on)}
        if self.row.claim:
            yield str(self.row.get_claim_display())
        if count := len(self.drafts):
            yield ngettext("%(n)s draft", "%(n)s drafts", count) % {"n": count}
        if count := len(self.notes):
            yield ngettext("%(n)s progress update", "%(n)s progress updates", count) % {"n": count}

    @property
    def _standing(self):
        if self.row.closed_on:
            yield _("closed on %(day)s") % {"day": day_words(self.row.closed_on)}
        if self.row.waiting_on:
            yield _("waiting on %(body)s") % {"body": self.row.waiting_on}
        if self.row.has_own_due_on:
            yield _("its own deadline: %(day)s") % {"day": day_words(self.row.due_on) if self.row.due_on else _("none")}


class Merger:
    """A proposed report and a report of the register as they stand now, in eight queries however long they are."""

    def __init__(self, proposal, report):
        self.proposal, self.report = proposal, report

    @cached_property
    def items(self):
        return _items(self.proposal)

    @cached_property
    def others(self):
        return _items(self.report)

    @cached_property
    def rows(self):
        """{item id: {body id: Recorded}}: all that the proposed report asks, and what the same bodies owe there."""
        asked = Obligation.objects.live().filter(recommendation__in=self.items)
        bodies = asked.order_by().values("body")
        there = Obligation.objects.live().filter(recommendation__in=self.others, body__in=bodies)
        rows = (asked | there).select_related("body", "recommendation__inspection", "waiting_on").order_by("body__name")
        return _recorded(list(rows))

    def of(self, item):
        """What is recorded for each body that the item is addressed to, by name."""
        return list(self.rows.get(item.pk, {}).values())

    def there(self, recorded, other):
        """What is recorded for the same body at an item of the register; None where it is not addressed to it."""
        return self.rows.get(other.pk, {}).get(recorded.row.body_id)

    @cached_property
    def first_recorded(self):
        return first_recorded(self.items)

    @cached_property
    def statutory(self):
        """[(the response on the proposed report, the one on the register's for the same force or None)]."""
        ours = StatutoryResponse.objects.filter(duty__inspection=self.proposal).select_related("duty__force", "body")
        theirs = {
            response.duty.force_id: response
            for response in StatutoryResponse.objects.filter(duty__inspection=self.report).select_related("duty")
        }
        return [(response, theirs.get(response.duty.force_id)) for response in ours.order_by("duty__force__name")]

    @cached_property
    def suggested(self):
        """{proposed item: the register's item that is likely the same}: by kind and number, else by its text."""
        return pairs(self.items, self.others, key=_named, text=lambda item: item.text)

    @property
    def facts(self):
        """Whatever decides what a merger does: where any of it changed meanwhile, somebody looks again."""
        reports = [(one.pk, one.title, one.published_on, one.accepted_on) for one in (self.proposal, self.report)]
        items = [
            (i.pk, i.kind, i.number, i.text, i.due_on, i.issued_on, i.cause_id) for i in [*self.items, *self.others]
        ]
        rows = [
            (
                one.row.pk,
                one.row.changed_at.isoformat(),
                one.response and one.response.revision,
                [(draft.pk, draft.revision) for draft in one.drafts],
                [note.pk for note in one.notes],
            )
            for bodies in self.rows.values()
            for one in bodies.values()
        ]
        return (
            reports,
            items,
            sorted(rows),
            [
                (one and (one.pk, one.published_on, one.comments, one.chief_officer_comments))
                for pair in self.statutory
                for one in pair
            ],
        )


def _items(report):
    items = report.items.standing().select_related("cause", "inspection").order_by("sequence", "pk")
    return list(items)


def _recorded(rows):
    found = {row.pk: Recorded(row) for row in rows}
    responses = Response.objects.filter(obligation__in=rows).select_related(
        "shared_by", "shared_from", "waiting_on", "answered_with__obligation__recommendation"
    )
    responses = {answer.obligation_id: answer for answer in responses}
    drafts = Draft.objects.filter(obligation__in=rows).select_related(
        "side", "saved_by", "waiting_on", "answered_with__obligation__recommendation"
    )
    for draft in drafts.order_by("pk"):
        found[draft.obligation_id].drafts.append(draft)
    for note in ProgressUpdate.objects.standing().filter(obligation__in=rows).select_related("by", "side"):
        found[note.obligation_id].notes.append(note)
    by_item = {}
    for row in rows:
        one = found[row.pk]
        one = Recorded(row, responses.get(row.pk), one.drafts, one.notes)
        by_item.setdefault(row.recommendation_id, {})[row.body_id] = one
    return by_item


def _named(item):
    """What names an item in its report: kind and number, and those of the cause of concern it stands under."""
    if not item.number:
        return None
    return item.kind, item.number.casefold(), item.cause.number if item.cause else None


# Which report it is ---------------------------------------------------------------------------------------------------


def likely(proposal, words=""):
    """Reports of the register that the proposed one may be, the likeliest first: same day, similar title.

    With `words`, those whose title has them all, likely or not.
    """
    reports = Inspection.objects.accepted().exclude(pk=proposal.pk)
    for word in words.split():
        reports = reports.filter(title__icontains=word)
    found = likeliest(reports, proposal.title, day=proposal.published_on)
    if not words:
        found = [one for one in found if one.score >= ENOUGH]
    return found[: MOST_LIKELY if not words else 4 * MOST_LIKELY]


def numbered(item):
    """ "Recommendation 4: Reasons", for a list to choose from."""
    cause = f" ({item.cause.label_in_sentence})" if item.cause else ""
    return f"{item.label}{cause}: {item.short}"
