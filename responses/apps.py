from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    """What bodies answered, and the pages that show who complies."""

    name = "responses"
    verbose_name = _("Responses")
    default_auto_field = "django.db.models.BigAutoField"
