"""A filled sheet as it comes in: which cells were changed since it was taken out. It asks nothing of the register."""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from inspections.exchange import Entry, entries_of
from inspections.sheets import SheetRefused, read
from responses.roundtrip.columns import COLUMNS, MOST_ROWS, NOTE, OPEN, Key


@dataclass
class Line:
    """One row: its number, its key, and what its changed cells say: {column: text, day or None}.

    `places` are the letters of the columns, and `problems` sentences that say why the row cannot be taken.
    """

    row: int
    key: Key | None
    said: dict
    places: dict
    problems: list = field(default_factory=list)

    def address(self, name):
        """The cell of a column as spreadsheets call it: "H7"."""
        return f"{self.places[name]}{self.row}"

    def refuse(self, name, sentence):
        """Say why a cell cannot be taken."""
        self.problems.append(in_cell(self.address(name), name, sentence))

    @property
    def facts(self):
        """All of it, as JSON keeps it."""
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.said.items()}
        return asdict(self) | {"said": said}

    @classmethod
    def of(cls, facts):
        said = {
            name: date.fromisoformat(value) if value and COLUMNS[name].kind == "day" else value
            for name, value in facts["said"].items()
        }
        key = facts["key"] and Key(**facts["key"] | {"digests": tuple(facts["key"]["digests"])})
        return cls(**facts | {"said": said, "key": key})


def in_cell(address, name, sentence):
    return _("%(cell)s (%(heading)s): %(sentence)s") % {
        "cell": address,
        "heading": COLUMNS[name].heading,
        "sentence": sentence,
    }


class _Entry(Entry):
    """A row whose cells are called as spreadsheets call them."""

    def refuse(self, name, sentence):
        self.problems.append((name, sentence))


def lines_of(data):
    """The Lines of a filled sheet with anything changed, and how many rows it has. Raises SheetRefused."""
    entries = entries_of(read(data, MOST_ROWS), COLUMNS, _Entry)
    if not any(entry.key for entry in entries):
        raise SheetRefused(_("The keys of the rows are missing. Download the sheet again, and fill in that one."))
    lines, rows = [], {}
    for entry in entries:
        line = _line(entry)
        first = rows.setdefault(line.key.obligation, line.row) if line.key else line.row
        if first != line.row:
            line.problems = [
                _("Row %(row)s: row %(first)s is of the same item already.") % {"row": line.row, "first": first}
            ]
        if line.said or line.problems:
            lines.append(line)
    return lines, len(entries)


def _line(entry):
    letters = {name: get_column_letter(index + 1) for name, index in entry.places.items()}
    line = Line(entry.row, Key.opened(entry.key or ""), {}, letters)
    if line.key is None:
        line.problems = [_without_key(entry)]
        return line
    refused = dict(entry.problems)
    for name in COLUMNS:
        if name in OPEN:
            _take(line, name, entry, refused.get(name))
        elif name != "key" and (name in refused or not line.key.stood(name, entry.said.get(name))):
            line.refuse(name, _("this cell cannot be changed here. Put back what stood in it."))
    return line


def _without_key(entry):
    if entry.key:
        return _("Row %s: its key was changed. Download the sheet again, and fill in that one.") % entry.row
    return _("Row %s was added, or lost its key. Rows cannot be added to the sheet: remove it.") % entry.row


def _take(line, name, entry, refused):
    value = entry.said.get(name)
    if refused:
        line.refuse(name, refused)
    elif line.key.stood(name, value):
        return
    elif name == "position" and value is None:
        line.refuse(name, _("say where it stands."))
    elif not (name == NOTE and value is None):
        line.said[name] = value
