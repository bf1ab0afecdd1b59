from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """The register: who asked what of whom, by when, and how it stands."""

    name = "inspections"
    verbose_name = _("The register")
    default_auto_field = "django.db.models.BigAutoField"
