"""What becomes of each item of a proposed report, and what stands in the way of it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import Recommendation
from inspections.wording import day_words


class What(TextChoices):
    """What becomes of an item."""

    SAME = "same", gettext_lazy("the same as an item of that report")
    NEW = "new", gettext_lazy("a new item of that report")
    OUT = "out", gettext_lazy("left out")


@dataclass(frozen=True)
class Choice:
    """What becomes of `item`: it is the same as `into`, becomes new, or is left out for a `reason`."""

    item: Recommendation
    what: str
    into: Recommendation | None = None
    reason: str = ""


def problems(merger, choices):
    """{item id: a sentence that says why this cannot become of it}, for the items with one."""
    chosen = {choice.item.pk: choice for choice in choices}
    into = Counter(choice.into.pk for choice in choices if choice.into)
    found = {}
    for choice in choices:
        check = {What.SAME: _same, What.NEW: _new, What.OUT: _out}[choice.what]
        sentence = check(merger, choice, chosen)
        if not sentence and choice.into and into[choice.into.pk] > 1:
            sentence = _("Another item is said to be the same as this one, too. Each can only be one of them.")
        if sentence:
            found[choice.item.pk] = sentence
    return found


def conflicts(merger):
    """What stands in the way of the merger as a whole, in sentences."""
    for ours, theirs in merger.statutory:
        if theirs and not (ours.goes_into(theirs) or _stays(ours, theirs)):
            both = {"force": ours.duty.force}
            yield _("Both reports have a statutory response for %(force)s. Correct one of them first.") % both


def _stays(ours, theirs):
    """Whether comments that nobody published stay behind, as those of the register are out."""
    return theirs.published_on and not ours.published_on


def _same(merger, choice, chosen):
    item, other = choice.item, choice.into
    if item.is_cause != other.is_cause:
        return _("A cause of concern can only be the same as a cause of concern.")
    for recorded in merger.of(item):
        there = merger.there(recorded, other)
        if recorded and (sentence := _cannot_carry(recorded, there, other)):
            return sentence
    return _too_early(merger, item, other.addressed_on, merger.of(item))


def _cannot_carry(recorded, there, other):
    names = {"item": other.label_in_sentence, "body": recorded.row.body}
    if there is None:
        return (
            _("There, %(item)s is not addressed to %(body)s. Address it to it first, so that its answer stays.") % names
        )
    if recorded.row.closed_on:
        return _("For %(body)s this item is closed. Reopen it first.") % names
    if there.row.closed_on:
        return _("There, %(item)s is closed for %(body)s. Reopen it first, or leave this item out.") % names
    if recorded.response and there.response and there.response.answered_with_id and _serves(recorded.response):
        return _("Other answers of %(body)s point to this one, and there %(item)s points to another itself.") % names
    return ""


def _serves(response):
    return response.responses_answered_with_it.exists() or response.drafts_answered_with_it.exists()


def _too_early(merger, item, begins_on, rows):
    first = merger.first_recorded.get(item.pk)
    if not any(rows) or first is None or (begins_on and begins_on <= first):
        return ""
    if begins_on is None:
        return _("Something is recorded for it, and that report has no day of publication yet.")
    days = {"first": day_words(first), "begins": day_words(begins_on)}
    return _("Something is recorded for %(first)s, and there it only binds from %(begins)s.") % days


def _new(merger, choice, chosen):
    item = choice.item
    under = chosen.get(item.cause_id)
    if under and under.what == What.OUT:
        return _("It stands under a cause of concern that is left out.")
    cause = cause_of(choice, chosen)
    for other in merger.others:
        same = (other.kind, other.number, other.cause_id) == (item.kind, item.number, cause.pk if cause else None)
        if item.number and same:
            return _("That report has %(item)s already.") % {"item": item.label_in_sentence}
    issued_on = item.issued_on if item.issued_on != item.inspection.published_on else None
    days = list(filter(None, (merger.report.published_on, issued_on)))
    begins_on = max(days) if merger.report.published_on else None
    return _too_early(merger, item, begins_on, merger.of(item))


def cause_of(choice, chosen):
    """The cause of concern of that report under which a new item comes to stand, None where it stands alone."""
    under = chosen.get(choice.item.cause_id)
    return (under.into or under.item) if under else None


def _out(merger, choice, chosen):
    if any(merger.of(choice.item)) and not choice.reason:
        return _("Something is recorded for it. Say why it is left out: it all goes to history.")
    for other in chosen.values():
        if other.item.cause_id == choice.item.pk and other.what != What.OUT:
            return _("Items stand under this cause of concern that are not left out.")
    return ""
