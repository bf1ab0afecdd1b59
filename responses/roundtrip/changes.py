"""What a filled sheet would change: each changed cell beside what stands now, and why something cannot be taken."""

from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.utils.translation import gettext as _

from inspections.comparing import Mark, Run, differences
from responses.answersheet.changes import too_early
from responses.models import Draft, Response
from responses.roundtrip.columns import COLUMNS, NOTE, digest
from responses.roundtrip.reading import in_cell
from responses.roundtrip.standing import Standing
from responses.wording import NAMES, shown

TEXTS = ("action", "lead")
"""Words that are compared one by one."""

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Cell:
    """One changed cell: `before` on the day the sheet was taken out, `now` in the tracker, `mine` on the sheet."""

    row: int
    address: str
    name: str
    before: object
    now: object
    mine: object
    is_met: bool = False

    @property
    def heading(self):
        return COLUMNS[self.name].heading

    @property
    def take(self):
        """What the page's form calls the choice between both, where somebody changed the words meanwhile."""
        return f"take-{self.address}"

    def chosen(self, choices):
        """Whose words shall stand: MINE, THEIRS, or None where that is still to be chosen."""
        if not self.is_met:
            return MINE
        choice = choices.get(self.take)
        return choice if choice in (MINE, THEIRS) else None

    @property
    def columns(self):
        """The texts beside one another, as (heading, Runs), with the words marked that are new or gone."""
        if self.is_met:
            return [
                (_("When you downloaded it"), self._same(self.before)),
                (_("Now in the tracker"), self._told(self.before, self.now, Mark.ADDED)),
                (_("On your sheet"), self._told(self.before, self.mine, Mark.ADDED)),
            ]
        return [
            (_("Now in the tracker"), self._told(self.now, self.mine, Mark.REMOVED)),
            (_("On your sheet"), self._told(self.now, self.mine, Mark.ADDED)),
        ]

    def _told(self, before, after, mark):
        """One of two texts, with what the other has not marked."""
        if not (self.name in TEXTS and before and after):
            return self._same(before if mark == Mark.REMOVED else after)
        return [run for run in differences(before, after) if run.mark in (Mark.SAME, mark)]

    def _same(self, value):
        return [Run(Mark.SAME, str(shown("action" if self.name == NOTE else self.name, value)))]


@dataclass
class Change:
    """One item with anything changed. `draft` holds the words that stand now on the person's side."""

    row: int
    draft: Draft
    shared: Response | None
    side: object
    cells: list = field(default_factory=list)

    @property
    def obligation(self):
        return self.draft.obligation

    @property
    def last_by(self):
        """Who saved the words that stand now: the side's draft, or else the shared answer; None where it is unknown."""
        if self.draft.pk:
            return self.draft.saved_by
        return self.shared.shared_by if self.shared else None

    @property
    def is_behind(self):
        """Whether both sides changed the same words, so that the draft cannot be shared as it is."""
        return self.shared is not None and self.shared.revision != self.draft.based_on

    @property
    def unshared(self):
        """What else the side's draft says and nobody else has read yet, as names of fields."""
        if self.draft.pk is None:
            return []
        begun = self.shared.words | {"letter_on": None} if self.shared else Draft().words
        begun["waiting_on"] = self.obligation.waiting_on
        changed = {cell.name for cell in self.cells}
        words = self.draft.words.items()
        return [str(NAMES[name]) for name, value in words if value != begun[name] and name not in changed]

    def words(self, choices):
        """The words that this item's changed cells come to."""
        taken = [cell for cell in self.cells if cell.name != NOTE and cell.chosen(choices) == MINE]
        return {cell.name: cell.mine for cell in taken}

    @property
    def note(self):
        return next((cell.mine for cell in self.cells if cell.name == NOTE), None)


@dataclass
class Plan:
    """All that a sheet would do: its `changes`, or the `refusals` that are in the way, as sentences in its order."""

    changes: list
    refusals: list
    rows: int

    @property
    def cells(self):
        return [cell for change in self.changes for cell in change.cells]

    @property
    def met(self):
        """The cells that somebody changed meanwhile."""
        return [cell for cell in self.cells if cell.is_met]

    @property
    def notes(self):
        return [change for change in self.changes if change.note]

    @property
    def unchanged(self):
        return self.rows - len(self.changes)

    @property
    def seal(self):
        """What tells this plan from another one: all that its page shows."""
        said = [(cell.address, *map(str, (cell.before, cell.now, cell.mine))) for cell in self.cells]
        seen = [(change.draft.revision, change.shared and change.shared.revision) for change in self.changes]
        return sha256(repr([said, seen, list(map(str, self.refusals))]).encode()).hexdigest()


def plan_of(lines, rows, seat, *, lock=False):
    """The Plan of a sheet's Lines as things stand, for the person in this seat; `lock` keeps them so."""
    standing = Standing(lines, seat, lock=lock)
    noted = standing.is_noted(lines, NOTE)
    changes, refusals = [], []
    for line in lines:
        problems = list(line.problems)
        if line.key and (sentence := standing.refusal(line.key)):
            problems.append(_("Row %(row)s: %(sentence)s") % {"row": line.row, "sentence": sentence})
        elif line.key and not problems:
            change = _change(line, standing, noted)
            if sentence := too_early(line.said.get("target_on"), change.obligation):
                problems.append(in_cell(line.address("target_on"), "target_on", sentence))
            if change.cells:
                changes.append(change)
        refusals += problems
    _tell_before(changes, {line.row: line.key for line in lines}, standing)
    return Plan(changes, refusals, rows)


def _change(line, standing, noted):
    row = standing.rows[line.key.obligation]
    draft = standing.draft(row)
    change = Change(line.row, draft, standing.shared(row), standing.seat.side_for(row))
    for name, mine in line.said.items():
        if name == NOTE:
            if row.pk not in noted:
                change.cells.append(Cell(line.row, line.address(name), name, None, None, mine))
            continue
        now = getattr(draft, name)
        if digest(now) == digest(mine):
            continue  # it stands there already
        value = mine if mine is not None or name == "target_on" else ""
        is_met = not line.key.stood(name, now)
        change.cells.append(Cell(line.row, line.address(name), name, now, now, value, is_met))
    return change


def _tell_before(changes, keys, standing):
    """Give the cells that were changed meanwhile what stood in them before."""
    met = {(keys[cell.row], cell.name) for change in changes for cell in change.cells if cell.is_met}
    if not met:
        return
    before = standing.before(met)
    for change in changes:
        change.cells = [_with_before(cell, before, keys) for cell in change.cells]


def _with_before(cell, before, keys):
    return replace(cell, before=before[keys[cell.row], cell.name]) if cell.is_met else cell
