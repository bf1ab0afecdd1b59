"""What a file did, or would do, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def outcome_words(outcome, *, preview):
    """One or two sentences on a file as a whole."""
    count = {"count": len(outcome.changes), "same": outcome.unchanged}
    if outcome.refusals:
        count["count"] = len({row for row, _sentence in outcome.refusals})
        words = ngettext(
            "%(count)s row is refused, so nothing was written.",
            "%(count)s rows are refused, so nothing was written.",
            count["count"],
        )
    elif not outcome.changes:
        return _("Nothing to change: the register has all of this already.")
    elif preview:
        words = ngettext(
            "%(count)s row would change the register.", "%(count)s rows would change the register.", count["count"]
        )
    else:
        words = ngettext("%(count)s row changed the register.", "%(count)s rows changed the register.", count["count"])
    if outcome.unchanged:
        words += " " + ngettext(
            "%(same)s row says what it has already.", "%(same)s rows say what it has already.", count["same"]
        )
    return words % count
