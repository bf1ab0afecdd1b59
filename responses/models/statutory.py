"""The response that the law asks of a local policing body, as it is written and sent. Police Act 1996 s.55."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.models import Body, OfficeHolder, Recommendation, RelatedForce
from responses.models.offices import OfficeSettings

COMMENTS_MAX_LENGTH = 200_000
"""Characters of a body's comments on a whole report."""


def _long(name):
    return models.TextField(name, max_length=COMMENTS_MAX_LENGTH, blank=True)


class StatutoryResponse(models.Model):
    """What a local policing body writes and does about one report for one force. Police Act 1996 s.55(4) to (6).

    The duty is the RelatedForce: it exists without any row here. The words here are those being worked on; what was
    signed off is kept whole in a Version, and from then on these words are frozen until a correction begins. The
    days are the facts in force, each logged as a Step: `published_on` is the first publication and no correction
    moves it; `published_until` is the day up to which words are published, None where that is `published_on`.
    """

    class Basis(models.TextChoices):
        """Where the day of publication comes from; the day of entry says nothing of lateness."""

        STATED = "", _("as published")
        RESPONSE = "response", _("taken from the response")
        ENTRY = "entry", _("not known, the day of entry")

    duty = models.OneToOneField(
        RelatedForce, models.PROTECT, related_name="statutory_response", verbose_name=_("report and force")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="statutory_responses", verbose_name=_("local policing body")
    )

    comments = _long(_("comments of the local policing body on the report"))
    chief_officer_comments = _long(_("comments of the chief officer on the report"))
    chief_officer_name = models.CharField(_("name of who gives them"), max_length=120, blank=True)
    chief_officer_rank = models.CharField(_("rank"), max_length=120, blank=True)
    absence = models.TextField(_("why the chief officer gave no comments"), max_length=2_000, blank=True)
    reply = _long(_("response to the chief officer’s comments"))
    monitoring = _long(_("how progress will be monitored"))

    dated_on = models.DateField(_("date on the response"), null=True, blank=True)
    recipients = models.TextField(_("recipients"), max_length=600, blank=True)
    signatory = models.ForeignKey(
        OfficeHolder, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signatory")
    )
    approval = models.TextField(
        _("how approval was given"), max_length=600, blank=True, help_text=_("Kept, and never printed.")
    )
    layout = models.CharField(_("layout"), max_length=10, choices=OfficeSettings.Layouts, blank=True)

    comments_asked_on = models.DateField(_("chief officer asked on"), null=True, blank=True)
    comments_due_on = models.DateField(_("chief officer’s comments asked for by"), null=True, blank=True)
    comments_received_on = models.DateField(_("chief officer’s comments received on"), null=True, blank=True)
    ready_on = models.DateField(_("ready for sign-off on"), null=True, blank=True)
    signed_on = models.DateField(_("signed off on"), null=True, blank=True)
    sent_to_secretary_on = models.DateField(_("sent to the Home Secretary on"), null=True, blank=True)
    sent_to_inspectorate_on = models.DateField(_("sent to the inspectorate on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_basis = models.CharField(_("day"), max_length=10, choices=Basis, blank=True)
    published_until = models.DateField(_("words published up to"), null=True, blank=True, editable=False)
    address = models.URLField(_("address"), max_length=500, blank=True, help_text=_("Where it is published."))

    correction = models.TextField(_("what is being corrected, and why"), max_length=2_000, blank=True)
    answered_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="also_answers",
        verbose_name=_("answered by the response to"),
        help_text=_("Another report with the same findings, whose response answers this one too."),
    )
    answered_by_reason = models.TextField(_("why one response answers both"), max_length=2_000, blank=True)

    history = HistoricalRecords()

    PART_OF = ("duty", "duty__inspection")

    COMMENTS = ("comments", "chief_officer_comments")
    """What an imported document may bring."""

    WORDS = (
        "comments",
        "chief_officer_comments",
        "chief_officer_name",
        "chief_officer_rank",
        "absence",
        "reply",
        "monitoring",
    )
    """What people write, which nobody else reads before it is published."""

    SIGNING = ("dated_on", "recipients", "signatory", "approval", "layout")
    """What is settled for the signature."""

    CHIEF_OFFICERS = ("chief_officer_comments", "chief_officer_name", "chief_officer_rank")
    """Words that are the chief officer's: the force writes and reads them as the local policing body does."""

    PRIVATE = (*WORDS, "approval")

    class Meta:
        verbose_name = _("statutory response")
        verbose_name_plural = _("statutory responses")
        indexes = [
            models.Index(fields=["published_on"], name="statutory_published"),
            # Whether a duty is met is read from here alone: the rows are long, for they hold the words.
            models.Index(fields=["duty", "answered_by", "published_on", "published_basis"], name="statutory_of_duty"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_by_reason="")
                | Q(answered_by__isnull=False, published_on=None) & ~Q(answered_by_reason=""),
                name="%(app_label)s_%(class)s_answered_elsewhere_with_a_reason",
                violation_error_message=_("Say why the other response answers this report too."),
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("pk")),
                name="%(app_label)s_%(class)s_not_answered_by_itself",
                violation_error_message=_("A response cannot be answered by itself."),
            ),
            models.CheckConstraint(
                condition=Q(comments_due_on=None) | Q(comments_asked_on__isnull=False),
                name="%(app_label)s_%(class)s_due_after_it_was_asked",
                violation_error_message=_("Say when the chief officer was asked."),
            ),
        ]

    def __str__(self):
        return str(self.duty)

    def get_absolute_url(self):
        return reverse("responses:statutory_response", args=[self.duty.inspection.slug, self.duty.force.slug])

    @property
    def office(self):
        """Its body; None in one that is not saved, where no local policing body is recorded for the day."""
        return self.body if self.body_id else None

    @property
    def is_frozen(self):
        """Whether its words may not change: signed off, or published elsewhere, and no correction is under way."""
        return self.signed_on is not None or (self.published_on is not None and not self.correction)

    def goes_into(self, other):
        """Whether this one adds to another one without meeting words there; what was begun to be signed does not."""
        meets = any(getattr(self, name) and getattr(other, name) for name in self.WORDS)
        begun = self.published_on or other.published_on or other.is_frozen or self.answered_by_id
        return not (begun or meets or self.steps.exists() or self.remarks.exists() or self.also_answers.exists())

    def is_read_by(self, seat, name):
        """Whether this viewer may read these words, as they stand here.

        Everybody, once they are published and as long as no correction is being written; before, those who write them.
        The chief officer's words are given to the local policing body, so both sides read them. Whoever looks from
        somebody else's seat is of neither.
        """
        if self.published_on is not None and self.published_on <= seat.day and not self.correction:
            return True
        if seat.looking:
            return False
        side = seat.sides.get(self.duty.force_id)
        return side is not None and (name in self.CHIEF_OFFICERS or side.is_office)


class Remark(models.Model):
    """What a response says of an item in place of an answer.

    Of an item that is not the force's to answer, whose it is: "For the Home Office." Of one that is the force's, with
    a `section`, that a passage of the comments answers it: `text` is then that passage, word for word.
    """

    class Section(models.TextChoices):
        COMMENTS = "comments", _("the comments of the local policing body")
        CHIEF_OFFICER = "chief_officer_comments", _("the comments of the chief officer")
        REPLY = "reply", _("the response to the chief officer’s comments")

    response = models.ForeignKey(
        StatutoryResponse, models.CASCADE, related_name="remarks", verbose_name=_("statutory response")
    )
    item = models.ForeignKey(Recommendation, models.PROTECT, related_name="remarks", verbose_name=_("item"))
    section = models.CharField(_("passage of"), max_length=30, choices=Section, blank=True)
    text = models.TextField(_("remark, or the passage"), max_length=COMMENTS_MAX_LENGTH)

    history = HistoricalRecords()

    PART_OF = ("response", "response__duty__inspection")
    PRIVATE = ("text",)

    class Meta:
        verbose_name = _("remark on an item")
        verbose_name_plural = _("remarks on items")
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self):
        return f"{self.response}: {self.item.label}"

    @property
    def still_stands(self):
        """Whether the passage is still in its section, word for word."""
        return self.text in getattr(self.response, self.section)
