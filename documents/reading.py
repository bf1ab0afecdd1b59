"""Reads a response: from the stream of blocks to the report's title, the comments, and every item with its answers.

Deterministic and without a guess: what stands nowhere stays empty, and what does not add up is said in `warnings`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import takewhile

from documents.about.checks import Counted, Doubt, KnownItem, counts, doubts
from documents.about.comments import author_of, comments_of, without_signature
from documents.about.days import answered, published
from documents.about.kinds import boxes_are_lost, type_by, type_of
from documents.about.titles import title_of
from documents.blocks import Block, Place
from documents.recognition.bodies import ALL_FORCES, Bodies, KnownBody, Oversight
from documents.recognition.items import Item, assemble, settled
from documents.recognition.labels import Role, item_label
from documents.recognition.lines import Line, joined, lines_of
from documents.recognition.walk import walk
from inspections.addressees import Addressees
from inspections.deadlines import (
    Deadline,
    DeadlineKind,
    UnreadableDeadline,
    gettext_noop,
    read_deadline,
    read_deadline_field,
)
from inspections.pasting import ItemKind

__all__ = ["Doubt", "KnownBody", "KnownItem", "Oversight", "ReadDocument", "ReadItem", "read"]


@dataclass(frozen=True)
class ReadItem:
    """One item of the report as the document has it.

    `text` is word for word the document's, further paragraphs and bullets included. `addressees` are canonical names,
    "all forces" for every chief constable, and names nobody knows as written; `condition` limits whom "all forces"
    means. The answers are "" where there is none; `where` is the place to look at.
    """

    kind: ItemKind
    number: str
    text: str
    deadline: Deadline
    addressees: tuple[str, ...]
    condition: str
    force_response: str
    local_policing_body_response: str
    where: Place


@dataclass(frozen=True)
class ReadDocument:
    """What a published response says, None or "" where it says nothing.

    `force` and `local_policing_body` are canonical names; `published_on` is the day of the report's publication,
    `published_month` ("2023-12") where only a month is given; `response_date` the day of the letter. Among the
    `warnings` are the `miscounts`: numbers in the text that differ from the items found.
    """

    title: str = ""
    force: str | None = None
    local_policing_body: str | None = None
    published_on: date | None = None
    published_month: str | None = None
    response_date: date | None = None
    inspection_type: dict[str, bool] | None = None
    local_policing_body_comments: str = ""
    chief_officer_comments: str = ""
    items: tuple[ReadItem, ...] = ()
    warnings: tuple[Doubt, ...] = field(default=())
    miscounts: tuple[Doubt, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """As a dictionary that JSON can hold; days in ISO 8601, a month's deadline as its last day."""
        return {
            "title": self.title,
            "force": self.force,
            "published_on": _iso(self.published_on),
            "published_month": self.published_month,
            "response_date": _iso(self.response_date),
            "inspection_type": self.inspection_type,
            "local_policing_body_comments": self.local_policing_body_comments,
            "chief_officer_comments": self.chief_officer_comments,
            "items": [_item_as_json(item) for item in self.items],
            "warnings": [str(doubt) for doubt in self.warnings],
            "miscounts": [str(doubt) for doubt in self.miscounts],
        }


CHIEF_IS_COMMISSIONER = {"Metropolitan Police Service", "City of London Police"}
"""Forces whose chief officer is called Commissioner (Police Act 1996 s.101)."""

FOR_OTHERS = "is for"


def read(blocks: Iterable[Block], bodies: Sequence[KnownBody], known: Iterable[KnownItem] = ()) -> ReadDocument:
    """Read a document. `bodies` are those that it may name, `known` the items of its report that the register has."""
    blocks = list(blocks)
    lines = list(lines_of(blocks))
    register = Bodies(bodies)
    force = register.own_force(lines)
    register = register.defined_in(lines, force)
    force = next((body for body in register.all if force and body.name == force.name), None)

    head = sum(1 for _line in takewhile(lambda line: not _begins_items(line), lines))
    title, behind_title = title_of(lines, blocks, head)
    published_on, published_month = published(lines, behind_title)
    response_date = answered(lines)
    office = register.overseer(force, response_date or published_on) if force else None

    found = walk(
        lines,
        register,
        title.blocks if title else set(),
        chief_is_commissioner=force is not None and force.name in CHIEF_IS_COMMISSIONER,
    )
    comments = comments_of(found.comments, author_of(lines, head))
    labelled = Role.FORCE in comments or any(draft.answers for draft in found.drafts)
    warnings: list[Doubt] = []
    if force is None:
        warnings.append(Doubt(gettext_noop("It cannot be told which force this document is about.")))
    assembled = assemble(found.drafts, labelled=labelled)
    items = tuple(_read_item(item, register, force, office, warnings) for item in assembled)
    inspection_type = type_of(lines, head)
    if inspection_type is None and boxes_are_lost(lines):
        for_all_forces = any(ALL_FORCES in item.addressees for item in items)
        inspection_type = type_by(title.title if title else "", for_all_forces=for_all_forces)
        warnings.append(Doubt(gettext_noop("Which types are ticked cannot be read; the type was told by the items.")))
    counted = [_counted(item, force) for item in items]
    warnings += doubts(lines, counted, known)
    return ReadDocument(
        title=title.title if title else "",
        force=force.name if force else None,
        local_policing_body=office.name if office else None,
        published_on=published_on,
        published_month=None if published_on else published_month,
        response_date=response_date,
        inspection_type=inspection_type,
        local_policing_body_comments=joined(comments.get(Role.BODY, [])),
        chief_officer_comments=joined(comments.get(Role.FORCE, [])),
        items=items,
        warnings=tuple(warnings),
        miscounts=tuple(counts((line.text for line in lines), counted)),
    )


def _begins_items(line: Line) -> bool:
    label = item_label(line)
    return label is not None and (bool(label.numbers) or label.end >= len(line.text))


def _read_item(
    item: Item, bodies: Bodies, force: KnownBody | None, office: KnownBody | None, warnings: list[Doubt]
) -> ReadItem:
    text = joined(item.text)
    deadline = _deadline(item, text, warnings)
    answers = {role: without_signature(lines) for role, lines in settled(item).items()}
    addressees, condition = _addressees(item, text, deadline, answers, bodies, force, office, warnings)
    return ReadItem(
        kind=item.kind,
        number=item.number,
        text=text,
        deadline=deadline,
        addressees=tuple(addressees),
        condition=condition,
        force_response=joined(answers.get(Role.FORCE, [])),
        local_policing_body_response=joined(answers.get(Role.BODY, [])),
        where=item.place,
    )


def _deadline(item: Item, text: str, warnings: list[Doubt]) -> Deadline:
    """The deadline in an item's words, else in the line above its bullets, else in a column of its own."""
    try:
        for words in (text, item.lead.text if item.lead else ""):
            if (deadline := read_deadline(words)).kind is not DeadlineKind.NONE:
                return deadline
        return read_deadline_field(item.deadline) if item.deadline else deadline
    except UnreadableDeadline as error:
        warnings.append(Doubt(error.message, error.params))
        return Deadline(DeadlineKind.NONE)


def _addressees(
    item: Item,
    text: str,
    deadline: Deadline,
    answers: dict[Role, list[Line]],
    bodies: Bodies,
    force: KnownBody | None,
    office: KnownBody | None,
    warnings: list[Doubt],
) -> tuple[list[str], str]:
    own = bodies.key_of(force)
    asks = item.lead.text if item.lead else text
    found = bodies.names.asked(asks, deadline.text, own)
    named = bodies.names.asked(asks, deadline.text)
    if item.addressed:
        found = bodies.names.read(item.addressed, own, found.condition)
    elif not (named.all_forces or named.bodies) and (told := _told_by_answer(answers, bodies)):
        found = told
    names, unknown = bodies.addressed(found, office)
    warnings += (
        Doubt(gettext_noop("The register knows no body called “%(name)s”."), {"name": name}) for name in unknown
    )
    return list(dict.fromkeys(names)), found.condition


def _told_by_answer(answers: dict[Role, list[Line]], bodies: Bodies) -> Addressees | None:
    """Whom an item is for, where only its answer says so: "This recommendation is for the Home Office"."""
    for lines in answers.values():
        for line in lines[:1]:
            _before, said, behind = line.text[:200].partition(f" {FOR_OTHERS} ")
            found = bodies.names.read(behind.partition(".")[0]) if said else Addressees()
            if found.bodies:
                return found
    return None


def _counted(item: ReadItem, force: KnownBody | None) -> Counted:
    own = {ALL_FORCES, force.name if force else ALL_FORCES}
    return Counted(item.kind, item.number, item.text, not own.isdisjoint(item.addressees))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _item_as_json(item: ReadItem) -> dict[str, object]:
    deadline = item.deadline
    dated = deadline.kind in (DeadlineKind.DATE, DeadlineKind.MONTH)
    precision = {DeadlineKind.DATE: "day", DeadlineKind.MONTH: "month"}.get(deadline.kind)
    return asdict(item) | {
        "kind": item.kind.value,
        "deadline": {
            "kind": DeadlineKind.DATE.value if dated else deadline.kind.value,
            "on": _iso(deadline.on),
            "precision": precision,
            "period": str(deadline.period) if deadline.period else None,
            "text": deadline.text,
        },
        "addressees": list(item.addressees),
        "where": str(item.where),
    }
