"""What an office has to do, and by when: the rows of the editor's home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.deadlines import STATUTORY_DAYS
from inspections.models import Inspection, Obligation
from inspections.querysets import is_true
from inspections.statuses import DUE_SOON_DAYS, OPEN, Status
from inspections.wording import day_words
from responses.duties import duties
from responses.models import Draft
from responses.owners import mine
from responses.stages import Stage
from responses.statutory import Clock, clocks_of


@dataclass(frozen=True)
class Task:
    """One thing to do: `verb` is the link's text, `about` says in a few words what it is about.

    `obligation` or `inspection` is what it belongs to; `by_on` None where there is no day. `status` is the item's; a
    statutory response only has one to say whether its day has passed, and `waits` where this person is to sign it off.
    `is_mine` says that this person owns the item: see `responses.owners.mine`.
    `key` tells it from all other tasks and stays the same however far it gets; `clock` is that of a statutory response,
    and `since` says since when an approver is asked to sign it off.
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
    is_mine: bool = False
    key: str = ""
    clock: Clock | None = None
    since: str = ""

    @property
    def is_immediate(self):
        return self.obligation is not None and self.obligation.is_immediate


def by_date(task):
    return task.by_on or date.max


class Heap(list):
    """Tasks by date. `whole` says how many there are, of which these may be the first, and `own` how many are mine."""

    def __init__(self, tasks, whole, own):
        super().__init__(sorted(tasks, key=by_date))
        self.whole, self.own = whole, own

    @property
    def others(self):
        """Without what this person owns."""
        return Heap([task for task in self if not task.is_mine], self.whole - self.own, 0)


@dataclass(frozen=True)
class ToDo:
    """An office's tasks in four heaps; and those of them that wait for this person's approval."""

    late: Heap
    soon: Heap
    later: Heap
    undated: Heap
    to_approve: list

    @property
    def heaps(self):
        return self.late, self.soon, self.later, self.undated

    @property
    def mine(self):
        """What this person owns, whichever heap it is in."""
        own = sum(heap.own for heap in self.heaps)
        return Heap([task for heap in self.heaps for task in heap if task.is_mine], own, own)

    @property
    def waiting(self):
        """How many can wait."""
        return self.later.whole + self.undated.whole

    @property
    def count(self):
        return sum(heap.whole for heap in self.heaps)


def todo(seat, most=None):
    """What the seat's bodies have to do, in seven queries however much it is.

    With `most` only so many items of each heap are there, the earliest, and all that wait for approval.
    """
    name_bodies = len(seat.sides) > 1
    keys = list(_open_items(seat, most))
    rows, drafts = _rows([pk for pk, *_place in keys], seat)
    items = {row.pk: _answer(row, drafts.get(row.pk), seat, name_bodies) for row in rows}
    first = [items[pk] for pk, _status, _is_mine, place, _every in keys if most is None or place <= most]
    counts = {(status, is_mine): every for _pk, status, is_mine, _place, every in keys}
    statutory = list(_statutory(seat, name_bodies))

    def heap(status):
        responses = [task for task in statutory if _heap_of(task, seat.day) == status]
        own, others = counts.get((status, True), 0), counts.get((status, False), 0)
        return Heap([task for task in first if task.status == status] + responses, own + others + len(responses), own)

    return ToDo(
        *map(heap, OPEN),
        to_approve=[task for task in items.values() if _approves(task.obligation, drafts, seat)]
        + [task for task in statutory if task.waits],
    )


def _heap_of(task, day):
    """The status in whose heap a task is that has none of its own."""
    if task.by_on is None:
        return Status.NO_DEADLINE
    if task.by_on < day:
        return Status.OVERDUE
    return Status.DUE_SOON if task.by_on <= day + timedelta(days=DUE_SOON_DAYS) else Status.NOT_DUE


def _open_items(seat, most):
    """What is open: (its key, status, whether it is mine, its place among those like it, how many those are)."""
    owed = Obligation.objects.owed_for(seat).owed_by(list(seat.sides)).in_status(OPEN, seat.day).with_status(seat.day)
    alike = {"partition_by": ["status", "is_mine"]}
    owed = owed.annotate(
        is_mine=is_true(mine(seat)),
        is_sent=Exists(Draft.objects.readable_by(seat).filter(obligation=OuterRef("pk"), sent_at__isnull=False)),
        place=Window(RowNumber(), order_by=["due_on", "pk"], **alike),
        every=Window(Count("pk"), **alike),
    ).order_by("due_on", "pk")
    if most is not None:
        owed = owed.filter(Q(place__lte=most) | Q(is_sent=True))
    return owed.values_list("pk", "status", "is_mine", "place", "every")


def _rows(keys, seat):
    """The obligations with these keys by deadline, as tasks show them, and {obligation id: the draft of it}."""
    rows = Obligation.objects.filter(pk__in=keys).annotate(is_mine=is_true(mine(seat))).with_status(seat.day)
    drafts = Draft.objects.readable_by(seat).filter(obligation__in=keys)
    rows = rows.for_list().select_related("response").order_by("due_on", "pk")
    return rows, {draft.obligation_id: draft for draft in drafts}


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
        is_mine=row.is_mine,
        key=f"item:{row.pk}",
        since=draft.sent_at.isoformat() if draft and draft.sent_at else "",
    )


# Statutory responses --------------------------------------------------------------------------------------------------

VERBS = {
    Stage.NOT_BEGUN: gettext_lazy("Ask the chief officer for comments"),
    Stage.WRITING: gettext_lazy("Finish the statutory response"),
    Stage.CHIEF_OFFICER: gettext_lazy("Write the statutory response"),
    Stage.READY: gettext_lazy("Sign off the statutory response"),
    Stage.SIGNED: gettext_lazy("Send and publish the statutory response"),
    Stage.SENT: gettext_lazy("Publish the statutory response"),
}
"""What the local policing body does next, by how far the response is."""

FOR_APPROVERS = (Stage.READY, Stage.SIGNED, Stage.SENT, Stage.PUBLISHED)
"""From sign-off on it is an approver who acts: an editor sees that it lies there."""

UNSENT = {
    "sent_to_secretary_on": gettext_lazy("Send the statutory response to the Home Secretary"),
    "sent_to_inspectorate_on": gettext_lazy("Send the statutory response to the inspectorate"),
}
"""Police Act 1996 s.55(6): copies of what was signed off here."""


CORRECTIONS = {
    "signed_on": gettext_lazy("Publish the correction"),
    "ready_on": gettext_lazy("Sign off the correction"),
}
"""What comes next of a correction that has reached this day, the furthest first; before, it is written."""

TO_SIGN = (VERBS[Stage.READY], CORRECTIONS["ready_on"])
"""What waits for an approver's approval."""


def _statutory(seat, name_bodies):
    """What the seat's bodies have to do about responses under section 55: the office writes, the force comments."""
    rows = duties().filter(force__in=list(seat.sides)).known_to(seat).to_do(seat.day).for_list()
    for clock in clocks_of(rows.order_by("-inspection__published_on", "inspection__title"), seat.day, seat):
        side = seat.sides[clock.duty.force_id]
        body = clock.duty.force.name if name_bodies else ""
        if clock.stage is Stage.CHIEF_OFFICER:
            yield _comments(clock, side, body)
        if side.is_office and (verb := _next(clock)):
            waits = verb in TO_SIGN and side.approves
            if clock.stage in FOR_APPROVERS and not side.approves:
                verb = _("With the approver: the statutory response")
            yield _task(clock, clock.by_on, verb, _where_it_stands(clock), body, late=clock.days_late, waits=waits)


def _next(clock):
    """What comes next, None where nothing does: it is not owed, or published and sent."""
    stage, response = clock.stage, clock.answering
    if stage is Stage.WRITING and response.comments_asked_on is None:
        return VERBS[Stage.NOT_BEGUN]
    unsent = [verb for name, verb in UNSENT.items() if response and getattr(response, name) is None]
    if stage is Stage.SENT and unsent:
        return unsent[0]
    if stage is not Stage.PUBLISHED or clock.answered_by:
        return VERBS.get(stage)
    if response.correction:
        reached = (verb for name, verb in CORRECTIONS.items() if getattr(response, name))
        return next(reached, _("Finish the correction"))
    return unsent[0] if unsent and response.signed_on else None


def _where_it_stands(clock):
    """Which of the 56 days it is, and which day the task goes by where that is not the law's last one."""
    if clock.published_on:
        return _("Published")
    if clock.days_late:
        words = _("The %(days)s days are over")
    elif clock.by_on != clock.last_day:
        words = _("By our own target. Day %(number)s of %(days)s, the last is %(last)s")
    elif clock.is_past_target:
        words = _("Day %(number)s of %(days)s, past our own target of %(target)s")
    else:
        words = _("Day %(number)s of %(days)s")
    words = words % {
        "number": clock.number,
        "days": STATUTORY_DAYS,
        "last": day_words(clock.last_day),
        "target": day_words(clock.target_on) if clock.target_on else "",
    }
    if clock.answered_by:
        other = {"words": words, "report": clock.answered_by.duty.inspection.short}
        return _("%(words)s. Answered by the response to %(report)s") % other
    return words


def _comments(clock, side, body):
    """The chief officer was asked: the force gives the comments, the office waits for them."""
    response = clock.answering
    waits = side.is_office
    verb = _("Record the chief officer’s comments") if waits else _("Give the chief officer’s comments")
    about = _("Asked for on %(day)s") % {"day": day_words(response.comments_asked_on)}
    due_on = response.comments_due_on
    late = due_on is not None and due_on < clock.day
    return _task(clock, due_on, verb, about, body, late=late, comments=True)


def _task(clock, by_on, verb, about, body, *, late, waits=False, comments=False):
    """A task on the page of the response; where another one answers the report, of that one."""
    report = clock.answered_by.duty.inspection if clock.answered_by else clock.inspection
    page = "response_sign_off" if waits else "statutory_response"
    return Task(
        by_on=by_on,
        verb=str(verb),
        about=about,
        url=reverse(f"responses:{page}", args=[report.slug, clock.duty.force.slug]),
        inspection=clock.inspection,
        status=Status.OVERDUE if late else Status.DUE_SOON,
        body=body,
        waits=waits,
        key=f"{'comments' if comments else 'response'}:{clock.duty.pk}",
        clock=None if comments else clock,
        # A correction is signed off after the first publication.
        since=f"{clock.answering.ready_on}/{clock.answering.published_on}" if waits else "",
    )
