"""`manage.py import_document`: a folder of published responses is taken over, looked at first."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from documents.blocks import Unreadable
from documents.formats.document import LARGEST_FILE
from inspections.models import Body
from responses.imports.unattended import NotWhole, bring_in
from responses.imports.wording import outcome_words
from tracker.files import CannotOpen, bytes_of


class Command(BaseCommand):
    help = "Take published responses over into the register. Without --accept it only says what would be."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="file")
        parser.add_argument("--force", metavar="SLUG", help="the force that answers, where the documents do not say")
        parser.add_argument("--accept", action="store_true", help="write it; without this nothing is")

    def handle(self, *, files, force, accept, **options):
        if force and not Body.objects.addressable().filter(slug=force).exists():
            raise CommandError(_("The register has no force “%s”.") % force)
        refused = 0
        for file in partial(tqdm, desc=_("Importing"), unit=_(" documents"), disable=None)(files):
            try:
                data = bytes_of(file, LARGEST_FILE)
                outcome = bring_in(data, file.name, on=timezone.localdate(), force=force, accept=accept)
            except (CannotOpen, Unreadable, NotWhole) as why:
                refused += 1
                self.stderr.write(f"{file}: {why}")
                continue
            self._say(file, outcome)
        if not accept:
            self.stdout.write(_("Nothing was written. Repeat it with --accept."))
        if refused:
            sentence = ngettext("%(count)s file was left.", "%(count)s files were left.", refused)
            raise CommandError(sentence % {"count": refused})

    def _say(self, file, outcome):
        self.stdout.write(f"{file}: {outcome.taken.inspection}, {outcome.taken.force or _('no force')}")
        self.stdout.write(f"  {outcome_words(outcome.taken)}")
        counts = {"matched": len(outcome.matched), "left": len(outcome.left)}
        self.stdout.write("  " + _("Items matched: %(matched)s. Items left as they are: %(left)s.") % counts)
        for sentence in outcome.warnings:
            self.stdout.write(f"  ! {sentence}")
