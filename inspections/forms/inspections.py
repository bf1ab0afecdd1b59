"""A report as administrators enter and correct it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from inspections.actions import follow_publication
from inspections.forms.base import SAY_WHY, ReasonForm, bodies_field, forces_on, joined, leads_back, split
from inspections.models import Act, Body, Obligation, RelatedForce
from inspections.wording import day_words


class InspectionForm(ReasonForm):
    """A report with the forces that it relates to."""

    all_forces = forms.BooleanField(
        label=_("Relates to all territorial forces"), required=False, help_text=_("Those of the day of publication.")
    )
    forces = bodies_field(
        RelatedForce._meta.get_field("force"),
        Body.objects.forces(),
        label=_("Forces it relates to"),
        help_text=_("Their local policing bodies owe a response under section 55 of the Police Act 1996."),
    )

    class Meta:
        error_messages = {"slug": {"unique": _("Another inspection has this address. Choose another.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_published_on = self.instance.published_on
        related = self.instance.related_forces.all() if self.instance.pk else ()
        self.standing = {row.force_id for row in related}
        self.initial["all_forces"], self.initial["forces"] = split(self.standing, forces_on(self.was_published_on))
        self.is_moved = False

    def clean(self):
        cleaned = super().clean()
        self._clean_follows_up()
        self._clean_published_on()
        self.wanted = joined(self, "forces", cleaned.get("published_on"), forces_on)
        self._keep_answered()
        self.is_moved = self.instance.pk is not None and "published_on" in self.changed_data
        if self.is_moved and self.was_published_on and not cleaned.get("reason") and self._is_addressed():
            self.add_error("reason", SAY_WHY)
        return cleaned

    def _clean_follows_up(self):
        other = self.cleaned_data.get("follows_up")
        if other and other != self.instance and leads_back(other.follows_up, self.instance, "follows_up"):
            message = _("“%(other)s” follows up this report, so this one cannot follow it up.")
            self.add_error("follows_up", ValidationError(message, params={"other": other.short}))

    def _clean_published_on(self):
        """The report came before what was recorded on it, and before the responses to it."""
        if self.instance.pk is None or "published_on" not in self.changed_data or "published_on" in self.errors:
            return
        published_on = self.cleaned_data["published_on"]
        for message, day, force in filter(None, (self._first_response(), self._first_record())):
            if published_on is None or day < published_on:
                given = {"day": day_words(day), "force": force}
                self.add_error("published_on", ValidationError(message, params=given))
                return

    def _first_response(self):
        duties = self.instance.related_forces.filter(statutory_response__published_on__isnull=False)
        duties = duties.select_related("force", "statutory_response")
        if first := duties.order_by("statutory_response__published_on").first():
            message = _("A response to it was published on %(day)s (%(force)s), so the report came before that.")
            return message, first.statutory_response.published_on, first.force
        return None

    def _first_record(self):
        rows = Obligation.objects.live().filter(recommendation__inspection=self.instance)
        acts = Act.objects.filter(obligation__in=rows).exclude(kind__in=[Act.Kind.ADDRESSED, Act.Kind.CORRECTED])
        if first := acts.select_related("obligation__body").first():
            message = _("Something was recorded on %(day)s (%(force)s), so the report came before that.")
            return message, first.on, first.obligation.body
        return None

    def _is_addressed(self):
        return Obligation.objects.live().filter(recommendation__inspection=self.instance).exists()

    @property
    def _unrelated(self):
        return RelatedForce.objects.filter(inspection=self.instance, force__in=self.standing - self.wanted)

    def _keep_answered(self):
        if not self.standing - self.wanted:
            return
        try:
            Collector(using=self._unrelated.db, origin=self._unrelated).collect(self._unrelated)
        except ProtectedError as error:
            names = ", ".join(sorted({str(row.duty.force) for row in error.protected_objects}))
            message = _("A response to this report is recorded for %(names)s, so it stays.")
            self.add_error("forces", ValidationError(message, params={"names": names}))

    def carry_out(self, *, by, on):
        """What follows from saving the report: the forces it relates to, and, where its day moved, its items' days."""
        reason = self.cleaned_data["reason"]
        for row in self._unrelated:
            row._change_reason = reason
            row.delete()
        new = [RelatedForce(inspection=self.instance, force_id=pk) for pk in sorted(self.wanted - self.standing)]
        bulk_create_with_history(new, RelatedForce, default_user=by, default_change_reason=reason)
        if self.is_moved:
            follow_publication(
                self.instance,
                was_published_on=self.was_published_on,
                by=by,
                on=on,
                reason=reason,
            )


class ExemptionForm(ReasonForm):
    """Whether section 55 of the Police Act 1996 asks for a response, and if not, why. A change says why too."""

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not cleaned.get("reason"):
            self.add_error("reason", SAY_WHY)
        return cleaned
