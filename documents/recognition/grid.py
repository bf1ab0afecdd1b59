"""Tables taken apart: one whose columns are items and answers becomes a record a row, all others are read as lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby

from documents.recognition.bodies import Bodies
from documents.recognition.labels import NUMBER, SHOULD, ItemLabel, Role, item_label, numbers_in, role_label
from documents.recognition.lines import BOLD_LEVEL, Line
from inspections.pasting import ItemKind


class Column(Enum):
    """What a column holds."""

    NUMBER = auto()
    KIND = auto()
    TEXT = auto()
    FORCE = auto()
    BODY = auto()
    EITHER = auto()
    DEADLINE = auto()
    ADDRESSEE = auto()
    OTHER = auto()


@dataclass
class Record:
    """One row of a table of items: the lines of each kind of column. `kind` is what its column or label says."""

    cells: dict[Column, list[Line]] = field(default_factory=dict)
    kind: ItemKind | None = None

    def lines(self, column: Column) -> list[Line]:
        """The lines under this kind of column, in reading order."""
        return self.cells.get(column, [])

    def words(self, column: Column) -> str:
        """The same as one text."""
        return " ".join(line.text for line in self.lines(column))


ANSWERS = {Role.FORCE: Column.FORCE, Role.BODY: Column.BODY, Role.EITHER: Column.EITHER}
ITEMS = r"(?:recommendations?|areas?\sfor\simprovements?|afis?|causes?\sof\sconcern)"
HEADS = {
    Column.NUMBER: r"""(?:(?:rec(?:ommendation)?s?|afi|item|serial|hmicfrs|unique)\.?\s)?
        (?:no\.?|nos?\.?|number|num|ref(?:erence)?|id|\#|s/n)(?:\s(?:no|number))?\.?|\#|rec\.?|№""",
    Column.KIND: r"(?:item\s)?(?:type|kind|category|classification)(?:\sof\s(?:item|recommendation))?",
    Column.DEADLINE: r"""(?:hmicfrs\s|original\s)?
        (?:deadline|due(?:\sdate|\sby)?|date\sdue|by\swhen|timescale|due\sfor\scompletion)
        (?:\s(?:date|set\sby\shmicfrs))?""",
    Column.ADDRESSEE: r"""body|bodies|addressed\sto|addressees?|for|who|whom|directed\s(?:to|at)
        |responsible\s(?:body|bodies|organisations?)|organisations?|recipients?|body/bodies""",
    Column.TEXT: rf"""(?:hmicfrs\s|the\s|full\s|report\s|national\s|local\s)?
        (?:{ITEMS}|items?|text|description|details?|wording|findings?|requirements?|issues?)
        (?:\s?(?:/|,|and|&|or)\s?(?:{ITEMS}|text|details?)){{0,3}}
        (?:\s(?:text|description|details?|wording|made|summary|of\s(?:the\s)?recommendation))?(?:\s?\([^()]{{0,30}}\))?""",
    Column.OTHER: r"""(?:b?rag|status|rating|grade|lead|owner|strategic\slead|sro|level|priority|theme|date
        |target(?:\sdate)?|completion(?:\sdate)?|page|report|inspection)(?:\s(?:status|rating|officer|name|colour))?""",
}
HEAD_PATTERNS = {column: re.compile(pattern, re.VERBOSE | re.IGNORECASE) for column, pattern in HEADS.items()}
BARE_NUMBER = re.compile(rf"[\[(]?(?P<number>{NUMBER})[\])]?[.:)]?", re.IGNORECASE)
STATUS = re.compile(
    r"(?:b?rag\s?:?\s?)?(?:red|amber|green|blue|grey|white|yellow|open|closed|complete[d]?|ongoing|on\strack|in\sprogress|not\sstarted"
    r"|n/?a|superseded|overdue|awaiting\s[a-z]+|●|⬤|\W{0,3})(?:\s?[/–-]\s?(?:red|amber|green|open|closed|complete|ongoing))?\.?",
    re.IGNORECASE,
)

KIND_BESIDE = re.compile(r"(?:hmicfrs\s)?(?:rec(?:ommendation)?|afi)(?!s)\b", re.IGNORECASE)

Rows = list[dict[int, list[Line]]]
Mapping = dict[int, Column]


def elements(lines: Sequence[Line], bodies: Bodies, *, chief_is_commissioner: bool = False) -> Iterator[Line | Record]:
    """The lines in reading order, with a record for each row of a table whose columns are known.

    A table that goes on, after a page break, under the columns of the one before it is read with them.
    """
    mapping: Mapping = {}
    width = 0
    kind: ItemKind | None = None
    for table, members in groupby(lines, lambda line: line.cell.table if line.cell else None):
        if table is None:
            for line in members:
                if not line.text.isdigit():
                    mapping = {}
                yield line
            continue
        rows = _rows(members)
        found, begin, named = _mapping(rows, bodies, chief_is_commissioner)
        columns = max(max(row) for row in rows) + 1
        if found:
            mapping, width, kind = found, columns, named
        elif columns != width:
            mapping = {}
        if mapping:
            yield from _records(rows[begin:], mapping, kind)
        else:
            yield from _as_lines(rows)


def _rows(members: Iterable[Line]) -> Rows:
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in members:
        if line.cell:
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
    return [rows[number] for number in sorted(rows)]


def _mapping(rows: Rows, bodies: Bodies, chief_is_commissioner: bool) -> tuple[Mapping, int, ItemKind | None]:
    """What each column holds, where the rows under the head begin, and the kind of item that the head names."""
    for number, row in enumerate(rows[:3]):
        mapping = {
            column: head for column, lines in row.items() if (head := _head(lines, bodies, chief_is_commissioner))
        }
        held = list(mapping.values())
        answers = [column for column in held if column in ANSWERS.values()]
        items = Column.TEXT in held and (len(mapping) >= 2)
        if items or (Column.NUMBER in held and answers) or len(answers) >= 2:
            _settle(mapping)
            kinds = {label.kind for column, lines in row.items() if (label := item_label(lines[0]))}
            return mapping, number + 1, kinds.pop() if len(kinds) == 1 else None
    return _without_head(rows), 0, None


def _head(lines: list[Line], bodies: Bodies, chief_is_commissioner: bool) -> Column | None:
    text = " ".join(line.text for line in lines).strip(" :*")
    if len(text) > 120:
        return None
    for column, pattern in HEAD_PATTERNS.items():
        if pattern.fullmatch(text):
            return column
    plain = replace(lines[0], text=text, bold=True, lead=0)
    label = role_label(plain, bodies, chief_is_commissioner=chief_is_commissioner)
    return ANSWERS[label.role] if label and label.end == len(text) else None


def _settle(mapping: Mapping) -> None:
    """An answer of which the head does not say whose it is belongs to the side that has no column yet."""
    for column, head in mapping.items():
        if head is Column.EITHER and Column.FORCE not in mapping.values():
            mapping[column] = Column.FORCE
        elif head is Column.EITHER and Column.BODY not in mapping.values():
            mapping[column] = Column.BODY


def _without_head(rows: Rows) -> Mapping:
    """Columns of a table without a head, whose first column counts items and whose second says what should be done."""
    counted = [
        row
        for row in rows
        if len(row) >= 2 and 0 in row and 1 in row and len(row[0]) == 1 and _number(row[0][0]) and _asks(row[1])
    ]
    if not counted or len(counted) * 2 < len(rows):
        return {}
    mapping: Mapping = {0: Column.NUMBER, 1: Column.TEXT}
    left = [Column.FORCE, Column.BODY]
    for column in range(2, max(max(row) for row in rows) + 1):
        texts = [" ".join(line.text for line in row[column]) for row in counted if column in row]
        if all(STATUS.fullmatch(text) for text in texts):
            mapping[column] = Column.OTHER
        elif left:
            mapping[column] = left.pop(0)
    return mapping


def _number(line: Line) -> bool:
    label = item_label(line)
    return bool(BARE_NUMBER.fullmatch(line.text) or (label and label.numbers and label.end >= len(line.text)))


def _asks(lines: list[Line]) -> bool:
    return any(SHOULD.search(line.text) for line in lines)


def _records(rows: Rows, mapping: Mapping, kind: ItemKind | None) -> Iterator[Line | Record]:
    last: Record | None = None
    for row in rows:
        lines = next(iter(row.values()))
        over_several = (label := item_label(lines[0])) is not None and label.plural
        if (
            len(row) == 1
            and len(mapping) > 1
            and (over_several or mapping.get(next(iter(row))) in (None, Column.NUMBER))
        ):
            kind = None if over_several else kind
            yield from (_set_apart(line) for line in lines)
            last = None
            continue
        record = Record(kind=kind)
        for column in sorted(row):
            record.cells.setdefault(mapping.get(column, Column.OTHER), []).extend(row[column])
        if last is not None and _goes_on(last, record):
            for head, lines in record.cells.items():
                last.cells.setdefault(head, []).extend(lines)
            continue
        last = record
        yield record


def _goes_on(last: Record, record: Record) -> bool:
    """Whether a row is the rest of the one before it, which a page break cut."""
    if record.lines(Column.NUMBER):
        return False
    text = record.lines(Column.TEXT)
    if not text:
        return bool(last.lines(Column.TEXT) or last.lines(Column.NUMBER))
    ended = last.words(Column.TEXT).rstrip().endswith((".", "!", "?", "”", '"'))
    return not ended and not item_label(text[0])


def _as_lines(rows: Rows) -> Iterator[Line]:
    for row in rows:
        first = min(row)
        if (label := _number_beside(row)) is not None:
            yield label
            continue
        for column in sorted(row):
            for line in row[column]:
                yield _set_apart(line) if column == first and len(row) > 1 and len(row[column]) == 1 else line


def _number_beside(row: dict[int, list[Line]]) -> Line | None:
    """The label of an item whose word and number are two cells: "Recommendation number", "2"."""
    if len(row) != 2 or any(len(lines) != 1 for lines in row.values()):
        return None
    head, value = (row[column][0] for column in sorted(row))
    kind = KIND_BESIDE.match(head.text)
    number = BARE_NUMBER.fullmatch(value.text)
    if not (kind and number and HEAD_PATTERNS[Column.NUMBER].fullmatch(head.text.strip(" :"))):
        return None
    return replace(head, text=f"{kind[0]} {number['number']}", bold=True, lead=0)


def _set_apart(line: Line) -> Line:
    """The name of a row is as good as bold."""
    short = len(line.text) <= 100 and not line.text.endswith((".", ";"))
    return replace(line, bold=True, lead=0) if short and line.level > BOLD_LEVEL else line


def label_of(record: Record) -> tuple[ItemLabel | None, tuple[str, ...]]:
    """The label in a record's first cells, and its numbers."""
    numbers: tuple[str, ...] = ()
    label: ItemLabel | None = None
    if words := record.words(Column.NUMBER):
        line = record.lines(Column.NUMBER)[0]
        label = item_label(replace(line, text=words))
        if label:
            numbers = label.numbers
        elif bare := BARE_NUMBER.fullmatch(words):
            numbers = numbers_in(bare["number"])
        elif len(words) <= 40:
            numbers = (words,)
    return label, numbers


def kind_named(words: str) -> ItemKind | None:
    """The kind of item that a cell names: "AFI", "Rec"."""
    if not words:
        return None
    plain = words.casefold()
    if "cause" in plain or plain == "coc":
        return ItemKind.CAUSE_OF_CONCERN
    if "improvement" in plain or "afi" in plain:
        return ItemKind.AREA_FOR_IMPROVEMENT
    return ItemKind.RECOMMENDATION if plain.startswith("rec") else None
