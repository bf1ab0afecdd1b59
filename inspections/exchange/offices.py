"""The sheet of office-holders: one row for each time that somebody takes up an office."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from inspections.actions import ActionError, appoint
from inspections.exchange.columns import Column
from inspections.exchange.names import Bodies
from inspections.exchange.sheet import Change, Sheet
from inspections.fields import most_of
from inspections.models import OfficeHolder

COLUMNS = {
    "body": Column(
        lazy("Body"), 40, lazy("Its name, or another name that the register knows."), needed=True, filled=True
    ),
    "name": Column(
        lazy("Name"), 28, lazy("The person’s."), needed=True, filled=True, longest=most_of(OfficeHolder, "name")
    ),
    "title": Column(
        lazy("Title"),
        40,
        lazy("The title of that day, for example: Police and Crime Commissioner."),
        needed=True,
        filled=True,
        longest=most_of(OfficeHolder, "title"),
    ),
    "capacity": Column(
        lazy("Capacity"),
        18,
        lazy("One of: %(words)s. Empty: holds the office."),
        "choice",
        choices=OfficeHolder.Capacity.choices,
    ),
    "from_on": Column(
        lazy("From"), 13, lazy("The first day. It ends when the next begins."), "day", needed=True, filled=True
    ),
}


class OfficeSheet(Sheet):
    name = "office-holders"
    title = lazy("Office-holders")
    explained = lazy("A row for each time that somebody takes up an office, deputises or acts in it.")
    columns = COLUMNS
    most_rows = 5_000

    def records(self):
        return OfficeHolder.objects.all()

    def rows(self, records):
        for holder in records.select_related("body").order_by("body__name", "capacity", "from_on"):
            yield row_of(holder) | {"body": holder.body.name}

    def work(self, entries, *, by, on, reason, show):
        bodies, taken = Bodies(), {}
        for entry in entries:
            _match(entry, bodies, taken)
        # The latest first: else who comes back to an office would seem to be in it still.
        known = sorted(
            (entry for entry in entries if not entry.problems), key=lambda entry: entry.from_on, reverse=True
        )
        there = _there(known)
        changes = [_carry_out(entry, there, by=by, reason=reason) for entry in show(known)]
        return sorted(filter(None, changes), key=lambda change: change.entry.row)


def row_of(holder):
    """What stands in each column for somebody in an office, but for the body."""
    return {
        "name": holder.name,
        "title": holder.title,
        "capacity": str(holder.get_capacity_display()),
        "from_on": holder.from_on,
    }


def _match(entry, bodies, taken):
    entry.said.setdefault("capacity", OfficeHolder.Capacity.HOLDER)
    if entry.problems:
        return
    try:
        entry.record = bodies.one(entry.body)
    except ValueError as error:
        entry.refuse("body", error)
        return
    if (first := taken.setdefault(_key(entry), entry.row)) != entry.row:
        entry.problems.append(_("Row %(row)s fills the same office from the same day.") % {"row": first})


def _key(entry):
    return entry.record.pk, entry.capacity, entry.from_on


def _there(entries):
    """Who is in these offices already, by (body, capacity, day)."""
    holders = OfficeHolder.objects.filter(body__in={entry.record.pk for entry in entries})
    return {(holder.body_id, holder.capacity, holder.from_on): holder for holder in holders}


def _carry_out(entry, there, *, by, reason):
    """Enter who takes up the office, or put right whom it has: None where that says so already."""
    holder, said = there.get(_key(entry)), {"name": entry.name, "title": entry.title}
    change = Change(entry, f"{entry.record}: {entry.name}", is_new=holder is None)
    if holder and said == {"name": holder.name, "title": holder.title}:
        return None
    was = row_of(holder) if holder else {}
    try:
        if holder is None:
            holder = appoint(entry.record, capacity=entry.capacity, on=entry.from_on, by=by, reason=reason, **said)
        else:
            _correct(holder, said, by=by, reason=reason)
    except (ActionError, ValidationError) as error:
        entry.problems += error.messages if isinstance(error, ValidationError) else [str(error)]
        return None
    for name, after in row_of(holder).items():
        if after != was.get(name):
            change.show(name, was.get(name), after)
    return change


def _correct(holder, said, *, by, reason):
    """Put right who is in an office, or the title: it was never otherwise."""
    for name, value in said.items():
        setattr(holder, name, value)
    holder.full_clean()
    holder._change_reason, holder._history_user = reason, by
    holder.save()
