"""How causes of concern stand for bodies, told by the items under them, and where HMICFRS can close one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from inspections.asat import as_they_stood
from inspections.facts import facts_on
from inspections.models import Obligation
from inspections.querysets import is_true
from inspections.wording import cause_standing

MOST = 20
"""Causes of concern that the page of a body shows, open ones first, before it leads to all of them."""


@dataclass(frozen=True)
class CauseStanding:
    """A cause of concern for one body: how many items that body owes under it, and how many of those are closed."""

    obligation: Obligation
    items: int
    closed: int

    @property
    def words(self):
        """How far the items under it are, in a sentence."""
        return cause_standing(self.closed, self.items, is_closed=self.obligation.closed_on is not None)

    @property
    def can_be_closed(self):
        """Whether all items under it are closed and it is not."""
        return self.obligation.closed_on is None and 0 < self.items == self.closed


def causes_of(body, seat, most=MOST):
    """(A CauseStanding for each cause of concern that binds a body as the viewer knows it, whether there are more).

    Open ones come first, and only the first `most` are there. One query.
    """
    rows = _rows(seat).filter(body=body).alias(is_over=is_true(facts_on(seat.as_at).are(closed_on__isnull=False)))
    rows = rows.order_by("is_over", "recommendation__inspection__published_on", "recommendation__sequence", "pk")
    found = _standings(rows[: most + 1], seat)
    return found[:most], len(found) > most


def bodies_of(cause, seat):
    """{obligation id: CauseStanding} of the bodies that a cause of concern is addressed to."""
    return {one.obligation.pk: one for one in _standings(_rows(seat).filter(recommendation=cause), seat)}


def closing_address(standings, back):
    """Where these causes are closed together; "" where none of them can be."""
    rows = [("row", one.obligation.pk) for one in standings if one.can_be_closed]
    return f"{reverse('responses:verify')}?{urlencode([('act', 'close'), *rows, ('back', back)])}" if rows else ""


def _rows(seat):
    """Causes of concern as they stand for bodies, each with the counts of what its body owes under it."""
    causes = Obligation.objects.binding_for(seat).filter(in_totals=False)
    under = Obligation.objects.owed_for(seat).filter(
        recommendation__cause=OuterRef("recommendation"), body=OuterRef("body")
    )
    closed = under.filter(facts_on(seat.as_at).are(closed_on__isnull=False))
    rows = causes.with_status(seat.as_at).annotate(items=_number(under), closed=_number(closed))
    return rows.select_related("body", "recommendation__inspection")


def _number(rows):
    counted = rows.order_by().values("body").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _standings(rows, seat):
    return [CauseStanding(row, row.items, row.closed) for row in as_they_stood(rows, seat.as_at)]
