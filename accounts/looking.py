"""An administrator looks at the pages as somebody else sees them. What is looked at is remembered in the session."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Look
from inspections.actions import ActionError

KEY = "look"


class CannotLook(ActionError):
    """Only administrators look, and only as others who may sign in and are none themselves."""


def check_look(by, person):
    """Raises CannotLook with a sentence where `by` may not see what `person` sees."""
    if not (by.is_active and by.is_staff):
        raise CannotLook(_("Only administrators can see what somebody else sees."))
    if not person.is_active:
        raise CannotLook(_("%(person)s may not sign in, and sees nothing.") % {"person": person})
    if person.is_staff:
        raise CannotLook(_("%(person)s is an administrator, and sees what you see.") % {"person": person})


def start(request, person):
    """From now on this session sees what the person sees. Raises CannotLook."""
    check_look(request.user, person)
    stop(request)
    request.session[KEY] = Look.objects.create(by=request.user, person=person).pk


def stop(request):
    """The session sees its own again."""
    _end(request.session.pop(KEY, None), request.user)


def described(person, day):
    """The person with their roles of the day: "Dana Whitlock (editor, Northshire Police)"."""
    held = person.memberships.in_force_on(day).select_related("body").order_by("from_on", "pk")
    roles = "; ".join(f"{membership.get_role_display()}, {membership.body}" for membership in held)
    return f"{person} ({roles or _('acts for no body')})"


def current(request):
    """The Look of this session, None where there is none or it may go on no longer: it then ends.

    It knows as whom it looks in words, as `seen_as`.
    """
    key = request.session.get(KEY)
    if key is None:
        return None
    look = Look.objects.select_related("person").filter(pk=key, by=request.user.pk, ended_at=None).first()
    try:
        if look:
            check_look(request.user, look.person)
            look.seen_as = described(look.person, request.day)
            return look
    except CannotLook:
        pass
    stop(request)
    return None


def signed_out(look):
    """A look ends with the sign-in that it is part of."""
    _end(look.pk, look.by_id)


def _end(key, by):
    Look.objects.filter(pk=key, by=getattr(by, "pk", by), ended_at=None).update(ended_at=timezone.now())
