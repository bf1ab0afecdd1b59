"""What a row of a sheet of items would change: the difference between what it says and what the register has."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inspections.deadlines import DeadlineKind, UnreadableDeadline, read_deadline, read_deadline_field
from inspections.exchange.itemcolumns import COLUMNS, PLAIN, REPORT
from inspections.exchange.names import plain
from inspections.exchange.sheet import Change
from inspections.itemrules import check_due, check_issue, deadline_of
from inspections.models import ClosureLevel, Recommendation
from inspections.sheets.cells import tidy

LAST_PLACE = 32_767
DEADLINE = ("deadline_text", "deadline_kind", "deadline_period", "due_on")


@dataclass
class ItemChange(Change):
    """One row that changes its `item`: these `fields`, and the bodies (keys) that it `adds` and `removes`."""

    item: Recommendation | None = None
    fields: set = field(default_factory=set)
    adds: frozenset = frozenset()
    removes: frozenset = frozenset()
    due_moves: bool = False

    def set(self, name, value):
        """Give the item's field another value; None where it has this already."""
        has = getattr(self.item, name)
        if value != (tidy(has) or "" if isinstance(has, str) else has):
            setattr(self.item, name, value)
            self.fields.add(name)


class Described:
    """Compares rows with the `items` that they were matched to, as at the day `on`."""

    def __init__(self, items, lists, on):
        self.items, self.lists, self.on = items, lists, on
        self.levels = {plain(level.name): level for level in ClosureLevel.objects.all()}

    def changes(self, reports):
        """The ItemChanges of all rows without a problem that say something else than the register."""
        rows = ((entry, report) for report in reports.all for entry in report.entries)
        changes = [self._change(entry, report) for entry, report in rows if entry.record and not entry.problems]
        return [change for change in changes if change.is_new or change.shown]

    def _change(self, entry, report):
        item = entry.record
        change = ItemChange(entry, f"{item.label}: {report.inspection.short}", is_new=item.pk is None, item=item)
        standing = frozenset(self.items.addressed.get(item.pk, ()))
        before = {} if change.is_new else self._shown(item, standing)
        for name in PLAIN:
            if name in entry.said:
                change.set(name, entry.said[name])
        if not item.text:
            entry.refuse("text", _("a new item needs its words."))
        self._place(change, report)
        self._level(change)
        if self._issue(change):
            self._deadline(change)
        self._bodies(change, report, standing)
        if not entry.problems:
            self._show(change, before, (standing - change.removes) | change.adds)
        return change

    def _shown(self, item, bodies):
        return row_of(item, self.lists, bodies) | {"due_on": item.due_on}

    def _show(self, change, before, bodies):
        after = self._shown(change.item, bodies)
        if change.is_new:
            after |= {name: change.entry.said.get(name) for name in REPORT}
        for name in COLUMNS:
            if before.get(name) != after.get(name) and name not in ("inspection", "slug"):
                change.show(name, before.get(name), after[name])

    def _place(self, change, report):
        place = change.entry.sequence
        if place is None:
            if change.is_new:
                change.item.sequence = self.items.next_place(report)
        elif place.isascii() and place.isdigit() and int(place) <= LAST_PLACE:
            change.set("sequence", int(place))
        else:
            change.entry.refuse("sequence", _("“%s” is no place in an order. Write 1, 2, 3.") % place[:60])

    def _level(self, change):
        if name := change.entry.level:
            if level := self.levels.get(plain(name)):
                change.set("level", level)
            else:
                change.entry.refuse("level", _("The register knows no level called “%s”.") % name[:60])

    def _issue(self, change):
        """Take the day of issue over; whether that could be told."""
        entry, item = change.entry, change.item
        published_on = item.inspection.published_on
        issued_on = entry.issued_on or item.issued_on or published_on
        try:
            check_issue(issued_on, published_on, accelerated=item.is_cause or item.cause is not None)
        except ValidationError as error:
            entry.refuse("issued_on", error.messages[0])
            return False
        change.set("issued_on", issued_on)
        return True

    def _deadline(self, change):
        entry, item = change.entry, change.item
        column = "due_on" if entry.due_on else "deadline"
        try:
            deadline = self._read(change)
            due_on = deadline.due_on(item.issued_on)
            check_due(due_on, item.issued_on)
        except UnreadableDeadline as error:
            entry.refuse("deadline", _(error.message) % error.params)
        except ValidationError as error:
            entry.refuse(column, error.messages[0])
        else:
            if deadline.kind == item.deadline_kind == DeadlineKind.NONE and not item.deadline_text:
                return
            before = {name: getattr(item, name) for name in DEADLINE}
            item.deadline, item.deadline_text = deadline, deadline.text
            change.fields |= {name for name in DEADLINE if getattr(item, name) != before[name]}
            change.due_moves = not change.is_new and item.due_on != before["due_on"]

    def _read(self, change):
        """The deadline that the row gives; that of the item, where it says nothing else."""
        entry, item = change.entry, change.item
        words = entry.deadline
        same = words in (None, tidy(item.deadline_text)) and entry.due_on in (None, item.due_on)
        if not change.is_new and same:
            return item.deadline
        words = item.deadline_text if words is None else words
        return deadline_of(words, entry.due_on, item.text, item.issued_on)

    def _bodies(self, change, report, standing):
        entry, day = change.entry, report.inspection.published_on
        if entry.bodies is None:
            return
        try:
            wanted = self.lists.read(entry.bodies, day, report.own_force)
            change.adds, change.removes = wanted - standing, standing - wanted
            self.lists.refuse_absent(change.adds, day or self.on)
            if gone := change.removes - self.items.live.get(change.item.pk, set()):
                name = self.lists.all[next(iter(gone))]
                raise ValueError(_("what %s owed passed on to its successor, so it stays named.") % name)
        except ValueError as error:
            entry.refuse("bodies", error)


def row_of(item, lists, bodies):
    """What stands in the columns of an item itself, addressed to these bodies (keys)."""
    published_on = item.inspection.published_on
    return {
        "inspection": item.inspection.title,
        "slug": item.inspection.slug,
        "kind": str(Recommendation.LONG_KINDS[item.kind]),
        "number": item.number or None,
        "cause": (item.cause.number or tidy(item.cause.short)) if item.cause else None,
        "sequence": str(item.sequence),
        **{name: tidy(getattr(item, name)) for name in PLAIN},
        "deadline": item.deadline_text or None,
        "due_on": _unread_day(item),
        "bodies": lists.write(bodies, published_on),
        "issued_on": item.issued_on if item.issued_on != published_on else None,
        "level": item.level.name if item.level else None,
    }


def _unread_day(item):
    """The deadline's day, where its words do not give it."""
    try:
        read = read_deadline_field(item.deadline_text) if item.deadline_text else read_deadline(item.text)
        return item.due_on if read.due_on(item.issued_on) != item.due_on else None
    except UnreadableDeadline:
        return item.due_on
