"""How items of different reports hang together: what continues or supersedes what."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.models import Obligation, Recommendation

CONTINUES, CONTINUED_BY = _("Continues"), _("Continued by")
SUPERSEDES, SUPERSEDED_BY = _("Supersedes"), _("Superseded by")


@dataclass(frozen=True)
class Relation:
    """What another item is to this one."""

    words: str
    item: Recommendation


def relations(item_ids, seat):
    """{item id: [Relation]} for these items, as far as the viewer may see the others. Three queries."""
    pairs = [*_continuing(item_ids), *_superseding(item_ids, seat.as_at)]
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


def _continuing(ids):
    linked = Recommendation.objects.filter(Q(pk__in=ids) | Q(continues__in=ids), continues__isnull=False)
    for new, old in linked.order_by("pk").values_list("pk", "continues"):
        yield new, old, CONTINUES, CONTINUED_BY


def _superseding(ids, day):
    closed = Obligation.objects.addressed_as_at(day).filter(
        Q(superseded_by__in=ids) | Q(recommendation__in=ids), superseded_by__isnull=False, closed_on__lte=day
    )
    for new, old in (
        closed.order_by("superseded_by", "recommendation").values_list("superseded_by", "recommendation").distinct()
    ):
        yield new, old, SUPERSEDES, SUPERSEDED_BY
