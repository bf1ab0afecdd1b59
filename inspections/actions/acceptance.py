"""A proposed inspection becomes part of the register."""

from django.db import transaction

from inspections.actions.dates import follow_publication


@transaction.atomic
def accept(inspection, *, by, on, reason):
    """Take a report that an office proposed into the register: from its publication on its items bind."""
    inspection.accepted_on = on
    inspection._change_reason = reason
    inspection.save()
    follow_publication(inspection, was_published_on=inspection.published_on, by=by, on=on, reason=reason)
    return inspection
