"""What changed as a table: a row for each item, as on the page."""

from django.utils.translation import gettext as _

from inspections.models import Recommendation
from inspections.tables import Column
from inspections.wording import day_words


def columns(eve, until, link):
    """The columns of ItemChange; `link` makes addresses, `eve` is the day before the period, `until` its last."""
    names = {"eve": day_words(eve), "until": day_words(until)}
    return [
        Column(_("Force or body"), lambda row: row.obligation.body.name, 30),
        Column(_("Report"), lambda row: _item(row).inspection.title, 40),
        Column(_("Kind"), lambda row: Recommendation.LONG_KINDS[_item(row).kind], 20),
        Column(_("Number"), lambda row: _item(row).number, 8),
        Column(_("Text"), lambda row: _item(row).text, 60),
        Column(_("Status at the end of %(eve)s") % names, lambda row: row.before and row.before.label, 24),
        Column(_("Deadline then"), lambda row: row.before and row.before.due_on),
        Column(_("Status at the end of %(until)s") % names, lambda row: row.after and row.after.label, 24),
        Column(_("Deadline"), lambda row: row.after and row.after.due_on),
        Column(_("What changed"), lambda row: "; ".join(row.labels), 30),
        Column(_("What happened"), lambda row: "\n".join(map(_line, row.entries)) or None, 80),
        Column(_("Recorded later"), lambda row: _("yes") if row.recorded_after(until) else None, 8),
        Column(_("Address"), lambda row: link(row.obligation), 40),
    ]


def _item(row):
    return row.obligation.recommendation


def _line(entry):
    """ "3 March 2026: Closed: verified by HMICFRS (Ines Calloway, HMICFRS). Seen in June."."""
    by = f" ({entry.by})" if entry.by else ""
    said = " ".join(filter(None, [*entry.lines, entry.text]))
    return f"{day_words(entry.on)}: {entry.title}{by}. {said}".strip()
