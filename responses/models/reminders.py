"""What people were written of: so that nobody is ever reminded twice of the same thing."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Digest(models.Model):
    """What was put together for one person for one day or one week, their period. It may hold nothing.

    The row stands before the mail goes, and is deleted where the mail did not go. `sent_at` is empty where nothing was
    new, and where nobody knows whether the mail went: the program or the connection ended in between.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name=_("to"))
    period = models.CharField(_("for"), max_length=20, help_text=_("A day, 2026-11-23, or a week, 2026-W48."))
    begun_at = models.DateTimeField(_("put together"), db_default=Now(), editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "period"],
                name="%(app_label)s_%(class)s_one_a_period",
                violation_error_message=_("This person has had the reminder of that day or week."),
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.period}"


class Told(models.Model):
    """One thing that a digest told its person. `key` says what, as `responses.reminders.lines` makes it."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="told")
    key = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("told")
        verbose_name_plural = _("told")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This person was told that already."),
            )
        ]

    def __str__(self):
        return self.key
