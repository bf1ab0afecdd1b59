"""What one body owes on one item, and the log of what happened to that."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.facts import ENDING, FOR_EVERY_DAY
from inspections.models.bodies import Body
from inspections.models.dayends import Restated
from inspections.models.register import Recommendation
from inspections.querysets import AppendOnlyQuerySet, ObligationQuerySet


class AppendOnly(models.Model):
    """A log entry: it is added, and then neither changed nor deleted. What was wrong is put right by another entry."""

    recorded_at = models.DateTimeField(_("recorded"), db_default=Now(), editable=False, db_index=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if self.pk is not None:
            raise TypeError("A log entry is never rewritten: add another one.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError("A log entry is never deleted: add another one.")


class Obligation(models.Model):
    """One body owes action on one item: the row that every figure of compliance counts.

    It holds the facts in force with their dates, never a status; `inspections.querysets.conditions` derives that.
    Written only by `inspections.actions`, which log each change as an Act.
    """

    class Claim(models.TextChoices):
        COMPLETE = "complete", _("complete")
        NO_ACTION = "no_action", _("no action, reason given")

    class Closure(models.TextChoices):
        VERIFIED = "verified", _("verified by HMICFRS")
        CONFIRMED = "confirmed", _("confirmed in writing")
        BY_FORCE = "by_force", _("closed by the force")
        SUPERSEDED = "superseded", _("superseded by another item")
        WITHDRAWN = "withdrawn", _("withdrawn")
        NO_ACTION_AGREED = "no_action_agreed", _("no action agreed")

    SETTLED = (Closure.VERIFIED, Closure.CONFIRMED, Closure.BY_FORCE)
    VOID = (Closure.SUPERSEDED, Closure.WITHDRAWN, Closure.NO_ACTION_AGREED)

    class Removal(models.TextChoices):
        ENDED = "ended", _("no longer addressed")
        ERROR = "error", _("entered in error")
        PASSED_ON = "passed_on", _("passed on to a successor")
        MERGED = "merged", _("merged with the same item of another report")

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="obligations", verbose_name=_("item")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="obligations", verbose_name=_("body"))
    in_totals = models.BooleanField(
        default=True, editable=False, help_text=_("False for a cause of concern: the items under it are counted.")
    )
    addressed_on = models.DateField(_("addressed on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    removal = models.CharField(_("removed because"), max_length=10, choices=Removal, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    has_own_due_on = models.BooleanField(_("has its own deadline"), default=False)
    answered_on = models.DateField(_("first recorded on"), null=True, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    claim = models.CharField(_("reported as"), max_length=10, choices=Claim, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closure = models.CharField(_("closed as"), max_length=20, choices=Closure, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closure_letter = models.CharField(
        _("letter that closed it"), max_length=200, blank=True, help_text=_("For example: HMICFRS, 3 March 2025")
    )
    superseded_by = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    waiting_on = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="waited_for", verbose_name=_("waiting on")
    )
    said_after = models.PositiveBigIntegerField(
        default=0,
        editable=False,
        help_text=_("The last act before an answer was moved away from here: what was said until then was never said."),
    )
    changed_at = models.DateTimeField(_("last change"), db_default=Now(), editable=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("addressed item")
        verbose_name_plural = _("addressed items")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "body"],
                condition=Q(removed_on=None),
                name="%(app_label)s_%(class)s_one_live_per_body",
                violation_error_message=_("This item is already addressed to this body."),
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removal="") | Q(removed_on__isnull=False) & ~Q(removal=""),
                name="%(app_label)s_%(class)s_removal_says_why",
                violation_error_message=_("A removal needs both its date and its reason."),
            ),
            models.CheckConstraint(
                condition=Q(reported_on=None, claim="") | Q(reported_on__isnull=False) & ~Q(claim=""),
                name="%(app_label)s_%(class)s_claim_has_a_date",
                violation_error_message=_("A report of completion needs both its date and what is reported."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closure="", closed_by=None, closure_letter="")
                | Q(closed_on__isnull=False) & ~Q(closure="") & (Q(closed_by__isnull=False) | ~Q(closure_letter="")),
                name="%(app_label)s_%(class)s_closed_on_by_and_how",
                violation_error_message=_("A closed item needs its date, how it was closed, and who or which letter."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(closure="superseded"),
                name="%(app_label)s_%(class)s_successor_only_if_superseded",
                violation_error_message=_("Only a superseded item names the item that took it over."),
            ),
        ]
        indexes = [
            # The four open statuses, by deadline: overdue and due soon are ranges of this index.
            models.Index(
                fields=["due_on", "id"],
                condition=Q(removed_on=None, closed_on=None, claim="", in_totals=True),
                name="obligation_open_due",
            ),
            # A page of a list is found in an order without reading a row: whether it binds yet stands in the index too.
            models.Index(
                fields=["due_on", "id", "addressed_on"],
                condition=Q(removed_on=None, in_totals=True),
                name="obligation_due",
            ),
            models.Index(
                fields=["changed_at", "id", "addressed_on"],
                condition=Q(removed_on=None, in_totals=True),
                name="obligation_live_changed",
            ),
            # What one body owes by deadline, with the facts that statuses are made of: its totals read no row.
            models.Index(
                fields=[
                    *("body", "due_on", "id"),
                    *("recommendation", "addressed_on", "closed_on", "closure", "claim", "answered_on"),
                ],
                condition=Q(removed_on=None, in_totals=True),
                name="obligation_of_body",
            ),
            # The same of one item over all bodies: the figures of items and reports, and where most is overdue.
            models.Index(
                fields=[
                    "recommendation",
                    "due_on",
                    "addressed_on",
                    "closed_on",
                    "closure",
                    "claim",
                    "answered_on",
                    "id",
                ],
                condition=Q(removed_on=None, in_totals=True),
                name="obligation_of_item",
            ),
            models.Index(
                fields=["body"], condition=Q(removed_on=None, in_totals=False), name="obligation_cause_of_body"
            ),
            # What changed between two days.
            models.Index(fields=["addressed_on"], name="obligation_addressed"),
            models.Index(fields=["removed_on"], condition=Q(removed_on__isnull=False), name="obligation_removed"),
            models.Index(
                fields=["claim", "reported_on"],
                condition=Q(removed_on=None, closed_on=None, in_totals=True) & ~Q(claim=""),
                name="obligation_claimed",
            ),
            # What was closed between two days: of a million rows most are closed, few of them lately.
            models.Index(
                fields=["closed_on"],
                condition=Q(removed_on=None, closed_on__isnull=False, in_totals=True),
                name="obligation_closed",
            ),
            models.Index(fields=["-changed_at", "-id"], name="obligation_changed"),
        ]

    def __str__(self):
        return f"{self.body}: {self.recommendation}"

    def get_absolute_url(self):
        return reverse("responses:compliance_detail", args=[self.pk])

    @property
    def begins_on(self):
        """The first day on which anything can be recorded of it, also while it is only proposed; None: not known."""
        return self.addressed_on or self.recommendation.begins_on

    @property
    def is_open(self):
        return self.closed_on is None and not self.claim

    @property
    def is_immediate(self):
        """Due at once, as its report says. A deadline that was moved for this body is a day like any other."""
        return not self.has_own_due_on and self.recommendation.is_immediate


class ActQuerySet(AppendOnlyQuerySet):
    """Acts, each of which changes figures that are kept: `Restated` is told of every one that is added."""

    @transaction.atomic
    def bulk_create(self, acts, *args, **kwargs):
        added = super().bulk_create(acts, *args, **kwargs)
        Restated.mark((act.obligation.body_id, act.changes_from) for act in added)
        return added


class Act(AppendOnly):
    """Something that happened to an obligation: dated, signed, explained, and never rewritten.

    `on` is the day it took effect, `recorded_at` the moment it was entered. An act that ends a fact says what it ended
    and since when that had held (`ended_from_on`, `ended_due_on`, `ended_as`), so that any past day can be told: the
    spans of what ended in one aspect never overlap. Without a first day it had held since the item was addressed.
    """

    class Kind(models.TextChoices):
        ADDRESSED = "addressed", _("Addressed")
        REMOVED = "removed", _("No longer addressed")
        ANSWERED = "answered", _("Answered")
        REPORTED = "reported", _("Reported")
        WITHDRAWN = "withdrawn", _("Report taken back")
        RETURNED = "returned", _("Report returned")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        MOVED = "moved", _("Deadline moved")
        CORRECTED = "corrected", _("Deadline corrected")
        WAITING = "waiting", _("Waiting on another body")
        PLACED = "placed", _("Answer moved here")
        TAKEN = "taken", _("Answer moved to where it belongs")
        RETRACTED = "retracted", _("Words withdrawn")
        JUDGED = "judged", _("Found still open")

    OF_CLAIMS = (Kind.REPORTED, Kind.WITHDRAWN, Kind.RETURNED)
    """Acts by which a claim begins and ends: the last of them says whether one stands."""

    class Basis(models.TextChoices):
        """Where the day comes from, when nobody wrote it down for the act itself."""

        STATED = "", _("as stated")
        RESPONSE = "response", _("taken from the response")
        ENTRY = "entry", _("the day of entry")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="acts", verbose_name=_("addressed item"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    on = models.DateField(_("on"))
    basis = models.CharField(_("day"), max_length=10, choices=Basis, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True)
    became = models.CharField(_("became"), max_length=200, blank=True)
    ended_from_on = models.DateField(_("what ended held from"), null=True, blank=True)
    ended_due_on = models.DateField(_("deadline that ended"), null=True, blank=True)
    ended_as = models.CharField(_("what ended"), max_length=20, blank=True)

    objects = ActQuerySet.as_manager()

    PART_OF = ("obligation", "obligation__recommendation")

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log of what happened")
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["obligation", "kind", "on"], name="act_of_obligation"),
            # What ended after a day, of which a past day is told: few of all acts.
            models.Index(fields=["kind", "on"], condition=Q(kind__in=ENDING), name="act_ending"),
            models.Index(fields=["on", "id", "obligation"], name="act_on"),  # what happened last, of all there is
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on}"

    @transaction.atomic
    def save(self, **kwargs):
        super().save(**kwargs)
        Restated.mark([(self.obligation.body_id, self.changes_from)])

    @property
    def changes_from(self):
        """The first day of which figures tell otherwise through this act: for a correction, all since it bound."""
        corrects = self.kind in FOR_EVERY_DAY or self.became == Obligation.Removal.ERROR
        return self.obligation.addressed_on if corrects else self.on
