"""What an office has to do, and by when: the rows of the editor's home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.deadlines import STATUTORY_DAYS
from inspections.models import Inspection, Obligation
from inspections.statuses import DUE_SOON_DAYS, OPEN, Status
from responses.models import Draft
from responses.statutory import clocks


@dataclass(frozen=True)
class Task:
    """One thing to do: `verb` is the link's text, `about` says in a few words what it is about.

    `obligation` or `inspection` is what it belongs to; `by_on` None where there is no day. `status` is the item's; a
    statutory response only has one to say whether the 56 days are over, and `waits` where it is to be signed off by
    this person.
    """

    by_on: date | None
    verb: str
    about: str
    url: str
    inspection: Inspection
    status: str
    obligation: Obligation | None = None
    body: str = ""
    target_on: date | None = None
    past_target: bool = False
    waits: bool = False

    @property
    def is_immediate(self):
        return self.obligation is not None and self.obligation.is_immediate


@dataclass(frozen=True)
class ToDo:
    """An office's tasks in four heaps, each by date; and those of them that wait for this person's approval."""

    late: list
    soon: list
    later: list
    undated: list
    to_approve: list

    @property
    def waiting(self):
        """How many can wait."""
        return len(self.later) + len(self.undated)

    @property
    def count(self):
        return len(self.late) + len(self.soon) + self.waiting


def todo(seat):
    """Everything the seat's bodies have to do, in five queries however much it is."""
    name_bodies = len(seat.sides) > 1
    drafts = {draft.obligation_id: draft for draft in Draft.objects.readable_by(seat)}
    items = [_answer(row, drafts.get(row.pk), seat, name_bodies) for row in _open_items(seat)]
    statutory = list(_statutory(seat, name_bodies))
    tasks = sorted([*items, *statutory], key=lambda task: task.by_on or date.max)
    soon = seat.day + timedelta(days=DUE_SOON_DAYS)
    dated = [task for task in tasks if task.by_on]
    return ToDo(
        late=[task for task in dated if task.by_on < seat.day],
        soon=[task for task in dated if seat.day <= task.by_on <= soon],
        later=[task for task in dated if task.by_on > soon],
        undated=[task for task in tasks if not task.by_on],
        to_approve=[task for task in items if _approves(task.obligation, drafts, seat)]
        + [task for task in statutory if task.waits],
    )


def _open_items(seat):
    owed = Obligation.objects.owed_for(seat).owed_by(list(seat.sides)).in_status(OPEN, seat.day)
    return owed.with_status(seat.day).for_list().select_related("response").order_by("due_on", "pk")


def _approves(obligation, drafts, seat):
    draft = drafts.get(obligation.pk)
    return draft is not None and draft.sent_at is not None and seat.side_for(obligation).approves


def _answer(row, draft, seat, name_bodies):
    response = getattr(row, "response", None)
    if draft and draft.sent_at:
        approves = seat.side_for(row).approves
        verb = _("Approve the answer to %(item)s") if approves else _("With the approver: %(item)s")
    elif draft:
        verb = _("Finish the answer to %(item)s")
    elif row.answered_on:
        verb = _("Update %(item)s")
    else:
        verb = _("Answer %(item)s")
    return Task(
        by_on=row.due_on,
        verb=verb % {"item": row.recommendation.label_in_sentence},
        about=row.recommendation.short,
        url=row.get_absolute_url(),
        inspection=row.recommendation.inspection,
        status=row.status,
        obligation=row,
        body=row.body.name if name_bodies else "",
        target_on=response.target_on if response else None,
        past_target=response is not None and response.is_past_target(seat.day),
    )


def _statutory(seat, name_bodies):
    """Responses under section 55 that the seat's local policing bodies have not published yet, or are correcting."""
    governed = [force for force, side in seat.sides.items() if side.body.is_local_policing_body]
    for clock in clocks(governed, seat.day, seat):
        ready = clock.response is not None and clock.response.is_ready
        if clock.published_on and not ready:
            continue
        waits = ready and seat.sides[clock.duty.force_id].approves
        days = {"number": clock.number, "days": STATUTORY_DAYS}
        about = _("The %(days)s days are over") if clock.days_late else _("Day %(number)s of %(days)s")
        if clock.published_on:
            about = _("A correction of what is published")
        elif ready and not waits:
            about = _("%(about)s, with the approver") % {"about": about}
        yield Task(
            by_on=None if clock.published_on else clock.inspection.response_due_on,
            verb=_("Sign off the response to %(report)s") % {"report": clock.inspection.short}
            if waits
            else _("Publish the statutory response"),
            about=about % days,
            url=_sign_off_url(clock.duty) if waits else clock.inspection.get_absolute_url(),
            inspection=clock.inspection,
            status=Status.OVERDUE if clock.days_late and not clock.published_on else Status.DUE_SOON,
            body=clock.duty.force.name if name_bodies else "",
            waits=waits,
        )


def _sign_off_url(duty):
    return reverse("responses:response_sign_off", args=[duty.inspection.slug, duty.force.slug])
