"""An administrator begins, and stops, to see what somebody else sees."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import looking
from accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def see_as(request, pk):
    """Says what looking means; looks from the moment the button is pressed."""
    person = get_object_or_404(User, pk=pk)
    try:
        looking.check_look(request.user, person)
        if request.method == "POST":
            looking.start(request, person)
            return redirect("home")
    except looking.CannotLook as refused:
        messages.error(request, str(refused))
        return redirect("admin:accounts_user_change", person.pk)
    held = person.memberships.in_force_on(request.day).select_related("body")
    title = _("See what %(person)s sees") % {"person": person}
    context = {"title": title, "person": person, "held": held, "opts": User._meta}
    return TemplateResponse(request, "admin/see_as.html", admin.site.each_context(request) | context)


@require_POST
def see_as_stop(request):
    """Back to what one sees oneself, on the page of the person who was looked at."""
    if request.look is None:
        return redirect("home")
    person = request.look.person_id
    looking.stop(request)
    return redirect("admin:accounts_user_change", person)
