"""Whose local policing body owes a response to a report. Police Act 1996 s.55."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.models.bodies import Body
from inspections.models.register import Inspection


class RelatedForce(models.Model):
    """A force that a report relates to, whose local policing body therefore owes a response.

    Police Act 1996 s.55(1) and (5): a national report relates to every force unless it is clearly not the subject.
    """

    class Exemption(models.TextChoices):
        """Why section 55 asks no response for a force that the report relates to."""

        OTHER_ACT = "other_act", _("another Act asks for the response")
        NOT_SUBJECT = "not_subject", _("the force is clearly not the subject of the report")

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="related_forces", verbose_name=_("inspection")
    )
    force = models.ForeignKey(Body, models.PROTECT, related_name="related_inspections", verbose_name=_("force"))
    from_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("The day it passed to this force. Empty: from publication.")
    )
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("From this day it is the duty of the force's successor.")
    )
    exemption = models.CharField(
        _("section 55 does not apply"),
        max_length=20,
        choices=Exemption,
        blank=True,
        help_text=_("Empty: section 55 of the Police Act 1996 asks for a response."),
    )
    exemption_reason = models.TextField(_("why it does not apply"), max_length=2_000, blank=True)

    history = HistoricalRecords()

    PART_OF = ("inspection",)

    class Meta:
        verbose_name = _("force the report relates to")
        verbose_name_plural = _("forces the report relates to")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "force"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("The report already relates to this force."),
            ),
            models.CheckConstraint(
                condition=Q(exemption="", exemption_reason="") | ~Q(exemption="") & ~Q(exemption_reason=""),
                name="%(app_label)s_%(class)s_exempt_with_a_reason",
                violation_error_message=_("Choose why section 55 does not apply, and give the reason."),
            ),
        ]

    @property
    def is_owed(self):
        """Whether section 55 asks for a response."""
        return not self.exemption

    def has_ended(self, day):
        """Whether it is by then the duty of the force's successor."""
        return self.ended_on is not None and self.ended_on <= day

    def __str__(self):
        return f"{self.force}: {self.inspection}"
