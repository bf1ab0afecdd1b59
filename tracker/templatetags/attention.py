"""The panel of the administration's front page: what needs attention."""

from django import template
from django.contrib import admin
from django.urls import reverse
from django.utils.http import urlencode

from inspections.admin.base import AttentionFilter

register = template.Library()


@register.simple_tag(takes_context=True)
def needs_attention(context):
    """What needs attention today, as (sentence, address of the list that shows it); one query for each concern."""
    request, found = context["request"], []
    for model, model_admin in admin.site._registry.items():
        concerns = getattr(model_admin, "concerns", ())
        for concern in concerns if model_admin.has_view_permission(request) else ():
            count = concern.among(model._default_manager.all(), request.day).count()
            if count:
                opts = model._meta
                address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
                query = urlencode({AttentionFilter.parameter_name: concern.name})
                found.append((concern.sentence(count) % {"n": count}, f"{address}?{query}"))
    return found
