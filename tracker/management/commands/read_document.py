"""`manage.py read_document`: what a published document says, as a table or as JSON."""

import json
from datetime import date
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from documents.blocks import Unreadable
from documents.formats.document import LARGEST_FILE
from documents.opening import open_document
from documents.reading import KnownBody, Oversight, read
from inspections.models import Body
from inspections.wording import day_words, period_words
from responses.imports.reading import known_bodies
from tracker.files import CannotOpen, bytes_of
from tracker.sample import data


class Command(BaseCommand):
    help = (
        "Read published responses (Word, PDF, ODT, HTML, Markdown, text) and print what they say. Nothing is written."
    )
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="file")
        parser.add_argument("--json", action="store_true", help="one JSON object a file")

    def handle(self, *, files, **options):
        known = bodies()
        refused = 0
        bar = partial(tqdm, desc=_("Reading"), unit=_(" documents"), disable=None if len(files) > 1 else True)
        for file in bar(files):
            try:
                found = read(open_document(bytes_of(file, LARGEST_FILE), file.name).blocks, known)
            except (CannotOpen, Unreadable) as why:
                refused += 1
                self.stderr.write(f"{file}: {why}")
                continue
            if options["json"]:
                self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=None if len(files) > 1 else 1))
            elif len(files) > 1:
                self.stdout.write(_in_a_line(file, found))
            else:
                self.stdout.write("\n".join(_in_full(found)))
        if len(files) > 1 and not options["json"]:
            self.stdout.write(_("%(read)s read, %(refused)s not.") % {"read": len(files) - refused, "refused": refused})
        if refused:
            raise CommandError(
                ngettext("%(count)s file cannot be read.", "%(count)s files cannot be read.", refused)
                % {"count": refused}
            )


def bodies():
    """The bodies of the register; without a register, or with an empty one, those that come with the program."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists() and "memory" not in str(name):
        return list(packaged_bodies())  # a file that is not there would be made
    try:
        return known_bodies() or list(packaged_bodies())
    except DatabaseError:
        return list(packaged_bodies())


def packaged_bodies():
    tables = data.tables("bodies.toml")
    names = {}
    for row in data.forces():
        names[row["slug"]] = row["force"]
        yield KnownBody(row["force"], Body.Kind.FORCE, tuple(filter(None, row["aliases"].split("|"))))
        since = date.fromisoformat(row["governs_from"]) if row["governs_from"] else None
        yield KnownBody(
            row["local_policing_body"], row["local_policing_body_kind"], (), (Oversight(row["force"], since),)
        )
    for row in tables["bodies"]:
        yield KnownBody(row["name"], row.get("kind", Body.Kind.NATIONAL), tuple(row.get("aliases", "").splitlines()))
    for row in tables["predecessors"]:
        yield KnownBody(row["name"], row["kind"], (), (Oversight(names[row["force"]], row["from_on"]),))


def _in_a_line(file, found):
    words = {
        "file": file,
        "force": found.force or _("force not known"),
        "items": len(found.items),
        "doubts": len(found.warnings),
    }
    return _("%(file)s: %(force)s; items: %(items)s; doubts: %(doubts)s") % words


def _in_full(found):
    published = day_words(found.published_on) if found.published_on else found.published_month
    types = [name.replace("_", " ") for name, ticked in (found.inspection_type or {}).items() if ticked]
    yield from _fields(
        [
            (_("Report"), found.title),
            (_("Published"), published),
            (_("Force"), found.force),
            (_("Local policing body"), found.local_policing_body),
            (_("Date of the response"), found.response_date and day_words(found.response_date)),
            (_("Type"), ", ".join(types)),
            (_("Its comments"), _shortened(found.local_policing_body_comments)),
            (_("The chief officer's comments"), _shortened(found.chief_officer_comments)),
        ]
    )
    for item in found.items:
        yield ""
        yield f"{item.kind.value.replace('_', ' ').capitalize()} {item.number}".rstrip() + f"  ({item.where})"
        yield from _fields(
            [
                (_("Text"), _shortened(item.text)),
                (_("Deadline"), _deadline_words(item.deadline)),
                (_("Addressed to"), ", ".join(item.addressees)),
                (_("On a condition"), item.condition),
                (_("The force's answer"), _shortened(item.force_response)),
                (_("The local policing body's answer"), _shortened(item.local_policing_body_response)),
            ]
        )
    if found.warnings:
        yield ""
        yield from (f"! {_(doubt.message) % doubt.params}" for doubt in found.warnings)


def _fields(rows):
    return (f"{name + ':':34} {value or '–'}" for name, value in rows)


def _shortened(text, most=160):
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _deadline_words(deadline):
    if deadline.on:
        return day_words(deadline.on)
    return period_words(deadline.period) if deadline.period else str(deadline.kind)
