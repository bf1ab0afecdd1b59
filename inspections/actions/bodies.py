"""What a body is and how long it exists, once others rely on it."""

from datetime import timedelta

from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from inspections.actions.log import ActionError
from inspections.models import Body, Governance, Obligation


class StaysWhatItIs(ActionError):
    """Records rely on the kind of this body."""


def check_kind(body, kind, *, was):
    """Raise StaysWhatItIs where a body that was of one kind cannot become the other.

    A commissioner becomes a mayor; a force, to which items are addressed, becomes nothing else.
    """
    among = {kind, was} <= set(Body.LOCAL_POLICING_KINDS)
    if body.pk and kind != was and not among and _is_in_use(body):
        raise StaysWhatItIs(_("Other records rely on what this body is. Enter another body as its successor."))


class PassesFirst(ActionError):
    """What the body owes, or oversees, has to pass to another before it ends."""


def check_end(body, until, *, was):
    """Raise PassesFirst where a body cannot end on `until` by that alone. `was` is the day that was entered before."""
    if not body.pk or until is None or until == was:
        return
    if Obligation.objects.live().filter(body=body, closed_on=None).exists():
        raise PassesFirst(_("Items that are not closed are addressed to it. Use “Merge into another body” instead."))
    governed = Governance.objects.in_force_on(until + timedelta(days=1)).filter(local_policing_body=body)
    if governance := governed.select_related("force").first():
        sentence = _("It oversees %(force)s after that day. Use “Give way to another body” instead.")
        raise PassesFirst(sentence % {"force": governance.force})


def _is_in_use(body):
    try:
        Collector(using=body._state.db, origin=body).collect([body])
    except ProtectedError:
        return True
    return False
