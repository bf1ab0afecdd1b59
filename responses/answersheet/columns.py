"""The columns of the sheet of answers, and what must fit together in a row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from inspections.exchange import Column
from inspections.fields import most_of
from inspections.models import Obligation, Recommendation
from inspections.wording import day_words
from responses.models import Words

COLUMNS = {
    "body": Column(
        lazy("Force"), 26, lazy("Its name, or another name that the register knows."), needed=True, filled=True
    ),
    "inspection": Column(
        lazy("Inspection"), 40, lazy("The title of the report, or its short title."), needed=True, filled=True
    ),
    "item_kind": Column(
        lazy("Item kind"),
        20,
        lazy("One of: Recommendation, Area for improvement, Cause of concern."),
        "choice",
        needed=True,
        filled=True,
        choices=(*Recommendation.Kind.choices, *Recommendation.SHORT_KINDS.items()),
    ),
    "item_number": Column(
        lazy("Number"), 9, lazy("As printed: 4, 4.1. Empty where the report gives none."), needed=True
    ),
    "about": Column(
        lazy("About"),
        30,
        lazy("Needed only where several items of the report have this kind and number: the item’s subject."),
    ),
    "due_on": Column(
        lazy("Deadline"),
        13,
        lazy("To compare: a row whose deadline is not the register’s is refused. It may be empty."),
        "day",
    ),
    "position": Column(lazy("Position"), 20, lazy("One of: %(words)s."), "choice", choices=Words.Position.choices),
    "action": Column(
        lazy("Action"),
        60,
        lazy("What was done or is planned, or the reason for none."),
        longest=most_of(Words, "action"),
    ),
    "comment": Column(
        lazy("Comment"), 40, lazy("The comment of the local policing body."), longest=most_of(Words, "comment")
    ),
    "lead": Column(lazy("Lead"), 20, lazy("The lead officer."), longest=most_of(Words, "lead")),
    "target_on": Column(lazy("Own target"), 13, lazy("The body’s own target. It moves no deadline."), "day"),
    "waiting_on": Column(lazy("Waiting on"), 22, lazy("Another body whose step is next.")),
    "evidence": Column(
        lazy("Evidence"), 30, lazy("Links or references, one on a line."), longest=most_of(Words, "evidence")
    ),
    "reported_on": Column(
        lazy("Reported on"),
        13,
        lazy("The day on which the body reported this position. Needed where that claims that all is done, or none."),
        "day",
    ),
    "closed_on": Column(lazy("Closed on"), 13, lazy("The day on which the item was closed."), "day"),
    "closure": Column(
        lazy("How"), 24, lazy("Needed with Closed on. One of: %(words)s."), "choice", choices=Obligation.Closure.choices
    ),
    "letter": Column(
        lazy("Letter"),
        30,
        lazy("The letter that closed it, for example: HMICFRS, 3 March 2025."),
        longest=most_of(Obligation, "closure_letter"),
    ),
    "reference": Column(lazy("Reference"), 11, lazy("Filled in by the tracker. Leave it as it is, or empty.")),
}
"""Name → column, in the order in which they are written. A file may order them otherwise, and leave some out."""


def check(entry):
    """Refuse a row whose cells do not go together."""
    if entry.closed_on and not entry.closure:
        entry.problems.append(_("Say in How in which way the item was closed."))
    if (entry.closure or entry.letter) and not entry.closed_on:
        entry.problems.append(_("Give in Closed on the day on which the item was closed."))
    if (
        entry.closed_on
        and entry.reported_on
        and Words.CLAIMS.get(entry.position)
        and entry.closed_on < entry.reported_on
    ):
        entry.problems.append(
            _("It cannot be closed on %(closed)s, before it was reported.") % {"closed": day_words(entry.closed_on)}
        )
