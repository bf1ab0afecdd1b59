"""What the steps of a statutory response say together: what stands, which versions, and what may come next.

One definition of what may be done, for those who do it and for the page that offers it.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.models import Step

Kind = Step.Kind

PREPARING = (Kind.ASKED, Kind.RECEIVED, Kind.READY)
"""What happens before a sign-off."""

SENDING = (Kind.SECRETARY, Kind.INSPECTORATE)
"""Copies of what was signed off. s.55(6)."""


class Log:
    """The steps of a response, in one query; none of one that is not saved yet."""

    def __init__(self, response):
        self.response = response

    @cached_property
    def all(self):
        """Every step in the order it was recorded, those that were undone among them."""
        if self.response.pk is None:
            return []
        related = ("by", "version", "undone__by")
        return list(self.response.steps.select_related(*related).defer("version__held").order_by("pk"))

    @cached_property
    def standing(self):
        """What was done and not undone."""
        return [step for step in self.all if step.kind != Kind.UNDONE and not is_undone(step)]

    def of(self, *kinds, version=None):
        """Standing steps of these kinds; of a version, where one is given."""
        return [step for step in self.standing if step.kind in kinds and version in (None, step.version)]

    def last(self, *kinds):
        return next(reversed(self.of(*kinds)), None)

    @cached_property
    def versions(self):
        """Versions that stand, the first one first: signed off, or kept when a publication was corrected."""
        found = {step.version for step in self.of(Kind.SIGNED, Kind.PUBLISHED) if step.version_id}
        return sorted(found, key=lambda version: version.pk)

    @property
    def latest(self):
        return self.versions[-1] if self.versions else None

    @property
    def next_number(self):
        """The number of the version that would be signed off next."""
        return len(self.versions) + 1

    @property
    def current(self):
        """The version that is signed off and in force; None before, and while a correction is written."""
        return self.latest if self.response.signed_on else None

    def published(self, day):
        """Versions published by the day, the first one first, each with the step that says so."""
        told = {step.version: step for step in self.of(Kind.PUBLISHED) if step.version_id and step.on <= day}
        return [(version, told[version]) for version in self.versions if version in told]

    def is_taken(self, kind):
        """Whether this was recorded already of what it would be recorded of now."""
        response = self.response
        if kind == Kind.READY:
            return response.ready_on is not None
        if kind == Kind.RECEIVED:  # whoever was asked again may answer again
            return next((step.kind for step in reversed(self.of(*PREPARING[:2]))), None) == Kind.RECEIVED
        if kind == Kind.SIGNED:
            return response.signed_on is not None
        if kind == Kind.CORRECTING:
            return response.published_on is not None and not response.is_frozen
        if kind == Kind.PUBLISHED and self.current is None:
            return response.published_on is not None
        if kind in (*SENDING, Kind.PUBLISHED):
            return any(step.version == self.latest or self._is_first(step) for step in self.of(kind))
        return False

    def _is_first(self, step):
        """Whether a step was recorded of what was published elsewhere, and the latest version keeps that."""
        return step.version_id is None and (self.latest is None or self.latest.number == 1)

    def refusal(self, kind):
        """Why this cannot be done as the response stands; "" where it can."""
        response = self.response
        if self.is_taken(kind):
            return str(_TAKEN.get(kind, _("This is recorded already. Undo it first, if its day is wrong.")))
        if kind in (*PREPARING, Kind.SIGNED) and response.is_frozen:
            return _("This response is signed off or published. Begin a correction to change it.")
        if kind in (*PREPARING, Kind.SIGNED, Kind.PUBLISHED) and not response.duty.is_owed:
            return _("Section 55 asks for no response here.")
        if kind in (Kind.SIGNED, Kind.PUBLISHED) and response.answered_by_id:
            return _("Another response answers this report. Say first that it does not.")
        if kind in SENDING and self.latest is None and response.published_on is None:
            return _("The response is not signed off yet.")
        if kind == Kind.CORRECTING:
            return self._refusal_of_correction()
        return ""

    def _refusal_of_correction(self):
        if self.response.published_on is None:
            return _("It is not published yet: undo the sign-off instead.")
        if self.current and not self.of(Kind.PUBLISHED, version=self.current):
            return _("The corrected version is not published yet: undo its sign-off instead.")
        return ""

    def refusal_of_undoing(self, step):
        """Why this step cannot be taken back; "" where it can. What rests on a step is taken back before it."""
        if step.kind == Kind.UNDONE:
            return _("This cannot be undone.")
        if step.pk not in {one.pk for one in self.standing}:
            return _("This was undone already.")
        if step.kind in PREPARING:
            later = [one for one in self.of(Kind.SIGNED) if one.pk > step.pk]
            return _("The response was signed off since. Undo the sign-off first.") if later else ""
        rules = {
            Kind.SIGNED: self._refusal_of_unsigning,
            Kind.PUBLISHED: self._refusal_of_unpublishing,
            Kind.CORRECTING: self._refusal_of_uncorrecting,
        }
        return rules[step.kind](step) if step.kind in rules else ""

    def _refusal_of_unsigning(self, step):
        if step.version != self.current:
            return _("A later version stands, or a correction was begun.")
        if len(self.of(*Kind, version=step.version)) > 1:
            return _("This version was sent or published. Begin a correction instead.")
        return ""

    def _refusal_of_unpublishing(self, step):
        if self.response.correction or step.version != self.current:
            return _("A correction was begun since. Undo the correction first.")
        return ""

    def _refusal_of_uncorrecting(self, step):
        if self.response.signed_on or step != self.last(Kind.CORRECTING):
            return _("The correction is signed off. Undo the sign-off first.")
        return ""


_TAKEN = {
    Kind.SIGNED: gettext_lazy("It is signed off already."),
    Kind.READY: gettext_lazy("It is marked as ready already."),
    Kind.CORRECTING: gettext_lazy("A correction is begun already."),
}


def is_undone(step):
    return getattr(step, "undone", None) is not None
