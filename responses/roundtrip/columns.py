"""The columns of the sheet, and the key by which each row is known again."""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from django.core import signing
from django.utils.translation import gettext_lazy as _

from inspections.exchange import Column
from inspections.sheets import Field
from inspections.sheets.cells import tidy
from responses.answersheet.columns import COLUMNS as OF_ANSWERS
from responses.models import ANSWER_MAX_LENGTH, Words


def _kept(name, **other):
    """A column of the administrators' sheet, which this one always has."""
    return replace(OF_ANSWERS[name], needed=True, filled=False, **other)


WORDS = {
    "position": _kept("position", hint=_("Where it stands. Choose one of: %(words)s.")),
    "action": _kept("action", hint=_("What was done or is planned, or the reason why nothing is.")),
    "lead": _kept("lead"),
    "target_on": _kept("target_on", hint=_("Your own target, a day such as 31/12/2026. It moves no deadline.")),
}
"""What is said of an item, and may be filled in."""

NOTE = "note"

COLUMNS = {
    **{name: _kept(name, kind="text", hint=_("Cannot be changed here.")) for name in ("body", "inspection")},
    "item": Column(_("Item"), 20, _("Cannot be changed here."), needed=True),
    "text": Column(_("Text"), 60, _("Cannot be changed here."), needed=True),
    "due_on": _kept("due_on", hint=_("HMICFRS’s deadline. Cannot be changed here.")),
    "status": Column(_("Status"), 14, _("On the day the sheet was downloaded. Cannot be changed here."), needed=True),
    **WORDS,
    NOTE: Column(
        _("New progress note"),
        40,
        _("Empty at first. What you write is added to the item’s progress, with your name and the day you accept it."),
        needed=True,
        longest=ANSWER_MAX_LENGTH,
    ),
    "key": Column(_("Key"), 10, _("Filled in by the tracker. Leave it as it is."), needed=True),
}
"""Name → column, in the order in which they are written."""

OPEN = (*WORDS, NOTE)
"""What may be filled in."""

FIELDS = tuple(
    Field(
        is_open=name in OPEN,
        is_hidden=name == "key",
        is_day=column.kind == "day",
        choices=Words.Position.labels if name == "position" else (),
    )
    for name, column in COLUMNS.items()
)

MOST_ROWS = 10_000
"""Items of one sheet."""

SALT = "responses.roundtrip"


@dataclass(frozen=True)
class Key:
    """Where a row comes from: the item, whose side took it out, the revisions of its draft (0: none) and of the shared
    answer, and a digest of what stood in each cell.
    """

    obligation: int
    side: int
    revision: int
    based_on: int
    digests: tuple

    @classmethod
    def of(cls, obligation, draft, cells):
        digests = tuple(digest(cells.get(name)) for name in COLUMNS if name != "key")
        return cls(obligation.pk, draft.side_id, draft.revision, draft.based_on, digests)

    @property
    def sealed(self):
        numbers = [self.obligation, self.side, self.revision, self.based_on]
        return signing.dumps([*numbers, *self.digests], salt=SALT, compress=True)

    @classmethod
    def opened(cls, text):
        """The key that a cell holds; None where it is none of ours."""
        try:
            *numbers, digests = _split(signing.loads(text, salt=SALT))
        except (signing.BadSignature, ValueError):
            return None
        return cls(*numbers, digests)

    def digest_of(self, name):
        return self.digests[list(COLUMNS).index(name)]

    def stood(self, name, value):
        """Whether this is what stood in a column when the sheet was taken out."""
        return self.digest_of(name) == digest(value)


def _split(values):
    if len(values) != len(COLUMNS) + 3:
        raise ValueError("A key of an earlier kind of sheet.")
    return [*values[:4], tuple(values[4:])]


def plain(value):
    """A value as a cell holds it: spreadsheets keep no tabs, and no blanks around a text."""
    if isinstance(value, str):
        return tidy(re.sub("\t", "    ", value))
    return value


def digest(value):
    """What tells a cell from others, in eight characters; "" where it is empty."""
    value = plain(value)
    if value is None or value == "":
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=6).digest()).decode()
