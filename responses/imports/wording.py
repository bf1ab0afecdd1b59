"""What taking a document over did, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def outcome_words(taken):
    """What taking a document over did, in a sentence."""
    if taken.is_nothing:
        return _("Nothing new: the register has all of it already.")
    counts = taken.counts
    said = [
        _("the report, as a proposal") if counts["report"] and taken.inspection.is_proposed else "",
        _("the report") if counts["report"] and not taken.inspection.is_proposed else "",
        ngettext("%d item", "%d items", counts["items"]) % counts["items"] if counts["items"] else "",
        ngettext("%d answer", "%d answers", counts["answers"]) % counts["answers"] if counts["answers"] else "",
        _("the comments on the report") if counts["comments"] else "",
        _("the day of publication") if counts["publication"] else "",
    ]
    return _("Taken over: %(what)s.") % {"what": ", ".join(filter(None, said))}
