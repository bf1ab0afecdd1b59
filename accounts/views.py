"""An administrator sees what somebody else sees; people look after their own account; what they type is kept."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts import looking, optout, typed
from accounts.forms import RemindersForm
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


# One's own account ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Who one is here, and how often one is written to."""
    form = RemindersForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved: reminders by email, %(choice)s.") % {"choice": form.words})
        return redirect("account")
    held = request.user.memberships.in_force_on(request.day).select_related("body").order_by("from_on", "pk")
    return render(request, "account/account.html", {"form": form, "held": held})


@csrf_exempt  # a mail program has no token: its one click is a POST without cookies (RFC 8058)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_stop(request, token):
    """Stops the reminders of whom the link is for. Opening it changes nothing: mail programs do that by themselves."""
    person = optout.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        optout.stop(person)
    return render(request, "account/reminders_stop.html", {"person": person})


# What people type ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def typed_words(request):
    """Keeps a form's words while they are typed. To a page from before the last sign-in it says who is signed in now,
    and gives the token with which their forms are sent.
    """
    if request.method != "POST":
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    sheet = typed.Sheet.of(request)
    if sheet is None or sheet.user != request.user.pk:
        return JsonResponse({"user": request.user.pk}, status=400 if sheet is None else 409)
    at = timezone.now()
    try:
        is_new = typed.store(sheet, request.POST, at=at)
    except typed.TooLong:
        return JsonResponse({}, status=413)
    time = date_format(timezone.localtime(at), "H:i")
    return JsonResponse({"new": is_new, "says": _("Saved as you type, %(time)s. Only you see it.") % {"time": time}})


@require_http_methods(["GET", "HEAD", "POST"])
def typed_discard(request, pk):
    """Asks whether words that were typed and not saved shall go, and lets them go."""
    row = get_object_or_404(request.user.typed.unsaved(), pk=pk)
    if request.method != "POST":
        return render(request, "account/typed_discard.html", {"row": row})
    typed.discard(row)
    messages.success(request, _("What you typed and did not save was discarded."))
    return redirect(row.place)


def sent_with_an_old_token(request, reason=""):
    """A form from before the last sign-in: its words are kept, and its page shows them again, to be sent once more."""
    if request.path == reverse("typed"):
        return JsonResponse({}, status=403)
    sheet = typed.keep_for_its_writer(request)
    if sheet is None or request.user.pk not in (sheet.user, None):
        return render(request, "403_csrf.html", {"kept": sheet is not None}, status=403)
    messages.warning(request, _("You signed in or out in another tab. What you wrote is kept, but not saved yet."))
    return redirect(sheet.place)
