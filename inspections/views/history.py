"""The pages on which administrators read what changed. Nothing is written here."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inspections.forms import HistoryForm
from inspections.history import Told, sources_of, tell


@require_safe
def everything(request):
    """Everything that changed, of all records, newest first."""
    if not (admin.site.has_permission(request) and request.user.is_superuser):
        raise Http404
    return history_page(request, title=_("Everything that changed"), name="", opts=None)


def history_page(request, record=None, **context):
    """The history of everything, or the story of one record, as far as the filters of the address let it through."""
    sources = sources_of(record)
    form = HistoryForm(sources, request.GET)
    told = Told([], 1, goes_on=False)
    if form.is_valid():
        told = tell(sources, form.sought(record), form.cleaned_data["page"] or 1)
    is_narrowed = any(value for name, value in request.GET.items() if name != "page")
    context |= {"form": form, "told": told, "record": record, "is_narrowed": is_narrowed}
    return TemplateResponse(request, "admin/history.html", admin.site.each_context(request) | context)
