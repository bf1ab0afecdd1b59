"""How each body stood when a day ended: kept, so that a register of years need not be counted for every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.models.bodies import Body
from inspections.statuses import Status, Totals

COUNTS = tuple((status, status.value) for status in Status)
"""Which field counts which status."""


class DayEnd(models.Model):
    """How many items of one body stood in each status at the end of a day, as `totals_by` counts them: for today, now.

    Kept and put right by `inspections.dayends`, and read through it alone: a row may be out of date until then. A
    body without a row owed nothing on a day that has rows.
    """

    on = models.DateField(_("day end"))
    body = models.ForeignKey(Body, models.CASCADE, related_name="+", verbose_name=_("body"))
    closed = models.PositiveIntegerField(default=0)
    reported_complete = models.PositiveIntegerField(default=0)
    no_action = models.PositiveIntegerField(default=0)
    not_due = models.PositiveIntegerField(default=0)
    due_soon = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    no_deadline = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    void = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("day end")
        verbose_name_plural = _("day ends")
        constraints = [models.UniqueConstraint(fields=["on", "body"], name="%(app_label)s_%(class)s_once")]

    def __str__(self):
        return f"{self.body}, {self.on}"

    @classmethod
    def of(cls, on, body_id, totals):
        """The row, unsaved, that says these Totals."""
        counts = {name: totals[status] for status, name in COUNTS}
        return cls(on=on, body_id=body_id, silent=totals.silent, settled=totals.settled, void=totals.void, **counts)

    @property
    def totals(self):
        counts = {status: getattr(self, name) for status, name in COUNTS}
        return Totals(counts, self.silent, self.settled, self.void)


class Restated(models.Model):
    """Something was recorded that changes a body's figures from a day on, None: from the first. No day end knows it.

    Whoever records adds such a row in the same transaction, and waits for nobody; whoever puts the day ends right
    takes away the rows that it has seen. So nothing that is recorded meanwhile is ever missed.
    """

    # Without a constraint in the database: it would lock the body, whose merger may hold it and wait for these items.
    body = models.ForeignKey(Body, models.CASCADE, related_name="+", db_constraint=False, verbose_name=_("body"))
    from_on = models.DateField(_("from"), null=True, blank=True)

    def __str__(self):
        return f"{self.body}, {self.from_on}"

    @classmethod
    def mark(cls, changes):
        """`changes` are pairs of a body's id and the day from which its figures change: one row for each body."""
        first = {}
        for body, from_on in changes:
            earlier = first.get(body, from_on)
            first[body] = None if from_on is None or earlier is None else min(earlier, from_on)
        cls.objects.bulk_create([cls(body_id=body, from_on=from_on) for body, from_on in sorted(first.items())])
