"""What the rows of a sheet of items change, written through the actions: few statements for thousands of rows."""

from functools import partial

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from inspections.actions import address_each, correct_deadlines, remove_addressees
from inspections.exchange.sheet import in_one_go
from inspections.models import Obligation, Recommendation

AT_ONCE = 500
"""Rows of one step: so many that statements stay few, and so few that a progress bar moves."""


class ItemWriter:
    """Writes the changes of items: new ones, other words, corrected deadlines, and whom they are addressed to."""

    def __init__(self, bodies, *, by, on, reason):
        self.bodies, self.on = bodies, on
        self.signed = {"by": by, "reason": reason}
        self.history = {"batch_size": AT_ONCE, "default_user": by, "default_change_reason": reason}

    def steps(self, changes):
        """What is to be done, one after another: causes of concern first, for others stand under them."""
        new, old = ([change for change in changes if change.is_new is new] for new in (True, False))
        for group in ([c for c in new if c.item.is_cause], [c for c in new if not c.item.is_cause]):
            yield from (partial(self._create, some) for some in _parts(group))
        yield from (partial(self._update, some) for some in _parts([change for change in old if change.fields]))
        yield from (partial(in_one_go, self._due, some) for some in _parts([c for c in old if c.due_moves]))
        yield from (partial(in_one_go, self._remove, [change]) for change in old if change.removes)
        yield from (partial(in_one_go, self._address, some) for some in _parts([c for c in old if c.adds]))

    def _create(self, changes):
        bulk_create_with_history([change.item for change in changes], Recommendation, **self.history)
        in_one_go(self._address, changes)

    def _update(self, changes):
        fields = sorted(set().union(*(change.fields for change in changes)))
        bulk_update_with_history([change.item for change in changes], Recommendation, fields, **self.history)

    def _due(self, changes):
        correct_deadlines([change.item for change in changes], on=self.on, **self.signed)

    def _remove(self, changes):
        for change in changes:
            rows = change.item.obligations.live().filter(body__in=change.removes)
            remove_addressees(rows, removal=Obligation.Removal.ERROR, on=self.on, **self.signed)

    def _address(self, changes):
        address_each({change.item: [self.bodies[key] for key in change.adds] for change in changes}, **self.signed)


def _parts(changes):
    return [changes[start : start + AT_ONCE] for start in range(0, len(changes), AT_ONCE)]
