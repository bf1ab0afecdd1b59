from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inspections.back import trail
from inspections.dayends import standing, total
from inspections.governance import engaged_on
from inspections.models import Act, Body, Inspection, Obligation
from inspections.querysets import stands_for
from inspections.statuses import Status, Totals
from responses.bodies import table
from responses.duties import duties
from responses.models import Response
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
    todo = todo_of(seat)
    totals = total(standing(seat), seat.sides)
    bodies = list(seat.bodies)
    context = {
        "todo": todo,
        "heaps": _heaps(todo),
        "trail": trail(request),
        "offices": {side.body for side in seat.sides.values()},
        "bodies": bodies,
        "totals": totals,
        "news": _news(seat).filter(obligation__body__in=bodies)[:5],
    }
    return render(request, "responses/home_office.html", context)


def _heaps(todo):
    """The heaps with something in them: id, title, tasks. What is one's own comes in one heap, before the others.

    That heap says how many tasks are left (`rest`), and which heap comes `next`.
    """
    rest = [
        (key, title, [task for task in tasks if not task.is_mine])
        for key, title, tasks in (
            ("late", _("Late"), todo.late),
            ("soon", _("In the next 30 days"), todo.soon),
            ("later", _("Later"), todo.later),
            ("undated", _("Without a deadline"), todo.undated),
        )
    ]
    heaps = [("approve", _("Waiting for your approval"), todo.to_approve), ("yours", _("Yours"), todo.mine), *rest]
    shown = [{"id": key, "title": title, "tasks": tasks} for key, title, tasks in heaps if tasks]
    for heap in shown:
        if heap["id"] == "yours":
            left = [key for key, _title, tasks in rest if tasks]
            heap |= {"rest": todo.count - len(todo.mine), "next": left[0] if left else ""}
    return shown


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
        "responses": duties().known_to(seat).totals(seat.day),
        "own_responses": duties().known_to(seat).filter(force__in=seat.forces).totals(seat.day)
        if seat.forces
        else None,
        "engaged": engaged_on(seat.day),
        "late_bodies": sum(1 for counts in totals.values() if counts[Status.OVERDUE]),
        "answers": _latest_answers(seat)[:SHOWN] if seat.oversees else [],
        "news": _news(seat)[:SHOWN],
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
    named = ("obligation__body", "obligation__recommendation__inspection", "answered_with__obligation__recommendation")
    return answers.select_related(*named).order_by("-shared_on", "-pk")


def _news(seat):
    """What happened lately to items that bind, the latest entry first. Being addressed is no news of its own."""
    return (
        Act.objects.filter(stands_for(seat, "obligation__"), obligation__removed_on=None)
        .exclude(kind__in=[Act.Kind.ADDRESSED, Act.Kind.CORRECTED])
        .select_related("obligation__body", "obligation__recommendation__inspection")
        .order_by("-pk")
    )
