"""`manage.py load_sample`: something to look at, and somebody of each seat to sign in as."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from tracker.management import arguments
from tracker.sample.load import SampleRefused, is_loaded, load
from tracker.sample.people import PASSWORD, seats


class Command(BaseCommand):
    help = "Enter the sample into an empty database: all forces, two published inspections, two invented ones."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=arguments.day, help="the day as at which it is entered; today if left out")

    def handle(self, *, day, **options):
        if not is_loaded():
            bar = partial(
                tqdm, desc=_("Loading the sample"), unit=_(" parts"), disable=None
            )  # None: only on a terminal
            try:
                load(day or timezone.localdate(), show=bar)
            except SampleRefused as refused:
                raise CommandError(str(refused)) from refused
        self.stdout.write(_("Sign in with the password %s as one of these invented people:") % PASSWORD)
        for email, seat in seats():
            self.stdout.write(f"  {email:32} {seat}")
