"""Filters that a body shares go on in the body that takes its place."""

from responses.models import DefaultFilter, SavedFilter
from responses.models.saved import NAME_MAX_LENGTH


def pass_filters(bodies, successor):
    """Share the filters of these bodies with their successor, under another name where it has one of that name.

    Where it had no default, and they had one between them, it has theirs.
    """
    taken = set(SavedFilter.objects.filter(body=successor).values_list("name", flat=True))
    for saved in SavedFilter.objects.filter(body__in=bodies).order_by("pk"):
        saved.body, saved.name = successor, _free(saved.name, taken)
        taken.add(saved.name)
        saved.save()
    defaults = list(DefaultFilter.objects.filter(body__in=bodies))
    if len(defaults) == 1 and not DefaultFilter.objects.filter(body=successor).exists():
        defaults[0].body = successor
        defaults[0].save()
    else:
        DefaultFilter.objects.filter(body__in=bodies).delete()


def _free(name, taken):
    """The name, or the first with a number behind it that is not taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: NAME_MAX_LENGTH - 6]} ({number})"
    return free
