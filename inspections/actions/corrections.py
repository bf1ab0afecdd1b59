"""What was entered by mistake, after something was recorded about it: corrections that hold for every day."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.addressing import take_off
from inspections.actions.closing import AlreadyClosed
from inspections.actions.log import ActionError, Kind, OutOfOrder, check_order, locked, refuse, write
from inspections.models import Act, Obligation, Recommendation


class NotAddressed(ActionError):
    """The row is no longer addressed, or not yet: there is nothing to correct, or nothing to move to."""


class AnsweredItself(ActionError):
    """An answer is only moved to where there is none."""


class AlreadyInError(ActionError):
    """The item left its report already."""


class StillNeeded(ActionError):
    """Other records rely on the item."""


@transaction.atomic
def enter_in_error(obligations, *, by, on, reason):
    """Mark that these bodies were never asked, whatever was recorded for them: they leave every total of every day.

    The rows stay in history with all that was recorded; only their own people and overseers still see them.
    """
    rows = locked(obligations)
    refuse([row for row in rows if row.removed_on], NotAddressed, _("This item is no longer addressed to this body."))
    return take_off(rows, removal=Obligation.Removal.ERROR, by=by, on=on, reason=reason)


@transaction.atomic
def enter_item_in_error(item, *, by, on, reason):
    """Mark that the report has no such item: it leaves the report and every total with all its addressees."""
    item = Recommendation.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.in_error_on:
        raise AlreadyInError(_("This item is marked as entered in error already."))
    if item.under_cause.standing().exists():
        raise StillNeeded(_("Items stand under this cause of concern. Move or correct those first."))
    taken_over = Obligation.objects.live().filter(superseded_by=item).select_related("body")
    refuse(taken_over, StillNeeded, _("It is said to take the place of another item. Reopen that one first."))
    enter_in_error(item.obligations.live(), by=by, on=on, reason=reason)
    item.in_error_on, item._change_reason = on, reason
    item.save()
    return item


@transaction.atomic
def move_record(wrong, right, *, by, on, reason):
    """Carry what was recorded of one obligation to the one it belongs to: first day, claim, and whom it waits for.

    The days and their sources stay as they were entered. `wrong` then stands as if nothing had been said of it, on
    every day; and whatever was said of `right` before, and withdrawn, gives way to the answer as well.
    """
    rows = {row.pk: row for row in locked([wrong, right])}
    wrong, right = rows[wrong.pk], rows[right.pk]
    check_move(wrong, right, on=on)
    acts = [*_repeated(wrong, right), _moved(Kind.PLACED, right, wrong, by=by, on=on, reason=reason)]
    acts.append(_moved(Kind.TAKEN, wrong, right, by=by, on=on, reason=reason))
    acts[-1].ended_from_on, acts[-1].ended_as = wrong.reported_on, wrong.claim
    for row in (wrong, right):
        row.said_after = max(row.acts.values_list("pk", flat=True), default=0)
    for name, empty in {"answered_on": None, "claim": "", "reported_on": None, "waiting_on": None}.items():
        setattr(right, name, getattr(wrong, name))
        setattr(wrong, name, empty)
    return write([wrong, right], ["answered_on", "claim", "reported_on", "waiting_on", "said_after"], acts)


def check_move(wrong, right, *, on):
    """Refuse a move that cannot be made, before anything is written."""
    refuse([row for row in (wrong, right) if row.closed_on], AlreadyClosed, _("This item is closed. Reopen it first."))
    if right.pk == wrong.pk or right.removed_on or right.addressed_on is None or right.addressed_on > on:
        raise NotAddressed(_("Choose another item that is addressed to that body now."))
    refuse([right] if right.answered_on or right.claim else [], AnsweredItself, _("It has an answer of its own."))
    for day in filter(None, (wrong.answered_on, wrong.reported_on)):
        check_order([right], Kind.ANSWERED, day)


def _repeated(wrong, right):
    """The acts that say what holds of the answer, with the day, person and source that were entered."""
    said = list(wrong.acts.filter(kind__in=[Kind.ANSWERED, Kind.REPORTED]).order_by("on", "pk"))
    kept = [act for act in said if act.on == wrong.answered_on][:1]
    kept += [act for act in said if wrong.claim and act.kind == Kind.REPORTED and act.on == wrong.reported_on][-1:]
    names = ("kind", "on", "basis", "by", "reason", "became")
    repeated = [Act(obligation=right, **{name: getattr(act, name) for name in names}) for act in dict.fromkeys(kept)]
    return [*repeated, *_waits(wrong, right)]


def _waits(wrong, right):
    """The act that says whom the answer waits for, and since when; none where nobody said so."""
    said = wrong.acts.filter(kind=Kind.WAITING, pk__gt=wrong.said_after).order_by("on", "pk").last()
    if not (said and wrong.waiting_on):
        return []
    waits = {"on": said.on, "by": said.by, "reason": said.reason, "became": wrong.waiting_on.name}
    return [Act(obligation=right, kind=Kind.WAITING, **waits)]


def _moved(kind, row, other, **signed):
    return Act(obligation=row, kind=kind, became=str(other)[:200], **signed)


@transaction.atomic
def retract(obligation, *, answered_on, by, on, reason, progress_on=None):
    """Log that words were withdrawn: of the answer, and with them its claim, or of the progress of `progress_on`.

    `answered_on` is the first day on which something that still stands was recorded, None where nothing is left.
    """
    [row] = locked([obligation])
    if row.begins_on is None or on < row.begins_on:
        raise OutOfOrder(_("This cannot come before the day the item was addressed."))
    acts = []
    if row.claim and progress_on is None:
        ended = {"ended_from_on": row.reported_on, "ended_as": row.claim}
        acts.append(Act(obligation=row, kind=Kind.WITHDRAWN, on=on, by=by, reason=reason, **ended))
        row.claim, row.reported_on = "", None
    became = progress_on.isoformat() if progress_on else ""
    ended = {"ended_from_on": row.answered_on}
    acts.append(Act(obligation=row, kind=Kind.RETRACTED, on=on, by=by, reason=reason, became=became, **ended))
    row.answered_on = answered_on
    return write([row], ["answered_on", "claim", "reported_on"], acts)
