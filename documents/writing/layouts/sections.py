"""What both layouts say, part by part.

Every label is one that the reader of documents knows, so that a response can be read back.
"""

import re
from collections.abc import Iterator
from datetime import date

from documents.writing.content import Content, Item, Office, Report, Signatory
from documents.writing.parts import (
    DRAFT,
    Banner,
    Facts,
    Heading,
    ItemText,
    Lines,
    Page,
    Paragraph,
    Part,
    Prose,
    in_words,
    printable,
)
from inspections.deadlines import DeadlineKind

STATUTE = (
    "section 55(5) of the Police Act 1996 (as amended by section 37 of the Policing and Crime Act 2017)"  # as offices
)
TYPES = {
    "force_specific": "Force-specific",
    "national": "National",
    "follow_up": "Follow-up",
    "thematic": "Thematic",
    "partner": "Partner",
}
OFFICES = (
    ("Police, Fire and Crime Commissioner", re.compile(r"police,\s+fire,?\s+(?:and|&)\s+crime\s+commissioner", re.I)),
    ("Police and Crime Commissioner", re.compile(r"police\s+(?:and|&)\s+crime\s+commissioner", re.I)),
    ("Mayor", re.compile(r"\bmayor\b", re.I)),
    ("Common Council", re.compile(r"\bcommon\s+council\b", re.I)),
)
NOT_WRITTEN = "Not written yet."
NONE_MADE = "None."
NOT_ANSWERED = "Not answered yet."
NO_ANSWER = "No answer is recorded."
NO_ITEMS = "No items of this report are recorded."


def page(content: Content, parts: Iterator[Part]) -> Page:
    """The whole document."""
    laid_out = Page(
        title=f"Response to “{content.report.title}”",
        language=content.language,
        author=content.office.title,
        draft=content.draft,
        parts=tuple(parts),
        dated_on=content.dated_on,
    )
    return printable(laid_out)


def on(day: date) -> str:
    """ "8 December 2023"."""
    return in_words(day)


def quoted(title: str) -> str:
    """A report's title in quotation marks."""
    return f"“{title}”"


def office_called(office: Office) -> str:
    """The local policing body in a heading: "The Police and Crime Commissioner"."""
    return f"The {next((name for name, known in OFFICES if known.search(office.title)), 'local policing body')}"


def inspected_by_type(report: Report) -> tuple[tuple[str, bool], ...]:
    """The five types of inspection, each with whether this is one."""
    return tuple((name, report.types.get(key, False)) for key, name in TYPES.items())


def draft(content: Content) -> Iterator[Part]:
    """That it is a draft, where it is one."""
    if content.draft:
        yield Banner(DRAFT)


def version(content: Content) -> Iterator[Part]:
    """Which version it is and what it puts right, where it is not the first."""
    if content.version > 1:
        corrected = f" What was corrected: {content.correction}" if content.correction else ""
        yield Banner(f"Version {content.version}, in place of version {content.version - 1}.{corrected}")


def also_answers(report: Report) -> Iterator[Part]:
    """The other reports with the same findings, which this response answers as well."""
    for title in report.also_answers:
        yield Paragraph(f"This response also answers the report {quoted(title)}, which has the same findings.")


def comments(content: Content) -> Iterator[Part]:
    """The local policing body's comments, the chief officer's, and what is said to those. s.55(5)(a) to (c)."""
    office, chief = office_called(content.office), content.chief_officer
    yield Heading(2, f"{office}’s comments")
    yield _prose(content, content.comments, 2)
    yield Heading(2, "The chief officer’s comments")
    if chief.comments.strip():
        yield Prose(chief.comments, 2)
        if chief.name or chief.rank:
            yield Lines((", ".join(filter(None, (chief.name, chief.rank or "for the chief officer"))),))
    elif chief.absence.strip():
        yield Paragraph("There are none.")
        yield Lines(tuple(chief.absence.strip().splitlines()))
    else:
        yield Paragraph("Not received yet." if content.draft else NONE_MADE)
    if content.reply.strip() or chief.comments.strip():
        yield Heading(2, f"{office}’s response to the chief officer’s comments")
        yield _prose(content, content.reply, 2)


def monitoring(content: Content) -> Iterator[Part]:
    """How progress will be monitored."""
    if content.monitoring.strip() or content.draft:
        yield Heading(2, "How progress will be monitored")
        yield _prose(content, content.monitoring, 2)


def items(content: Content) -> Iterator[Part]:
    """Every item of the report, in its order, with its answer. s.55(5B)."""
    if not content.items:
        yield Paragraph(NO_ITEMS)
    for item in content.items:
        yield Heading(3, item.label)
        yield ItemText(item.text)
        yield Facts(tuple(_facts(item)))
        yield Heading(4, "The force’s response")
        yield from _answer(content, item)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    if item.addressees:
        yield "Addressed to", _addressed_to(item)
    yield "Deadline", item.deadline.text or "none set"
    if item.due_on and on(item.due_on) not in item.deadline.text:
        yield "Due", on(item.due_on) + _moved(item)
    if item.answer and item.answer.position:
        yield "Status", item.answer.position


def _addressed_to(item: Item) -> str:
    """ "all forces that have not yet done so"."""
    names = ", ".join(item.addressees[:-1]) + " and " * (len(item.addressees) > 1) + item.addressees[-1]
    return f"{names} {item.condition}".strip()


def _moved(item: Item) -> str:
    moved = item.deadline.kind in (DeadlineKind.DATE, DeadlineKind.MONTH) and item.deadline.on != item.due_on
    return ", as moved for this force" if moved else ""


def _answer(content: Content, item: Item) -> Iterator[Part]:
    """What the force does about it, or whose it is; then the local policing body's comment, if there is one."""
    answer = item.answer
    if answer is None:
        yield Paragraph(item.remark or NO_ANSWER)
        return
    if answer.answered_with:
        yield Paragraph(f"Answered with {answer.answered_with}.")
    if answer.action.strip():
        yield Prose(answer.action, 4)
    elif not answer.answered_with:
        yield Paragraph(NOT_ANSWERED if content.draft else NO_ANSWER)
    if answer.comment.strip():
        yield Heading(4, f"{office_called(content.office)}’s comment")
        yield Prose(answer.comment, 4)


def signed_by(signatory: Signatory) -> Lines:
    """Name and title of who signs; a deputy or acting office-holder is called so."""
    title = signatory.title
    if not title.casefold().startswith(signatory.capacity.casefold()):
        title = f"{signatory.capacity} {title}"
    return Lines(tuple(filter(None, (signatory.name, title))))


def _prose(content: Content, text: str, level: int) -> Part:
    if text.strip():
        return Prose(text, level)
    return Paragraph(NOT_WRITTEN if content.draft else NONE_MADE)
