"""What a later report says of an earlier item without changing how it stands."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.closing import AlreadyClosed
from inspections.actions.log import Kind, check_order, locked, refuse, write
from inspections.models import Act


@transaction.atomic
def find_open(obligations, *, report, by, on, reason):
    """Log that a report found the item still open, in its words. Claims and deadlines stay as they are."""
    rows = locked(obligations)
    refuse([row for row in rows if row.closed_on], AlreadyClosed, _("This item is closed already."))
    check_order(rows, Kind.JUDGED, on)
    became = report.short[:200]
    return write(
        rows, [], [Act(obligation=row, kind=Kind.JUDGED, on=on, by=by, reason=reason, became=became) for row in rows]
    )
