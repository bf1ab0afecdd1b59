"""An office that proposed a report which the register has already: what the tests of merging begin from."""

from datetime import timedelta

from accounts.models import Membership
from accounts.seats import seat_of
from responses.actions import record_progress, save_draft
from responses.merging import Choice, Merger, What, merge, of_merge
from tests.factories import (
    TODAY,
    make_administrator,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

SAID_ON = TODAY - timedelta(days=30)


class World:
    """An office that proposed a report, and that report in the register, each with an item 4 for the office's force."""

    def __init__(self):
        self.force = make_force(name="Northshire Police")
        self.office = make_local_policing_body(self.force, name="Commissioner for Northshire")
        self.approver = make_user(self.office, Membership.Role.APPROVER)
        self.report = make_inspection([self.force], title="Safer in custody", slug="custody")
        self.proposal = make_inspection(
            [self.force], title="Safer in custody: a report", slug="drawer", proposed_by=self.office
        )
        self.theirs = make_obligation(self.force, make_recommendation(self.report, number="4"))
        self.ours = make_obligation(self.force, make_recommendation(self.proposal, number="4"))

    @property
    def side(self):
        return seat_of(self.approver, TODAY).side_for(self.ours)

    def more(self, *, other=True, **kwargs):
        """Another item of both reports (or only of the proposed one), as two obligations."""
        item = make_recommendation(self.proposal, **kwargs)
        ours = make_obligation(self.force, item)
        if not other:
            return ours
        return ours, make_obligation(self.force, make_recommendation(self.report, **kwargs | {"number": item.number}))

    def choices(self, **what):
        """A choice for each item: what is suggested, else new; `what` by number ("n4") says otherwise."""
        merger = Merger(self.proposal, self.report)
        chosen = []
        for item in merger.items:
            same = merger.suggested.get(item)
            suggested = Choice(item, What.SAME, same) if same else Choice(item, What.NEW)
            given = what.get(f"n{item.number}")
            chosen.append(Choice(item, **given) if given else suggested)
        return chosen

    def merge(self, **what):
        choices = self.choices(**what)
        seen = of_merge(Merger(self.proposal, self.report), choices).mark
        merge(self.proposal, self.report, choices, seen=seen, by=make_administrator(), on=TODAY, reason="The same.")
        for row in (self.ours, self.theirs):
            row.refresh_from_db()

    def draft(self, row, text, by=None):
        """An unshared draft of the office."""
        side = seat_of(by or self.approver, TODAY).side_for(row)
        return save_draft(row, side, {"action": text}, by=by or self.approver, revision=0)

    def note(self, row, text, on=SAID_ON):
        return record_progress(row, side=self.side, by=self.approver, on=on, text=text)
