"""What happened to the rows of a page, in words: four queries, however many rows."""

from collections import defaultdict
from datetime import timedelta

from inspections.models import Act, Obligation
from inspections.moves import moves_by
from responses.changes.kinds import ItemChange, What
from responses.events import People, memberships_of, of_act, of_lateness, of_note
from responses.models import ProgressUpdate


def told(found, seat, since, until):
    """The found rows as a list of ItemChange."""
    if not found:
        return []
    moved_before = moves_by(since - timedelta(days=1))
    rows = Obligation.objects.for_list().annotate(moved_before=moved_before).in_bulk([one.pk for one in found])
    records = _records(rows, since, until)
    memberships = memberships_of(record.by_id for own in records.values() for record in own)
    return [
        ItemChange(
            obligation=rows[one.pk],
            before=one.before,
            after=one.after,
            kinds=one.kinds,
            entries=sorted(
                [
                    *_entries(records[one.pk], rows[one.pk], memberships, seat),
                    *_lateness(one, rows[one.pk], since, until),
                ],
                key=lambda entry: entry.on,
            ),
        )
        for one in found
    ]


def _lateness(one, obligation, since, until):
    """The line of an item that became overdue by time: by an act it became so on the day of that."""
    if What.OVERDUE in one.kinds:
        on = max(one.after.due_on + timedelta(days=1), obligation.addressed_on)
        if since <= on <= until:
            yield of_lateness(one.after.due_on, on)


def _records(rows, since, until):
    """{obligation id: the acts and the progress of the period, in the order of the log}."""
    own = {"obligation__in": list(rows), "on__range": (since, until)}
    records = defaultdict(list)
    for act in Act.objects.filter(**own).select_related("by"):
        records[act.obligation_id].append(act)
    for note in ProgressUpdate.objects.standing().filter(**own).select_related("by", "side"):
        records[note.obligation_id].append(note)
    for own in records.values():
        own.sort(key=lambda record: (record.on, record.recorded_at, record.pk))
    return records


def _entries(records, obligation, memberships, seat):
    """The records as lines to read."""
    reads, moved = seat.knows(obligation), obligation.moved_before
    people = People(memberships, obligation, named=reads)
    entries = []
    for record in records:
        if isinstance(record, Act):
            moved += record.kind == Act.Kind.MOVED
            entries.append(of_act(record, people, reads=reads, nth=moved))
        else:
            entries.append(of_note(record, people, reads=reads))
    return entries
