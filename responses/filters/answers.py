"""What is said of an item, as far as the viewer may read it, and the marks beside its status."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.facts import facts_on
from inspections.filtering import StrictFilterSet
from inspections.pastday import is_past
from inspections.querysets import is_open
from inspections.searching import AS_WRITTEN, Searched, Term
from responses.filters.choices import several
from responses.models import Response

NOTHING_RECORDED, PAST_TARGET, WAITING = "nothing_recorded", "past_target", "waiting"
MARKS = {
    NOTHING_RECORDED: _("Nothing recorded"),
    PAST_TARGET: _("Past its own target"),
    WAITING: _("Waiting on another body"),
}

LEAD = Searched(AS_WRITTEN, lead="A")


class AnswerFilters(StrictFilterSet):
    """Rows by their answers. Whoever may not read an answer cannot find out by filtering what is in it.

    What an answer says, and who leads, is only known as it is today: on an earlier day ComplianceForm refuses to tell.
    """

    mark = several(
        _("Marks"),
        list(MARKS.items()),
        help_text=_("Own targets only where you may read the answer"),
        method="marked",
    )
    position = several(
        _("What the answer says"),
        Response.Position.choices,
        help_text=_("Only answers that you may read, as they are today"),
        method="in_position",
    )
    lead = django_filters.CharFilter(
        label=_("Lead officer"),
        help_text=_("A name or how it begins, only where you may read it, as it is today"),
        max_length=100,
        method="led_by",
    )

    def marked(self, queryset, name, value):
        late = Response.objects.known_to(self.seat).past_target(self.day)
        facts = facts_on(self.day)
        meanings = {
            NOTHING_RECORDED: is_open(facts) & facts.are(answered_on=None),
            PAST_TARGET: Q(pk__in=late.order_by().values("obligation")),
            WAITING: facts.are(closed_on=None) & self._waits,
        }
        return queryset.with_waiting(self.day).filter(reduce(or_, (meanings[mark] for mark in value)))

    @property
    def _waits(self):
        return ~Q(waiting_on_then="") if is_past(self.day) else Q(waiting_on__isnull=False)

    def in_position(self, queryset, name, value):
        answers = Response.objects.readable_by(self.seat).filter(position__in=value)
        return queryset.filter(pk__in=answers.order_by().values("obligation"))

    def led_by(self, queryset, name, value):
        """Rows whose lead has each of these parts in the name: whole parts or their beginnings."""
        answers = Response.objects.known_to(self.seat)
        for part in value.split():
            answers = answers.filter(LEAD.finds(Term(part, begins=True)))
        return queryset.filter(pk__in=answers.order_by().values("obligation"))
