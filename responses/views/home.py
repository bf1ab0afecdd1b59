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


def _heaps(todo, seat):
    """The heaps with something in them: id, title, tasks, how many there are. One's own come in one, before the others.

    A heap shows its first items and its first responses, and leads to lists of all (`everything`). That of one's own
    says how many tasks are left (`rest`), and which heap comes `next`.
    """
    forces = "&".join(f"force={body.slug}" for body in seat.bodies)
    rest = [
        {"id": key, "title": title} | _first(heap.others, f"{forces}&status={status}")
        for key, title, heap, status in (
            ("late", _("Late"), todo.late, Status.OVERDUE),
            ("soon", _("In the next 30 days"), todo.soon, Status.DUE_SOON),
            ("later", _("Later"), todo.later, Status.NOT_DUE),
            ("undated", _("Without a deadline"), todo.undated, Status.NO_DEADLINE),
        )
        if heap.others.whole
    ]
    waiting = {
        "id": "approve",
        "title": _("Waiting for your approval"),
        "tasks": todo.to_approve,
        "items": 0,  # all of them are there
        "responses": 0,
    }
    yours = {
        "id": "yours",
        "title": _("Yours"),
        "rest": todo.count - todo.mine.whole,
        "next": rest[0]["id"] if rest else "",
    }
    heaps = [waiting | {"count": len(todo.to_approve)}] if todo.to_approve else []
    if todo.mine:
        heaps.append(yours | _first(todo.mine, "&".join(["owner=me", *(f"status={status}" for status in OPEN)])))
    return heaps + rest


def _first(heap, everything):
    """The first items of a heap and the first responses, by date; how many of each there are, where there are more.

    `everything` are the parameters with which the compliance list shows all the items.
    """
    items, responses = [task for task in heap if task.obligation], [task for task in heap if not task.obligation]
    count = heap.whole - len(responses)
    return {
        "tasks": sorted([*items[:SHOWN], *responses[:SHOWN]], key=by_date),
        "count": heap.whole,
        "items": count if count > SHOWN else 0,
        "responses": len(responses) if len(responses) > SHOWN else 0,
        "everything": f"{reverse('responses:compliance_list')}?{everything}&sort=deadline",
    }


def overview(request):
    """Where it is slipping: a liaison's own forces, then bodies by overdue, the latest answers, what changed lately."""
    seat = request.seat
    totals = standing(seat)
    worst = sorted(totals, key=lambda body: (-totals[body][Status.OVERDUE], -totals[body].silent))[:SHOWN]
    bodies = Body.objects.in_bulk(worst)
    context = {
        "totals": sum(totals.values(), start=Totals()),
        "own": [(row.body, row.totals) for row in table(seat.forces, totals).rows],
        "worst": [(bodies[pk], totals[pk]) for pk in worst if totals[pk][Status.OVERDUE]],
        "overdue": duties().known_to(seat).count_overdue(seat.day),
        "own_responses": duties().known_to(seat).filter(force__in=seat.forces).totals(seat.day)
        if seat.forces
        else None,
        "engaged": engaged_on(seat.day),
        "late_bodies": sum(1 for counts in totals.values() if counts[Status.OVERDUE]),
        "answers": _latest_answers(seat) if seat.oversees else [],
        "news": _told(_news(seat), SHOWN),
        "proposed": Inspection.objects.proposed() if seat.oversees else [],
        "trail": trail(request),
        "embargoed": Inspection.objects.embargoed(seat.day) if seat.oversees else [],
    }
    return render(request, "responses/home_overview.html", context)


def _latest_answers(seat):
    """What was shared last: by a liaison's own forces where they have any, else by anybody."""
    answers = Response.objects.filter(obligation__addressed_on__lte=seat.day).readable_by(seat)
    answers = answers.exclude(obligation__removal=Obligation.Removal.ERROR)
    if seat.forces:
        answers = answers.filter(obligation__body__in=seat.forces)
    keys = list(answers.order_by("-shared_on", "-pk").values_list("pk", flat=True)[:SHOWN])
    named = ("obligation__body", "obligation__recommendation__inspection", "answered_with__obligation__recommendation")
    return Response.objects.filter(pk__in=keys).select_related(*named).order_by("-shared_on", "-pk")


def _news(seat):
    """What happened lately to items that bind, the latest entry first. Being addressed is no news of its own."""
    acts = Act.objects.filter(stands_for(seat, "obligation__"), obligation__removed_on=None)
    return acts.exclude(kind__in=[Act.Kind.ADDRESSED, Act.Kind.CORRECTED]).order_by("-pk")


def _told(acts, most):
    """The first of these acts, with what is told of them."""
    keys = list(acts.values_list("pk", flat=True)[:most])
    named = ("obligation__body", "obligation__recommendation")
    return Act.objects.filter(pk__in=keys).select_related(*named).order_by("-pk")
