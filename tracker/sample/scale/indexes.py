"""Indexes and foreign keys that are made once all rows are there: for a million rows far quicker than row by row."""

from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

CONSTRAINTS = """
    SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('f', 'u') AND conrelid = ANY (%s::regclass[]) ORDER BY contype, conname
"""
INDEXES = """
    SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid
"""


@contextmanager
def made_afterwards(models, show):
    """Meanwhile the tables of these models have nothing but their primary keys and checks. On PostgreSQL alone.

    It belongs into a transaction, and whoever else wants to read the tables waits for its end. `show` as in
    `tracker.sample.scale.load.load_scale`.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table about which something is still to be checked is kept
        drops, makes = _statements(cursor, [model._meta.db_table for model in models])
        for drop in drops:
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for make in show(makes, _("Indexes")):
            cursor.execute(make)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _statements(cursor, tables):
    """What takes all of them away, and what makes each of them again as it was."""
    cursor.execute(CONSTRAINTS, [tables])
    constraints = cursor.fetchall()
    cursor.execute(INDEXES, [tables])
    indexes = cursor.fetchall()
    drops = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _definition in constraints]
    drops += [f"DROP INDEX {name}" for name, _definition in indexes]
    makes = [definition for _name, definition in indexes]
    # Foreign keys are looked up in indexes: "u" before "f".
    makes += [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in reversed(constraints)]
    return drops, makes
