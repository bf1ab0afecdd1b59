"""What was recorded of an obligation, as lines to read: what, on which day, by whom, and why for those who may know."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Membership
from inspections.models import Act, Obligation
from inspections.wording import act_title, claim_words, day_words, label_of, letter_in_words

Kind = Act.Kind
BY_THE_BODY = {Kind.ANSWERED, Kind.REPORTED, Kind.WITHDRAWN, Kind.WAITING}
"""Acts of the body itself; all others are the inspectorate's."""


@dataclass
class Entry:
    """One line of the timeline: what, on which day, by whom ("": nobody), then sentences, text, and what it was before.

    `basis` says where the day comes from when nobody stated it. `was` holds (field, earlier value) pairs. `why` is the
    reason, which is among the lines too; "" also for those who may not read it.
    """

    on: date
    title: str
    by: str = ""
    basis: str = ""
    lines: list = field(default_factory=list)
    text: str = ""
    was: list = field(default_factory=list)
    at: datetime | None = None
    why: str = ""


# Who ------------------------------------------------------------------------------------------------------------------


def memberships_of(people):
    """Who sits where: {id of a person: their memberships}, in one query for all of these ids."""
    found = {}
    for membership in Membership.objects.filter(user__in=set(people) - {None}).select_related("body"):
        found.setdefault(membership.user_id, []).append(membership)
    return found


class People:
    """Who did something to an obligation, with the body they acted for on that day. Unless `named`, only the body."""

    def __init__(self, memberships, obligation, *, named):
        self.memberships, self.obligation, self.named = memberships, obligation, named

    def of(self, person, on, body=None):
        """ "Dana Whitlock, Northshire Police"; `body` where it is known from which side they wrote."""
        body = body or self.body_of(person, on)
        if not self.named:
            return str(body or "")
        if body is None:
            return _("%(person)s, administrator") % {"person": person} if person.is_staff else str(person)
        return _("%(person)s, %(body)s") % {"person": person, "body": body}

    def body_of(self, person, on):
        """The body a person acted for: the one that owes the item, else its local policing body, else another."""
        held = [membership.body for membership in self.memberships.get(person.pk, []) if membership.is_in_force_on(on)]
        return min(
            held,
            key=lambda body: (body.pk != self.obligation.body_id, not body.is_local_policing_body, body.name),
            default=None,
        )


# What ----------------------------------------------------------------------------------------------------------------


def of_act(act, people, *, reads, nth=1):
    """An act as an entry: its reason, and what else is not for everybody, only for who `reads`.

    `nth` says which move of the deadline it is.
    """
    obligation = people.obligation
    lines = [*_facts(act, obligation)]
    if reads and act.kind in (Kind.PLACED, Kind.TAKEN):
        sentence = _("From: %(other)s") if act.kind == Kind.PLACED else _("To: %(other)s")
        lines.append(sentence % {"other": act.became})
    if reads and act.reason:
        lines.append(act.reason)
    return Entry(
        on=act.on,
        title=act_title(act, obligation, nth),
        by=_by(act, people),
        basis=_("day of entry") if act.basis == Act.Basis.ENTRY else act.get_basis_display() if act.basis else "",
        lines=lines,
        at=act.recorded_at,
        why=act.reason if reads else "",
    )


def of_lateness(due_on, on):
    """The day from which an item was overdue: nobody wrote it, it follows from the dates."""
    sentence = _("The deadline of %(day)s passed without a report of completion.") % {"day": day_words(due_on)}
    return Entry(on=on, title=_("Overdue"), lines=[sentence])


def _by(act, people):
    """Who acted. Without a person it was the body, or HMICFRS by its report or letter."""
    obligation = people.obligation
    if act.kind == Kind.ADDRESSED and not act.became:
        return _("HMICFRS")
    if act.by:
        return people.of(act.by, act.on)
    if act.kind in BY_THE_BODY or act.became == Obligation.Closure.BY_FORCE:
        return obligation.body.name
    if act.kind == Kind.CLOSED and act.on == obligation.closed_on and obligation.closure_letter:
        return letter_in_words(obligation.closure_letter)
    return _("HMICFRS")


def _facts(act, obligation):
    """Sentences that everybody may read."""
    if act.kind == Kind.ADDRESSED and act.on == obligation.recommendation.inspection.published_on:
        yield _("On the day of publication.")
    if act.ended_from_on and act.kind in (Kind.RETURNED, Kind.WITHDRAWN):
        yield _("%(claim)s on %(day)s.") % {"claim": claim_words(act.ended_as), "day": day_words(act.ended_from_on)}
    if act.ended_from_on and act.kind == Kind.REOPENED:
        yield _("Closed on %(day)s, %(how)s.") % {
            "day": day_words(act.ended_from_on),
            "how": label_of(Obligation.Closure, act.ended_as),
        }
    if act.kind == Kind.CLOSED and act.by and act.on == obligation.closed_on and obligation.closure_letter:
        yield _("By the letter: %(letter)s.") % {"letter": letter_in_words(obligation.closure_letter)}


def of_note(note, people, *, reads):
    """A progress update as an entry: its words only for who `reads`."""
    by = people.of(note.by, note.on, note.side) if note.by else str(note.side or people.obligation.body)
    text = note.text if reads else ""
    return Entry(on=note.on, title=_("Progress recorded"), by=by, text=text, at=note.recorded_at)
