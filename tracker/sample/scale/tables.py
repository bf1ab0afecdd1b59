"""Rows in bulk: COPY on PostgreSQL, many at a time elsewhere, behind one door."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max


class Table:
    """Rows of one model that wait to be written.

    Each is a tuple of values in the order of `names`, days and moments as ISO text in UTC; every other column gets its
    field's default. Where the key is not among the names, the database gives it.
    """

    def __init__(self, model, names):
        self.model, fields = model, {field.attname: field for field in model._meta.concrete_fields}
        given = names.split()
        rest = [field for name, field in fields.items() if name not in given and not field.primary_key]
        self.columns = [field.column for field in [*map(fields.get, given), *rest]]
        self.defaults = tuple(None if field.null else field.get_default() for field in rest)
        self.rows = []
        self.last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0

    def key(self):
        """The key of the next row."""
        self.last += 1
        return self.last

    def write(self):
        """Send what waits to the database."""
        columns = ", ".join(map(connection.ops.quote_name, self.columns))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            WRITERS.get(connection.vendor, _insert)(cursor, table, columns, self)
        self.rows.clear()


def _copy(cursor, table, columns, waiting):
    defaults = waiting.defaults
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in waiting.rows:
            copy.write_row(row + defaults)


def _insert(cursor, table, columns, waiting):
    places = ", ".join(["%s"] * len(waiting.columns))
    rows = (row + waiting.defaults for row in waiting.rows)
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 - names of ours


WRITERS = {"postgresql": _copy}


def follow_keys(tables):
    """Bring the database's own keys behind those that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
