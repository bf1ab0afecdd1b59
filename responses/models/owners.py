"""Who looks after an item within a body."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.models import Body, Obligation
from responses.querysets import OwnerQuerySet


class Owner(models.Model):
    """The person who looks after an item on one of its two sides: its body's own, or its local policing body's.

    Each side has its own, and nobody else reads who that is but administrators. It is the office's business, so the
    log of the item knows nothing of it; the history has the owners before this one. Without a `user`: nobody any more.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="owners", verbose_name=_("item"))
    side = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("on the side of"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owns", verbose_name=_("owner")
    )
    since_on = models.DateField(_("since"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))

    objects = OwnerQuerySet.as_manager()
    history = HistoricalRecords()

    PART_OF = ("obligation",)

    class Meta:
        verbose_name = _("owner of an item")
        verbose_name_plural = _("owners of items")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "side"],
                name="%(app_label)s_%(class)s_one_a_side",
                violation_error_message=_("This item has an owner on this side."),
            )
        ]

    def __str__(self):
        return f"{self.user or _('nobody')}, {self.side}"
