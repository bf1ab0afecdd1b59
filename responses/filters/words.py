"""Words in items, and in what was said about them as far as the viewer may read it."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from inspections.filtering import StrictFilterSet
from inspections.keys import YES, among
from inspections.labels import labels_in
from inspections.models import Inspection, Recommendation
from inspections.pastday import is_past
from inspections.searching import Searched, Term, is_full_text, occurs, telling, terms
from responses.filters.orders import MATCH
from responses.models import ProgressUpdate, Response

MOST_WORDS = 8
MOST_RANKED = 1_000
"""Items whose place among the best is told apart: twenty pages of them at least."""

MOST_NAMED = 2_000
"""Items that a search names by their keys on SQLite, which takes no more of them."""

MOST_ANSWERED = 500
"""Rows whose answers a term stands in that are named by their keys: PostgreSQL finds them by an index then."""

RARELY = 400
"""How many times the rows of a page, and of those before it, must be found for them to be looked at one by one."""

ITEM = Searched(subject="A", section="B", text="C")
TITLE = Searched(title="A", short_title="A")
ANSWER = Searched(action="A", comment="A")
PARTICULARS = Searched(lead="A", evidence="A")
PROGRESS = Searched(text="A")
"""What is searched together, each served by one index on PostgreSQL."""


def a_few_words(text):
    """Refuses a search for too much, and one for nothing, which would find everything."""
    asked = terms(text)
    if len(asked) > MOST_WORDS:
        raise ValidationError(_("Search for %(most)d words at most."), params={"most": MOST_WORDS})
    if not asked:
        raise ValidationError(_("Enter a word to search for."))


@dataclass(frozen=True)
class Place:
    """Where a term stands.

    `items` are the keys of the items, on SQLite a queryset where these are many; `rows` the keys of the obligations
    whose answers have it; `many` those answers, as querysets, that it stands in too often for them to be named.
    `is_told` says whether it was found as a word, not only as the number of an item.
    """

    term: Term
    by_letters: bool
    items: object
    rows: list
    many: list
    is_told: bool


class WordsFilter(StrictFilterSet):
    """Rows in which every word stands, wherever: in the item, its report's title, or an answer that may be read."""

    words = django_filters.CharFilter(
        label=_("Words in the item or the answer"),
        help_text=_('Also recommendation 4, "in this order", -without, begin*'),
        max_length=100,
        validators=[a_few_words],
        method="with_words",
    )

    one_by_one = False
    """Whether a common word is looked for in one row after the other, in the order of the list."""

    @property
    def searches(self):
        """Whether words are searched for."""
        return bool(self.form.is_valid() and self.form.cleaned_data["words"])

    def with_words(self, queryset, name, value):
        named, rest = labels_in(value)
        for kind, number in named:
            queryset = queryset.filter(recommendation__kind=kind, recommendation__number__iexact=number)
        for place in self._places:
            queryset = queryset.filter(self._holds(place))
        if self.form.cleaned_data.get("sort") != MATCH:
            return queryset
        best = [term for term in terms(rest) if not term.without]
        by_letters = not is_full_text() or any(place.by_letters for place in self._places)
        return queryset.annotate(**{MATCH: _rank(best, by_letters)})

    def leafed(self, rows, counted, end):
        """These rows of the filter, `counted` in all, for a page that ends with row number `end`.

        A common word stands in hundreds of thousands of answers, which take as long to find as to count. The rows of
        the first pages are found sooner one by one, where an index has the order of the list.
        """
        in_turn = self.sorted_by in ("deadline", "-deadline", "changed", "-changed") and not is_past(self.day)
        if counted < end * RARELY or not in_turn or not self._places or not is_full_text():
            return rows
        leafed = type(self)(self.data, self.queryset, request=self.request)
        leafed._form, leafed._places, leafed.one_by_one = self.form, self._places, True
        return leafed.qs

    @cached_property
    def _places(self):
        """The Places of what is searched for, of the terms that tell anything: by letters where none of them does."""
        _named, rest = labels_in(self.form.cleaned_data.get("words", ""))
        asked = terms(rest)
        found = self._find(asked, by_letters=False)
        if all(place.is_told for place in found):
            return found
        told = telling(asked)
        if told is None:
            return self._find(asked, by_letters=True)
        return [place for place in found if place.term in told]

    def _holds(self, place):
        """Condition: the term stands in a row; or, of a term that must not, does not.

        Of a term of many answers the database chooses between finding all of these at once and looking each row up.
        """
        has = _has if self.one_by_one else Exists
        answered = (has(rows.filter(obligation=OuterRef("pk")).order_by()) for rows in place.many)
        stands = reduce(or_, answered, among("recommendation", place.items) | among("pk", place.rows))
        return ~stands if place.term.without else stands

    def _find(self, asked, *, by_letters):
        """The Place of each of these terms, in one query."""
        parts = [self._parts(term, by_letters) for term in asked]
        questions = [
            _numbered(n, m, rows, "pk" if m < SAID else "obligation", most=_most(m))
            for n, of_term in enumerate(parts)
            for m, rows in enumerate(of_term)
        ]
        found = [[[] for _rows in of_term] for of_term in parts]
        for n, m, key in questions[0].union(*questions[1:], all=True) if questions else ():
            found[n][m].append(key)
        return [_place(*of_term, by_letters) for of_term in zip(asked, parts, found, strict=True)]

    def _parts(self, term, by_letters):
        """The items in which a term stands: by their number, words and report; then, from SAID on, what was said."""

        def holding(rows, searched):
            return rows.filter(searched.finds(term, by_letters=by_letters))

        items, answers = Recommendation.objects, Response.objects
        reports = holding(Inspection.objects, TITLE).order_by().values("pk")
        return [
            items.filter(number__iexact=term.text),
            holding(items, ITEM),
            items.filter(inspection__in=reports),
            holding(answers.readable_by(self.seat), ANSWER),
            holding(answers.known_to(self.seat), PARTICULARS),
            holding(ProgressUpdate.objects.readable_by(self.seat), PROGRESS),
        ]


SAID = 3
"""The place of the first of `_parts` that are answers."""


def _most(part):
    """How many rows of a part of a search are told apart; None for all."""
    if part >= SAID:
        return MOST_ANSWERED
    return None if is_full_text() else MOST_NAMED


def _numbered(term, part, rows, key, *, most):
    """The keys of some rows, one more than `most` of them, each with two numbers before it."""
    if most is not None:
        rows = rows.model.objects.filter(pk__in=rows.order_by().values("pk")[: most + 1])
    return rows.order_by().values_list(Value(term, IntegerField()), Value(part, IntegerField()), key)


def _place(term, parts, found, by_letters):
    items = set().union(*found[:SAID])
    if not is_full_text() and len(items) > MOST_NAMED:
        first, *others = [rows.order_by().values("pk") for rows in parts[:SAID]]
        items = first.union(*others)
    said = list(zip(parts[SAID:], found[SAID:], strict=True))
    return Place(
        term,
        by_letters,
        items if isinstance(items, QuerySet) else list(items),
        [key for _rows, keys in said if len(keys) <= MOST_ANSWERED for key in keys],
        [rows for rows, keys in said if len(keys) > MOST_ANSWERED],
        is_told=any(found[1:]),
    )


def _has(rows):
    """Condition: there are any of these. The database answers it for one row at a time, as it need not for `Exists`."""
    return Q(Coalesce(Subquery(rows.values(is_there=Value(True))[:1]), Value(False), output_field=YES))


LEVEL = Cast(Value(0), IntegerField())
"""The place of every row where nothing tells them apart: a bare number would name a column to order by."""


def _rank(found, by_letters):
    """How far from the best match a row stands: its item's place. What only an answer says comes last."""
    if not found:
        return LEVEL
    if by_letters:
        return _rank_by_letters(found)
    ranked = Recommendation.objects.filter(_any(ITEM.finds(term) for term in found)).annotate(rank=ITEM.rank(found))
    best = list(ranked.order_by("-rank", "pk").values_list("pk", flat=True)[:MOST_RANKED])
    if not best:
        return LEVEL
    listed = Func(Value(best), template="(%(expressions)s)::bigint[]")
    place = Func(listed, F("recommendation"), function="array_position", output_field=IntegerField())
    return Case(When(recommendation__in=best, then=place), default=Value(MOST_RANKED + 1))


def _rank_by_letters(found):
    fields = ("number__iexact", "subject__icontains", "section__icontains", "text__icontains")
    whens = [
        When(_any(Q(**{f"recommendation__{field}": term.text}) for term in found), then=Value(place))
        for place, field in enumerate(fields)
    ]
    in_title = _any(occurs(term.text, "recommendation__inspection__title") for term in found)
    whens.insert(2, When(in_title, then=Value(len(fields))))
    return Case(*whens, default=Value(len(fields) + 1), output_field=IntegerField())


def _any(conditions):
    either = Q()
    for condition in conditions:
        either |= condition
    return either
