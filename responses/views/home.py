from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inspections.back import trail
from inspections.dayends import standing, total
from inspections.governance import engaged_on
from inspections.models import Act, Body, Inspection, Obligation
from inspections.querysets import stands_for
from inspections.statuses import OPEN, Status, Totals
from responses.bodies import table
from responses.duties import duties
from responses.models import Response
from responses.todo import by_date
from responses.todo import todo as todo_of

SHOWN = 10
"""Forces, answers and changes that the overview shows before it leads to the whole list."""


@require_safe
def home(request):
    """What must I do, and by when; or, for those who oversee, where is it slipping."""
    if request.seat.sides:
        return office_home(request)
    return overview(request)


def office_home(request):
    """The office's own to-do list, with how its forces stand beside it."""
    seat = request.seat
    todo = todo_of(seat, SHOWN)
    totals = total(standing(seat), seat.sides)
    bodies = list(seat.bodies)
    context = {
        "todo": todo,
        "heaps": _heaps(todo, seat),
        "trail": trail(request),
        "offices": {side.body for side in seat.sides.values()},
        "bodies": bodies,
        "totals": totals,
        "news": _told(_news(seat).filter(obligation__body__in=bodies), 5),
    }
    return render(request, "responses/home_office.html", context)


@dataclass(frozen=True)
class Shown:
    """A heap as the page shows it: its first items and responses by date, and `count`, how many it holds.

    Where there are more than are shown, `items` and `responses` say how many of each there are, and `everything` is
    where the compliance list shows all the items. That of one's own says how many tasks are left (`rest`), and which
    heap comes `next`.
    """

    id: str
    title: str
    tasks: list
    count: int
    items: int = 0
    responses: int = 0
    everything: str = ""
    rest: int = 0
    next: str = ""


def _heaps(todo, seat):
    """A Shown for each heap with something in it. What waits for one's approval and one's own come before the rest."""
    forces = "&".join(f"force={body.slug}" for body in seat.bodies)
    rest = [
        _shown(key, title, heap.others, f"{forces}&status={status}")
        for key, title, heap, status in (
            ("late", _("Late"), todo.late, Status.OVERDUE),
            ("soon", _("In the next 30 days"), todo.soon, Status.DUE_SOON),
            ("later", _("Later"), todo.later, Status.NOT_DUE),
            ("undated", _("Without a deadline"), todo.undated, Status.NO_DEADLINE),
        )
        if heap.others.whole
    ]
    heaps = []
    if todo.to_approve:
        heaps.append(Shown("approve", _("Waiting for your approval"), todo.to_approve, len(todo.to_approve)))
    if todo.mine:
        own = "&".join(["owner=me", *(f"status={status}" for status in OPEN)])
        left = {"rest": todo.count - todo.mine.whole, "next": rest[0].id if rest else ""}
        heaps.append(_shown("yours", _("Yours"), todo.mine, own, **left))
    return heaps + rest


def _shown(key, title, heap, everything, **left):
    """The first of a heap. `everything` are the parameters with which the compliance list shows all its items."""
    items, responses = [task for task in heap if task.obligation], [task for task in heap if not task.obligation]
    count = heap.whole - len(responses)
    return Shown(
        key,
        title,
        sorted([*items[:SHOWN], *responses[:SHOWN]], key=by_date),
        heap.whole,
        items=count if count > SHOWN else 0,
        responses=len(responses) if len(responses) > SHOWN else 0,
        everything=f"{reverse('responses:compliance_list')}?{everything}&sort=deadline",
        **left,
    )


def overview(request):
    """Where it is slipping: a liaison's own forces, then bodies by overdue, the latest answers, what changed lately."""
    seat = request.seat
    totals = standing(seat)
    worst = sorted(totals, key=lambda body: (-totals[body][Status.OVERDUE], -totals[body].silent))[:SHOWN]
    bodies = Body.objects.in_bulk(worst)
    responses, own_responses = duties().known_to(seat).totals_with_own(seat.forces, seat.day)
    # All that is not in the register: few, so that both lists come from one query.
    unpublished = (Inspection.objects.embargoed(seat.day) | Inspection.objects.proposed()) if seat.oversees else []
    context = {
        "totals": sum(totals.values(), start=Totals()),
        "own": [(row.body, row.totals) for row in table(seat.forces, totals).rows],
        "worst": [(bodies[pk], totals[pk]) for pk in worst if totals[pk][Status.OVERDUE]],
        "responses": responses,
        "own_responses": own_responses,
        "engaged": engaged_on(seat.day),
        "late_bodies": sum(1 for counts in totals.values() if counts[Status.OVERDUE]),
        "answers": _latest_answers(seat) if seat.oversees else [],
        "news": _told(_news(seat), SHOWN),
        "proposed": [report for report in unpublished if report.is_proposed],
        "trail": trail(request),
        "embargoed": [report for report in unpublished if not report.is_proposed],
    }
    return render(request, "responses/home_overview.html", context)


def _latest_answers(seat):
    """What was shared last: by a liaison's own forces where they have any, else by anybody."""
    answers = Response.objects.filter(obligation__addressed_on__lte=seat.day).readable_by(seat)
    answers = answers.exclude(obligation__removal=Obligation.Removal.ERROR)
    if seat.forces:
        answers = answers.filter(obligation__body__in=seat.forces)
    # A list: with a subquery PostgreSQL reads every answer.
    first = list(answers.order_by("-shared_on", "-pk").values_list("pk", flat=True)[:SHOWN])
    named = ("obligation__body", "obligation__recommendation__inspection", "answered_with__obligation__recommendation")
    return Response.objects.filter(pk__in=first).select_related(*named).order_by("-shared_on", "-pk")


def _news(seat):
    """What happened lately to items that bind, the latest entry first. Being addressed is no news of its own."""
    acts = Act.objects.filter(stands_for(seat, "obligation__"), obligation__removed_on=None)
    return acts.exclude(kind__in=[Act.Kind.ADDRESSED, Act.Kind.CORRECTED]).order_by("-pk")


def _told(acts, most):
    """The first of these acts, with what is told of them."""
    first = acts.values("pk")[:most]
    named = ("obligation__body", "obligation__recommendation")
    return Act.objects.filter(pk__in=first).select_related(*named).order_by("-pk")
