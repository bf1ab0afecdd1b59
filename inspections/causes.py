"""Causes of concern: HMICFRS closes one for a body once the items under it are closed for the same body."""

from django.db.models import Exists, OuterRef, Q

from inspections.models import Obligation


def items_under(rows):
    """{(cause, body): what that body owes of the items under it} for those of these rows that are causes of concern.

    One query, and none where no row is a cause. Whatever is still addressed, closed or not.
    """
    causes = {(row.recommendation_id, row.body_id): [] for row in rows if not row.in_totals}
    if not causes:
        return {}
    found = under(rows).select_related("recommendation__inspection", "body")
    for row in found.order_by("recommendation__sequence", "pk"):
        if (key := (row.recommendation.cause_id, row.body_id)) in causes:
            causes[key].append(row)
    return causes


def under(rows):
    """What any body among these rows owes of the items under any of the causes of concern among them: a queryset."""
    causes = [row for row in rows if not row.in_totals]
    return Obligation.objects.live().filter(
        recommendation__cause__in={row.recommendation_id for row in causes}, body__in={row.body_id for row in causes}
    )


def keeps_it_open(rows, on=None):
    """{obligation of a cause: the obligations that keep it from being closed}: those not closed, or not by that day."""
    owed, going = items_under(rows), {row.pk for row in rows}

    def is_open(row):
        return row.closed_on is None or (on is not None and row.closed_on > on)

    held = {}
    for row in rows:
        found = [one for one in owed.get((row.recommendation_id, row.body_id), []) if is_open(one)]
        if found := [one for one in found if one.pk not in going]:
            held[row] = found
    return held


def has_open_items():
    """Condition on obligations: of a cause of concern, and an item under it is not closed for the same body."""
    open_items = Obligation.objects.live().filter(
        closed_on=None, recommendation__cause=OuterRef("recommendation"), body=OuterRef("body")
    )
    return Q(in_totals=False) & Exists(open_items)


def causes_over(rows):
    """The causes of concern over these obligations, each for the body that owes them: a queryset."""
    ours = rows.order_by().filter(recommendation__cause=OuterRef("recommendation"), body=OuterRef("body"))
    return Obligation.objects.live().filter(Exists(ours), in_totals=False)


def closed_causes_over(rows):
    """Those of them that stand closed."""
    return causes_over(rows).filter(closed_on__isnull=False)


def ripe_causes_over(rows):
    """Those of them that HMICFRS can close: everything under them is closed."""
    return causes_over(rows).filter(~has_open_items(), closed_on=None)
