"""The administrators' pages for the register."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspections.admin import bodies, obligations, register

__all__ = ["bodies", "obligations", "register"]

admin.site.site_header = _("Recommendation tracker: administration")
admin.site.site_title = _("Recommendation tracker")
admin.site.index_title = _("The records")
admin.site.enable_nav_sidebar = False  # the lists need the width; "Home" leads to all records
admin.site.empty_value_display = "–"
