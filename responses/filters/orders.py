"""The orders that the compliance list can stand in."""

from django.db.models import Case, F, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from inspections.facts import facts_on, last_recorded_on
from inspections.pastday import is_past
from inspections.querysets import conditions
from inspections.statuses import MOST_PRESSING_FIRST

MATCH = "match"
"""The order of what is searched for: only rows that were searched by words have it."""

SORTS = {
    "deadline": _("Earliest deadline first"),
    "-deadline": _("Latest deadline first"),
    "force": _("Force or body"),
    "-force": _("Force or body, last first"),
    "inspection": _("Inspection, oldest first"),
    "-inspection": _("Inspection, latest first"),
    "status": _("Status, most pressing first"),
    "-status": _("Status, closed first"),
    "-changed": _("Last change first"),
    "changed": _("Longest without change first"),
    MATCH: _("Best match first"),
}


def order(sort, day):
    """The order called `sort`, as expressions. The primary key ends it, so that no page overlaps the next."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    due_on = F(facts_on(day).due_on)
    by_deadline = due_on.asc(nulls_last=True)
    whens = [When(conditions(day)[status], then=Value(place)) for place, status in enumerate(MOST_PRESSING_FIRST)]
    leading = {
        "deadline": due_on,
        "force": F("body__name"),
        "inspection": F("recommendation__inspection__published_on"),
        "status": Case(*whens, output_field=IntegerField()),
        "changed": last_recorded_on(day) if is_past(day) else F("changed_at"),
        MATCH: F(MATCH),
    }[name]
    following = {
        "force": [by_deadline],
        "status": [by_deadline],
        "inspection": ["recommendation__inspection", "recommendation__sequence", "body__name"],
        MATCH: [by_deadline],
    }.get(name, [])
    # Turned round as a whole, so that an index on the column serves both ways.
    first = leading.desc(nulls_first=True) if turned else leading.asc(nulls_last=True)
    return [first, *following, "-pk" if turned else "pk"]
