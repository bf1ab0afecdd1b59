"""`manage.py load_sample`: something to look at, and somebody of each seat to sign in as."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from tracker.management import arguments
from tracker.sample.load import SampleRefused, is_loaded, load
from tracker.sample.people import PASSWORD, seats
from tracker.sample.scale.load import count_again, load_scale


def _bar(things, called):
    return tqdm(things, desc=called, disable=None)  # None: only on a terminal


class Command(BaseCommand):
    help = "Enter the sample into an empty database: all forces, two published inspections, two invented ones."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=arguments.day, help="the day as at which it is entered; today if left out")
        parser.add_argument(
            "--scale",
            type=arguments.count,
            metavar="N",
            help="then add N invented inspections of ten items, each addressed to all forces, with what became of them "
            "in twelve years. 116: about 50,000 addressed items; 2326: about a million",
        )

    def handle(self, *, day, scale, **options):
        day = day or timezone.localdate()
        try:
            if not is_loaded():
                load(day, show=partial(_bar, called=_("Loading the sample")))
            if scale:
                load_scale(scale, day, show=_bar)
                count_again(day, show=_bar)
        except SampleRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("Sign in with the password %s as one of these invented people:") % PASSWORD)
        for email, seat in seats():
            self.stdout.write(f"  {email:32} {seat}")
