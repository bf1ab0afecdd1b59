"""`manage.py month_ends`: figures month by month, counted before somebody asks."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from inspections.asat import records_begin
from inspections.dayends import forget, keep, month_ends


class Command(BaseCommand):
    help = "Count how every body stood at each month end, so that charts of months are there at once. Run it daily."

    def handle(self, **options):
        today = timezone.localdate()
        first = records_begin(today)
        days = month_ends(first, today) if first else []
        # One month a transaction: nobody waits for longer than one takes.
        for day in days:
            keep([day])
        forget(today)
        words = ngettext("%(n)s month end is kept.", "%(n)s month ends are kept.", len(days))
        self.stdout.write(words % {"n": len(days)})
