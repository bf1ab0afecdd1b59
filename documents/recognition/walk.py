"""One way through a document, from its first line to its last: what stands under which label.

Nothing is understood here but labels: an item's label opens an item, an answer's label opens an answer to it or a
comment on the whole report, and every line goes to what is open. Whether an answer after several items is meant for
the last or for all is told by how often the document does so: one that answers item by item does it again and again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from documents.blocks import Place
from documents.recognition.bodies import Bodies
from documents.recognition.events import COUNTED, MARKER, Event, events_of
from documents.recognition.grid import Column, Record, kind_named, label_of
from documents.recognition.labels import FIELD, SENT_ON, SHOULD, ItemLabel, Role, RoleLabel, item_label, numbers_in
from documents.recognition.lines import PLAIN_LEVEL, Line
from documents.recognition.spans import Spans, answers_only
from inspections.deadlines import DeadlineKind, UnreadableDeadline, read_deadline_field
from inspections.pasting import ItemKind


class Rank(IntEnum):
    """How sure it is that words are somebody's comments on the report: said so, a letter, what stands in front."""

    SAID = 0
    LETTER = 1
    OPENING = 2


@dataclass
class Comment:
    """Words on the report as a whole. `signed` are the lines under the close of a letter."""

    role: Role
    rank: Rank
    level: int
    lines: list[Line] = field(default_factory=list)
    signed: list[Line] = field(default_factory=list)


@dataclass
class Draft:
    """What stands under one label of an item. An item that the document repeats is several of these.

    `subject` is a heading's words behind the label, `lead` the line whose bullets are items; `section` whose part of
    the document it stands in. `deadline` and `addressed` are cells of a table, or lines of their own, that give them.
    """

    kind: ItemKind
    numbers: tuple[str, ...]
    place: Place
    level: int
    subject: Line | None = None
    lead: Line | None = None
    section: Role | None = None
    refers: bool = False
    sure_of_kind: bool = True
    under: "Draft | None" = None
    lines: list[Line] = field(default_factory=list)
    answers: dict[Role, list[Line]] = field(default_factory=dict)
    deadline: str = ""
    addressed: str = ""
    row: bool = False
    listed: bool = False


@dataclass
class Walked:
    """What was found: drafts and comments in reading order."""

    drafts: list[Draft] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


HEADLINES = 6
"""Among so many first lines, "Response of the PCC to the inspection" is the document's headline."""

SIGNATURE = 6
"""Most lines of a signature."""

NOTE = re.compile(r"\(([^()]{1,80})\)")
DEAR = re.compile(r"dear\s.{1,60}", re.IGNORECASE)


def walk(lines: Sequence[Line], bodies: Bodies, title_blocks: set[int], *, chief_is_commissioner: bool) -> Walked:
    """Go through the lines. `title_blocks` are the blocks that make up the title and are nobody's comment."""
    events = events_of(lines, bodies, chief_is_commissioner=chief_is_commissioner)
    walker = _Walker(events, title_blocks)
    for place, event in enumerate(events):
        walker.step(place, event)
    return walker.walked


class _Walker:
    """What is open at each step: an item, an answer to it or a comment."""

    def __init__(self, events: list[Event], title_blocks: set[int]) -> None:
        self.events, self.title_blocks = events, title_blocks
        self.walked = Walked()
        self.plural: ItemKind | None = None
        self.letter: Comment | None = None
        self.section: Role | None = None
        self.section_level = PLAIN_LEVEL
        self.open: list[Draft] = []
        self.cause: Draft | None = None
        self.answer: Role | None = None
        self.comment: Comment | None = Comment(Role.EITHER, Rank.OPENING, PLAIN_LEVEL)
        self.walked.comments.append(self.comment)
        self.answer_level = PLAIN_LEVEL
        self.spans = Spans(events)
        self.answers_only = answers_only(events)

    def step(self, place: int, event: Event) -> None:
        """Take one element."""
        if event.record:
            self._record(event.record)
        elif event.item and event.item.plural:
            self._plural(event)
        elif event.item and not (place and event.item.end and self._is_subject_of_letter(place, event.item)):
            self._item(event, event.item)
        elif event.role:
            self._role(place, event, event.role)
        elif event.end:
            self._end(place)
        elif event.part:
            self._part(event)
        elif DEAR.fullmatch(event.line.text):
            self._close()
            self._comment(Role.EITHER, Rank.LETTER, PLAIN_LEVEL)
            self.letter = self.comment
        else:
            self._text(event.line)

    def _is_subject_of_letter(self, place: int, label: ItemLabel) -> bool:
        """Whether a label is within the line that says what a letter is about, right under its "Dear"."""
        line = self.events[place].line
        return (
            DEAR.fullmatch(self.events[place - 1].line.text) is not None
            and line.is_heading
            and not label.numbers
            and not SHOULD.search(line.text)
        )

    def _end(self, place: int) -> None:
        if self.letter and not self.letter.signed:
            self.letter.signed = [after.line for after in self.events[place + 1 : place + 1 + SIGNATURE]]
        self._close()

    def _close(self) -> None:
        self.open, self.answer, self.comment = [], None, None

    def _comment(self, role: Role, rank: Rank, level: int) -> None:
        self.comment = Comment(role, rank, level)
        self.walked.comments.append(self.comment)

    def _plural(self, event: Event) -> None:
        self._close()
        self.plural = event.item.kind if event.item else None
        if event.line.level <= self.section_level:
            self.section = None
        if self.plural is ItemKind.CAUSE_OF_CONCERN or (self.cause and event.line.level < self.cause.level):
            self.cause = None

    def _part(self, event: Event) -> None:
        if event.part == "lead":
            self._close()
            return
        within = self.comment is not None and self.comment.rank < Rank.OPENING and event.line.level > self.comment.level
        if within or (
            self.open and self.answer and event.line.level >= self.open[-1].level and event.part != "closing"
        ):
            self._text(event.line)
            return
        self._close()
        self.section = None
        if event.part == "opening":
            self._comment(Role.EITHER, Rank.OPENING, event.line.level)

    def _item(self, event: Event, label: ItemLabel) -> None:
        line = event.line
        rest = line.text[label.end :].strip()
        if label.refers and rest.startswith(","):
            if self.comment is not None and self.comment.rank < Rank.OPENING:
                self._text(line)
                return
            rest = line.text
        kind = label.kind if event.sure else self.plural or label.kind
        if (last := self._labelled_twice(kind, label)) is not None:
            last.lines += [replace(line, text=rest, lead=0)] if rest else []
            return
        if label.refers and line.heading is not None and line.level <= self.section_level:
            self.section = None
        draft = Draft(kind, label.numbers, line.place, line.level, lead=event.lead, section=self.section)
        draft.refers, draft.sure_of_kind = label.refers, event.sure
        if note := NOTE.search(line.text[: label.end]):
            draft.deadline = _deadline_in(note[1])
        self._close()
        self._under(draft)
        self.open = [draft]
        self.walked.drafts.append(draft)
        draft.listed = bool(line.marker)
        if rest:
            self._behind_label(draft, line, label, rest)

    def _labelled_twice(self, kind: ItemKind, label: ItemLabel) -> Draft | None:
        """The item that this label is over once more: "Recommendation 1", and below it "Recommendation:"."""
        last = self.open[-1] if self.open and not self.answer else None
        again = last and last.numbers and last.kind is kind and not (label.numbers or last.lines or last.answers)
        return last if again else None

    def _behind_label(self, draft: Draft, line: Line, label: ItemLabel, rest: str) -> None:
        behind = replace(line, text=rest, marker="" if label.end else line.marker, lead=0)
        if not label.end or (label.refers and rest == line.text):
            behind = replace(behind, marker="", bold=line.bold)
        if self.answers_only:
            draft.answers[Role.EITHER] = [behind]
        elif label.end and _is_subject(line, rest):
            draft.subject = behind
            draft.deadline = draft.deadline or _deadline_in(rest)
        else:
            draft.lines.append(replace(behind, bold=False) if label.end and line.heading is not None else behind)

    def _under(self, draft: Draft) -> None:
        if draft.kind is ItemKind.CAUSE_OF_CONCERN:
            self.cause = draft
        elif self.cause and draft.kind is ItemKind.RECOMMENDATION and draft.level >= self.cause.level:
            draft.under = self.cause
        else:
            self.cause = None

    def _record(self, record: Record) -> None:
        label, numbers = label_of(record)
        text = record.lines(Column.TEXT)
        inner = item_label(text[0]) if text else None
        if inner and not inner.plural:
            label, numbers = inner, inner.numbers or numbers
            rest = text[0].text[inner.end :].strip()
            text = [*([replace(text[0], text=rest, lead=0, bold=False)] if rest else []), *text[1:]]
        elif text and not numbers and (counted := COUNTED.match(text[0].text)):
            numbers = numbers_in(counted["number"])
            text = [replace(text[0], text=text[0].text[counted.end() :], lead=0), *text[1:]]
        elif text and not numbers and (marked := MARKER.fullmatch(text[0].marker)):
            numbers = numbers_in(marked["number"])
            text = [replace(text[0], marker=""), *text[1:]]
        if not text and not numbers:
            self._answer_record(record)
            return
        named = kind_named(record.words(Column.KIND))
        kind = label.kind if label else named or record.kind or self.plural or ItemKind.RECOMMENDATION
        first = text[0] if text else next(iter(record.cells.values()))[0]
        draft = Draft(kind, numbers, first.place, PLAIN_LEVEL, section=self.section, lines=text)
        draft.sure_of_kind, draft.row = label is not None or named is not None, True
        draft.deadline, draft.addressed = record.words(Column.DEADLINE), record.words(Column.ADDRESSEE)
        self._close()
        self._under(draft)
        self.open = [draft]
        self.walked.drafts.append(draft)
        self._answer_record(record)

    def _answer_record(self, record: Record) -> None:
        for column, role in ((Column.FORCE, Role.FORCE), (Column.BODY, Role.BODY), (Column.EITHER, Role.EITHER)):
            lines = record.lines(column)
            for draft in self.open:
                if lines:
                    draft.answers.setdefault(role, []).extend(lines)

    def _role(self, place: int, event: Event, label: RoleLabel) -> None:
        line = event.line
        rest = line.text[label.end :].strip(" :–-")
        if label.numbers:
            kind = ItemKind.RECOMMENDATION
            if self.plural is not None and "recommendation" not in line.text.casefold():
                kind = self.plural
            named = [Draft(kind, label.numbers, line.place, line.level, section=label.role, refers=True)]
            same = self.open and set(label.numbers) <= set(self.open[-1].numbers)
            if not same:
                self._close()
                self.open = named
                self.walked.drafts += named
            self.comment, self.answer = None, label.role
        elif self._is_overall(place, event, label):
            self._close()
            self.cause = None
            headline = not self.walked.drafts and self._is_headline(place, line, label)
            self.section = None if headline or label.role is Role.EITHER else label.role
            self.section_level = line.level
            self._comment(label.role, Rank.OPENING if headline else Rank.SAID, line.level)
        else:
            self.comment, self.answer, self.answer_level = None, label.role, line.level
        if rest and line.block not in self.title_blocks:
            self._text(replace(line, text=rest, bold=False, heading=None, lead=0, marker=""))

    def _is_headline(self, place: int, line: Line, label: RoleLabel) -> bool:
        """Whether a label among the first lines is the document's headline, and not over a comment."""
        if place == 0 or line.block in self.title_blocks:
            return place < HEADLINES
        after = self.events[place + 1].line.text if place + 1 < len(self.events) else ""
        return place < HEADLINES and label.overall and not after.endswith((".", "!", "?"))

    def _is_overall(self, place: int, event: Event, label: RoleLabel) -> bool:
        if not self.open:
            return True
        if not label.overall and self._is_like_another(event.line) and self._has_spoken(label.role):
            return False
        return self.spans.is_overall(
            place, event.line, label, self.open[-1].level, self.answer, set(self.open[-1].answers)
        )

    def _is_like_another(self, line: Line) -> bool:
        """Whether a label is plain, or set as that of the answer to this item which it follows."""
        return line.heading is None or (self.answer is not None and line.level == self.answer_level)

    def _has_spoken(self, role: Role) -> bool:
        """Whether comments on the whole report stand in front: said to be this side's, or in a letter."""
        return any(
            comment.lines
            and (
                (comment.rank is Rank.SAID and comment.role in (role, Role.EITHER))
                or (comment.rank is Rank.LETTER and role is Role.BODY)
            )
            for comment in self.walked.comments
        )

    def _text(self, line: Line) -> None:
        if self.open and self._is_behind(self.open[-1], line):
            self._close()
            self.comment = self.letter if self.answers_only else None
        if self.open:
            self._to_item(line)
        elif self.comment is not None and line.block not in self.title_blocks:
            if line.heading is not None and self.comment.rank < Rank.OPENING and line.level <= self.comment.level:
                self._close()
            else:
                self.comment.lines.append(line)

    def _is_one_of(self, group: Draft, line: Line) -> bool:
        """Take a numbered line that gives the words of one of the items which the label above it named."""
        group = group.under if group.under and group.under.refers else group
        number = MARKER.fullmatch(line.marker)
        if not (group.refers and number and number["number"] in group.numbers and SHOULD.search(line.text)):
            return False
        if group.lines or self.answer is not None:
            return False
        if self.open[-1] is group and self.walked.drafts[-1] is group:
            self.walked.drafts.pop()
        one = Draft(group.kind, (number["number"],), line.place, group.level, under=group)
        one.lines.append(replace(line, marker=""))
        self.open = [one]
        self.walked.drafts.append(one)
        return True

    def _is_behind(self, draft: Draft, line: Line) -> bool:
        """Whether a line stands behind the table, or behind the list in a letter, of which an item was the last."""
        if line.cell is None and SENT_ON.match(line.text):
            return True
        if draft.row:
            return line.cell is None and self.answer is None
        return self.answers_only and draft.listed and not (line.marker or line.depth)

    def _to_item(self, line: Line) -> None:
        draft = self.open[-1]
        if self._is_one_of(draft, line):
            return
        if line.heading is not None and (line.level < draft.level or (line.level == draft.level and line.is_heading)):
            self._close()
            self.section = None
            return
        if self.answer is not None:
            draft.answers.setdefault(self.answer, []).append(line)
        elif (match := FIELD.fullmatch(line.text)) and draft.lines:
            draft.deadline = draft.deadline or match["words"] or ""
            draft.addressed = match["addressed"] or draft.addressed
        else:
            draft.lines.append(line)


def _deadline_in(words: str) -> str:
    """Words behind a label, where they are a deadline: "Recommendation 1 (by 31 March 2027)"."""
    try:
        return words if read_deadline_field(words).kind is not DeadlineKind.NONE else ""
    except UnreadableDeadline:
        return ""


def _is_subject(line: Line, rest: str) -> bool:
    """Whether the words behind a label are a heading's and not the item itself."""
    if SHOULD.search(rest) or rest.endswith((".", ";", ":")):
        return False
    return line.is_heading or len(rest.split(None, 12)) <= 12
