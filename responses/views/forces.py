from django.core.paginator import InvalidPage, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.views.generic import DetailView

from inspections.back import trail
from inspections.dayends import standing, total
from inspections.filtering import FilteredList
from inspections.governance import engaged_on, grounds_of, phase_of
from inspections.models import Body, MonitoringPhase, Obligation
from inspections.statuses import Totals
from responses.bodies import ROWS, asked, by_deadline, succession, table, with_succession
from responses.causes import causes_of, closing_address
from responses.duties import offices_on
from responses.filters.forces import MINE, SORTS, ForceFilter, OwedFilter
from responses.statutory import latest_clocks


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
    """How one body stands: its figures, and what it owes by deadline and inspection, a page at a time."""

    context_object_name = "body"

    def get_context_data(self, **kwargs):
        seat, day, body = self.request.seat, self.request.as_at, self.object
        owed = Obligation.objects.owed_for(seat).owed_by([body])
        totals = total(standing(seat), [body.pk])
        chosen = OwedFilter(self.request.GET, queryset=owed, request=self.request)
        tabs = chosen.tabs(totals)
        shown = next(tab for tab in tabs if tab.current)
        successor, predecessors = succession(body, day)
        return super().get_context_data(
            form=chosen.form,
            totals=totals,
            tabs=tabs,
            shown=shown,
            page_obj=(page := self._page(chosen, shown.count)),
            reports=[] if page is None else asked(page.object_list, owed, seat, known=seat.reads(body.pk)),
            successor=successor,
            predecessors=predecessors,
            trail=trail(self.request),
            fills_in=bool(totals.open) and body.pk in seat.sides and not seat.past,
            **kwargs,
        )

    def _page(self, chosen, count):
        """The Page of keys that the address asks for; None where nothing is shown."""
        if not (chosen.is_valid() and count):
            return None
        paginator = Paginator(by_deadline(chosen.qs, self.request.as_at), ROWS)
        paginator.count = count
        try:
            return paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as wrong:
            raise Http404 from wrong


class ForceDetail(BodyPage):
    """How do we stand? One force, its local policing body, its items and its statutory responses."""

    template_name = "responses/force_detail.html"
    queryset = with_succession(Body.objects.forces()).annotate(
        has_phases=Exists(MonitoringPhase.objects.filter(force=OuterRef("pk")))
    )

    def get_context_data(self, **kwargs):
        day, seat, force = self.request.as_at, self.request.seat, self.object
        offices = offices_on(day, [force.pk])
        phase = phase_of(force, day) if force.has_phases else None
        causes, more_causes = causes_of(force, seat)
        return super().get_context_data(
            overseer=offices.get(force.pk, (None, None))[0],
            phase=phase,
            grounds=grounds_of(phase, seat) if phase else None,
            statutory=latest_clocks(force, day, seat, offices),
            causes=causes,
            more_causes=more_causes,
            close_causes=closing_address(causes, self.request.get_full_path()) if seat.decides else "",
            **kwargs,
        )
