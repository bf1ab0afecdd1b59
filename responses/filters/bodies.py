"""Whose items: forces and national bodies, by name, region and nation, and those that are waited for."""

from functools import cached_property, reduce
from operator import or_

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from inspections.facts import waited_for_until
from inspections.filtering import StrictFilterSet
from inspections.filters import grouped
from inspections.models import Body, Obligation
from inspections.pastday import is_past
from responses.filters.choices import several

ALL_FORCES, NATIONAL_BODIES = "all-forces", "national-bodies"
GROUPS = {ALL_FORCES: Q(body__kind=Body.Kind.FORCE), NATIONAL_BODIES: ~Q(body__kind=Body.Kind.FORCE)}
"""Whole tables of the page of forces, as choices beside single bodies."""
MINE = "my-forces"
"""The forces that a liaison looks after, whoever that is: a choice for liaisons alone."""
OF_BODIES = ("force", "region", "nation")
"""The filters that say whose items, and nothing of the items."""
WHOLE_GROUPS = ((ALL_FORCES, _("All forces")), (NATIONAL_BODIES, _("All national bodies")))


def _group_of(body):
    return ALL_FORCES if body.is_force else NATIONAL_BODIES


class BodyFilters(StrictFilterSet):
    """The items of some bodies, and those that wait on some other body."""

    force = several(_("Force or national body"), method="owed_by")
    region = several(_("Region"), field_name="body__region")
    nation = several(_("Nation"), Body.Nation.choices, field_name="body__nation")
    waiting_on = several(_("Waiting on"), method="waits_on")

    def get_form_class(self):
        """With what may be chosen, which is only asked for where a form is made of it: `rows_on` makes none."""
        mine = [(MINE, _("My forces"))] if self.seat.forces else []
        self.filters["force"].extra["choices"] = mine + [
            (group, [whole, *bodies])
            for whole, (group, bodies) in zip(WHOLE_GROUPS, grouped(self.known_bodies), strict=True)
        ]
        regions = sorted({body.region for body in self.known_bodies if body.kind in Body.ADDRESSABLE_KINDS} - {""})
        self.filters["region"].extra["choices"] = [(region, region) for region in regions]
        self.filters["waiting_on"].extra["choices"] = [(body.slug, body.name) for body in self.known_bodies]
        return super().get_form_class()

    @cached_property
    def known_bodies(self):
        """The bodies known on the day, by name, each with whether anything waits on it: one query."""
        waiting = Obligation.objects.owed_for(self.seat).filter(waiting_on=OuterRef("pk")).order_by()
        is_waited_for = Exists(waiting)
        if is_past(self.day):
            is_waited_for |= Q(key__in=waited_for_until(self.day))
        known = Body.objects.known_on(self.day).alias(key=Cast("pk", CharField()))
        return list(known.annotate(is_waited_for=is_waited_for).order_by("name"))

    @property
    def bodies(self):
        """Ids of the bodies that are chosen by name, region and nation; None for all."""
        chosen = {name: set(self.form.cleaned_data[name]) for name in OF_BODIES}
        if not any(chosen.values()):
            return None
        mine = {force.pk for force in self.seat.forces} if MINE in chosen["force"] else set()
        return [
            body.pk
            for body in self.known_bodies
            if (not chosen["force"] or body.pk in mine or {body.slug, _group_of(body)} & chosen["force"])
            and (not chosen["region"] or body.region in chosen["region"])
            and (not chosen["nation"] or body.nation in chosen["nation"])
        ]

    def owed_by(self, queryset, name, value):
        groups = [GROUPS[slug] for slug in value if slug in GROUPS]
        groups += [Q(body__in=self.seat.forces)] if MINE in value else []
        return queryset.filter(reduce(or_, groups, Q(body__slug__in=value)))

    def show_who_is_waited_for(self, field, chosen):
        """Offers the bodies that somebody waits for, and those chosen, out of all that may be asked for."""
        field.widget.choices = [
            (body.slug, body.name) for body in self.known_bodies if body.is_waited_for or body.slug in chosen
        ]

    def waits_on(self, queryset, name, value):
        if not is_past(self.day):
            return queryset.filter(waiting_on__slug__in=value, closed_on=None)
        ids = [str(pk) for pk in Body.objects.filter(slug__in=value).values_list("pk", flat=True)]
        return queryset.with_waiting(self.day).filter(waiting_on_then__in=ids, closed_on_then=None)
