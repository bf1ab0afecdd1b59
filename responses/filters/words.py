"""Words in items, and in what was said about them as far as the viewer may read it."""

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from inspections.filtering import StrictFilterSet
from inspections.labels import labels_in
from inspections.models import Inspection, Obligation, Recommendation
from inspections.searching import YES, Searched, is_full_text, occurs, telling, terms
from responses.filters.orders import MATCH
from responses.models import ProgressUpdate, Response

MOST_WORDS = 8
MOST_RANKED = 1_000
"""Items whose place among the best is told apart: twenty pages of them at least."""

MOST_NAMED = 2_000
"""Rows whose answers a word stands in that are asked for by their keys; SQLite takes no more of items either."""

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


class WordsFilter(StrictFilterSet):
    """Rows in which every word stands, wherever: in the item, its report's title, or an answer that may be read."""

    words = django_filters.CharFilter(
        label=_("Words in the item or the answer"),
        help_text=_('Also recommendation 4, "in this order", -without, begin*'),
        max_length=100,
        validators=[a_few_words],
        method="with_words",
    )

    def with_words(self, queryset, name, value):
        named, rest = labels_in(value)
        for kind, number in named:
            queryset = queryset.filter(recommendation__kind=kind, recommendation__number__iexact=number)
        asked = terms(rest)
        told = telling(asked)
        by_letters = told is None
        for term in asked if by_letters else told:
            queryset = self._narrowed(queryset, term, by_letters)
        if self.form.cleaned_data.get("sort") != MATCH:
            return queryset
        best = [term for term in asked if not term.without]
        return queryset.annotate(**{MATCH: _place(best, by_letters or not is_full_text())})

    def _narrowed(self, queryset, term, by_letters):
        """The rows with the term, or without it.

        The items are found first, and where few answers have the word these too: rows are then found by their keys. Of
        a million rows a word of most answers is no list to look each row up in: what is found is joined.
        """
        items, said = self._where_it_stands(term, by_letters)
        if term.without:
            told = [Exists(rows.filter(obligation=OuterRef("pk"))) for rows in said]
            return queryset.filter(~_among("recommendation", items), *(~one for one in told))
        first, *others = [rows.order_by().values("obligation") for rows in said]
        answered = first.union(*others)
        few = list(answered.values_list("obligation", flat=True)[: MOST_NAMED + 1])
        if len(few) <= MOST_NAMED:
            return queryset.filter(_among("recommendation", items) | _among("pk", few))
        asked = Obligation.objects.filter(_among("recommendation", items))
        return queryset.filter(pk__in=asked.order_by().values("pk").union(first, *others))

    def _where_it_stands(self, term, by_letters):
        """The items in which a term stands, as their keys, and the answers and progress."""

        def holding(rows, searched):
            return rows.filter(searched.finds(term, by_letters=by_letters))

        answers = Response.objects
        reports = holding(Inspection.objects, TITLE).order_by().values("pk")
        items = Recommendation.objects.order_by()
        found = (holding(items, ITEM), items.filter(number__iexact=term.text), items.filter(inspection__in=reports))
        first, *others = [rows.values_list("pk", flat=True) for rows in found]
        keys = first.union(*others)
        items = list(keys if is_full_text() else keys[: MOST_NAMED + 1])
        if not is_full_text() and len(items) > MOST_NAMED:
            items = keys
        said = [
            holding(answers.readable_by(self.seat), ANSWER),
            holding(answers.known_to(self.seat), PARTICULARS),
            holding(ProgressUpdate.objects.readable_by(self.seat), PROGRESS),
        ]
        return items, said


def _among(name, keys):
    """Condition: a key is one of these. PostgreSQL is given thousands of them in one piece."""
    if not is_full_text():
        return Q(**{f"{name}__in": keys})
    return Q(
        Func(F(name), Value(keys), template="(%(expressions)s::bigint[]))", arg_joiner=" = ANY(", output_field=YES)
    )


LEVEL = Cast(Value(0), IntegerField())
"""The place of every row where nothing tells them apart: a bare number would name a column to order by."""


def _place(found, by_letters):
    """How far from the best match a row stands: its item's place. What only an answer says comes last."""
    if not found:
        return LEVEL
    if by_letters:
        return _place_by_letters(found)
    ranked = Recommendation.objects.filter(_any(ITEM.finds(term) for term in found)).annotate(rank=ITEM.rank(found))
    best = list(ranked.order_by("-rank", "pk").values_list("pk", flat=True)[:MOST_RANKED])
    if not best:
        return LEVEL
    listed = Func(Value(best), template="(%(expressions)s)::bigint[]")
    place = Func(listed, F("recommendation"), function="array_position", output_field=IntegerField())
    return Case(When(recommendation__in=best, then=place), default=Value(MOST_RANKED + 1))


def _place_by_letters(found):
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
