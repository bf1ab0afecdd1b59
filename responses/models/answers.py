"""What bodies answered: drafts of either side, the shared answer, and progress."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.models import AppendOnly, Body, Obligation
from responses.querysets import DraftQuerySet, ProgressUpdateQuerySet, ResponseQuerySet

ANSWER_MAX_LENGTH = 50_000
"""Characters of an answer: the longest published answer seen is below 4,000."""

WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
"""What may become a link: nothing but http and https, so that no script hides in a reference."""


class Words(models.Model):
    """What a body says about one item: the same fields in a draft and in the shared answer."""

    class Position(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETE = "complete", _("Complete")
        NOT_APPLICABLE = "not_applicable", _("It does not apply to us")
        NONE_PROPOSED = "none_proposed", _("No action is proposed")

    CLAIMS = {
        Position.COMPLETE: Obligation.Claim.COMPLETE,
        Position.NOT_APPLICABLE: Obligation.Claim.NO_ACTION,
        Position.NONE_PROPOSED: Obligation.Claim.NO_ACTION,
    }
    """Positions that claim something of the item. Police Act 1996 s.55(5B): no action needs its reason."""

    position = models.CharField(_("where it stands"), max_length=20, choices=Position, default=Position.NOT_STARTED)
    action = models.TextField(
        _("action taken or planned, or the reason for none"), max_length=ANSWER_MAX_LENGTH, blank=True
    )
    answered_with = models.ForeignKey(
        "responses.Response",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_answered_with_it",
        verbose_name=_("answered with"),
        help_text=_("The answer that also answers this item."),
    )
    comment = models.TextField(_("comment of the local policing body"), max_length=ANSWER_MAX_LENGTH, blank=True)
    lead = models.CharField(_("lead officer"), max_length=120, blank=True)
    target_on = models.DateField(_("own target"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), max_length=2_000, blank=True)
    letter_on = models.DateField(_("date of the letter it comes from"), null=True, blank=True)
    waiting_on = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("waiting on another body")
    )

    WORDS = (
        "position",
        "action",
        "answered_with",
        "comment",
        "lead",
        "target_on",
        "evidence",
        "letter_on",
        "waiting_on",
    )

    class Meta:
        abstract = True

    @property
    def words(self):
        """The fields that people write, as a dictionary by name."""
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def evidence_lines(self):
        """Links and references, a line each, as (line, address) pairs; the address is "" where it is no web page's."""
        lines = filter(None, map(str.strip, self.evidence.splitlines()))
        return [(line, line if WEB_ADDRESS.fullmatch(line) else "") for line in lines]

    @property
    def claim(self):
        """What this position claims of the item, "" where it claims nothing."""
        return self.CLAIMS.get(self.position, "")


class Response(Words):
    """The answer that a body has shared on an item: read by its force, its local policing body and the inspectorate."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="response", verbose_name=_("item"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    shared_on = models.DateField(_("shared on"))
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("shared by")
    )
    shared_from = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("shared by the side of")
    )
    offered_to = models.ManyToManyField(
        Body,
        blank=True,
        related_name="answers_offered",
        verbose_name=_("offered to"),
        help_text=_("Forces of a joint unit that may accept this answer as theirs."),
    )

    objects = ResponseQuerySet.as_manager()
    history = HistoricalRecords()

    PART_OF = ("obligation",)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [
            models.Index(fields=["target_on"], name="response_target"),
            models.Index(fields=["-shared_on", "-id"], name="response_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_with=None) | ~Q(answered_with=models.F("pk")),
                name="%(app_label)s_%(class)s_not_answered_with_itself",
                violation_error_message=_("An answer cannot point to itself."),
            )
        ]

    def __str__(self):
        return str(self.obligation)

    def get_absolute_url(self):
        return self.obligation.get_absolute_url()

    def is_past_target(self, day):
        """Whether the body's own target has passed by `day`, and the item is still open."""
        return self.obligation.is_open and self.target_on is not None and self.target_on < day


class Draft(Words):
    """What one side is still writing: the force, or its local policing body. Only that side reads it."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="drafts", verbose_name=_("item"))
    side = models.ForeignKey(Body, models.PROTECT, related_name="drafts", verbose_name=_("written by the side of"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    based_on = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Revision of the shared answer it began from.")
    )
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    sent_at = models.DateTimeField(_("sent to the approver"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )

    objects = DraftQuerySet.as_manager()
    history = HistoricalRecords()

    PART_OF = ("obligation",)
    PRIVATE = Words.WORDS

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "side"],
                name="%(app_label)s_%(class)s_one_per_side",
                violation_error_message=_("This side already has a draft for this item."),
            )
        ]

    def __str__(self):
        return f"{self.obligation} ({self.side})"


class ProgressUpdate(AppendOnly):
    """A dated, signed note of progress on an item, shared as soon as it is added."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="progress", verbose_name=_("item"))
    on = models.DateField(_("on"))
    text = models.TextField(_("progress"), max_length=ANSWER_MAX_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    side = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from the side of")
    )

    objects = ProgressUpdateQuerySet.as_manager()

    PART_OF = ("obligation",)

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["on", "obligation"], name="progress_on")]

    def __str__(self):
        return f"{self.on}: {self.text[:60]}"


class ProgressWithdrawal(AppendOnly):
    """A progress update that was entered by mistake: from then on only administrators read it, in its history."""

    progress = models.OneToOneField(
        ProgressUpdate, models.PROTECT, related_name="withdrawal", verbose_name=_("progress update")
    )
    on = models.DateField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"))

    PART_OF = ("progress", "progress__obligation")

    class Meta:
        verbose_name = _("withdrawn progress update")
        verbose_name_plural = _("withdrawn progress updates")

    def __str__(self):
        return f"{self.on}: {self.reason[:60]}"
