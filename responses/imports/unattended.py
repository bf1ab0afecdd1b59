"""Documents taken over without a person at a page, by an operator of the program: only what needs no look is taken."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.seats import Seat
from inspections.actions import ActionError
from inspections.models import Body
from responses.imports.accepting import Taken, take_over
from responses.imports.forms import Way
from responses.imports.page import ReviewPage
from responses.imports.reading import review_of


class NotWhole(ValueError):
    """What was read cannot be taken over as it is; `sentences` say why."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class Outcome:
    """What became of one document, or would: `taken` says what is new; items by whether they were matched or left."""

    taken: Taken
    matched: list = field(default_factory=list)
    left: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def bring_in(data, name, *, on, force=None, accept=False):
    """Read a file and take it over as a published response, dated by itself; without `accept` it is undone again.

    `force` is the slug of the body that answers, where the document does not say. Raises Unreadable or NotWhole.
    """
    seat = Seat(user=None, day=on, inspectorate=True)
    review = review_of(data, name)
    first = ReviewPage(review, seat)
    if force is not None:
        first.force = Body.objects.get(slug=force)
    sent = first.as_sent()
    sent["report-how"] = Way.FOUND if first.force else Way.REGISTER
    page = ReviewPage(review, seat, sent=sent, bound=True)
    if not page.is_valid():
        raise NotWhole([error for form in [page.report, *page.item_forms] for error in _errors(form)])
    with transaction.atomic():
        try:
            taken = take_over(page, by=None, on=on)
        except ActionError as error:
            raise NotWhole([str(error)]) from error
        transaction.set_rollback(not accept)
    matched = [row for row in page.rows if row.was_matched]
    left = [row for row in page.rows if not row.form.is_taken]
    return Outcome(taken, matched, left, [sentence for sentence, _place in page.warnings])


def _errors(form):
    return [error for errors in form.errors.values() for error in errors]
