"""The columns of the sheet of items."""

from django.utils.translation import gettext_lazy as lazy

from inspections.exchange.columns import Column
from inspections.fields import most_of
from inspections.models import ClosureLevel, Inspection, Recommendation

COLUMNS = {
    "inspection": Column(
        lazy("Inspection"),
        40,
        lazy("The title of the report, or its short title."),
        needed=True,
        filled=True,
        longest=most_of(Inspection, "title"),
    ),
    "slug": Column(
        lazy("Address"),
        24,
        lazy("The last part of the address of the report’s page. Empty: the report is found by its title."),
        longest=most_of(Inspection, "slug"),
    ),
    "published_on": Column(
        lazy("Published on"),
        13,
        lazy("The report’s day. A new report needs it on one of its rows, and so it does the next two columns."),
        "day",
    ),
    "types": Column(
        lazy("Type"),
        22,
        lazy(
            "Of a new report, with commas between them: national, thematic, force-specific, follow-up, with partner "
            "inspectorates."
        ),
    ),
    "relates_to": Column(
        lazy("Relates to"), 24, lazy("Of a new report: all forces, or the forces by name, one on a line.")
    ),
    "short_title": Column(
        lazy("Short title"),
        24,
        lazy("Of a new report: what people call it."),
        longest=most_of(Inspection, "short_title"),
    ),
    "url": Column(
        lazy("Link"), 24, lazy("Of a new report: where HMICFRS publishes it."), longest=most_of(Inspection, "url")
    ),
    "kind": Column(
        lazy("Item kind"),
        20,
        lazy("One of: Recommendation, Area for improvement, Cause of concern."),
        "choice",
        needed=True,
        filled=True,
        choices=(*Recommendation.Kind.choices, *Recommendation.SHORT_KINDS.items()),
    ),
    "number": Column(
        lazy("Number"),
        9,
        lazy("As printed: 4, 4.1. Empty where the report gives none: the item is then found by its text or place."),
        needed=True,
        longest=most_of(Recommendation, "number"),
    ),
    "cause": Column(
        lazy("Under cause of concern"),
        24,
        lazy("The number of the cause of concern that it stands under; where that has none, its subject or its text."),
    ),
    "sequence": Column(
        lazy("Place"), 8, lazy("In the order of the report: 1, 2, 3. Empty: after the others, as the rows come.")
    ),
    "section": Column(
        lazy("Section"), 24, lazy("The report’s own heading above it."), longest=most_of(Recommendation, "section")
    ),
    "subject": Column(lazy("Subject"), 30, lazy("A few words for lists."), longest=most_of(Recommendation, "subject")),
    "text": Column(
        lazy("Text"),
        70,
        lazy("Needed for a new item: its words, as printed."),
        needed=True,
        longest=most_of(Recommendation, "text"),
    ),
    "deadline": Column(
        lazy("Deadline"),
        24,
        lazy(
            "As written: By 31 December 2024, By March 2023, within three months, immediately, none. A date does too. "
            "Empty for a new item: read from its text."
        ),
        "deadline",
        longest=most_of(Recommendation, "deadline_text"),
    ),
    "due_on": Column(
        lazy("Due on"), 13, lazy("Only where the words do not give the day: it then counts instead."), "day"
    ),
    "bodies": Column(
        lazy("Addressed to"),
        34,
        lazy("all forces, or bodies by name: one on a line. Bodies that are no longer named are taken off the item."),
    ),
    "addressed_to": Column(
        lazy("As written"),
        24,
        lazy("The report’s own words: all chief constables."),
        longest=most_of(Recommendation, "addressed_to"),
    ),
    "condition": Column(
        lazy("Condition"),
        24,
        lazy("For example: that have not yet done so."),
        longest=most_of(Recommendation, "condition"),
    ),
    "issued_on": Column(
        lazy("Issued on"), 13, lazy("Only where it is not the day of publication. Deadlines count from here."), "day"
    ),
    "level": Column(lazy("Level"), 14, lazy("The name of its closure level."), longest=most_of(ClosureLevel, "name")),
}
REPORT = ("published_on", "types", "relates_to", "short_title", "url")
"""The columns that say something of the report: on one of its rows, or on several alike."""

PLAIN = ("section", "subject", "text", "addressed_to", "condition")
"""The columns that are words of the item itself."""
