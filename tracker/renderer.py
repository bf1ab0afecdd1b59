"""How forms become HTML."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Forms in GOV.UK's components, from templates/django/forms/."""
