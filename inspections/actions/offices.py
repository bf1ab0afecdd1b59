"""Who holds an office, and how closely a force is watched: each from a day on, until the next such record."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.log import ActionError
from inspections.models import Body, Inspection, MonitoringPhase, OfficeHolder, Recommendation
from inspections.wording import day_words


class NotThatDay(ActionError):
    """The record cannot begin on that day: the body is not there, or the same holds already."""


class NotOfTheForce(ActionError):
    """The report does not relate to the force, or the cause of concern was never addressed to it."""


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


def check_grounds(force, *, report=None, causes=()):
    """Raise NotOfTheForce where a phase of the force cannot rest on this report and these causes of concern."""
    if report and not Inspection.objects.relating_to(force).filter(pk=report.pk).exists():
        given = {"report": report, "force": force}
        raise NotOfTheForce(_("“%(report)s” is no report of the register that relates to %(force)s.") % given)
    theirs = Recommendation.objects.causes_of(force).filter(pk__in=[cause.pk for cause in causes]).order_by()
    theirs = set(theirs.values_list("pk", flat=True))
    if others := [cause for cause in causes if cause.pk not in theirs]:
        given = {"item": others[0], "force": force}
        raise NotOfTheForce(_("“%(item)s” is no cause of concern that is addressed to %(force)s.") % given)


def check_phase(force, *, phase, on, report=None, causes=()):
    """Raise NotThatDay or NotOfTheForce where the force cannot move to this phase on that day, for these causes."""
    _check_exists(force, on)
    check_grounds(force, report=report, causes=causes)
    given = {"force": force, "day": day_words(on), "phase": MonitoringPhase.Phase(phase).label}
    if MonitoringPhase.objects.filter(force=force, from_on=on).exists():
        raise NotThatDay(_("%(force)s already changes its phase on %(day)s.") % given)
    if MonitoringPhase.objects.in_force_on(on).filter(force=force, phase=phase).exists():
        raise NotThatDay(_("%(force)s is in the phase %(phase)s on %(day)s already.") % given)


@transaction.atomic
def set_phase(force, *, phase, on, reason, report=None, causes=()):
    """Record the phase in which HMICFRS monitors the force from a day on, with the reasons.

    `report` is the Inspection behind it, `causes` are the Recommendations that it names: causes of concern.
    """
    _one_at_a_time(force)
    check_phase(force, phase=phase, on=on, report=report, causes=causes)
    record = MonitoringPhase(force=force, phase=phase, from_on=on, reasons=reason, report=report)
    record._change_reason = reason
    record.save()
    record.causes.set(causes)
    return record


def _one_at_a_time(body):
    """Whoever else records it of this body now waits, so that a second press of the button is told, and no error."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _check_exists(body, on):
    if not body.exists_on(on):
        raise NotThatDay(_("%(body)s does not exist on %(day)s.") % {"body": body, "day": day_words(on)})
