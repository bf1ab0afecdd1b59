from django.db.models import Q
from django.views.generic import DetailView

from inspections.back import trail
from inspections.dayends import standing
from inspections.filtering import FilteredList
from inspections.governance import engaged_on, grounds_of, overseer_of, phase_of
from inspections.models import Body, Obligation
from inspections.statuses import Totals
from responses.bodies import asked, succession, table
from responses.causes import causes_of, closing_address
from responses.charts.charts import of_bodies
from responses.filters.forces import MINE, SORTS, ForceFilter, OwedFilter
from responses.statutory import clocks


class ForceList(FilteredList):
    """Who complies? Every force there is or that owes something, and below them the national bodies that do."""

    template_name = "responses/force_list.html"
    filterset_class = ForceFilter
    paginate_by = None

    def opening(self):
        return f"whose={MINE}" if self.request.seat.forces else ""

    def get_queryset(self):
        day = self.request.as_at
        self.totals = standing(self.request.seat)
        forces = Body.objects.forces()
        return forces.filter(Q(pk__in=forces.active_on(day).order_by().values("pk")) | Q(pk__in=list(self.totals)))

    @property
    def others(self):
        """The national bodies that owe something."""
        return Body.objects.filter(pk__in=list(self.totals)).exclude(kind=Body.Kind.FORCE)

    def get_context_data(self, **kwargs):
        sort, chosen = self.filterset.sorted_by, self.filterset.form
        forces = table(self.object_list, self.totals, sort, engaged_on(self.request.as_at))
        narrowed = not chosen.is_valid() or self.filterset.is_narrowed
        return super().get_context_data(
            form=chosen,
            sort=sort,
            order_in_words=SORTS[sort],
            forces=forces,
            narrowed=narrowed,
            everything_url=self.everything,
            others=None if narrowed else table(self.others, self.totals, sort),
            everything=sum(self.totals.values(), start=Totals()),
            **kwargs,
        )


class BodyPage(DetailView):
    """How one body stands: its figures, and what it owes by inspection and deadline."""

    context_object_name = "body"

    def get_context_data(self, **kwargs):
        seat, day = self.request.seat, self.request.as_at
        owed = Obligation.objects.owed_for(seat).owed_by([self.object])
        chosen = OwedFilter(self.request.GET, queryset=owed, request=self.request)
        by_inspection = owed.totals_by("recommendation__inspection", day)
        totals = sum(by_inspection.values(), start=Totals())
        tabs = chosen.tabs(totals)
        successor, predecessors = succession(self.object, day)
        return super().get_context_data(
            form=chosen.form,
            totals=totals,
            tabs=tabs,
            shown=next(tab for tab in tabs if tab.current),
            reports=asked(chosen.qs if chosen.is_valid() else owed.none(), by_inspection, seat),
            successor=successor,
            predecessors=predecessors,
            trail=trail(self.request),
            fills_in=bool(totals.open) and self.object.pk in seat.sides and not seat.past,
            **kwargs,
        )


class ForceDetail(BodyPage):
    """How do we stand? One force, its local policing body, its items and its statutory responses."""

    template_name = "responses/force_detail.html"
    queryset = Body.objects.forces().select_related("successor").prefetch_related("predecessors")

    def get_context_data(self, **kwargs):
        day, seat = self.request.as_at, self.request.seat
        phase, causes = phase_of(self.object, day), causes_of(self.object, seat)
        return super().get_context_data(
            overseer=overseer_of(self.object, day),
            phase=phase,
            grounds=grounds_of(phase, seat) if phase else None,
            clocks=clocks([self.object], day, seat),
            chart=of_bodies([self.object], seat),
            causes=causes,
            close_causes=closing_address(causes, self.request.get_full_path()) if seat.decides else "",
            **kwargs,
        )
