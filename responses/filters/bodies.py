"""Whose items: forces and national bodies, by name, region and nation, and those that are waited for."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.filtering import StrictFilterSet
from inspections.filters import body_choices
from inspections.models import Act, Body, Obligation
from inspections.pastday import is_past
from responses.filters.choices import several

ALL_FORCES, NATIONAL_BODIES = "all-forces", "national-bodies"
GROUPS = {ALL_FORCES: Q(body__kind=Body.Kind.FORCE), NATIONAL_BODIES: ~Q(body__kind=Body.Kind.FORCE)}
"""Whole tables of the page of forces, as choices beside single bodies."""
MINE = "my-forces"
"""The forces that a liaison looks after, whoever that is: a choice for liaisons alone."""
WHOLE_GROUPS = ((ALL_FORCES, _("All forces")), (NATIONAL_BODIES, _("All national bodies")))


class BodyFilters(StrictFilterSet):
    """The items of some bodies."""

    force = several(_("Force or national body"), method="owed_by")
    region = several(_("Region"), field_name="body__region")
    nation = several(_("Nation"), Body.Nation.choices, field_name="body__nation")

    def get_form_class(self):
        """With what may be chosen, which is only asked for where a form is made of it: `rows_on` makes none."""
        mine = [(MINE, _("My forces"))] if self.seat.forces else []
        self.filters["force"].extra["choices"] = mine + [
            (group, [whole, *bodies])
            for whole, (group, bodies) in zip(WHOLE_GROUPS, body_choices(self.day), strict=True)
        ]
        self.filters["region"].extra["choices"] = [(region, region) for region in _regions(self.day)]
        return super().get_form_class()

    @property
    def bodies(self):
        """Ids of the forces and national bodies that are chosen; None for all."""
        chosen = self.form.cleaned_data["force"]
        if not chosen:
            return None
        kinds = [Q(kind=Body.Kind.FORCE)] if ALL_FORCES in chosen else []
        kinds += [~Q(kind=Body.Kind.FORCE)] if NATIONAL_BODIES in chosen else []
        mine = [Q(pk__in=[force.pk for force in self.seat.forces])] if MINE in chosen else []
        bodies = Body.objects.filter(reduce(or_, [*kinds, *mine], Q(slug__in=chosen)))
        return list(bodies.order_by().values_list("pk", flat=True))

    def owed_by(self, queryset, name, value):
        groups = [GROUPS[slug] for slug in value if slug in GROUPS]
        groups += [Q(body__in=self.seat.forces)] if MINE in value else []
        return queryset.filter(reduce(or_, groups, Q(body__slug__in=value)))


def _regions(day):
    known = Body.objects.addressable().known_on(day).exclude(region="")
    return known.order_by("region").values_list("region", flat=True).distinct()


class WaitingFilter(StrictFilterSet):
    """The items that wait on some other body."""

    waiting_on = several(_("Waiting on"), method="waits_on")

    def get_form_class(self):
        """With the bodies that may be chosen."""
        bodies = Body.objects.known_on(self.day).order_by("name")
        self.filters["waiting_on"].extra["choices"] = list(bodies.values_list("slug", "name"))
        return super().get_form_class()

    def show_who_is_waited_for(self, field, chosen):
        """Offers the bodies that somebody waits for, and those chosen, out of all that may be asked for."""
        owed = Obligation.objects.owed_for(self.seat)
        waited = set(owed.filter(waiting_on__isnull=False).order_by().values_list("waiting_on__slug", flat=True))
        if is_past(self.day):
            ended = Act.objects.filter(kind=Act.Kind.WAITING, obligation__in=owed.order_by().values("pk"))
            ended = ended.exclude(ended_as="").order_by().values_list("ended_as", flat=True).distinct()
            waited |= set(Body.objects.filter(pk__in=[int(key) for key in ended]).values_list("slug", flat=True))
        field.widget.choices = [choice for choice in field.choices if choice[0] in waited | set(chosen)]

    def waits_on(self, queryset, name, value):
        if not is_past(self.day):
            return queryset.filter(waiting_on__slug__in=value, closed_on=None)
        ids = [str(pk) for pk in Body.objects.filter(slug__in=value).values_list("pk", flat=True)]
        return queryset.with_waiting(self.day).filter(waiting_on_then__in=ids, closed_on_then=None)
