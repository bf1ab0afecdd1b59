"""Who an item is addressed to."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.actions.log import ActionError, Kind, check_order, locked, refuse, write
from inspections.models import Act, Body, Obligation, Recommendation

NO_DAY = gettext_lazy("Enter the day of publication first: it decides which forces there were.")


class NoPublicationDay(ActionError):
    """All forces of a day can only be told once that day is known."""


class AlreadyAnswered(ActionError):
    """A body that has answered cannot be taken off the item as if nothing had been asked of it."""


def address(recommendation, bodies, *, by, on=None, reason=""):
    """Address an item to bodies, each of which then owes action on it. Those that owe it already stay as they are.

    Without `on` it binds from the day of publication; while that day is not known, or the report is only proposed,
    it counts for nobody. A body that owed it once, and then no longer, owes it anew from then at the earliest. Returns
    the new obligations.
    """
    return address_each({recommendation: bodies}, by=by, on=on, reason=reason)


@transaction.atomic
def address_each(bodies_of, *, by, on=None, reason=""):
    """Address each item to its own bodies, {item: bodies}, as `address` does for one: few statements for thousands."""
    _one_at_a_time(*bodies_of)
    rows = Obligation.objects.filter(recommendation__in=[item.pk for item in bodies_of]).order_by()
    present = set(rows.live().values_list("recommendation", "body"))
    gone = rows.ever().exclude(removed_on=None).values_list("recommendation", "body")
    freed = {(item, body): day for item, body, day in gone.annotate(Max("removed_on"))}
    new = Obligation.objects.bulk_create(
        [
            Obligation(
                recommendation=item,
                body=body,
                in_totals=not item.is_cause,
                addressed_on=_binds_from(item, on, freed.get((item.pk, body.pk))),
                due_on=item.due_on,
            )
            for item, bodies in bodies_of.items()
            for body in bodies
            if (item.pk, body.pk) not in present
        ],
        batch_size=500,
    )
    bound = [row for row in new if row.addressed_on is not None]
    Act.objects.bulk_create(
        [Act(obligation=row, kind=Kind.ADDRESSED, on=row.addressed_on, by=by, reason=reason) for row in bound],
        batch_size=500,
    )

    return new


def _binds_from(item, on, freed_on):
    """The first day on which a body owes the item: its own, the one that was asked for, or when it last was freed."""
    return item.addressed_on and max(filter(None, (item.addressed_on, on, freed_on)))


def address_to_all_forces(recommendation, *, by, reason=""):
    """Address an item to every territorial force there was on the day of publication."""
    day = recommendation.inspection.published_on
    if day is None:
        raise NoPublicationDay(NO_DAY)
    return address(recommendation, Body.objects.forces().active_on(day), by=by, reason=reason)


def refuse_answered(rows):
    """Raise AlreadyAnswered if any of these obligations has an answer: asked before anything is written, too."""
    refuse(
        [row for row in rows if row.answered_on or row.claim or row.closed_on],
        AlreadyAnswered,
        _("This body has already answered, so it stays: its answer would be lost from view."),
    )


@transaction.atomic
def remove_addressees(obligations, *, removal, by, on, reason):
    """Take bodies off an item. The rows stay, with their log; an error leaves every total, of past days too."""
    rows = locked(obligations)
    refuse_answered(rows)
    return take_off(rows, removal=removal, by=by, on=on, reason=reason)


def take_off(rows, *, removal, by, on, reason):
    """End that these locked rows are addressed, and say why."""
    bound = [row for row in rows if row.addressed_on is not None]
    days = {row.pk: max(on, row.addressed_on or on) for row in rows}
    if removal != Obligation.Removal.ERROR:
        check_order(bound, Kind.REMOVED, on)
    for row in rows:
        row.removed_on, row.removal = days[row.pk], removal
    acts = [
        Act(obligation=row, kind=Kind.REMOVED, on=days[row.pk], by=by, reason=reason, became=removal) for row in bound
    ]
    return write(rows, ["removed_on", "removal"], acts)


@transaction.atomic
def set_addressees(recommendation, bodies, *, by, on, reason):
    """Make these the bodies an item is addressed to: adds the missing ones, takes off the others as errors of entry."""
    _one_at_a_time(recommendation)
    wanted = {body.pk for body in bodies}
    others = recommendation.obligations.live().exclude(body__in=wanted)
    removed = remove_addressees(others, removal=Obligation.Removal.ERROR, by=by, on=on, reason=reason)
    return address(recommendation, bodies, by=by, reason=reason), removed


def _one_at_a_time(*recommendations):
    """Whoever else addresses these items now waits, so that nobody is added twice: nothing there can be locked yet."""
    keys = [recommendation.pk for recommendation in recommendations]
    list(Recommendation.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
