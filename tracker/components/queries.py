"""Links that keep the rest of an address: pages, sorting, and the chips of a filter."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from inspections.pastday import PARAMETER
from tracker.components.dates import long_date


def link(query, **changes):
    """The address of this page with parameters changed; None takes one out. `query` is a QueryDict."""
    query = query.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Chip:
    """One choice of a filter in force, and the address of the page without it."""

    label: str
    url: str


def chips(form, query, cleared="?"):
    """What a bound filter form selects: a chip for each value, in the order of its fields.

    None for invalid values, and none for what only arranges the list, as its order does. Without the last of them the
    page is at `cleared`.
    """
    if not form.is_bound:
        return []
    form.errors  # noqa: B018 - cleans the form
    arranges = getattr(form, "arranges", {"sort"})
    chosen = [bound for bound in form if bound.name in form.cleaned_data and bound.name not in arranges]
    found = [chip for bound in chosen for chip in _chips_of(bound, form, query)]
    return [replace(chip, url=cleared) if _is_bare(chip.url) else chip for chip in found]


def _is_bare(url):
    """Whether an address chooses nothing: it names the day at most."""
    return not set(QueryDict(url.removeprefix("?"))) - {PARAMETER}


def _chips_of(bound, form, query):
    value = form.cleaned_data[bound.name]
    names = [name for name in query if name == bound.html_name or name.startswith(f"{bound.html_name}_")]
    if value in (None, "", False) or not names or bound.is_hidden:
        return
    raw = query.getlist(bound.html_name)
    if hasattr(bound.field, "choices") and raw:
        labels = {str(key): label for key, label in _flat(bound.field.choices)}
        named = bound.name in getattr(form, "named_on_chips", ())
        for item in filter(None, raw):
            label = str(labels.get(item, item))
            yield Chip(_words(bound.label, label) if named else label, _without(query, bound.html_name, item))
        return
    yield Chip(_words(bound.label, value), link(query, page=None, **dict.fromkeys(names)))


def _words(label, value):
    if value is True:
        return str(label)
    shown = long_date(value) if isinstance(value, date) else value
    return _("%(label)s: %(value)s") % {"label": label, "value": shown}


def _without(query, name, value):
    query = query.copy()
    query.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label
