from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import looking, typed
from accounts.seats import seat_of
from inspections.models import DayEnd, Restated

SAFE = ("GET", "HEAD", "OPTIONS")
READS = ("SELECT", "WITH", "EXPLAIN", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
COUNTED = tuple(
    f'{verb} "{model._meta.db_table}"'.upper()
    for verb in ("INSERT INTO", "DELETE FROM")
    for model in (DayEnd, Restated)
)
"""What a page that is only read may write all the same: figures that whoever asks first counts for everybody."""


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless it says otherwise. A form that is sent after the sign-in has ended keeps its
    words for the person to whom it was shown: once they have signed in again, its page shows them.
    """

    def handle_no_permission(self, request, view_func):
        if request.path == reverse("typed"):
            return JsonResponse({}, status=401)
        sheet = typed.keep_for_its_writer(request)
        if sheet is None:
            return super().handle_no_permission(request, view_func)
        messages.warning(request, _("You were signed out. What you wrote is kept: sign in, and it is in the form."))
        path, _hash, name = sheet.place.partition("#")
        here = f"{request.get_full_path()}#{name}" if request.path == path else sheet.place
        return redirect_to_login(here, self.get_login_url(view_func))


class SeatMiddleware:
    """Gives each request its day and, when first asked for, the seat of the person who signed in.

    `request.as_at` is the day that its page tells of: today, unless the address asks for an earlier one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.day = request.as_at = timezone.localdate()
        request.seat = SimpleLazyObject(lambda: seat_of(request.user, request.day))
        return self.get_response(request)


class WroteWhileLooking(RuntimeError):
    """A page that is only looked at tried to write: a mistake in the program."""


class LookingMiddleware:
    """Shows an administrator the pages as somebody else sees them, and lets nothing be changed meanwhile.

    `request.look` is the Look, None without one; `request.seat` is then the other person's, while `request.user` stays
    the administrator. Every method that could write is refused here, whatever the view, and so are the pages of the
    administration and of one's own account. A page that writes when it is only read fails.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.look = look = looking.current(request)
        if look is None:
            return self.get_response(request)
        request.seat = SimpleLazyObject(lambda: seat_of(look.person, request.day, looking=True))
        if request.path == reverse("account_logout"):
            return self._signing_out(request, look)
        if request.path == reverse("account_see_as_stop"):
            return self.get_response(request)
        own_pages = (reverse("admin:index"), reverse("account_login").removesuffix("login/"))
        if request.method not in SAFE or request.path.startswith(own_pages):
            return render(request, "account/look_refused.html", {"look": look}, status=403)
        with connection.execute_wrapper(_only_read):
            return self.get_response(request)

    def _signing_out(self, request, look):
        response = self.get_response(request)
        if not request.user.is_authenticated:
            looking.signed_out(look)
        return response


def _only_read(execute, sql, params, many, context):
    if not sql.lstrip(" (\n").upper().startswith(READS + COUNTED):
        raise WroteWhileLooking(sql[:80])
    return execute(sql, params, many, context)
