"""What a person could be told on a day: each thing is one line, with a key by which it is told once and never again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inspections.models import Act, ClosureLevel, Obligation
from inspections.statuses import Status
from inspections.wording import day_words, due_words
from responses.duties import duties
from responses.stages import State
from responses.statutory import clocks_of
from responses.todo import todo

STATUTORY_STEPS = (21, 7, 1)
"""Days before the last of the 56 at which a statutory response is called to mind. A day on which nothing was sent loses
none: the step that was passed last is made up for, once."""

PRESSING_DAYS = 7
"""From this step on a statutory response goes before everything else in the subject of the mail."""

REOPENS = (Act.Kind.RETURNED, Act.Kind.WITHDRAWN, Act.Kind.REOPENED)
"""After these an item is late, due or reported anew, though its deadline is the same."""


class Heap(TextChoices):
    """What is told together, in the order of the mail."""

    LATE = "late", gettext_lazy("Late")
    SOON = "soon", gettext_lazy("Due in the next 30 days")
    STATUTORY = "statutory", gettext_lazy("Statutory responses: the days run out")
    APPROVE = "approve", gettext_lazy("Waiting for your approval")
    FORCES_LATE = "forces_late", gettext_lazy("Your forces: overdue")
    FORCES_RESPONSES = "forces_responses", gettext_lazy("Your forces: statutory responses overdue")
    FORCES_REPORTED = "forces_reported", gettext_lazy("Your forces: reported, to be verified")


OF_FORCES = (Heap.FORCES_LATE, Heap.FORCES_RESPONSES, Heap.FORCES_REPORTED)
"""What a liaison is told of the forces they look after."""

PAST_THEIR_DAY = (Heap.LATE, Heap.FORCES_LATE, Heap.FORCES_RESPONSES)


@dataclass(frozen=True)
class Line:
    """One thing to tell. `title` is the link's text, `when` how far its day is, `headline` what the subject says of it.

    `url` is an address within the site; `obligation` is None for statutory responses.
    """

    key: str
    heap: str
    title: str
    when: str
    about: str
    where: str
    url: str
    headline: str
    by_on: date | None = None
    pressing: bool = False
    obligation: Obligation | None = None

    @property
    def order(self):
        """Within its heap: what has just become late first, else the nearest day. A line's owner would go before."""
        days = (self.by_on or date.max).toordinal()
        return -days if self.heap in PAST_THEIR_DAY else days


def lines(seat):
    """Everything that the person of this seat could be told on its day, in the order of the mail.

    The number of queries is the same however much there is.
    """
    found = [*_of_office(seat), *_of_forces(seat)]
    places = {heap: place for place, heap in enumerate(Heap)}
    return sorted(found, key=lambda line: (places[line.heap], line.order, line.key))


def _episodes(obligations):
    """{obligation id: the last act by which it was opened again}, in one query."""
    rows = Act.objects.filter(obligation__in=[row.pk for row in obligations], kind__in=REOPENS)
    return dict(rows.order_by().values_list("obligation").annotate(Max("pk")))


# For those who answer: the tasks of their home page ------------------------------------------------------------------


def _of_office(seat):
    if not seat.sides:
        return
    tasks = todo(seat)
    dated = [*tasks.late, *tasks.soon]
    episodes = _episodes([task.obligation for task in dated if task.obligation])
    for task in dated:
        episode = episodes.get(task.obligation.pk, 0) if task.obligation else 0
        if not task.clock:
            yield _dated(task, seat.day, episode)
        elif task.clock.days_late:
            yield _response_late(task)
        elif step := _step(task.clock.days_left):
            yield _response_due(task, step)
    for task in tasks.to_approve:
        yield _to_approve(task, seat.day)


def _dated(task, day, episode):
    """An item, or the chief officer's comments, by their day."""
    late = task.by_on < day
    when = due_words(day, task.by_on, Status.OVERDUE if late else Status.DUE_SOON, immediate=task.is_immediate)
    return _line(
        task,
        key=f"{'late' if late else 'soon'}:{task.key}:{task.by_on}:{episode}",
        heap=Heap.LATE if late else Heap.SOON,
        when=when if task.is_immediate else f"{when}, {day_words(task.by_on)}",
        headline=_sentence(late, task.is_immediate) % {"what": _what(task), "when": when},
    )


def _sentence(late, immediate):
    """The sentence of a subject: "recommendation 4 due in 5 days", "recommendation 4, 14 days late"."""
    if immediate or late:
        return _("%(what)s, %(when)s")
    return _("%(what)s due %(when)s")


def _what(task):
    """What a task is about, in a word or two."""
    return task.obligation.recommendation.label_in_sentence if task.obligation else _("the chief officer’s comments")


def _response_late(task):
    clock = task.clock
    when = due_words(clock.day, clock.last_day, Status.OVERDUE)
    return _line(
        task,
        key=f"late:{task.key}:{clock.last_day}",
        heap=Heap.LATE,
        when=_("%(late)s, the last day was %(day)s") % {"late": when, "day": day_words(clock.last_day)},
        headline=_("a statutory response, %(when)s") % {"when": when},
    )


def _step(days_left):
    """The step that was passed last, None before the first."""
    return min((step for step in STATUTORY_STEPS if days_left <= step), default=None)


def _response_due(task, step):
    clock, left = task.clock, task.clock.days_left
    days = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    words = days if left else _("today is the last day")
    return _line(
        task,
        key=f"statutory:{clock.duty.pk}:{clock.last_day}:{step}",
        heap=Heap.STATUTORY,
        when=", ".join(filter(None, [words, _last_day(clock)])),
        headline=_("a statutory response, %(left)s") % {"left": words},
        pressing=step <= PRESSING_DAYS,
    )


def _last_day(clock):
    """The last day, with the last working day where that is an earlier one; "" on the day itself."""
    if clock.days_left == 0:
        return ""
    words = _("the last is %(day)s") % {"day": day_words(clock.last_day)}
    if clock.day <= clock.last_working_day < clock.last_day:
        words = _("%(last)s, the last working day before it %(day)s") % {
            "last": words,
            "day": day_words(clock.last_working_day),
        }
    return words


def _to_approve(task, day):
    what = _("a statutory response") if task.clock else _what(task)
    when = due_words(day, task.by_on, task.status, immediate=task.is_immediate) if task.by_on else ""
    return _line(
        task,
        key=f"approve:{task.key}:{task.since}",
        heap=Heap.APPROVE,
        when=when,
        headline=_("%(what)s waits for your approval") % {"what": what},
    )


def _line(task, **values):
    what = "" if task.obligation else _("Statutory response")
    where = ", ".join(filter(None, [what, task.inspection.short, task.body]))
    return Line(
        title=task.verb,
        about=_about(task.about, task.obligation),
        where=where,
        url=task.url,
        by_on=task.by_on,
        obligation=task.obligation,
        **values,
    )


def _about(words, obligation):
    """With whom it waits on: an item may be late because another body owes the next step."""
    if obligation and obligation.waiting_on:
        return _("%(words)s (waiting on %(body)s)") % {"words": words, "body": obligation.waiting_on}
    return words


# For liaisons: of their own forces -----------------------------------------------------------------------------------


def _of_forces(seat):
    if not seat.forces:
        return
    owed = Obligation.objects.owed_for(seat).owed_by(seat.forces)
    statuses = (Status.OVERDUE, Status.REPORTED_COMPLETE, Status.NO_ACTION)
    rows = list(
        owed.in_status(statuses, seat.day).with_status(seat.day).for_list().select_related("recommendation__level")
    )
    episodes = _episodes(rows)
    for row in rows:
        if row.status == Status.OVERDUE:
            yield _overdue(row, seat.day, episodes.get(row.pk, 0))
        elif not _closed_by_the_force(row):
            yield _reported(row, episodes.get(row.pk, 0))
    late = duties().known_to(seat).filter(force__in=seat.forces).in_state([State.OVERDUE], seat.day)
    for clock in clocks_of(late.for_list(), seat.day, seat):
        yield _response_overdue(clock)


def _closed_by_the_force(row):
    """Whether what is reported of it waits for no verification: its level lets the force close it."""
    level = row.recommendation.level
    return level is not None and level.closed_by == ClosureLevel.ClosedBy.FORCE


def _of_item(row, **values):
    item = row.recommendation
    return Line(
        title=_("%(body)s, %(item)s") % {"body": row.body, "item": item.label_in_sentence},
        about=_about(item.short, row),
        where=item.inspection.short,
        url=row.get_absolute_url(),
        obligation=row,
        **values,
    )


def _overdue(row, day, episode):
    when = due_words(day, row.due_on, row.status, immediate=row.is_immediate)
    return _of_item(
        row,
        key=f"forces-late:item:{row.pk}:{row.due_on}:{episode}",
        heap=Heap.FORCES_LATE,
        when=when if row.is_immediate else f"{when}, {day_words(row.due_on)}",
        headline=_("%(body)s, %(item)s, %(when)s")
        % {"body": row.body, "item": row.recommendation.label_in_sentence, "when": when},
        by_on=row.due_on,
    )


def _reported(row, episode):
    words = {
        Status.REPORTED_COMPLETE: _("reported complete on %(day)s"),
        Status.NO_ACTION: _("no action, with a reason, reported on %(day)s"),
    }
    names = {"body": row.body, "item": row.recommendation.label_in_sentence}
    return _of_item(
        row,
        key=f"reported:item:{row.pk}:{row.claim}:{row.reported_on}:{episode}",
        heap=Heap.FORCES_REPORTED,
        when=words[row.status] % {"day": day_words(row.reported_on)},
        headline=_("%(body)s reported on %(item)s") % names,
        by_on=row.reported_on,
    )


def _response_overdue(clock):
    late = due_words(clock.day, clock.last_day, Status.OVERDUE)
    office = clock.office or clock.duty.force
    return Line(
        key=f"forces-late:response:{clock.duty.pk}:{clock.last_day}",
        heap=Heap.FORCES_RESPONSES,
        title=_("%(body)s, statutory response") % {"body": office},
        when=_("%(late)s, the last day was %(day)s") % {"late": late, "day": day_words(clock.last_day)},
        about=_("Nothing is recorded here") if clock.is_silent else str(clock.stage.label),
        where=", ".join([clock.duty.force.name, clock.inspection.short]),
        url=reverse("responses:statutory_response", args=[clock.inspection.slug, clock.duty.force.slug]),
        headline=_("a statutory response of %(body)s, %(when)s") % {"body": office, "when": late},
        by_on=clock.last_day,
    )
