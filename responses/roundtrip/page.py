"""What the page of a filled sheet shows to the person who uploaded it."""

from functools import cached_property

from django.core.paginator import Paginator

from responses.roundtrip.accepting import NotAccepted, accept, plan_for
from responses.roundtrip.forms import ReviewForm

ITEMS_AT_A_TIME = 100
"""Items whose changes stand on one page: each word of them is compared."""

MOST_REFUSALS = 200
"""Refusals that are told: enough to see what is wrong with a sheet."""


class SheetPage:
    """A FilledSheet as things stand, with the form that settles and accepts it; `sent` is what was posted.

    Of many changes a page shows those of its `number`; what is to be chosen stands on every one.
    """

    def __init__(self, filled, seat, sent=None, number=1):
        self.filled, self.seat, self.number = filled, seat, number
        self.show(plan_for(filled, seat), sent)

    def show(self, plan, sent=None):
        self.plan, self.form = plan, ReviewForm(sent, plan=plan)

    @property
    def is_acceptable(self):
        return bool(self.plan.changes) and not self.plan.refusals

    @cached_property
    def _sides(self):
        return {change.side.body.pk: change.side for change in self.plan.changes}.values()

    @property
    def shares(self):
        return any(side.approves for side in self._sides)

    @property
    def sends(self):
        return any(not side.approves for side in self._sides)

    @property
    def met(self):
        """The cells that somebody changed meanwhile: (change, cell, its field)."""
        pairs = [(change, cell) for change in self.plan.changes for cell in change.cells if cell.is_met]
        return [(change, cell, self.form.of(cell)) for change, cell in pairs]

    @property
    def others(self):
        """The items with other changed cells, or with words that are shared along: (change, cells)."""
        pairs = [(change, [cell for cell in change.cells if not cell.is_met]) for change in self.plan.changes]
        return [(change, cells) for change, cells in pairs if cells or (self.shares and change.unshared)]

    @property
    def others_here(self):
        """The page of these that is turned to."""
        return Paginator(self.others, ITEMS_AT_A_TIME).get_page(self.number)

    @property
    def refusals(self):
        return self.plan.refusals[:MOST_REFUSALS]

    def accepted(self, *, then, at):
        """Accept what was posted: how many of what were written; None where the page has something to put right."""
        seen = self.form.data.get("seal", "")
        if seen == self.plan.seal and not self.form.is_valid():
            return None
        try:
            return accept(self.filled, self.seat, then=then, choices=self.form.data, seal=seen, at=at)
        except NotAccepted as refused:
            self._refuse(refused)
            return None

    def _refuse(self, refused):
        """The page as things stand now, with what is in the way."""
        sent = self.form.data.copy()
        sent["seal"] = refused.plan.seal
        self.show(refused.plan, sent)
        self.form.errors.clear()
        for sentence in refused.sentences:
            self.form.add_error(None, sentence)
