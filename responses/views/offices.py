"""What an office sets once for all its responses: a page for its approvers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from responses.offices import OfficeForm, save_settings, settings_of_approver


@require_http_methods(["GET", "HEAD", "POST"])
def office_settings(request, slug):
    """The paper, the recipients and the own target of the office that the viewer approves for."""
    body = settings_of_approver(request.seat, slug)
    if body is None:
        raise Http404
    return render(request, "responses/office_settings.html", {})
