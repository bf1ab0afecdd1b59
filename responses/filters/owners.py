"""The filter by who looks after an item on the viewer's own side."""

from collections import Counter
from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.facts import facts_on
from responses.filters.choices import Ticks
from responses.models import Owner

ME, NOBODY, LEFT = "me", "nobody", "left"
WORDS = {
    ME: gettext_lazy("Owned by me"),
    NOBODY: gettext_lazy("Owned by nobody"),
    LEFT: gettext_lazy("The owner has left"),
}


class OwnerFilter(django_filters.MultipleChoiceFilter):
    """Items that are not closed, by their owner: oneself, nobody, somebody who has left, or a colleague.

    For those who act for a body; nobody else has anything to choose here. Of an earlier day too it is about the owner
    of today.
    """

    def __init__(self):
        super().__init__(label=gettext_lazy("Owner"), widget=Ticks)

    @property
    def seat(self):
        return self.parent.seat

    @property
    def field(self):
        if "choices" not in self.extra:
            self.extra["choices"] = self._choices if self.seat.sides else []
        return super().field

    @property
    def _choices(self):
        people = {person.key: (person.name or person.other, person.other) for person in self.parent.named["owner"]}
        of_that_name = Counter(name for name, _email in people.values())
        names = {key: f"{name} ({email})" if of_that_name[name] > 1 else name for key, (name, email) in people.items()}
        return [*WORDS.items(), *((pk, _("Owned by %(person)s") % {"person": name}) for pk, name in names.items())]

    def filter(self, queryset, value):
        if not value:
            return queryset
        meanings = reduce(or_, map(self._meaning, value))
        return queryset.filter(meanings, facts_on(self.parent.day).are(closed_on=None))

    def _meaning(self, value):
        owners = Owner.objects.of_sides(self.seat).somebody().order_by()
        if value == NOBODY:
            return Q(body__in=list(self.seat.sides)) & ~Q(pk__in=owners.values("obligation"))
        if value == LEFT:
            owners = owners.with_left(self.seat.day).filter(has_left=True)
        else:
            owners = owners.filter(user=self.seat.user.pk if value == ME else int(value))
        return Q(pk__in=owners.values("obligation"))
