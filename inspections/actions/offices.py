"""Who holds an office, and how closely a force is watched: each from a day on, until the next such record."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.log import ActionError
from inspections.models import Body, MonitoringPhase, OfficeHolder
from inspections.wording import day_words


class NotThatDay(ActionError):
    """The record cannot begin on that day: the body is not there, or the same holds already."""


def check_appointment(body, *, name, capacity, on):
    """Raise NotThatDay where this person cannot take up this office on that day."""
    _check_exists(body, on)
    given = {"name": name, "day": day_words(on)}
    same = OfficeHolder.objects.filter(body=body, capacity=capacity)
    if other := same.filter(from_on=on).first():
        raise NotThatDay(_("%(other)s already takes up this office on %(day)s.") % {**given, "other": other.name})
    if OfficeHolder.objects.in_force_on(on).filter(pk__in=same.order_by().values("pk"), name=name).exists():
        raise NotThatDay(_("%(name)s is in this office on %(day)s already.") % given)


@transaction.atomic
def appoint(body, *, name, title, capacity, on, reason, by=None):
    """Record that somebody holds, deputises or acts in an office of the body from a day on.

    `by` is who says so, where that is not the person whose request this is.
    """
    _one_at_a_time(body)
    check_appointment(body, name=name, capacity=capacity, on=on)
    holder = OfficeHolder(body=body, name=name, title=title, capacity=capacity, from_on=on)
    holder._change_reason = reason
    if by:
        holder._history_user = by
    holder.save()
    return holder


def check_phase(force, *, phase, on):
    """Raise NotThatDay where the force cannot move to this phase on that day."""
    _check_exists(force, on)
    given = {"force": force, "day": day_words(on), "phase": MonitoringPhase.Phase(phase).label}
    if MonitoringPhase.objects.filter(force=force, from_on=on).exists():
        raise NotThatDay(_("%(force)s already changes its phase on %(day)s.") % given)
    if MonitoringPhase.objects.in_force_on(on).filter(force=force, phase=phase).exists():
        raise NotThatDay(_("%(force)s is in the phase %(phase)s on %(day)s already.") % given)


@transaction.atomic
def set_phase(force, *, phase, on, reason):
    """Record the phase in which HMICFRS monitors the force from a day on, with the reasons."""
    _one_at_a_time(force)
    check_phase(force, phase=phase, on=on)
    record = MonitoringPhase(force=force, phase=phase, from_on=on, reasons=reason)
    record._change_reason = reason
    record.save()
    return record


def _one_at_a_time(body):
    """Whoever else records it of this body now waits, so that a second press of the button is told, and no error."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _check_exists(body, on):
    if not body.exists_on(on):
        raise NotThatDay(_("%(body)s does not exist on %(day)s.") % {"body": body, "day": day_words(on)})
