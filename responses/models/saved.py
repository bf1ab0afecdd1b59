"""Filters of the compliance list that people keep under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.models import Body
from responses.querysets import SavedFilterQuerySet

NAME_MAX_LENGTH, QUERY_MAX_LENGTH = 60, 4_000


class SavedFilter(models.Model):
    """What is chosen on the compliance list, under a name: one person's own, or shared with a body of theirs.

    `query` are the parameters of the list's address, without its page and its day, so that whatever the list can be
    filtered by is kept. It is checked when it is saved and again by the list that it opens.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_filters", verbose_name=_("saved by")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="saved_filters", verbose_name=_("shared with")
    )
    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH)
    query = models.TextField(_("what is chosen"), max_length=QUERY_MAX_LENGTH)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(body=None),
                name="%(app_label)s_%(class)s_own_names_differ",
                violation_error_message=_("You have a filter of this name."),
            ),
            models.UniqueConstraint(
                fields=["body", "name"],
                condition=Q(body__isnull=False),
                name="%(app_label)s_%(class)s_names_of_a_body_differ",
                violation_error_message=_("This body has a filter of this name."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("responses:saved_filter", args=[self.pk])


class DefaultFilter(models.Model):
    """The filter on which the compliance list opens: for one person, or for whoever of a body has none of their own."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("for")
    )
    body = models.OneToOneField(
        Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("for everybody of")
    )
    saved = models.ForeignKey(SavedFilter, models.CASCADE, related_name="defaults", verbose_name=_("filter"))

    class Meta:
        verbose_name = _("default filter")
        verbose_name_plural = _("default filters")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, body__isnull=False) | Q(user__isnull=False, body=None),
                name="%(app_label)s_%(class)s_of_a_person_or_a_body",
                violation_error_message=_("A default is one person’s or one body’s."),
            )
        ]

    def __str__(self):
        return f"{self.user or self.body}: {self.saved}"
