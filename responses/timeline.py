"""What happened to one item of one body, as one readable list: acts, progress, changed words, corrections, lateness."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Membership
from inspections.models import Act, Obligation
from inspections.pastday import is_past
from inspections.wording import act_title, claim_words, day_words, label_of, letter_in_words
from responses.models import Response
from responses.wording import NAMES, name_of, shown

Kind = Act.Kind
BY_THE_BODY = {Kind.ANSWERED, Kind.REPORTED, Kind.WITHDRAWN, Kind.WAITING}
"""Acts of the body itself; all others are the inspectorate's."""


@dataclass
class Entry:
    """One line of the timeline: what, on which day, by whom ("": nobody), then sentences, text, and what it was before.

    `basis` says where the day comes from when nobody stated it. `was` holds (field, earlier value) pairs.
    """

    on: date
    title: str
    by: str = ""
    basis: str = ""
    lines: list = field(default_factory=list)
    text: str = ""
    was: list = field(default_factory=list)
    at: datetime | None = None


def timeline(obligation, *, day, reads):
    """Everything recorded about the obligation by `day`, newest first, as a list of Entry.

    `reads`: whether the viewer may read words, reasons and names; everybody else learns what and when. The number of
    queries does not depend on how much happened.
    """
    acts = list((obligation.acts.filter(on__lte=day) if is_past(day) else obligation.acts).select_related("by"))
    moves = {act.pk: nth for nth, act in enumerate((act for act in acts if act.kind == Kind.MOVED), 1)}
    notes = list(obligation.progress.standing().select_related("by", "side"))
    shared = list(_shared(obligation)) if reads else []
    corrections = list(obligation.recommendation.history.select_related("history_user").order_by("history_id"))
    people = People([*acts, *notes], [*corrections, *shared], obligation, named=reads)
    changes = [_change(before, after, people) for before, after in pairwise(shared) if _is_of_words(before, after)]
    entries = [
        *_overdue(obligation, acts, day),
        *_corrected(corrections, acts, obligation, people, reads=reads),
        *(
            _act(act, obligation, people, reads=reads, nth=moves.get(act.pk, 1))
            for act in _without_echoes(acts, shared)
        ),
        *(_note(note, people, reads=reads) for note in notes),
        *changes,
    ]
    first = timezone.make_aware(datetime.combine(date.min.replace(year=1900), time.min))
    if is_past(day):
        entries = [entry for entry in entries if entry.on <= day]
    return sorted(entries, key=lambda entry: (entry.on, entry.at or first))[::-1]


def _shared(obligation):
    """Every revision of the answer that is shared now, the first one first: none of one that was withdrawn or moved."""
    answer = Response.objects.filter(obligation=obligation)
    return (
        Response.history.filter(id__in=answer.order_by().values("pk"))
        .exclude(history_type="-")
        .select_related("shared_by", "shared_from", "history_user")
        .select_related("answered_with__obligation__recommendation", "answered_with__obligation__body")
        .order_by("history_id")
    )


# Who ------------------------------------------------------------------------------------------------------------------


class People:
    """Who did something, with the body they acted for on that day. Unless `named`, only the body is told."""

    def __init__(self, records, versions, obligation, *, named):
        self.obligation, self.named = obligation, named
        people = {record.by_id for record in records} | {version.history_user_id for version in versions}
        self.memberships = {}
        for membership in Membership.objects.filter(user__in=people - {None}).select_related("body"):
            self.memberships.setdefault(membership.user_id, []).append(membership)

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


# Acts -----------------------------------------------------------------------------------------------------------------


def _without_echoes(acts, shared):
    """The acts, but those that only say that words were shared once more: the changed words say so themselves."""
    told = Counter(
        (after.letter_on or after.shared_on, after.shared_by_id)
        for before, after in pairwise(shared)
        if after.revision != before.revision
        and Response(position=after.position).claim == Response(position=before.position).claim
    )
    kept = []
    for act in reversed(acts):
        if act.kind == Kind.ANSWERED and told[act.on, act.by_id] > 0:
            told[act.on, act.by_id] -= 1
        else:
            kept.append(act)
    return kept[::-1]


def _act(act, obligation, people, *, reads, nth):
    lines = [*_facts(act, obligation)]
    if reads and act.kind in (Kind.PLACED, Kind.TAKEN):
        sentence = _("From: %(other)s") if act.kind == Kind.PLACED else _("To: %(other)s")
        lines.append(sentence % {"other": act.became})
    if reads and act.reason:
        lines.append(act.reason)
    return Entry(
        on=act.on,
        title=act_title(act, obligation, nth),
        by=_by(act, obligation, people),
        basis=_("day of entry") if act.basis == Act.Basis.ENTRY else act.get_basis_display() if act.basis else "",
        lines=lines,
        at=act.recorded_at,
    )


def _by(act, obligation, people):
    """Who acted. Without a person it was the body, or HMICFRS by its report or letter."""
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


# Words ----------------------------------------------------------------------------------------------------------------


def _note(note, people, *, reads):
    by = people.of(note.by, note.on, note.side) if note.by else str(note.side or people.obligation.body)
    text = note.text if reads else ""
    return Entry(on=note.on, title=_("Progress recorded"), by=by, text=text, at=note.recorded_at)


def _is_of_words(before, after):
    """Not where the answer was only moved to another item."""
    return before.revision != after.revision or any(_raw(before, name) != _raw(after, name) for name in NAMES)


def _change(before, after, people):
    """The shared answer was shared again. The letter and whom it waits for have lines of their own."""
    fields = [
        name for name in NAMES if name not in ("letter_on", "waiting_on") and _raw(before, name) != _raw(after, name)
    ]
    title = _("Answer changed: %(fields)s") % {"fields": ", ".join(str(NAMES[name]) for name in fields)}
    shared_again = after.revision != before.revision
    person = after.shared_by if shared_again else after.history_user
    recorded_on = timezone.localdate(after.history_date)
    on = (after.letter_on or after.shared_on) if shared_again else recorded_on
    side = after.shared_from if shared_again else None
    return Entry(
        on=on,
        title=title if fields else _("Answer shared again"),
        by=people.of(person, on, side) if person else str(side or ""),
        lines=[_("From the letter of %(day)s.") % {"day": day_words(after.letter_on)}]
        if after.letter_on and shared_again
        else [],
        was=[(name_of(name), shown(name, getattr(before, name))) for name in fields],
        at=after.history_date,
    )


def _raw(record, name):
    return getattr(record, "answered_with_id" if name == "answered_with" else name)


# The item -------------------------------------------------------------------------------------------------------------


def _corrected(records, acts, obligation, people, *, reads):
    """Corrections of the item since it binds this body: what was drafted before that is nobody's business."""
    deadlines = {(act.ended_due_on, act.became) for act in acts if act.kind in (Kind.CORRECTED, Kind.MOVED)}
    for before, after in pairwise(records):
        on = timezone.localdate(after.history_date)
        if obligation.begins_on is None or on < obligation.begins_on:
            continue
        was = list(_corrections(before, after, deadlines))
        if was:
            yield Entry(
                on=on,
                title=_("Item corrected: %(fields)s") % {"fields": ", ".join(name for name, _value in was)},
                by=people.of(after.history_user, on) if after.history_user else _("HMICFRS"),
                lines=[after.history_change_reason] if reads and after.history_change_reason else [],
                was=[(capfirst(name), value) for name, value in was],
                at=after.history_date,
            )


def _corrections(before, after, deadlines):
    """(field, earlier value) of what changed, but a deadline of which the log already says that it moved."""
    names = {
        "text": _("text"),
        "number": _("number"),
        "section": _("section"),
        "condition": _("condition"),
        "addressed_to": _("addressed to"),
        "deadline_text": _("deadline as written"),
        "due_on": _("deadline"),
    }
    for name, words in names.items():
        old, new = getattr(before, name), getattr(after, name)
        logged = name == "due_on" and (old, new.isoformat() if new else "") in deadlines
        if old != new and not logged:
            yield words, shown(name, old)


# Lateness -------------------------------------------------------------------------------------------------------------


def _overdue(obligation, acts, day):
    """A line for each deadline that passed without a claim: nobody wrote it, it follows from the dates."""
    for due_on, from_on, until_on in _deadlines(obligation, acts, day):
        if due_on is None:
            continue
        on = max(due_on + timedelta(days=1), from_on) if from_on == obligation.begins_on else due_on + timedelta(days=1)
        if from_on <= on < until_on and on <= day and not _settled(obligation, acts, on):
            sentence = _("The deadline of %(day)s passed without a report of completion.") % {"day": day_words(due_on)}
            yield Entry(on=on, title=_("Overdue"), lines=[sentence])


def _deadlines(obligation, acts, day):
    """(deadline, from, until) one after another, as they held; `until` is the first day on which one no longer held."""
    since = obligation.begins_on
    if since is None:
        return
    for act in acts:
        if act.kind == Kind.MOVED:
            yield act.ended_due_on, since, act.on
            since = act.on
    yield obligation.due_on, since, obligation.removed_on or day + timedelta(days=1)


def _settled(obligation, acts, on):
    """Whether on that day a claim or a closure held."""
    held = [(obligation.reported_on, None), (obligation.closed_on, None)]
    held += [(act.ended_from_on, act.on) for act in acts if act.kind in (Kind.WITHDRAWN, Kind.RETURNED, Kind.REOPENED)]
    return any(from_on and from_on <= on and (until_on is None or on < until_on) for from_on, until_on in held)
