"""Words as people search for them: plain, “in this order”, -without, begin*.

PostgreSQL searches by its full text search in English: “searches” finds “searching”. SQLite finds what holds the
letters. The indexes are made by migrations called `full_text_search`, on PostgreSQL alone.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db import connection
from django.db.models import F, FloatField, Func, Q, TextField, Value

from inspections.keys import YES

QUOTES = str.maketrans("“”„«»", '"""""')
"""Word processors turn the quotation marks of what is pasted."""

TERM = re.compile(r'(-?)"([^"]*)"|(-?)([^\s"]+)')

REFERENCE = re.compile(r"\S*\w[/._@:#]\w\S*")

ENGLISH, AS_WRITTEN = "english", "simple"
"""How PostgreSQL reads words: by their stems, or as they are, which names need."""


def occurs(word, *fields):
    """Condition: the word stands in one of these fields, whatever its case."""
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))


def all_words(words, *fields):
    """Condition: each word occurs in one of these fields."""
    return reduce(and_, (occurs(word, *fields) for word in words.split()), Q())


@dataclass(frozen=True)
class Term:
    """A word, or several in their order, that must stand in a text, or must not."""

    text: str
    without: bool = False
    begins: bool = False

    @property
    def is_reference(self):
        """Whether it is a file number or an address, "CUST/114": PostgreSQL takes each for one word, whole or not."""
        return REFERENCE.fullmatch(self.text) is not None


def terms(words):
    """What is searched for: `custody "strip search" -drugs begin*` as four terms."""
    return [term for term in map(_term, TERM.finditer(words.translate(QUOTES))) if term.text]


def _term(found):
    quoted, phrase, plain, word = found.groups()
    if word is None:
        return Term(phrase.strip(), without=quoted == "-")
    if not word.strip("-*"):
        return Term("")
    return Term(word.rstrip("*"), without=plain == "-", begins=word.endswith("*"))


def is_full_text():
    """Whether the database searches whole words by their stems, and ranks what it finds."""
    return connection.vendor == "postgresql"


def telling(found):
    """Of these terms, those that PostgreSQL looks for: not “the” and “of”. One query; none on SQLite.

    Nothing but such words is told as None: then they are looked for letter by letter.
    """
    if not found or not is_full_text():
        return found
    with connection.cursor() as cursor:
        counted = ", ".join(["numnode(phraseto_tsquery('english', %s))"] * len(found))
        cursor.execute(f"SELECT {counted}", [term.text for term in found])
        told = [term for term, count in zip(found, cursor.fetchone(), strict=True) if count]
    return told or None


class Searched:
    """The columns of a table that are searched together, each with its weight: "A" weighs most, "D" least."""

    def __init__(self, config=ENGLISH, **weights):
        self.config, self.weights = config, weights

    def finds(self, term, *, by_letters=False):
        """Condition: the term stands in one of the columns; a reference wherever its letters stand."""
        if by_letters or term.is_reference or not is_full_text():
            return occurs(term.text, *self.weights)
        return Q(
            Func(self._vector, self._query(term), arg_joiner=" @@ ", template="(%(expressions)s)", output_field=YES)
        )

    def rank(self, found):
        """How well the columns match any of these terms: a number, the larger the better. PostgreSQL only."""
        queries = [self._query(term) for term in found]
        either = Func(*queries, arg_joiner=" || ", template="(%(expressions)s)", output_field=TextField())
        return Func(self._vector, either, function="ts_rank", output_field=FloatField())

    @property
    def _vector(self):
        return Vector(self.config, self.weights)

    def _query(self, term):
        if not term.begins:
            return Query(Value(term.text), function="phraseto_tsquery", config=self.config)
        quoted = term.text.replace("\\", "\\\\").replace("'", "''")
        return Query(Value(f"'{quoted}':*"), function="to_tsquery", config=self.config)


def _vector_sql(config, columns, weights):
    """What the index holds and what the query asks: PostgreSQL uses the index only where both are the same."""
    weighed = zip(columns, weights.values(), strict=True)
    return " || ".join(f"setweight(to_tsvector('{config}', {column}), '{weight}')" for column, weight in weighed)


class Vector(Func):
    """The words of a row as PostgreSQL's full text search keeps them."""

    output_field = TextField()

    def __init__(self, config, weights):
        super().__init__(*map(F, weights))
        self.config, self.weights = config, weights

    def as_sql(self, compiler, connection, **_extra):
        compiled = [compiler.compile(source) for source in self.source_expressions]
        sql = _vector_sql(self.config, [sql for sql, _params in compiled], self.weights)
        return f"({sql})", [param for _sql, params in compiled for param in params]


class Query(Func):
    """What is searched for, as PostgreSQL's full text search reads it."""

    template = "%(function)s('%(config)s', %(expressions)s)"
    output_field = TextField()
