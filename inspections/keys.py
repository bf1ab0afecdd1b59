"""Rows by keys that are known, or that the database finds first."""

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Subquery, Value


class _Array(Subquery):
    template = "ARRAY(%(subquery)s)"


def among(name, keys):
    """Condition: the key called `name` is one of these, a list or a queryset of them.

    PostgreSQL is given thousands of them in one piece, and finds those of a queryset before it looks at any row.
    """
    if connection.vendor != "postgresql":
        return Q(**{f"{name}__in": keys})
    piece = _Array(keys) if isinstance(keys, QuerySet) else Value(keys)
    return Q(Func(F(name), piece, template="(%(expressions)s::bigint[]))", arg_joiner=" = ANY(", output_field=YES))


YES = BooleanField()
