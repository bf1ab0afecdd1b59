"""How often deadlines were moved: a second time is told from the first."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from inspections.models import Act


def times_moved(rows, day):
    """{obligation id: how often its deadline was moved by `day`}, where it was. One grouped query.

    `rows` are obligations, their ids or a queryset of either. Corrections are no moves: what they put right was never
    the deadline.
    """
    moved = Act.objects.filter(obligation__in=rows, kind=Act.Kind.MOVED, on__lte=day).order_by()
    return dict(moved.values_list("obligation").annotate(Count("pk")))


def moves_by(day):
    """How often the deadline of each obligation of a query was moved by `day`, as a column."""
    moved = Act.objects.filter(obligation=OuterRef("pk"), kind=Act.Kind.MOVED, on__lte=day).order_by()
    counted = moved.values("obligation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_moves(rows, day):
    """The obligations of a page, each with `times_moved`."""
    rows = list(rows)
    moved = times_moved([row.pk for row in rows], day)
    for row in rows:
        row.times_moved = moved.get(row.pk, 0)
    return rows
