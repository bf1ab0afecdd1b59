"""Documents that people gave to be read: what was taken over, and what they are still checking."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.models import Body, Inspection
from responses.querysets import KeptQuerySet


class SourceDocument(models.Model):
    """A document whose facts were taken over: what it was called and its fingerprint, never its contents.

    By the fingerprint a document that comes again is known, whatever it is called by then.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="source_documents", verbose_name=_("inspection")
    )
    force = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="source_documents", verbose_name=_("force")
    )
    name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    miscounts = models.JSONField(_("counts that do not add up"), default=list, help_text=_("Sentences of the reader."))
    on = models.DateField(_("taken over on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "inspection", "force"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This document was taken over already."),
            ),
            models.UniqueConstraint(
                fields=["sha256", "inspection"],
                condition=Q(force=None),
                name="%(app_label)s_%(class)s_once_for_all_forces",
                violation_error_message=_("This document was taken over already."),
            ),
        ]

    def __str__(self):
        return self.name


class Kept(models.Model):
    """A file that somebody gave, while they look at what it would change. It is theirs alone, and goes after a day."""

    KEPT = timedelta(days=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)ss")
    begun_at = models.DateTimeField()
    name = models.CharField(max_length=255)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def kept_until(self):
        return self.begun_at + self.KEPT


class Review(Kept):
    """A document that somebody gave to be read, and what they have put right of it so far.

    Nothing of it stands in the register.
    """

    sha256 = models.CharField(max_length=64)
    facts = models.JSONField(help_text="What the reader read, in the form that read_document --json prints.")
    typed = models.TextField(blank=True, help_text="The form as it was last sent, as a browser encodes it.")

    class Meta:
        verbose_name = _("import that is being checked")
        verbose_name_plural = _("imports that are being checked")
        ordering = ["-begun_at"]


class FilledSheet(Kept):
    """A sheet of their open items that somebody filled in offline and uploaded, until they accept it."""

    facts = models.JSONField(help_text="How many rows it has, and what its changed cells say.")

    class Meta:
        verbose_name = _("filled sheet that is being checked")
        verbose_name_plural = _("filled sheets that are being checked")
        ordering = ["-begun_at"]
