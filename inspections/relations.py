"""How items of different reports hang together: what continues or supersedes what."""

from dataclasses import dataclass

from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from inspections.models import Obligation, Recommendation

CONTINUES, CONTINUED_BY = _("Continues"), _("Continued by")
SUPERSEDES, SUPERSEDED_BY = _("Supersedes"), _("Superseded by")
BEFORE_THAT, AFTER_THAT = _("Before that"), _("After that")


@dataclass(frozen=True)
class Relation:
    """What another item is to this one."""

    words: str
    item: Recommendation


def relations(item_ids, seat):
    """{item id: [Relation]} for these items, as far as the viewer may see the others. Two queries."""
    pairs = _pairs(item_ids, seat.as_at)
    ids = set(item_ids)
    found = [(new, words, old) for new, old, words, _back in pairs if new in ids]
    found += [(old, back, new) for new, old, _words, back in pairs if old in ids]
    others = Recommendation.objects.visible_to(seat).known_on(seat.as_at).select_related("inspection")
    others = others.in_bulk([other for _item, _words, other in found])
    related = {}
    for item, words, other in found:
        if other in others:
            related.setdefault(item, []).append(Relation(words, others[other]))
    return related


def further_relations(item, seat):
    """What stands further along the chain of an item: what the item that it continues continued itself, and so on."""
    before, after = ([pk for step in steps[1:] for pk in step] for steps in chain(Recommendation, "continues", item))
    others = Recommendation.objects.visible_to(seat).known_on(seat.as_at).standing().select_related("inspection")
    others = others.in_bulk([*before, *after])
    told = [(BEFORE_THAT, pk) for pk in before] + [(AFTER_THAT, pk) for pk in after]
    return [Relation(words, others[pk]) for words, pk in told if pk in others]


def chain(model, relation, record):
    """(before, after): the keys of the records one step away by a relation that leads to the one before, two steps, …

    Each is a list of lists, the nearest step first; one query a step, but the first one before, which the record knows.
    The record brings `goes_on` along (see there), so that nothing is asked of the end of a chain.
    """
    path, seen = f"{relation}__in", {record.pk}
    going_on = {record.pk} if record.goes_on else set()

    def steps(keys, next_of):
        found = []
        while keys := [key for key in keys if key is not None and key not in seen]:
            seen.update(keys)
            found.append(keys)
            keys = next_of(keys)
        return found

    rows = model.objects.order_by("pk")

    def those_after(keys):
        keys = [key for key in keys if key in going_on]
        if not keys:
            return []
        after = list(rows.filter(**{path: keys}).values_list("pk", goes_on(model, relation)))
        going_on.update(key for key, goes in after if goes)
        return [key for key, _goes in after]

    first = [getattr(record, f"{relation}_id")]
    before = steps(first, lambda keys: list(rows.filter(pk__in=keys).values_list(relation, flat=True)))
    return before, steps(those_after([record.pk]), those_after)


def goes_on(model, relation):
    """Column: whether the relation leads from any other record to this one."""
    return Exists(model.objects.filter(**{relation: OuterRef("pk")}).order_by())


def _pairs(ids, day):
    """(newer, older, what the older one is to the newer, what the newer one is to the older) of these items."""
    linked = Recommendation.objects.filter(Q(pk__in=ids) | Q(continues__in=ids), continues__isnull=False).order_by()
    closed = Obligation.objects.addressed_as_at(day).filter(
        Q(superseded_by__in=ids) | Q(recommendation__in=ids), superseded_by__isnull=False, closed_on__lte=day
    )
    linked = linked.values_list(Value(0, IntegerField()), "pk", "continues")
    closed = closed.order_by().values_list(Value(1, IntegerField()), "superseded_by", "recommendation")
    words = (CONTINUES, CONTINUED_BY), (SUPERSEDES, SUPERSEDED_BY)
    return [(new, old, *words[how]) for how, new, old in sorted(linked.union(closed))]
