"""What an office sets once for all its responses: a page for its approvers."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from responses.workspace.officeform import OfficeForm, office_of, settings_to_change
from responses.workspace.sections import settings_of


@require_http_methods(["GET", "HEAD", "POST"])
def office_settings(request, slug):
    """The paper, the recipients, the layout and the own target of the viewer's office."""
    body = office_of(request.seat, slug)
    if body is None:
        raise Http404
    if request.method != "POST":
        return _show(request, body, OfficeForm(instance=settings_of(body)))
    with transaction.atomic():
        form = OfficeForm(request.POST, instance=settings_to_change(body))
        if not form.is_valid():
            return _show(request, body, form)
        form.instance._history_user = request.user
        form.save()
    messages.success(request, _("Saved. Responses that are not signed off yet take it over."))
    return redirect("responses:body_detail", slug)


def _show(request, body, form):
    return render(request, "responses/office_settings.html", {"body": body, "form": form})
