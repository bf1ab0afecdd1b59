"""`manage.py bring_in`: a filled spreadsheet comes in, looked at first."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from accounts.models import User
from inspections.sheets import MOST_BYTES, SheetRefused
from tracker.files import CannotOpen, bytes_of
from tracker.sheets import SHEETS

SHOWN = 100


class Command(BaseCommand):
    help = "Bring in a filled spreadsheet (ODS or XLSX): all of it, or nothing where a row is refused."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=SHEETS, help="which records it holds")
        parser.add_argument("file", type=Path, help="the filled spreadsheet")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the administrator who brings it in")
        parser.add_argument("--reason", default="", help="where it comes from; it is kept with every change")
        parser.add_argument("--preview", action="store_true", help="only say what would change")

    def handle(self, *, what, file, by, reason, preview, **options):
        person = User.objects.filter(email__iexact=by, is_active=True, is_staff=True).first()
        if person is None:
            raise CommandError(_("No administrator has the address %s.") % by)
        if not reason and not preview:
            raise CommandError(_("Say with --reason where this comes from."))
        bar = partial(tqdm, desc=_("Bringing in"), unit=_(" steps"), disable=None)  # None: only on a terminal
        try:
            data = bytes_of(file, MOST_BYTES)
            signed = {"by": person, "on": timezone.localdate(), "reason": reason}
            outcome = SHEETS[what].bring_in(data, **signed, preview=preview, show=bar)
        except (CannotOpen, SheetRefused) as refused:
            raise CommandError(f"{file}: {refused}") from refused
        self._say(outcome, preview)

    def _say(self, outcome, preview):
        self.stdout.write(outcome.words(preview=preview))
        if not outcome.refusals:
            return
        for row, sentence in outcome.refusals[:SHOWN]:
            self.stderr.write(_("Row %(row)s: %(sentence)s") % {"row": row, "sentence": sentence})
        count = len(outcome.refusals)
        raise CommandError(
            ngettext(
                "%(count)s reason in all. Nothing was written.", "%(count)s reasons in all. Nothing was written.", count
            )
            % {"count": count}
        )
