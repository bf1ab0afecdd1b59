"""What was signed off, kept whole as it was; and what was done about a statutory response, day by day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.writing.content import Content
from inspections.models import AppendOnly
from responses.models.statutory import StatutoryResponse


class Version(AppendOnly):
    """A statutory response as it was signed off: its content, with the names and titles of that day.

    `number` counts from 1; a higher one corrects the one before. Number 1 without a signatory is a response that was
    published elsewhere, kept as it was recorded when its correction began. A sign-off that was undone has its Step
    say so, and the number is used again.
    """

    response = models.ForeignKey(
        StatutoryResponse, models.PROTECT, related_name="versions", verbose_name=_("statutory response")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    signed_on = models.DateField(_("signed off on"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed off by"),
    )
    approval = models.TextField(_("how approval was given"), blank=True)
    gaps = models.JSONField(
        _("what the check found"), default=list, blank=True, help_text=_("Sentences, as they were shown.")
    )
    gaps_reason = models.TextField(_("why it was signed off all the same"), blank=True)
    layout = models.CharField(_("layout"), max_length=10)
    held = models.JSONField(_("content"), help_text=_("As documents.writing.content.Content.as_json gives it."))

    PART_OF = ("response", "response__duty__inspection")
    PRIVATE = ("approval", "gaps", "gaps_reason", "held")

    class Meta:
        verbose_name = _("version of a statutory response")
        verbose_name_plural = _("versions of statutory responses")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.response} ({self.number})"

    @property
    def content(self):
        return Content.from_json(self.held)


class VersionDocument(AppendOnly):
    """One file of a version, as it was made when it was signed off."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="documents", verbose_name=_("version"))
    layout = models.CharField(_("layout"), max_length=10)
    form = models.CharField(_("form"), max_length=10)
    data = models.BinaryField(_("file"))

    PART_OF = ("version", "version__response")
    PRIVATE = ("data",)
    UNTOLD = True  # its version tells of it

    class Meta:
        verbose_name = _("document of a version")
        verbose_name_plural = _("documents of versions")
        constraints = [
            models.UniqueConstraint(fields=["version", "layout", "form"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self):
        return f"{self.version}: {self.layout}, {self.form}"


class Step(AppendOnly):
    """What happened about a statutory response, on a day: the log behind the days that the response holds.

    An undone step stays, and another one of kind UNDONE says by whom, when and why.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("Chief officer asked for comments")
        RECEIVED = "received", _("Chief officer’s comments received")
        READY = "ready", _("Ready for sign-off")
        SIGNED = "signed", _("Signed off")
        SECRETARY = "secretary", _("Sent to the Home Secretary")
        INSPECTORATE = "inspectorate", _("Sent to the inspectorate")
        PUBLISHED = "published", _("Published")
        CORRECTING = "correcting", _("Correction begun")
        UNDONE = "undone", _("Undone")

    response = models.ForeignKey(
        StatutoryResponse, models.PROTECT, related_name="steps", verbose_name=_("statutory response")
    )
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name=_("version")
    )
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    on = models.DateField(_("on"))
    due_on = models.DateField(_("asked for by"), null=True, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone", verbose_name=_("undoes")
    )

    PART_OF = ("response", "response__duty__inspection")

    class Meta:
        verbose_name = _("step of a statutory response")
        verbose_name_plural = _("steps of statutory responses")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False) | ~Q(kind="undone") & Q(undoes=None),
                name="%(app_label)s_%(class)s_undoes_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["undone", "correcting"]) | ~Q(reason=""),
                name="%(app_label)s_%(class)s_with_its_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return f"{self.on}: {self.get_kind_display()}"
