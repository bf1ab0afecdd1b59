"""The cells of a matrix, as tracker.components.cells writes them."""

from django import template

from tracker.components import cells

register = template.Library()


@register.simple_tag(takes_context=True)
def matrix_cells(context, row):
    """The cells of one body's row. Those of reports lead to lists, which nobody goes back from."""
    trail = "" if context["matrix"].of_reports else context["trail"]
    return cells.matrix_cells(row, trail, context["absent"])
