"""How an office writes its responses: its paper, its own target, and what it says each time."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.writing.content import Layout
from inspections.deadlines import STATUTORY_DAYS
from inspections.models import Body


class OfficeSettings(models.Model):
    """What a local policing body sets once for all its statutory responses. It needs none: every field has a default.

    Nothing here changes a response that is signed off.
    """

    class Layouts(models.TextChoices):
        LETTER = Layout.LETTER.value, _("letter to the Home Secretary, with an appendix item by item")
        FORM = Layout.FORM.value, _("form: details of the inspection, boxes to tick, and the answers")

    body = models.OneToOneField(
        Body, models.CASCADE, related_name="office_settings", verbose_name=_("local policing body")
    )
    logo = models.CharField(
        _("name at the head of the paper"), max_length=120, blank=True, help_text=_("Empty: the office’s own title.")
    )
    address = models.TextField(
        _("address of the office"), max_length=600, blank=True, help_text=_("As on an envelope.")
    )
    recipients = models.TextField(
        _("to whom responses are addressed"),
        max_length=600,
        blank=True,
        help_text=_("One on a line. Empty: the Home Secretary and His Majesty’s Inspectorate."),
    )
    monitoring = models.TextField(
        _("how progress is monitored"),
        max_length=20_000,
        blank=True,
        help_text=_("Where a new response begins from. It can be changed there."),
    )
    layout = models.CharField(_("layout"), max_length=10, choices=Layouts, default=Layouts.LETTER)
    target_days = models.PositiveSmallIntegerField(
        _("own target, in days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(STATUTORY_DAYS)],
        help_text=_("For example 30. Day 1 is the day of publication. The law’s 56 days stay as they are."),
    )

    history = HistoricalRecords()

    PART_OF = ("body",)

    class Meta:
        verbose_name = _("settings of an office")
        verbose_name_plural = _("settings of offices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target_days=None) | models.Q(target_days__range=(1, STATUTORY_DAYS)),
                name="%(app_label)s_%(class)s_target_within_the_law",
                violation_error_message=_("The own target lies between 1 and 56 days."),
            )
        ]

    def __str__(self):
        return str(self.body)
