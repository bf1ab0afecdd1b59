"""`manage.py take_out`: records on a spreadsheet, filled from the register or empty."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from inspections.models import Body, Inspection
from inspections.sheets import CONTENT_TYPES, SheetRefused
from tracker.sheets import SHEETS


class Command(BaseCommand):
    help = "Write records on a spreadsheet (ODS or XLSX): all of a kind, some of them, or the empty template."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=SHEETS, help="which records")
        parser.add_argument("file", type=Path, help="where to write them; its name ends in .ods or .xlsx")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--body", metavar="SLUG", help="answers: what this body owes; by its page's address")
        which.add_argument("--inspection", metavar="SLUG", help="items: those of this report; by its page's address")
        which.add_argument("--template", action="store_true", help="without rows")

    def handle(self, *, what, file, template, body, inspection, **options):
        kind = file.suffix.lower().removeprefix(".")
        if kind not in CONTENT_TYPES:
            raise CommandError(_("The file's name must end in .ods or .xlsx."))
        sheet = SHEETS[what]
        rows = None if template else sheet.records()
        if body:
            rows = rows.filter(body=_found(what == "answers", Body, body, _("The register knows no body called “%s”.")))
        if inspection:
            sentence = _("The register knows no inspection called “%s”.")
            rows = rows.filter(inspection=_found(what == "items", Inspection, inspection, sentence))
        try:
            file.write_bytes(b"".join(sheet.export(kind, rows)))
        except SheetRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(why)s.") % {"file": file, "why": error.strerror}
            ) from error


def _found(is_asked_for, model, slug, sentence):
    if not is_asked_for:
        raise CommandError(_("--body goes with answers, --inspection with items."))
    if record := model.objects.filter(slug=slug).first():
        return record
    raise CommandError(sentence % slug)
