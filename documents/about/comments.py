"""What is said on the report as a whole, and by whom."""

import re
from collections.abc import Sequence

from documents.about.days import is_only_a_day
from documents.recognition.items import speaks_as_office
from documents.recognition.labels import Role, ends
from documents.recognition.lines import Line
from documents.recognition.walk import Comment, Rank

SENTENCE = re.compile(r"[.!?:;][\"”’')]?\Z")
OFFICER = re.compile(
    r"(?:(?:temporary|acting|deputy|assistant|t/|a/)\s?)*(?:chief\s(?:constable|superintendent|officer)\b|detective\s|superintendent|commissioner\sof\spolice\b)",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"(?:police[a-z,\s]{0,22}(?:and|&)\scrime\scommissioner|\b[od]?pf?cc\b|\bcommissioner\sfor\b|mayor\b|mopac|common\scouncil|police\sauthority)",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"commissioner|constable|\bmayor\b|superintendent|chief\s(?:executive|officer)|inspector|\bobe\b|\bqpm\b|chair\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?:[A-Z][\w’'.-]*\s?(?:de\s|of\s|van\s)?){1,6}(?:,\s?[A-Z]{2,5})*")


def comments_of(comments: Sequence[Comment], author: Role) -> dict[Role, list[Line]]:
    """The comments of each side: what is said to be so, else a letter, else what stands in front."""
    best: dict[Role, tuple[Rank, list[Line]]] = {}
    for comment in comments:
        lines = without_signature(_prose(comment))
        if not lines:
            continue
        role = comment.role
        if role is Role.EITHER:
            role = _unsaid(comment, lines, author)
        rank, found = best.get(role, (comment.rank, []))
        if comment.rank < rank:
            rank, found = comment.rank, []
        if comment.rank == rank:
            best[role] = (rank, [*found, *lines])
    return {role: lines for role, (_rank, lines) in best.items()}


def _unsaid(comment: Comment, lines: Sequence[Line], author: Role) -> Role:
    """Whose a comment is that does not say so: a letter's who signs it."""
    if comment.signed:
        return _side(comment.signed)
    return Role.BODY if comment.rank is Rank.SAID and speaks_as_office(lines) else author


def author_of(lines: Sequence[Line], head: int) -> Role:
    """Whose document it is: by who signs it, else by its `head`, the lines before its items.

    The local policing body's where nothing tells.
    """
    for place, line in enumerate(lines):
        if ends(line) and line.text.casefold().startswith(("yours", "kind", "with kind", "signed")):
            return _side(lines[place + 1 : place + 9])
    return _side(lines[: min(head, 12)])


def _side(lines: Sequence[Line]) -> Role:
    for line in lines:
        text = line.text[:200]
        if OFFICE.search(text):
            return Role.BODY
        if OFFICER.search(text) or re.match(r"(?:[A-Z]\w+\s){1,4}(?:Police|Constabulary)\s(?:response|comments)", text):
            return Role.FORCE
    return Role.BODY


def _prose(comment: Comment) -> list[Line]:
    """A comment's lines from its first sentence on. What stands in front of a document is more than comments."""
    if comment.rank is Rank.SAID:
        begin = next((place for place, line in enumerate(comment.lines) if not line.is_heading), None)
        return comment.lines if begin is None else comment.lines[begin:]
    begin = next((place for place, line in enumerate(comment.lines) if _is_prose(line)), None)
    return [] if begin is None else [line for line in comment.lines[begin:] if line.cell is None]


def _is_prose(line: Line) -> bool:
    words = len(line.text.split(None, 12))
    return bool(line.heading is None and line.cell is None and words >= 8 and SENTENCE.search(line.text))


def without_signature(lines: list[Line]) -> list[Line]:
    """Without the names and offices that sign it at its end, and the day below them."""
    end = len(lines)
    while end and lines[end - 1].cell is None and is_only_a_day(lines[end - 1].text):
        end -= 1
    if not end:
        return lines
    dated = lines[:end]
    titled = False
    while (
        end and len(lines[end - 1].text) < 90 and not SENTENCE.search(lines[end - 1].text) and not lines[end - 1].marker
    ):
        text = lines[end - 1].text
        if not (TITLED.search(text) or (NAME.fullmatch(text) and len(text.split()) <= 6)):
            break
        titled = titled or TITLED.search(text) is not None
        end -= 1
    return lines[:end] if titled and end else dated
