"""The days by which a long list of the administration is narrowed."""

from django import template
from django.contrib.admin.templatetags.admin_list import date_hierarchy

from inspections.admin.longlists import Calendar

register = template.Library()


@register.inclusion_tag("admin/date_hierarchy.html", takes_context=True)
def calendar(context, rows):
    """Years, then months and days of a ChangeList: of a LongList without looking which of them have rows."""
    days = getattr(rows.model_admin, "days", None)
    span = days and days(context["request"].day)
    return date_hierarchy(Calendar(rows, *span) if span else rows)
