"""`manage.py export_answers`: the sheet of answers, filled from the register or empty."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from inspections.models import Body, Obligation
from inspections.sheets import CONTENT_TYPES, SheetRefused
from responses.answersheet import export


class Command(BaseCommand):
    help = "Write the sheet of answers (ODS or XLSX): all that is owed, what one body owes, or the empty template."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to write it; its name ends in .ods or .xlsx")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--body", metavar="SLUG", help="the last part of the address of the body's page")
        what.add_argument("--template", action="store_true", help="without rows")

    def handle(self, *, file, body, template, **options):
        kind = file.suffix.lower().removeprefix(".")
        if kind not in CONTENT_TYPES:
            raise CommandError(_("The file's name must end in .ods or .xlsx."))
        rows = () if template else Obligation.objects.live()
        if body:
            rows = rows.filter(body=self._body(body))
        try:
            data = b"".join(export(kind, rows))
            file.write_bytes(data)
        except SheetRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(why)s.") % {"file": file, "why": error.strerror}
            ) from error

    def _body(self, slug):
        if body := Body.objects.filter(slug=slug).first():
            return body
        raise CommandError(_("The register knows no body called “%s”.") % slug)
