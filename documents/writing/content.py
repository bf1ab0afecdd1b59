"""What a response says, before it has a layout or a file format: the content model of the statutory response.

Police Act 1996 s.55(5) to (5B). Everything here may be published; what may not (drafts, notes, days of sending) has no
place to stand. Comments, the reply, what is said of monitoring, and actions and comments of answers are Markdown
(`documents.writing.markdown`); all else is plain text.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from inspections.deadlines import Deadline, DeadlineKind, Period, PeriodUnit
from inspections.pasting import ItemKind

NO_DEADLINE = Deadline(DeadlineKind.NONE)


class Layout(StrEnum):
    """How the content is arranged on the page."""

    LETTER = "letter"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Office:
    """The local policing body as it heads its paper: its own title, the lines of its address, and its logo in words."""

    title: str
    address: tuple[str, ...] = ()
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, with the title of the day. `capacity` is "" for the holder, else "Deputy" or "Acting", as printed."""

    name: str
    title: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class ChiefOfficer:
    """The chief officer's part: `comments` in their own words, or `absence`, why there are none.

    `name` and `rank` are the giver's, "" where not known; a deputy or an acting officer may give them.
    """

    comments: str = ""
    name: str = ""
    rank: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one item. `action` is the force's: taken or proposed, or why there is none. s.55(5B).

    `position` is where it stands, as printed ("In progress"); `comment` is the local policing body's own;
    `answered_with` names the item whose answer also answers this one ("Recommendation 4"), "" where none does.
    """

    position: str = ""
    action: str = ""
    comment: str = ""
    answered_with: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.action or self.comment or self.answered_with)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the report, in report order. `text` is its exact text, with line breaks and bullets, not Markdown.

    `addressees` are names as printed, `condition` limits them. `deadline` is the report's; `due_on` the day that holds
    for this force, None without one. `answer` is None where the item is not the force's to answer: then `remark` says
    whose it is ("For the Home Office.").
    """

    kind: ItemKind
    number: str
    label: str
    text: str
    addressees: tuple[str, ...] = ()
    condition: str = ""
    deadline: Deadline = NO_DEADLINE
    due_on: date | None = None
    answer: Answer | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The report that is answered. `types` has the five types by name (as `ReadDocument.inspection_type`)."""

    title: str
    published_on: date
    types: Mapping[str, bool]
    last_day: date
    also_answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A response to one report for one force, whole.

    `dated_on` is the day of the letter, None while nobody has set it. `recipients` are lines; the first is written to.
    `version` counts from 1; above it `correction` says what was put right. `draft` marks what is not signed off.
    """

    office: Office
    force: str
    report: Report
    dated_on: date | None
    recipients: tuple[str, ...]
    comments: str
    chief_officer: ChiefOfficer
    reply: str
    monitoring: str
    items: tuple[Item, ...]
    signatory: Signatory | None
    version: int = 1
    correction: str = ""
    draft: bool = True
    language: str = "en-GB"

    def as_json(self) -> dict[str, Any]:
        """As a dictionary that JSON can hold, from which `from_json` makes the same again."""
        return asdict(self, dict_factory=lambda pairs: {name: _plain(value) for name, value in pairs})

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """The content that `as_json` made this of."""
        report, chief = dict(held["report"]), held["chief_officer"]
        report |= {name: date.fromisoformat(report[name]) for name in ("published_on", "last_day")}
        report["also_answers"] = tuple(report["also_answers"])
        return cls(
            **{
                **held,
                "office": Office(**{**held["office"], "address": tuple(held["office"]["address"])}),
                "report": Report(**report),
                "dated_on": _day(held["dated_on"]),
                "recipients": tuple(held["recipients"]),
                "chief_officer": ChiefOfficer(**chief),
                "items": tuple(_item(item) for item in held["items"]),
                "signatory": Signatory(**held["signatory"]) if held["signatory"] else None,
            }
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _item(held: Mapping[str, Any]) -> Item:
    deadline = held["deadline"]
    period = deadline["period"]
    return Item(
        **{
            **held,
            "kind": ItemKind(held["kind"]),
            "addressees": tuple(held["addressees"]),
            "due_on": _day(held["due_on"]),
            "answer": Answer(**held["answer"]) if held["answer"] else None,
            "deadline": Deadline(
                DeadlineKind(deadline["kind"]),
                _day(deadline["on"]),
                Period(period["count"], PeriodUnit(period["unit"])) if period else None,
                deadline["text"],
            ),
        }
    )
