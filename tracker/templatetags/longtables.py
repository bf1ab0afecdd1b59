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
def inspection_rows(context, reports):
    """The rows of the list of reports."""
    return longtables.inspection_rows(reports, context["request"], query(context["request"]))


@register.simple_tag(takes_context=True)
def compliance_rows(context, obligations):
    """The rows of the compliance list, as the context of its page says."""
    shown = longtables.Shown(
        day=context["request"].as_at,
        columns=context["columns"],
        trail=context["trail"],
        ticked=bool(context["acts"]),
        names_report=not context["one_inspection"],
        tells_changes=context["tells_changes"],
        by_change=context["by_change"],
    )
    return longtables.compliance_rows(obligations, shown)


@register.simple_tag(takes_context=True)
def body_rows(context, items):
    """The rows of one inspection on the page of a body."""
    return longtables.body_rows(items, context["request"].as_at, context["trail"])


@register.simple_tag(takes_context=True)
def cause_rows(context, causes):
    """The rows of the causes of concern of a body."""
    return longtables.cause_rows(causes, context["trail"])


@register.simple_tag(takes_context=True)
def verdict(context, clock):
    """How a statutory response stands: responses.statutory.Clock."""
    return verdicts.verdict(clock, query(context["request"]))
