"""The page of a report on which its items are pasted as text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from inspections.actions import ActionError
from inspections.forms import PastedItems, PasteForm
from inspections.models import Inspection


class TakesPastedItems:
    """A report's page has another one beside it, on which its items are pasted, looked at and saved."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.paste_view)
        return [path("<path:object_id>/paste/", page, name="inspections_inspection_paste"), *super().get_urls()]

    def paste_view(self, request, object_id):
        """The text first, then the rows that were read from it, until they are saved."""
        inspection = self._report(request, object_id)
        form, rows = PasteForm(request.POST if "text" in request.POST else None, inspection=inspection), None
        if "items-TOTAL_FORMS" in request.POST:
            rows = PastedItems(request.POST, instance=inspection)
            if self._saved(request, rows):
                return HttpResponseRedirect(reverse("admin:inspections_inspection_change", args=[inspection.pk]))
        elif form.is_valid():
            rows = PastedItems(form.rows(), instance=inspection)
            rows.is_valid()
        return self._paste_page(request, inspection, form, rows)

    def _report(self, request, object_id):
        if not self.has_change_permission(request):
            raise PermissionDenied
        inspection = self.get_object(request, object_id)
        if inspection is None or not self.has_change_permission(request, inspection):
            raise Http404
        return inspection

    def _saved(self, request, rows):
        """Whether the rows could be saved; whoever pastes at the same time waits, and is then told what is there."""
        try:
            with transaction.atomic():
                Inspection.objects.select_for_update(no_key=True).get(pk=rows.instance.pk)
                if not rows.is_valid():
                    return False
                count = rows.save_all(by=request.user, on=request.day)
        except ActionError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        done = ngettext("%(count)d item was added.", "%(count)d items were added.", count) % {"count": count}
        self.log_change(request, rows.instance, done)
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _paste_page(self, request, inspection, form, rows):
        context = {
            "title": gettext("Paste items"),
            "subtitle": str(inspection),
            "original": inspection,
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "media": self.media + (rows.media if rows else form.media),
        }
        page = "admin/inspections/inspection/paste.html"
        return TemplateResponse(request, page, self.admin_site.each_context(request) | context)
