"""Long tables, as tracker.components.longtables writes them."""

from django import template

from inspections.back import query
from tracker.components import longtables, verdicts

register = template.Library()

register.simple_tag(longtables.bar_of)
register.simple_tag(longtables.overdue_figure)


@register.simple_tag(takes_context=True)
def matrix_cells(context, row):
    """The cells of one body's row. Those of reports lead to lists, which nobody goes back from."""
    trail = "" if context["matrix"].of_reports else context["trail"]
    return longtables.matrix_cells(row, trail, context["absent"])


@register.simple_tag(takes_context=True)
def inspection_rows(context, rows):
    """The rows of the list of reports."""
    return longtables.inspection_rows(rows, context["request"], query(context["request"]))


@register.simple_tag(takes_context=True)
def verdict(context, clock):
    """How a statutory response stands: responses.statutory.Clock."""
    return verdicts.verdict(clock, query(context["request"]))
