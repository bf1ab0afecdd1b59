"""How the statutory responses to a report stand, on the pages of the register, which knows nothing of responses."""

from django import template

from responses.duties import duties

register = template.Library()


@register.simple_tag(takes_context=True)
def standing_of_responses(context, inspection):
    """StateTotals of what the report's forces owe, as the viewer knows it: one query."""
    seat = context["request"].seat
    return duties().known_to(seat).filter(inspection=inspection).totals(seat.as_at)
