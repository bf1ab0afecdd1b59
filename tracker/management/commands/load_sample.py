"""`manage.py load_sample`: something to look at, and somebody of each seat to sign in as."""

from argparse import ArgumentTypeError
from datetime import date
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from tracker.sample.load import SampleRefused, is_loaded, load
from tracker.sample.people import PASSWORD, seats


def loading_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%s” is not a day such as 2026-11-22.") % text) from error


class Command(BaseCommand):
    help = "Enter the sample into an empty database: all forces, two published inspections, two invented ones."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=loading_day, help="the day as at which it is entered; today if left out")

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
