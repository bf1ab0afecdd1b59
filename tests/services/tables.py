"""The tables of the tests' database: emptied in a moment, and filled again as they were before."""

import sqlite3

from django.db import connection, transaction


def empty_quickly():
    """From now on `flush` deletes rows where there are some. On PostgreSQL to truncate every table takes half a second.

    There is nothing to make quicker on SQLite, where Django deletes rows anyway.
    """
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = lambda style, tables, **options: [*_unchecked(), *map(_emptying, _filled(tables))]


def _filled(tables):
    """Those of the tables that have any rows."""
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {_quoted(table)})" for table in tables)  # noqa: S608 - names of tables
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def _unchecked():
    """Until the transaction's end no row is checked for those that point to it: all of them go, or come back, at once.

    Only a superuser may say so, as the suite's own server has one; elsewhere the same takes a little longer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return ["SET LOCAL session_replication_role = replica"] if cursor.fetchone() == ("on",) else []


def _emptying(table):
    return f"DELETE FROM {_quoted(table)}"  # noqa: S608 - the name of a table


def _quoted(name):
    return connection.ops.quote_name(name)


def kept(name):
    """All rows that there are now, as an object with `put_back` and `close`; `name` is of letters and digits."""
    return {"sqlite": SQLiteRows, "postgresql": PostgreSQLRows}[connection.vendor](name)


class SQLiteRows:
    """A second database, in memory."""

    def __init__(self, name):
        self.copy = sqlite3.connect(":memory:")
        connection.connection.backup(self.copy)

    def put_back(self):
        self.copy.backup(connection.connection)

    def close(self):
        self.copy.close()


class PostgreSQLRows:
    """Tables of the same names in a schema of their own; they go with the tests' database."""

    def __init__(self, name):
        self.schema = f"kept_{name}"
        self.tables = _filled(connection.introspection.django_table_names(only_existing=True, include_views=False))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {_quoted(self.schema)}")
            for table in self.tables:
                cursor.execute(f"CREATE TABLE {self._copy_of(table)} AS TABLE {_quoted(table)}")

    def _copy_of(self, table):
        return f"{_quoted(self.schema)}.{_quoted(table)}"

    def put_back(self):
        """The sequences go on where they are, which is behind every row."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _unchecked():
                cursor.execute(statement)
            for table in self.tables:
                cursor.execute(_emptying(table))
                cursor.execute(f"INSERT INTO {_quoted(table)} TABLE {self._copy_of(table)}")

    def close(self):
        """Nothing is open."""
