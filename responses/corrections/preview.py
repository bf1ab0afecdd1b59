"""What will change when something that was entered by mistake is put right, told before it is done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.wording import day_words
from responses.corrections.acts import standing_on
from responses.models import Response


def of_error(obligation):
    """Sentences on a body that was never asked to act on the item."""
    names = {"item": obligation.recommendation.label_in_sentence, "body": obligation.body}
    yield _("From now on %(body)s was never asked to act on %(item)s: it leaves every total, of every day.") % names
    yield _("Only %(body)s, its local policing body, HMICFRS and administrators still open its page.") % names
    yield from _recorded(obligation, _("stays in history"))
    yield from _others(obligation)
    yield _("It cannot be undone here: the item would be addressed to the body anew, and the answer moved there.")


def of_item_error(item):
    """Sentences on an item that its report does not have."""
    rows = list(item.obligations.live())
    yield _("The item leaves its report and every total, of every day. Its number may be used again.")
    counts = {"n": len(rows), "answered": sum(1 for row in rows if row.answered_on or row.claim or row.closed_on)}
    words = ngettext("%(n)s body no longer owes it", "%(n)s bodies no longer owe it", len(rows))
    yield _("%(bodies)s; %(answered)s answered it, and that stays in history.") % {"bodies": words % counts, **counts}
    yield _("HMICFRS and administrators still open its page; who answered it, the page of that answer.")
    yield from _others(*rows)
    yield _("It cannot be undone here: the item would be entered anew, and its answers moved there.")


def of_move(obligation):
    """Sentences on an answer that belongs to another item or body."""
    yield from _recorded(obligation, _("goes along, under the days as they were entered"))
    for count in filter(None, [obligation.drafts.count()]):
        words = ngettext("%(n)s draft goes along.", "%(n)s drafts go along.", count)
        yield words % {"n": count}
    yield _("Those who answer for the body that you choose then read the words, and nobody else of another body.")
    names = {"item": obligation.recommendation.label_in_sentence, "body": obligation.body}
    yield _("For %(body)s, %(item)s then stands as if nothing had been recorded, on every day.") % names


def of_withdrawal(obligation):
    """Sentences on the withdrawal of the shared words."""
    yield _("The words leave every page, every search and what has happened. Only administrators still read them.")
    if obligation.claim:
        claim = {"claim": obligation.get_claim_display(), "day": day_words(obligation.reported_on)}
        yield _("The report of %(day)s (%(claim)s) is taken back.") % claim
    if obligation.closed_on:
        yield _("The item stays closed.")
    yield _("A draft keeps only what its side added to these words.")
    yield _in_the_timeline()
    yield from _others(obligation)


def of_progress_withdrawal():
    """Sentences on the withdrawal of a progress update."""
    yield _("It leaves every page and every search. Only administrators still read it.")
    yield _in_the_timeline()


def _in_the_timeline():
    return _("What has happened says that words were withdrawn, and, to those who read the answer, why.")


def _recorded(obligation, what):
    """A sentence for each kind of thing that is recorded for the obligation."""
    response = Response.objects.filter(obligation=obligation).first()
    if response:
        yield _("The answer shared on %(day)s %(what)s.") % {"day": day_words(response.shared_on), "what": what}
    if obligation.claim:
        claim = {"claim": obligation.get_claim_display(), "day": day_words(obligation.reported_on), "what": what}
        yield _("The report of %(day)s (%(claim)s) %(what)s.") % claim
    for note in obligation.progress.standing():
        yield _("The progress of %(day)s %(what)s.") % {"day": day_words(note.on), "what": what}
    if obligation.closed_on:
        yield _("It is closed since %(day)s: that %(what)s.") % {"day": day_words(obligation.closed_on), "what": what}


def _others(*obligations):
    """The answers that stand in the way: they would lose what they point to."""
    for answer in standing_on(*obligations):
        yield _("First answer this item otherwise, which stands on these words: %(other)s.") % {"other": answer}
