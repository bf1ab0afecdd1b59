"""How rows and the fields of an answer are told: marks beside a status, names in the timeline and in conflicts."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.wording import day_words, times_moved_in_words
from responses.models import Response, Words

NAMES = {
    "position": gettext_lazy("where it stands"),
    "action": gettext_lazy("action"),
    "answered_with": gettext_lazy("answered with"),
    "comment": gettext_lazy("comment of the local policing body"),
    "lead": gettext_lazy("lead officer"),
    "target_on": gettext_lazy("own target"),
    "evidence": gettext_lazy("evidence"),
    "letter_on": gettext_lazy("date of the letter"),
    "waiting_on": gettext_lazy("waiting on"),
}
"""What each field of an answer is called within a sentence."""


def marks(row, past_target=False):
    """What stands beside the status of an obligation, a few words each.

    `past_target` says that its own target has passed, as far as the viewer may know.
    """
    told = []
    if row.is_open and not row.answered_on:
        told.append(_("Nothing recorded"))
    if row.is_open and past_target:
        told.append(_("Past its own target"))
    if row.waiting_on and not row.closed_on:
        told.append(_("Waiting on %(body)s") % {"body": row.waiting_on})
    moved = getattr(row, "times_moved", 0)
    return [*told, times_moved_in_words(moved)] if moved > 1 else told


def since(row):
    """Since when an item has been closed or claimed, and how it was closed; "" for an open one."""
    if row.closed_on:
        return _("%(day)s, %(how)s") % {"day": day_words(row.closed_on), "how": row.Closure(row.closure).label}
    return _("Reported %(day)s") % {"day": day_words(row.reported_on)} if row.reported_on else ""


def name_of(field):
    """The field's name at the beginning of a line: "Lead officer"."""
    return capfirst(NAMES[field])


class Prose(str):
    """What people wrote in Markdown, with its marks."""

    is_prose = True


def shown(field, value):
    """A field's value as people read it; "Nothing" where it is empty."""
    if value in (None, ""):
        return _("Nothing")
    if field in ("action", "comment"):
        return Prose(value)
    if field == "position":
        return str(Words.Position(value).label)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Response):
        return answer_name(value)
    return str(value)


def answer_name(answer, body=None):
    """Which answer it is: "recommendation 2, Northshire Police", without the name of the body one speaks of."""
    item = answer.obligation.recommendation.label_in_sentence
    if body and answer.obligation.body_id == body.pk:
        return item
    return _("%(item)s, %(body)s") % {"item": item, "body": answer.obligation.body}
