"""Lists of records, found by whatever somebody types or an address says."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspections.fields import FIRST_YEAR, LAST_YEAR, AutocompleteKey

DAY_PARTS = {"year": (FIRST_YEAR, LAST_YEAR), "month": (1, 12), "day": (1, 31)}
LONGEST_SEARCH = 100
"""Characters: a database refuses comparisons with much longer ones, or with hundreds of words."""


class ReadableList:
    """A list that is shown whole, and says so, where its address holds a filter that cannot be one.

    Nor is it filtered by fields that its readers may not read: who guesses would learn what stands there.
    """

    show_full_result_count = False  # how many rows there are besides those that are shown

    def changelist_view(self, request, extra_context=None):
        private = getattr(self.model, "PRIVATE", ())
        if all(_can_be_filter(name, value) for name, value in request.GET.items()) and not any(
            name.partition("__")[0] in private for name in request.GET
        ):
            named = {"title": capfirst(str(self.opts.verbose_name_plural))}
            return super().changelist_view(request, named | (extra_context or {}))
        said = _("This filter cannot be read, so the whole list is shown.")
        self.message_user(request, said, messages.WARNING)
        return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def action_checkbox(self, obj):
        """The box of a row, as the administration has it, without a template for each of them."""
        label = format_html(_("Select this object for an action - {}"), str(obj))
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def get_search_results(self, request, queryset, search_term):
        words = search_term.replace("\0", "")[:LONGEST_SEARCH]
        return super().get_search_results(request, queryset, words)


class RecordList(ReadableList, admin.ModelAdmin):
    """Records that are only looked at."""

    list_per_page = 50


class FoundByTyping:
    """Fields of a form that are found by typing show what is there, and refuse what is not."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteKey(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _can_be_filter(name, value):
    """Whether a part of an address can be what a list is filtered by: no NUL, and no day outside the calendar."""
    first, last = DAY_PARTS.get(name.rpartition("__")[2], (None, None))
    if first is None:
        return "\0" not in name + value or name == "q"
    return value.isdecimal() and len(value) < 5 and first <= int(value) <= last
