"""What happened to one item of one body, as one readable list: acts, progress, changed words, corrections, lateness."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspections.models import Act
from inspections.pastday import is_past
from inspections.wording import day_words
from responses.events import Entry, People, memberships_of, of_act, of_lateness, of_note
from responses.models import Response
from responses.wording import NAMES, name_of, shown

Kind = Act.Kind


class Log:
    """What was recorded of an obligation, and of its shared `answer`, None without one: each asked for once."""

    def __init__(self, obligation, answer):
        self.obligation, self.answer = obligation, answer

    @cached_property
    def acts(self):
        """The acts of all days, in order."""
        return list(self.obligation.acts.select_related("by"))

    @cached_property
    def notes(self):
        return list(self.obligation.progress.standing().select_related("by", "side"))

    @cached_property
    def shared(self):
        """Every revision of the answer that is shared now, the first one first: none of one withdrawn or moved."""
        if self.answer is None:
            return []
        revisions = Response.history.filter(id=self.answer.pk).exclude(history_type="-")
        revisions = revisions.select_related("shared_by", "shared_from", "history_user")
        answers = ("answered_with__obligation__recommendation", "answered_with__obligation__body")
        return list(revisions.select_related(*answers).order_by("history_id"))

    @cached_property
    def corrections(self):
        """Every version of the item, the first one first."""
        versions = self.obligation.recommendation.history.select_related("history_user")
        return list(versions.order_by("history_id"))


def timeline(log, *, day, reads):
    """Everything recorded about the obligation by `day`, newest first, as a list of Entry.

    `reads`: whether the viewer may read words, reasons and names; everybody else learns what and when. The number of
    queries does not depend on how much happened.
    """
    obligation, notes, corrections = log.obligation, log.notes, log.corrections
    acts = [act for act in log.acts if act.on <= day] if is_past(day) else log.acts
    moves = {act.pk: nth for nth, act in enumerate((act for act in acts if act.kind == Kind.MOVED), 1)}
    shared = log.shared if reads else []
    by = {record.by_id for record in (*acts, *notes)} | {one.history_user_id for one in (*corrections, *shared)}
    people = People(memberships_of(by), obligation, named=reads)
    changes = [_change(before, after, people) for before, after in pairwise(shared) if _is_of_words(before, after)]
    entries = [
        *_overdue(obligation, acts, day),
        *_corrected(corrections, acts, obligation, people, reads=reads),
        *(of_act(act, people, reads=reads, nth=moves.get(act.pk, 1)) for act in _without_echoes(acts, shared)),
        *(of_note(note, people, reads=reads) for note in notes),
        *changes,
    ]
    first = timezone.make_aware(datetime.combine(date.min.replace(year=1900), time.min))
    if is_past(day):
        entries = [entry for entry in entries if entry.on <= day]
    return sorted(entries, key=lambda entry: (entry.on, entry.at or first))[::-1]


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


# Words ----------------------------------------------------------------------------------------------------------------


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
            yield of_lateness(due_on, on)


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
