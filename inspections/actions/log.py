"""What all actions share: locked rows, days in order, one Act a row."""

from django.db.models import F, Max, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from inspections.models import Act, Obligation
from inspections.wording import a_few, day_words

Kind = Act.Kind

AT_A_TIME = 500
"""Rows written by one statement."""

ASPECTS = (
    {Kind.ADDRESSED, Kind.REMOVED},
    {Kind.MOVED},
    {*Act.OF_CLAIMS},
    {Kind.CLOSED, Kind.REOPENED},
)
"""Acts of one aspect follow one another in time; those of different aspects may be recorded in any order."""


class ActionError(Exception):
    """An action that is refused. Its text is a sentence for the person who tried."""


class OutOfOrder(ActionError):
    """The day lies before the last act of the same aspect, or before the item was addressed."""


def locked(obligations):
    """The rows of a queryset or of a list of obligations, locked until the transaction ends, with body and item."""
    rows = (
        obligations if hasattr(obligations, "filter") else Obligation.objects.filter(pk__in=[o.pk for o in obligations])
    )
    return list(
        Obligation.objects.filter(pk__in=rows.order_by().values("pk"))
        .select_for_update(of=("self",))
        .select_related("body", "recommendation__inspection", "recommendation__level")
        .order_by("pk")
    )


def refuse(rows, error, sentence):
    """Raise `error` with `sentence` and the names of `rows`, if there are any."""
    if rows:
        raise error(f"{sentence} ({a_few([row.body.name for row in rows])})")


def check_order(rows, kind, on):
    """Refuse a day before the item was addressed or before the last act of the aspect that `kind` belongs to."""
    refuse(
        [row for row in rows if row.begins_on is None or on < row.begins_on],
        OutOfOrder,
        _("This cannot come before the day the item was addressed."),
    )
    aspect = next((kinds for kinds in ASPECTS if kind in kinds), None)
    if aspect is None:
        return
    latest = last_days(rows, aspect)
    late = [row for row in rows if row.pk in latest and on < latest[row.pk]]
    if late:
        day = day_words(max(latest[row.pk] for row in late))
        refuse(
            late,
            OutOfOrder,
            _("Something was already recorded for %(day)s; this cannot come before it.") % {"day": day},
        )


def last_days(rows, kinds):
    """{obligation id: the latest day of its acts of these kinds}, where it has any."""
    acts = Act.objects.filter(obligation__in=rows, kind__in=kinds).exclude(_moved_away(kinds))
    return dict(acts.order_by().values_list("obligation").annotate(Max("on")))


def _moved_away(aspect):
    """Condition on acts: claims, and whom it waits for, that went with the answer that said so to where they belong."""
    said = {Kind.REPORTED, Kind.WAITING}.intersection(aspect)
    return Q(pk__lte=F("obligation__said_after")) if said else Q(pk=None)


def write(rows, fields, acts):
    """Save the named fields of the rows and add their acts: two statements for each 500 rows, however they differ."""
    for row in rows:
        row.changed_at = Now()
    columns = [Obligation._meta.get_field(name).attname for name in fields]
    for start in range(0, len(rows), AT_A_TIME):
        few = rows[start : start + AT_A_TIME]
        if len({tuple(getattr(row, column) for column in columns) for row in few}) == 1:
            # Mostly all become the same: a value for each row would cost seconds for some thousand.
            values = {name: getattr(few[0], name) for name in fields}
            Obligation.objects.filter(pk__in=[row.pk for row in few]).update(**values, changed_at=Now())
        else:
            Obligation.objects.bulk_update(few, [*fields, "changed_at"])
    Act.objects.bulk_create(acts, batch_size=AT_A_TIME)
    return rows
