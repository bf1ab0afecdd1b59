"""How causes of concern stand for bodies, told by the items under them, and where HMICFRS can close one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from inspections.asat import as_they_stood
from inspections.models import Obligation
from inspections.statuses import Status, Totals
from inspections.wording import cause_standing


@dataclass(frozen=True)
class CauseStanding:
    """A cause of concern for one body, and the totals of what that body owes of the items under it."""

    obligation: Obligation
    totals: Totals

    @property
    def words(self):
        """How far the items under it are, in a sentence."""
        closed = self.totals[Status.CLOSED]
        return cause_standing(closed, self.totals.items, is_closed=self.obligation.closed_on is not None)

    @property
    def can_be_closed(self):
        """Whether all items under it are closed and it is not."""
        return self.obligation.closed_on is None and 0 < self.totals.items == self.totals[Status.CLOSED]


def causes_of(body, seat):
    """A CauseStanding for each cause of concern that binds a body as the viewer knows it; open ones first."""
    rows = (
        _rows(seat).filter(body=body).order_by("recommendation__inspection__published_on", "recommendation__sequence")
    )
    return sorted(_standings(rows, seat, "cause"), key=lambda one: one.obligation.closed_on is not None)


def bodies_of(cause, seat):
    """{obligation id: CauseStanding} of the bodies that a cause of concern is addressed to."""
    return {one.obligation.pk: one for one in _standings(_rows(seat).filter(recommendation=cause), seat, "body")}


def closing_address(standings, back):
    """Where these causes are closed together; "" where none of them can be."""
    rows = [("row", one.obligation.pk) for one in standings if one.can_be_closed]
    return f"{reverse('responses:verify')}?{urlencode([('act', 'close'), *rows, ('back', back)])}" if rows else ""


def _rows(seat):
    causes = Obligation.objects.binding_for(seat).filter(in_totals=False)
    return causes.with_status(seat.as_at).select_related("body", "recommendation__inspection")


def _standings(rows, seat, by):
    """Either the rows are of one body, each with its own items under it, or of one cause, each with its own body."""
    rows = as_they_stood(rows, seat.as_at)
    if not rows:
        return []
    under = Obligation.objects.owed_for(seat).filter(
        recommendation__cause__in={row.recommendation_id for row in rows}, body__in={row.body_id for row in rows}
    )
    totals = under.totals_by("recommendation__cause" if by == "cause" else "body", seat.as_at)
    key = "recommendation_id" if by == "cause" else "body_id"
    return [CauseStanding(row, totals.get(getattr(row, key), Totals())) for row in rows]
