"""What in the register needs an administrator: records that are not whole yet, or were read with doubt."""

from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, Value
from django.db.models.functions import Substr

from inspections.deadlines import WINDOW, DeadlineKind, UnreadableDeadline, read_deadline, read_deadline_field
from inspections.models import Governance, Inspection, Obligation, Recommendation

DOUBTFUL = "attention:doubtful"
"""The name under which what was read is kept."""


def without_publication_day(inspections):
    """Reports of the register that cannot be published by themselves; proposed ones wait for something else."""
    return inspections.accepted().filter(published_on=None)


def unaddressed(items):
    """Items that nobody owes anything on, but for causes of concern, which the items under them carry."""
    return items.counted().filter(~Exists(Obligation.objects.live().filter(recommendation=OuterRef("pk"))))


def read_with_doubt(items):
    """Items whose words give another deadline than the one that is kept, or one that cannot be read and has no day."""
    return items.standing().filter(pk__in=_doubtful())


def _doubtful():
    """The keys of all such items. They are read once, and again only after something was entered or changed."""
    state = _state()
    kept, found = cache.get(DOUBTFUL) or (None, ())
    if kept != state:
        rows = Recommendation.objects.standing().order_by().annotate(opening=Substr("text", 1, WINDOW))
        rows = rows.values_list("pk", "opening", "deadline_text", "due_on", "issued_on", "inspection__published_on")
        found = [pk for pk, *facts in rows.iterator() if is_doubtful(*facts)]
        cache.set(DOUBTFUL, (state, found), timeout=None)
    return found


def _state():
    """What is another after every change to an item or its report: each saves a version, and a new one has a new key.

    Reports matter by their day of publication, from which deadlines count. The versions are counted too: of two that
    are saved at once, that with the lower key may be the later one to be seen.
    """
    records = (Recommendation.objects, Recommendation.history, Inspection.history)
    first, *others = [
        rows.order_by()
        .annotate(place=Value(place))
        .values_list("place")
        .annotate(last=Max(rows.model._meta.pk.name), count=Count("pk"))
        for place, rows in enumerate(records)
    ]
    return sorted(first.union(*others, all=True))


def is_doubtful(text, words, due_on, issued_on, published_on=None):
    """Whether the text of an item, or the words kept as its deadline, say another day than `due_on`.

    A day that somebody gave where the words cannot be read has settled the matter.
    """
    for read, written in ((read_deadline, text), (read_deadline_field, words)):
        try:
            deadline = read(written)
            if deadline.kind is not DeadlineKind.NONE and deadline.due_on(issued_on or published_on) != due_on:
                return True
        except UnreadableDeadline:
            if due_on is None:
                return True
    return False


def ungoverned(forces, day):
    """Territorial forces of the day for which no local policing body is recorded then."""
    governed = Governance.objects.in_force_on(day).order_by().values("force")
    return forces.forces().active_on(day).exclude(pk__in=governed)
