"""Relations between a person and a body that begin on a day and may end on one; words that were typed."""

from django.db.models import Q, QuerySet


class TermQuerySet(QuerySet):
    def in_force_on(self, day):
        """Those that have begun by the day and have not ended before it: the last day is in it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def reaching(self, from_on, until_on=None):
        """Those with a day in common with the term from one day to another, or without an end."""
        begun = Q() if until_on is None else Q(from_on__lte=until_on)
        return self.filter(begun, Q(until_on=None) | Q(until_on__gte=from_on))


class TypedQuerySet(QuerySet):
    def unsaved(self):
        """Those that hold words: what was saved leaves its row without any."""
        return self.exclude(words="")

    def gone_by(self, at):
        """Those that nobody takes up any more: saved a day ago, or left lying for longer than they are kept."""
        saved = Q(words="", typed_at__lt=at - self.model.SAVED_KEPT)
        return self.filter(saved | Q(typed_at__lt=at - self.model.KEPT))
