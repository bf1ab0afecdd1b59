"""The acts: for which rows each can be done, who may do it, and how it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.utils import bulk_update_with_history

from inspections.actions import ActionError, close, move_deadline, reopen, return_claim
from inspections.causes import closed_causes_over, has_open_items, keeps_it_open
from inspections.models import Obligation, Recommendation
from responses.owners import give


@dataclass(frozen=True)
class VerifyingAct:
    """One thing that can be recorded of many items at once.

    It can be done to rows that stand and are `closed`, or not (None: to both); one for what was `reported` only where
    something is, one `after_its_items` to a cause of concern only where the items under it are closed for the same
    body. `why_not` says of the others why not, `asks` what the reason is called and that it is missing. `fields` are
    those of `responses.verifying.forms.ActForm` that it asks besides the day and the reason. `carry_out` takes a
    queryset and what was typed. What is a side's `own` business is for its rows alone, asks for neither day nor
    reason, and leaves nothing in the timeline.
    """

    name: str
    title: str
    button: str
    done: str
    closed: bool | None
    why_not: str
    fields: tuple
    carry_out: Callable
    reported: bool = False
    own: bool = False
    asks: tuple = (_("Why?"), _("Say why."))
    after_its_items: bool = False

    @property
    def fits(self):
        """Condition on the rows that stand as the act needs them, whatever stands under them."""
        condition = Q(removed_on=None) if self.closed is None else Q(removed_on=None, closed_on__isnull=not self.closed)
        return condition & ~Q(claim="") if self.reported else condition

    @property
    def possible(self):
        """Condition on the rows that it can be done to."""
        return self.fits & ~has_open_items() if self.after_its_items else self.fits

    def is_possible_for(self, row):
        """As `possible`, of one row that is here already."""
        fits = self.closed in (None, bool(row.closed_on)) and (bool(row.claim) or not self.reported)
        return fits and not row.removed_on and not (self.after_its_items and keeps_it_open([row]))


def _close(rows, *, closure, letter_on, superseded_by, **signed):
    letter = letter_on.isoformat() if letter_on else ""
    return close(rows, closure=closure, letter=letter, superseded_by=superseded_by, **signed)


def _move(rows, *, due_on, **signed):
    if not rows.exclude(due_on=due_on).exists():
        raise ActionError(_("This is the deadline already."))
    return move_deadline(rows, due_on=due_on, **signed)


def _reopen(rows, *, causes_too, **signed):
    """The causes of concern over the items stand closed, unless they are reopened with them."""
    reopened = reopen(rows, **signed)
    return [*reopened, *reopen(closed_causes_over(rows), **signed)] if causes_too else reopened


def _set_level(rows, *, level, by, on, reason):
    """The level belongs to the item: it changes for every body that the item is addressed to."""
    items = Recommendation.objects.filter(pk__in=rows.order_by().values("recommendation"))
    items = list(items.select_for_update().order_by("pk"))
    for item in items:
        item.level = level
    bulk_update_with_history(items, Recommendation, ["level"], default_user=by, default_change_reason=reason)


def _give(rows, *, by, owner, seat):
    """Raises CannotGive."""
    give(rows, to=owner, seat=seat)


CLOSE = VerifyingAct(
    name="close",
    title=_("Close"),
    button=ngettext_lazy("Close %(n)s item", "Close %(n)s items", "n"),
    done=ngettext_lazy("%(n)s item is closed.", "%(n)s items are closed.", "n"),
    closed=False,
    why_not=_("closed already"),
    fields=("closure", "superseded_by", "letter_on"),
    carry_out=_close,
    after_its_items=True,
)
RETURN = VerifyingAct(
    name="return",
    title=_("Return what was reported"),
    button=ngettext_lazy("Return %(n)s report", "Return %(n)s reports", "n"),
    done=ngettext_lazy(
        "%(n)s report is returned: the item is open again.",
        "%(n)s reports are returned: the items are open again.",
        "n",
    ),
    closed=False,
    reported=True,
    why_not=_("nothing is reported, or it is closed"),
    fields=(),
    carry_out=return_claim,
    asks=(_("What is lacking?"), _("Say what is lacking.")),
)
REOPEN = VerifyingAct(
    name="reopen",
    title=_("Reopen"),
    button=ngettext_lazy("Reopen %(n)s item", "Reopen %(n)s items", "n"),
    done=ngettext_lazy("%(n)s item is open again.", "%(n)s items are open again.", "n"),
    closed=True,
    why_not=_("not closed"),
    fields=("causes_too",),
    carry_out=transaction.atomic(_reopen),
)
MOVE = VerifyingAct(
    name="move",
    title=_("Move the deadline"),
    button=ngettext_lazy("Move %(n)s deadline", "Move %(n)s deadlines", "n"),
    done=ngettext_lazy("%(n)s deadline is moved.", "%(n)s deadlines are moved.", "n"),
    closed=False,
    why_not=_("closed already"),
    fields=("due_on",),
    carry_out=_move,
)
LEVEL = VerifyingAct(
    name="level",
    title=_("Set the level"),
    button=ngettext_lazy("Set the level of %(n)s item", "Set the level of %(n)s items", "n"),
    done=ngettext_lazy("The level of %(n)s item is set.", "The level of %(n)s items is set.", "n"),
    closed=None,
    why_not=_("no longer addressed"),
    fields=("level",),
    carry_out=transaction.atomic(_set_level),
)
GIVE = VerifyingAct(
    name="give",
    title=_("Give to an owner"),
    button=ngettext_lazy("Give %(n)s item", "Give %(n)s items", "n"),
    done=ngettext_lazy("The owner of %(n)s item is recorded.", "The owner of %(n)s items is recorded.", "n"),
    closed=False,
    why_not=_("closed already"),
    fields=("owner",),
    carry_out=_give,
    own=True,
)
ACTS = {act.name: act for act in (CLOSE, RETURN, REOPEN, MOVE, LEVEL)}

ELSEWHERE = tuple(closure for closure in Obligation.Closure if closure != Obligation.Closure.BY_FORCE)
"""Closures of the inspectorate that a body records from its letter."""


def acts_of(seat):
    """What somebody in this seat may record, the likeliest first: HMICFRS everything, a body's members closures.

    Who owns an item is for the members of its sides alone.
    """
    if seat.looking:
        return {}
    own = {GIVE.name: GIVE} if seat.sides else {}
    if seat.oversees:
        return ACTS | own
    return own | {CLOSE.name: CLOSE} if seat.sides else {}


def theirs(rows, seat, act):
    """Those of the rows of which somebody in this seat may record such an act."""
    return rows if seat.oversees and not act.own else rows.filter(body__in=list(seat.sides))


def closures_of(seat, sides):
    """The ways of closing that somebody may choose for rows of these sides.

    A body records what HMICFRS wrote in a letter; an approver of the force closes what its level lets a force close.
    """
    if seat.oversees:
        return list(Obligation.Closure)
    force_approves = bool(sides) and all(side.approves and side.body.is_force for side in sides)
    return [*ELSEWHERE, *([Obligation.Closure.BY_FORCE] if force_approves else [])]
