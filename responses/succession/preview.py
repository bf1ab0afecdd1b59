"""What will change when a body gives way to another, told before it is done."""

from datetime import timedelta
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.succession import liaisons_to_pass
from accounts.succession import to_pass as memberships_to_pass
from inspections.actions import check_handover, check_merger, governed_until, to_pass
from inspections.governance import overseer_of
from inspections.models import Obligation
from inspections.previews import Preview
from inspections.wording import day_words
from responses.models import Draft, Response, StatutoryResponse
from responses.succession.acts import drafts_of, duties_in_hand


def of_merger(predecessors, successor, on):
    """The Preview of a merger. Raises CannotSucceed where it cannot be."""
    check_merger(predecessors, successor, on)
    rows = list(
        to_pass(predecessors, successor)
        .select_related("body", "recommendation__inspection")
        .order_by("recommendation__inspection", "recommendation__sequence", "recommendation", "body__name")
    )
    items = [list(group) for _item, group in groupby(rows, key=lambda row: row.recommendation_id)]
    parts = [_ends(body, successor, on) for body in predecessors]
    parts.append((_items(len(items), successor), [_owed(group[0]) for group in items if len(group) == 1]))
    if several := [_shared(group) for group in items if len(group) > 1]:
        parts.append((_("Of these, owed by several: one item, with the earliest deadline and all answers."), several))
    return Preview(
        parts + _kept(predecessors) + _written(rows) + _people(predecessors, on) + _duties(predecessors, successor, on)
    )


def of_handover(body, successor, on):
    """The Preview of a local policing body's giving way. Raises CannotSucceed where it cannot be."""
    check_handover(body, successor, on)
    forces = list(governed_until(body, on).active_on(on))
    parts = [_ends(body, successor, on)]
    if forces:
        oversees = _("%(body)s oversees from %(day)s:") % {"body": successor, "day": day_words(on)}
        parts.append((oversees, [str(force) for force in forces]))
    parts += _drafts(drafts_of(body).count()) + _people([body], on)
    published = StatutoryResponse.objects.filter(body=body).count()
    stay = ngettext(
        "%(n)s published response keeps the name of its day.",
        "%(n)s published responses keep the name of their day.",
        published,
    )
    return Preview([*parts, (stay % {"n": published}, [])])


def _ends(body, successor, on):
    names = {"body": body, "successor": successor, "day": day_words(on - timedelta(days=1))}
    return _("%(body)s ends: %(day)s is its last day. %(successor)s is its successor.") % names, []


def _items(count, successor):
    words = ngettext(
        "%(n)s item that is not closed passes to %(body)s.", "%(n)s items that are not closed pass to %(body)s.", count
    )
    return words % {"n": count, "body": successor}


def _owed(row):
    return f"{_name(row.recommendation)} ({_due(row)})"


def _shared(rows):
    return f"{_name(rows[0].recommendation)} ({', '.join(f'{row.body}: {_due(row)}' for row in rows)})"


def _name(item):
    return f"{item.inspection.short}, {item.label_in_sentence}"


def _due(row):
    if row.closed_on:
        return _("closed")
    return day_words(row.due_on) if row.due_on else _("no deadline")


def _kept(predecessors):
    count = Obligation.objects.live().filter(body__in=predecessors, closed_on__isnull=False).count()
    stay = ngettext("%(n)s closed item stays where it is.", "%(n)s closed items stay where they are.", count)
    return [(stay % {"n": count}, [])]


def _written(rows):
    keys = [row.pk for row in rows]
    count = Response.objects.filter(obligation__in=keys).count()
    go = ngettext(
        "%(n)s shared answer is carried over; its page stays.",
        "%(n)s shared answers are carried over; their pages stay.",
        count,
    )
    return [(go % {"n": count}, []), *_drafts(Draft.objects.filter(obligation__in=keys).count())]


def _drafts(count):
    return [(ngettext("%(n)s draft passes.", "%(n)s drafts pass.", count) % {"n": count}, [])]


def _people(bodies, on):
    rows = memberships_to_pass(bodies, on).select_related("user", "body").order_by("user__name", "pk")
    names = [f"{row.user}, {row.get_role_display()}, {row.body}" for row in rows]
    words = ngettext("%(n)s membership passes.", "%(n)s memberships pass.", len(names))
    return [(words % {"n": len(names)}, names), *_liaisons(bodies, on)]


def _liaisons(bodies, on):
    """Who looks after them in the inspectorate, where that is recorded."""
    rows = liaisons_to_pass(bodies, on).select_related("user").order_by("user__name", "user")
    names = list(dict.fromkeys(str(row.user) for row in rows))
    words = ngettext(
        "%(n)s liaison of HMICFRS looks after the successor.",
        "%(n)s liaisons of HMICFRS look after the successor.",
        len(names),
    )
    return [(words % {"n": len(names)}, names)] if names else []


def _duties(predecessors, successor, on):
    duties = duties_in_hand(predecessors).select_related("inspection").order_by("inspection__published_on", "pk")
    names = list(dict.fromkeys(duty.inspection.short for duty in duties))
    words = ngettext("%(n)s statutory response in hand passes.", "%(n)s statutory responses in hand pass.", len(names))
    parts = [(words % {"n": len(names)}, names)]
    if successor.is_force:
        overseer = overseer_of(successor, on)
        owed_by = _("The local policing body of %(force)s on that day: %(office)s.")
        none = _("none is recorded. Its drafts stay unread until there is one")
        parts.append((capfirst(owed_by % {"force": successor, "office": overseer or none}), []))
    return parts
