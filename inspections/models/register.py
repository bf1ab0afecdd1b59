"""What the inspectorate published: inspections and the items in them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.deadlines import Deadline, DeadlineKind, Period, statutory_response_due
from inspections.models.bodies import Body
from inspections.querysets import InspectionQuerySet, RecommendationQuerySet


class Inspection(models.Model):
    """One report: published by HMICFRS, or proposed by an office that holds a report the register does not know."""

    title = models.CharField(_("title"), max_length=400)
    short_title = models.CharField(
        _("short title"), max_length=80, blank=True, help_text=_("What people call it, for lists. Empty: the title.")
    )
    slug = models.SlugField(
        _("address"), max_length=120, unique=True, help_text=_("The last part of its page's address.")
    )
    published_on = models.DateField(
        _("published on"),
        null=True,
        blank=True,
        help_text=_("Until this day the report is under embargo: only administrators and the inspectorate see it."),
    )
    url = models.URLField(_("address of the report"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    national = models.BooleanField(_("national"), default=False)
    thematic = models.BooleanField(_("thematic"), default=False)
    force_specific = models.BooleanField(_("force-specific"), default=False)
    follow_up = models.BooleanField(_("follow-up"), default=False)
    partner = models.BooleanField(_("with partner inspectorates"), default=False)

    relates_to = models.ManyToManyField(
        Body,
        through="RelatedForce",
        related_name="inspections",
        blank=True,
        verbose_name=_("forces it relates to"),
        help_text=_("Their local policing bodies owe a response under section 55 of the Police Act 1996."),
    )
    follows_up = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_up_by", verbose_name=_("follows up")
    )
    proposed_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("proposed by")
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The report of the register that the proposed one turned out to be."),
    )
    sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = InspectionQuerySet.as_manager()
    history = HistoricalRecords()

    TYPES = ("national", "thematic", "force_specific", "follow_up", "partner")

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = [F("published_on").desc(nulls_first=True), "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(proposed_by__isnull=False),
                name="%(app_label)s_%(class)s_accepted_needs_a_proposer",
                violation_error_message=_("Only a proposed inspection is accepted: say which body proposed it."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | Q(proposed_by__isnull=False, accepted_on=None) & ~Q(merged_into=F("pk")),
                name="%(app_label)s_%(class)s_merged_while_proposed",
                violation_error_message=_("Only a proposed inspection is merged, and into another one."),
            ),
            models.CheckConstraint(
                condition=Q(follows_up=None) | ~Q(follows_up=F("pk")),
                name="%(app_label)s_%(class)s_does_not_follow_itself",
                violation_error_message=_("An inspection cannot follow up itself."),
            ),
        ]
        indexes = [models.Index(fields=["-published_on"], name="inspection_published")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("inspections:inspection_detail", args=[self.slug])

    @property
    def short(self):
        """What lists call it: its short title where it has one."""
        return self.short_title or self.title

    @property
    def is_proposed(self):
        """True while it waits for an administrator or the inspectorate to accept it, or to merge it into another."""
        return self.proposed_by_id is not None and self.accepted_on is None and self.merged_into_id is None

    @property
    def response_due_on(self):
        """The last day for the local policing bodies' responses, None while there is no day of publication."""
        return statutory_response_due(self.published_on) if self.published_on else None

    @property
    def type_labels(self):
        """The words of the types that are ticked, in the order of the form offices use."""
        return [self._meta.get_field(name).verbose_name for name in self.TYPES if getattr(self, name)]


class ClosureLevel(models.Model):
    """HMICFRS gives each item a level; the level says who may close it. An editable table: the levels change."""

    class ClosedBy(models.TextChoices):
        FORCE = "force", _("the force closes it itself")
        CHIEF_OFFICER = "chief_officer", _("a chief officer confirms in writing")
        EVIDENCE = "evidence", _("HMICFRS verifies evidence")
        REVISIT = "revisit", _("HMICFRS revisits")

    name = models.CharField(_("name"), max_length=60, unique=True)
    meaning = models.CharField(_("meaning"), max_length=300, blank=True)
    closed_by = models.CharField(_("who closes"), max_length=20, choices=ClosedBy)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Recommendation(models.Model):
    """One item of a report: a recommendation, an area for improvement, or a cause of concern over several of them.

    The deadline is kept as the report words it, as it is read, and as the day that follows from both. `issued_on` is
    the day from which it counts: the day of publication, or an accelerated cause of concern's own.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("recommendation")
        AREA_FOR_IMPROVEMENT = "area_for_improvement", _("area for improvement")
        CAUSE_OF_CONCERN = "cause_of_concern", _("cause of concern")

    class DeadlineKind(models.TextChoices):
        DATE = DeadlineKind.DATE.value, _("a day")
        MONTH = DeadlineKind.MONTH.value, _("a month, due on its last day")
        IMMEDIATE = DeadlineKind.IMMEDIATE.value, _("immediate, due on the day of issue")
        RELATIVE = DeadlineKind.RELATIVE.value, _("a time counted from the day of issue")
        NONE = DeadlineKind.NONE.value, _("none")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items", verbose_name=_("inspection"))
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.RECOMMENDATION)
    sequence = models.PositiveSmallIntegerField(
        _("place in the report"), default=0, validators=[MaxValueValidator(9_999)]
    )
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("As printed. Empty where none is."))
    section = models.CharField(_("section"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=120, blank=True, help_text=_("A few words for lists."))
    text = models.TextField(_("text"), max_length=20_000)
    addressed_to = models.CharField(
        _("addressed to, as written"), max_length=500, blank=True, help_text=_("For example: all chief constables")
    )
    condition = models.CharField(
        _("on a condition"), max_length=500, blank=True, help_text=_("For example: that have not yet done so")
    )
    issued_on = models.DateField(
        _("issued on"), null=True, blank=True, help_text=_("Empty: the day of publication. Deadlines count from here.")
    )
    deadline_text = models.CharField(_("deadline as written"), max_length=300, blank=True)
    deadline_kind = models.CharField(
        _("deadline read as"), max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE
    )
    deadline_period = models.CharField(_("period"), max_length=10, blank=True, help_text=_("ISO 8601: P3M"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    level = models.ForeignKey(
        ClosureLevel, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("level")
    )
    cause = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="under_cause",
        verbose_name=_("under the cause of concern"),
    )
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("continues")
    )
    in_error_on = models.DateField(
        _("entered in error"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day on which it was found that the report has no such item."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The item of the register that the proposed one turned out to be."),
    )
    addressees = models.ManyToManyField(
        Body,
        through="Obligation",
        through_fields=("recommendation", "body"),
        related_name="recommendations",
        verbose_name=_("addressed to"),
    )

    objects = RecommendationQuerySet.as_manager()
    history = HistoricalRecords()

    PART_OF = ("inspection",)

    SHORT_KINDS = {
        Kind.RECOMMENDATION: _("Recommendation"),
        Kind.AREA_FOR_IMPROVEMENT: _("AFI"),
        Kind.CAUSE_OF_CONCERN: _("Cause of concern"),
    }
    LONG_KINDS = {**SHORT_KINDS, Kind.AREA_FOR_IMPROVEMENT: _("Area for improvement")}

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["inspection", "sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "kind", "number"],
                condition=Q(cause=None, in_error_on=None) & ~Q(number=""),
                name="%(app_label)s_%(class)s_number_once_in_report",
                violation_error_message=_("This number is already used in this report. Each item needs its own."),
            ),
            models.UniqueConstraint(
                fields=["cause", "kind", "number"],
                condition=Q(cause__isnull=False, in_error_on=None) & ~Q(number=""),
                name="%(app_label)s_%(class)s_number_once_under_cause",
                violation_error_message=_("This number is already used under this cause of concern."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(issued_on=None) | Q(due_on__gte=F("issued_on")),
                name="%(app_label)s_%(class)s_due_after_issue",
                violation_error_message=_("The deadline cannot come before the day the item was issued."),
            ),
            models.CheckConstraint(
                condition=Q(deadline_kind__in=["date", "month"], due_on__isnull=False)
                | Q(deadline_kind="none", due_on=None)
                | Q(deadline_kind__in=["immediate", "relative"]),
                name="%(app_label)s_%(class)s_deadline_and_day_agree",
                violation_error_message=_("A deadline on a day or in a month needs its day; no deadline has none."),
            ),
            models.CheckConstraint(
                condition=Q(deadline_kind="relative") & ~Q(deadline_period="")
                | ~Q(deadline_kind="relative") & Q(deadline_period=""),
                name="%(app_label)s_%(class)s_relative_has_period",
                violation_error_message=_(
                    "A deadline counted from the day of issue needs its period, others have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cause=None) | ~Q(kind="cause_of_concern"),
                name="%(app_label)s_%(class)s_cause_not_under_cause",
                violation_error_message=_("A cause of concern does not stand under another."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="recommendation_due_on")]

    def __str__(self):
        return f"{self.label}: {self.inspection}"

    def save(self, **kwargs):
        """An item without a day of issue of its own was issued with its report."""
        if self.issued_on is None:
            self.issued_on = self.inspection.published_on
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "issued_on"}
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("responses:recommendation_detail", args=[self.pk])

    @property
    def label(self):
        """What people call it: "Recommendation 4", "AFI 2", "Area for improvement" where it has no number."""
        if self.number:
            return f"{self.SHORT_KINDS[self.kind]} {self.number}"
        return str(self.LONG_KINDS[self.kind])

    @property
    def label_in_sentence(self):
        """The label as it stands within a sentence: "recommendation 4", "AFI 2", "area for improvement"."""
        if self.number and self.kind == self.Kind.AREA_FOR_IMPROVEMENT:
            return self.label
        return f"{self.Kind(self.kind).label} {self.number}".strip()

    @property
    def short(self):
        """A few words that tell it from its neighbours in a list: its subject, else how its text begins."""
        return self.subject or Truncator(self.text).words(14)

    @property
    def is_cause(self):
        return self.kind == self.Kind.CAUSE_OF_CONCERN

    @property
    def is_immediate(self):
        return self.deadline_kind == self.DeadlineKind.IMMEDIATE

    @property
    def begins_on(self):
        """The first day on which anything can be recorded of it: of publication (embargo) or its own later issue."""
        published_on = self.inspection.published_on
        return max(published_on, self.issued_on or published_on) if published_on else None

    @property
    def addressed_on(self):
        """The day it binds those it is addressed to, None where the report is not in the register."""
        outside = self.inspection.is_proposed or self.inspection.merged_into_id
        return None if outside else self.begins_on

    @property
    def deadline(self):
        """The deadline as a value that can be counted anew from another day of issue."""
        return Deadline(
            kind=DeadlineKind(self.deadline_kind),
            on=self.due_on if self.deadline_kind in (DeadlineKind.DATE, DeadlineKind.MONTH) else None,
            period=Period.parse(self.deadline_period) if self.deadline_period else None,
            text=self.deadline_text,
        )

    @deadline.setter
    def deadline(self, deadline):
        self.deadline_kind = deadline.kind.value
        self.deadline_period = str(deadline.period or "")
        self.due_on = deadline.due_on(self.issued_on or self.inspection.published_on)
