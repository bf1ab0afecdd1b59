"""`manage.py write_response`: the response to a report for one force, as a file."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.writing.content import Layout
from documents.writing.forms import Form, write
from inspections.models import Body, Inspection, RelatedForce
from responses.workspace.content import Printed
from responses.workspace.log import Log


class Command(BaseCommand):
    help = (
        "Write the statutory response to a report for one force as a file: the document that was signed off, else what "
        "it says today, marked as a draft."
    )

    def create_parser(self, prog_name, subcommand, **kwargs):
        """`--version` asks for a version of the response here, not for Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("inspection", metavar="INSPECTION-SLUG", help="the report, by its page's address")
        parser.add_argument("force", metavar="FORCE-SLUG", help="the force, by its page's address")
        parser.add_argument("--form", choices=list(Form), required=True, help="the file format")
        parser.add_argument("--layout", choices=list(Layout), help="how it is arranged; as chosen for it if left out")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="where to write it; - for here")
        parser.add_argument("--version", type=int, metavar="N", help="this version, not the one in force")

    def handle(self, *, inspection, force, form, layout, output, version, **options):
        printed = Printed(_duty(inspection, force), timezone.localdate())
        version = _version(Log(printed.response), version)
        layout = layout or (version.layout if version else printed.layout)
        data = _stored(version, layout, form) if version else _draft(printed, layout, form)
        if str(output) == "-":
            self._to_stdout(data)
            return
        try:
            output.write_bytes(data)
        except OSError as error:
            reason = {"file": output, "why": error.strerror}
            raise CommandError(_("%(file)s cannot be written: %(why)s.") % reason) from error
        self.stderr.write(_told(output, version))

    def _to_stdout(self, data):
        """Bytes, which the stream of a command does not take."""
        self.stdout.flush()
        sys.stdout.buffer.write(data)


def _duty(inspection, force):
    report = _found(Inspection.objects.all(), inspection, _("The register knows no inspection called “%s”."))
    body = _found(Body.objects.forces(), force, _("The register knows no force called “%s”."))
    duties = RelatedForce.objects.select_related("inspection", "force")
    if duty := duties.filter(inspection=report, force=body).first():
        return duty
    raise CommandError(_("“%(report)s” does not relate to %(force)s.") % {"report": report, "force": body})


def _found(records, slug, sentence):
    if record := records.filter(slug=slug).first():
        return record
    raise CommandError(sentence % slug)


def _version(log, number):
    """The version asked for, else the one in force; None while none is, or a correction is being written."""
    if number is None:
        return log.current
    if version := next((one for one in log.versions if one.number == number), None):
        return version
    numbers = ", ".join(str(one.number) for one in log.versions)
    if not numbers:
        raise CommandError(_("The response is not signed off: it has no versions."))
    raise CommandError(_("There is no version %(n)s. There are: %(numbers)s.") % {"n": number, "numbers": numbers})


def _stored(version, layout, form):
    document = version.documents.filter(layout=layout, form=form).first()
    if document is None:
        raise CommandError(_("Version %(number)s is not kept in that form.") % {"number": version.number})
    return bytes(document.data)


def _draft(printed, layout, form):
    if printed.report.published_on is None:
        raise CommandError(_("The report has no day of publication yet, so there is nothing to respond to."))
    content = printed.content(version=len(Log(printed.response).versions) + 1)
    return write(content, Layout(layout), Form(form))


def _told(output, version):
    if version is None:
        return _("%(file)s: a draft, as it stands today.") % {"file": output}
    return _("%(file)s: version %(number)s, as it was signed off.") % {"file": output, "number": version.number}
