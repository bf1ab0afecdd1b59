"""`manage.py send_reminders`: once a day everybody is written to of what is new to them."""

from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from responses.reminders.log import people
from responses.reminders.sending import letter_for, send_reminders
from tracker.management import arguments


class Command(BaseCommand):
    help = (
        "Mail each person one digest of what is new to them: late, due soon, statutory days left, waiting for "
        "approval; liaisons what is new at their forces. For cron, once a day; whoever has had theirs gets nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print the mails; send nothing, write nothing down")
        parser.add_argument("--day", type=arguments.day, help="with --dry-run: as on this day, 2026-11-23")

    def handle(self, *, dry_run, day, **options):
        if not settings.SITE_URL:
            raise CommandError(_("Set SITE_URL, where the links in the mails lead: https://tracker.example.org"))
        if day and not dry_run:
            raise CommandError(_("--day goes with --dry-run: mails are only sent for today."))
        day = day or timezone.localdate()
        if dry_run:
            self._print(day)
            return
        bar = partial(tqdm, desc=_("Reminding"), unit=_(" people"), disable=None)  # None: only on a terminal
        outcome = send_reminders(day, show=bar)
        self._tell(outcome)
        if not outcome.is_whole:
            raise CommandError(_("Not every reminder was sent."))

    def _print(self, day):
        count = 0
        for user in people(day):
            if letter := letter_for(user, day):
                count += 1
                self.stdout.write(f"{user.email}\n{letter.subject}\n\n{letter.text}\n{'-' * 79}\n")
        self.stdout.write(ngettext("%(n)d mail would be sent.", "%(n)d mails would be sent.", count) % {"n": count})

    def _tell(self, outcome):
        sent = ngettext("%(n)d reminder sent.", "%(n)d reminders sent.", outcome.sent) % {"n": outcome.sent}
        nothing = ngettext("Nothing new for %(n)d person.", "Nothing new for %(n)d people.", outcome.nothing)
        self.stdout.write(f"{sent} {nothing % {'n': outcome.nothing}}")
        for user, reason in outcome.failed:
            self.stderr.write(_("Not sent to %(email)s, to be tried again: %(why)s") % _named(user, reason))
        for user, reason in outcome.unsure:
            self.stderr.write(
                _("Not known whether it went to %(email)s, not to be tried again: %(why)s") % _named(user, reason)
            )
        if outcome.left:
            words = ngettext(
                "No mail server answers: %(n)d person is left for the next run.",
                "No mail server answers: %(n)d people are left for the next run.",
                outcome.left,
            )
            self.stderr.write(words % {"n": outcome.left})


def _named(user, reason):
    return {"email": user.email, "why": str(reason) or type(reason).__name__}
