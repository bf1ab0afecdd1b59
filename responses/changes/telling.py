"""What happened to the rows of a page, in words: four queries, however many rows."""

from collections import defaultdict
from datetime import timedelta

from inspections.models import Act, Obligation
from inspections.moves import moves_by
from inspections.pastday import Eve, PastDay
from inspections.querysets import bound_on, is_true, status_column
from responses.changes.kinds import ItemChange, Standing, What
from responses.events import People, memberships_of, of_act, of_lateness, of_note
from responses.models import ProgressUpdate


def told(found, seat, since, until):
    """The found rows as a list of ItemChange."""
    if not found:
        return []
    ends = Eve.of(since - timedelta(days=1)), PastDay.of(until)
    rows = _rows([one.pk for one in found], *ends)
    stood = {row.pk: [_standing(row, day) for day in ends] for row in rows.values()}
    records = _records(rows, since, until)
    memberships = memberships_of(record.by_id for own in records.values() for record in own)
    return [
        ItemChange(
            obligation=rows[one.pk],
            before=stood[one.pk][0],
            after=stood[one.pk][1],
            kinds=one.kinds,
            entries=sorted(
                [
                    *_entries(records[one.pk], rows[one.pk], memberships, seat),
                    *_lateness(one, rows[one.pk], stood[one.pk][1], since, until),
                ],
                key=lambda entry: entry.on,
            ),
        )
        for one in found
    ]


def _rows(keys, eve, end):
    """{obligation id: the row of a page}, with what tells how it stood at both ends, in one query."""
    rows = Obligation.objects.for_list().with_facts(eve).with_facts(end).annotate(times_moved=moves_by(eve))
    for day in (eve, end):
        stood = {f"counted_{day.suffix}": is_true(bound_on(day)), f"status_{day.suffix}": status_column(day)}
        rows = rows.annotate(**stood)
    return rows.in_bulk(keys)


def _standing(row, day):
    """How a row stood at the end of a day, None where it did not count."""
    status, due_on, closure = (getattr(row, f"{name}_{day.suffix}") for name in ("status", "due_on", "closure"))
    return Standing(status, due_on, closure) if getattr(row, f"counted_{day.suffix}") else None


def _lateness(one, obligation, after, since, until):
    """The line of an item that became overdue by time: by an act it became so on the day of that."""
    if What.OVERDUE in one.kinds:
        on = max(after.due_on + timedelta(days=1), obligation.addressed_on)
        if since <= on <= until:
            yield of_lateness(after.due_on, on)


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
    """The records as lines to read; `times_moved` of the obligation is how often it was moved before them."""
    reads, moved = seat.knows(obligation), obligation.times_moved
    people = People(memberships, obligation, named=reads)
    entries = []
    for record in records:
        if isinstance(record, Act):
            moved += record.kind == Act.Kind.MOVED
            entries.append(of_act(record, people, reads=reads, nth=moved))
        else:
            entries.append(of_note(record, people, reads=reads))
    return entries
