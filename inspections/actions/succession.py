"""Bodies that give way to others: a force merges into one, a local policing body hands over to the next.

Everything here holds from a day on. What passes is a new record of the successor; the predecessor's own stays, ended
on that day, so that every earlier day answers as it did.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from inspections.actions.claims import wait_on
from inspections.actions.log import ActionError, Kind, locked, write
from inspections.models import Act, Body, Governance, Inspection, Obligation, RelatedForce
from inspections.wording import day_words


class CannotSucceed(ActionError):
    """One of the bodies cannot end on that day, or the other cannot take its place."""


@dataclass(frozen=True)
class Passed:
    """An item that the successor owes: `obligation`, in the place of `rows`, which its predecessors (or it) owed."""

    rows: list
    obligation: Obligation


def to_pass(predecessors, successor):
    """The obligations that pass: all that are not closed; and the successor's own to the same items, closed or not."""
    live = Obligation.objects.live()
    theirs = live.filter(body__in=predecessors, closed_on=None)
    items = theirs.order_by().values("recommendation")
    return live.filter(Q(pk__in=theirs.order_by().values("pk")) | Q(body=successor, recommendation__in=items))


def check_merger(predecessors, successor, on):
    """Raise CannotSucceed where these bodies cannot merge into that one on that day."""
    for body in predecessors:
        _check_pair(body, successor, on)
        if body.kind != successor.kind or body.kind not in (Body.Kind.FORCE, Body.Kind.NATIONAL):
            raise CannotSucceed(_("A force merges into a force, and a national body into a national body."))


@transaction.atomic
def merge_bodies(predecessors, successor, *, by, on, reason):
    """End these bodies; the successor owes from the day on what they had not seen closed. Returns a list of Passed.

    Where several owed an item it has the earliest of their deadlines. What each had reported stands if all of them
    reported the same. What is closed stays where it was closed.
    """
    predecessors, successor = _fresh(predecessors, successor)
    check_merger(predecessors, successor, on)
    for body in predecessors:
        _end(body, successor, on, reason)
    passed = _pass_on(locked(to_pass(predecessors, successor)), predecessors, successor, by=by, on=on, reason=reason)
    waiting = Obligation.objects.live().filter(waiting_on__in=predecessors, closed_on=None)
    wait_on(waiting.filter(body=successor), None, by=by, on=on, reason=reason)
    wait_on(waiting.filter(waiting_on__in=predecessors), successor, by=by, on=on, reason=reason)
    for proposal in Inspection.objects.proposed().filter(proposed_by__in=predecessors):
        proposal.proposed_by, proposal._change_reason = successor, reason
        proposal.save()
    return passed


def pass_duties(duties, successor, *, by, on, reason):
    """End these duties to respond; the successor has them from the day on, once for each report.

    What section 55 asks of none of the predecessors it does not ask of the successor either.
    """
    duties = sorted(duties, key=lambda duty: (duty.inspection_id, duty.pk))
    for duty in duties:
        duty.ended_on = on
    signed = {"default_user": by, "default_change_reason": reason}
    bulk_update_with_history(duties, RelatedForce, ["ended_on"], **signed)
    already = {*RelatedForce.objects.filter(force=successor).values_list("inspection", flat=True)}
    new = [
        RelatedForce(inspection_id=report, force=successor, from_on=on, **_exemption(list(group)))
        for report, group in groupby(duties, key=lambda duty: duty.inspection_id)
        if report not in already
    ]
    bulk_create_with_history(new, RelatedForce, **signed)


def _exemption(duties):
    """The fields that say why section 55 applies to none of these duties; none of them where it applies to one."""
    if any(duty.is_owed for duty in duties):
        return {}
    return {"exemption": duties[0].exemption, "exemption_reason": duties[0].exemption_reason}


def governed_until(body, on):
    """The forces that this body oversaw on the day before, those that then merged among them."""
    eve = on - timedelta(days=1)
    governed = Governance.objects.in_force_on(eve).filter(local_policing_body=body)
    return Body.objects.forces().active_on(eve).filter(pk__in=governed.order_by().values("force"))


def check_handover(body, successor, on):
    """Raise CannotSucceed where this local policing body cannot hand over to that one on that day."""
    _check_pair(body, successor, on)
    if not (body.is_local_policing_body and successor.is_local_policing_body):
        raise CannotSucceed(_("A local policing body gives way to a local policing body."))
    if not governed_until(body, on):
        raise CannotSucceed(
            _("%(body)s oversaw no force until %(day)s.") % {"body": body, "day": day_words(on - timedelta(days=1))}
        )
    others = Governance.objects.in_force_on(on).filter(force__in=governed_until(body, on).active_on(on))
    for other in others.exclude(local_policing_body__in=[body, successor]).select_related():
        raise CannotSucceed(
            _("%(force)s is overseen by %(other)s on that day.")
            % {"force": other.force, "other": other.local_policing_body}
        )


@transaction.atomic
def hand_over_governance(body, successor, *, on, reason):
    """End a local policing body; the successor oversees its forces from the day on. Returns these forces.

    A force that merged on that day has no governance from then on: its successor has its own.
    """
    [body], successor = _fresh([body], successor)
    check_handover(body, successor, on)
    forces = list(governed_until(body, on).active_on(on))
    already = set(
        Governance.objects.in_force_on(on)
        .filter(force__in=forces, local_policing_body=successor)
        .values_list("force", flat=True)
    )
    for force in forces:
        if force.pk not in already:
            governance = Governance(force=force, local_policing_body=successor, from_on=on)
            governance._change_reason = reason
            governance.save()
    _end(body, successor, on, reason)
    return forces


# The bodies -----------------------------------------------------------------------------------------------------------


def _fresh(predecessors, successor):
    """The bodies as they are now, locked, so that two people do not merge one force twice."""
    keys = {body.pk for body in (*predecessors, successor)}
    bodies = {body.pk: body for body in Body.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [bodies[body.pk] for body in predecessors], bodies[successor.pk]


def _check_pair(body, successor, on):
    names = {"body": body, "successor": successor, "day": day_words(on)}
    if body.pk == successor.pk:
        raise CannotSucceed(_("%(body)s cannot give way to itself: choose another body.") % names)
    if body.successor_id:
        raise CannotSucceed(_("%(body)s has given way already, to %(other)s.") % {**names, "other": body.successor})
    if body.active_from and on <= body.active_from:
        raise CannotSucceed(_("%(body)s did not exist before %(day)s.") % names)
    if governance := _begins_later(body, on):
        since = {**names, "since": day_words(governance.from_on), "record": governance}
        raise CannotSucceed(_("“%(record)s” is recorded from %(since)s, so it did not end before that.") % since)
    if body.active_until and body.active_until < on - timedelta(days=1):
        raise CannotSucceed(
            _("%(body)s ended on %(ended)s, before that day.") % {**names, "ended": day_words(body.active_until)}
        )
    if successor.successor_id or not Body.objects.active_on(on).filter(pk=successor.pk).exists():
        raise CannotSucceed(_("%(successor)s does not exist on %(day)s.") % names)


def _begins_later(body, on):
    """The first period after that day in which the body oversees, or is overseen; None where there is none."""
    periods = Governance.objects.filter(Q(force=body) | Q(local_policing_body=body), from_on__gt=on)
    return periods.select_related("force", "local_policing_body").order_by("from_on").first()


def _end(body, successor, on, reason):
    body.active_until, body.successor = on - timedelta(days=1), successor
    body._change_reason = reason
    body.save()


# What they owe --------------------------------------------------------------------------------------------------------


def _pass_on(rows, predecessors, successor, *, by, on, reason):
    rows.sort(key=lambda row: (row.recommendation_id, row.body.name))
    shares = [list(group) for _item, group in groupby(rows, key=lambda row: row.recommendation_id)]
    passed = [Passed(share, _successors(share, predecessors, successor, on)) for share in shares]
    signed = {"by": by, "reason": reason}
    for row in rows:
        row.removed_on, row.removal = max(on, row.addressed_on or on), Obligation.Removal.PASSED_ON
    ended = [
        Act(obligation=row, kind=Kind.REMOVED, on=row.removed_on, became=row.removal, **signed)
        for row in rows
        if row.addressed_on
    ]
    write(rows, ["removed_on", "removal"], ended)
    Obligation.objects.bulk_create([one.obligation for one in passed], batch_size=500)
    Act.objects.bulk_create([act for one in passed for act in _begins(one, by=by, reason=reason)], batch_size=500)
    return passed


def _successors(rows, predecessors, successor, on):
    """The successor's obligation in the place of these, unsaved."""
    unclosed = [row for row in rows if row.closed_on is None]
    first_due = min(unclosed, key=lambda row: row.due_on or date.max)
    known = [row.addressed_on for row in rows if row.addressed_on]
    claims = {row.claim for row in unclosed}
    claim = claims.pop() if len(claims) == 1 else ""
    gone = {successor.pk, *(body.pk for body in predecessors)}
    return Obligation(
        recommendation=first_due.recommendation,
        body=successor,
        in_totals=first_due.in_totals,
        addressed_on=max(on, min(known)) if known else None,
        due_on=first_due.due_on,
        has_own_due_on=first_due.has_own_due_on,
        answered_on=min((row.answered_on for row in rows if row.answered_on), default=None),
        claim=claim,
        reported_on=max(row.reported_on for row in unclosed) if claim else None,
        waiting_on=next((row.waiting_on for row in unclosed if row.waiting_on_id not in {None, *gone}), None),
    )


def _begins(passed, *, by, reason):
    """What the log says of the successor's obligation: from whom it comes, and what they had answered and reported."""
    row = passed.obligation
    if row.addressed_on is None:
        return
    signed = {"obligation": row, "on": row.addressed_on, "by": by}
    names = get_text_list([old.body.name for old in passed.rows], _("and"))
    came = _("Passed on from %(names)s.") % {"names": names}
    passed_on = Obligation.Removal.PASSED_ON
    yield Act(kind=Kind.ADDRESSED, became=passed_on, reason=f"{came} {reason}".strip(), **signed)
    if row.claim:
        yield Act(kind=Kind.REPORTED, became=row.claim, reason=_days(passed.rows, "reported_on"), **signed)
    elif row.answered_on:
        yield Act(kind=Kind.ANSWERED, reason=_days(passed.rows, "answered_on"), **signed)


def _days(rows, name):
    """ "Carried over. Northshire Police: 3 May 2026; Southshire Police: 9 May 2026"."""
    days = "; ".join(f"{row.body}: {day_words(getattr(row, name))}" for row in rows if getattr(row, name))
    return _("Carried over. %(days)s") % {"days": days}
