"""What a body is, once others rely on it."""

from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from inspections.actions.log import ActionError
from inspections.models import Body


class StaysWhatItIs(ActionError):
    """Records rely on the kind of this body."""


def check_kind(body, kind, *, was):
    """Raise StaysWhatItIs where a body that was of one kind cannot become the other.

    A commissioner becomes a mayor; a force, to which items are addressed, becomes nothing else.
    """
    among = {kind, was} <= set(Body.LOCAL_POLICING_KINDS)
    if body.pk and kind != was and not among and _is_in_use(body):
        raise StaysWhatItIs(_("Other records rely on what this body is. Enter another body as its successor."))


def _is_in_use(body):
    try:
        Collector(using=body._state.db, origin=body).collect([body])
    except ProtectedError:
        return True
    return False
