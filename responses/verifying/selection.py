"""Which obligations an act is for: those ticked on a list, or everything that its filters leave."""

from hashlib import sha256

from django.http import Http404

from inspections.fields import is_key
from inspections.models import Obligation
from responses.filters.compliance import ComplianceFilter

ROW, EVERYTHING = "row", "everything"
"""Parameters of the address: a ticked row, or (in its place) the whole list with its filters."""

ACT = "act"
MOST_TICKED = 500


class Selection:
    """The rows that a request's address names, as its viewer may see them. A wrong address is a 404."""

    def __init__(self, request):
        self.seat, self.request = request.seat, request
        self.everything = EVERYTHING in request.GET
        self.rows = self._filtered() if self.everything else self._ticked()

    def _filtered(self):
        data = self.request.GET.copy()
        for name in (EVERYTHING, ACT, ROW, "back", "page", "csrfmiddlewaretoken"):
            data.pop(name, None)
        filterset = ComplianceFilter(data, queryset=Obligation.objects.owed_for(self.seat), request=self.request)
        if not filterset.is_valid():
            raise Http404
        return filterset.qs

    def _ticked(self):
        ticked = self.request.GET.getlist(ROW)
        if not ticked or len(ticked) > MOST_TICKED or not all(map(is_key, ticked)):
            raise Http404
        return Obligation.objects.visible_to(self.seat).live().filter(pk__in=[int(number) for number in ticked])


def state_of(rows):
    """A short text that changes when any of these rows changes, or comes or goes."""
    told = rows.order_by("pk").values_list("pk", "changed_at")
    return sha256("".join(f"{pk} {changed_at};" for pk, changed_at in told.iterator()).encode()).hexdigest()
