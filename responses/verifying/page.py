"""The page of one act: the rows that an address names, what will change, and the form."""

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.actions import ActionError
from inspections.back import way_back
from inspections.models import Obligation
from responses.verifying.acts import closures_of, theirs
from responses.verifying.forms import ActForm
from responses.verifying.selection import Selection, state_of

SHOWN = 100
"""Rows that the page lists."""


class VerifyingPage:
    """The rows that the address names, those of them that the act can be done to, and the form."""

    def __init__(self, request, act):
        self.request, self.seat, self.act = request, request.seat, act
        self.chosen = Selection(request).rows
        self.rows = theirs(self.chosen, self.seat, act).filter(self.act.possible)
        self.count = self.rows.count()
        self.left_out = self.chosen.count() - self.count
        if not (self.count or self.left_out):
            raise Http404
        self.form = ActForm(
            request.POST or None,
            act=self.act,
            day=request.day,
            seat=self.seat,
            closures=closures_of(self.seat, self._sides),
            impossible=self.left_out,
            latest=self.rows.aggregate(latest=Max("addressed_on"))["latest"],
            initial={"state": state_of(self.rows)},
        )

    @property
    def _sides(self):
        """The sides from which the viewer acts for these rows; whoever oversees acts from none."""
        bodies = set() if self.seat.oversees else set(self.rows.order_by().values_list("body", flat=True))
        return [side for body, side in self.seat.sides.items() if body in bodies]

    @property
    def back(self):
        """Where one came from: the list with its filters."""
        return way_back(self.request, "responses:compliance_list")

    @property
    def button(self):
        return self.act.button % {"n": self.count}

    @property
    def done(self):
        """What was recorded, in a sentence."""
        return self.act.done % {"n": self.count}

    @property
    def shown(self):
        """The first rows that will change, with how they stand."""
        return self.rows.with_status(self.request.day).for_list().order_by("body__name", "recommendation")[:SHOWN]

    @property
    def more(self):
        return max(0, self.count - SHOWN)

    @property
    def by_status(self):
        """How the rows stand now: [(status, how many)]."""
        totals = self.rows.totals(self.request.day)
        return [(status, count) for status, count in totals.counts.items() if count]

    @property
    def cannot(self):
        """Why the act cannot be done to some of them."""
        return ngettext("%(n)s is left out: %(why)s.", "%(n)s are left out: %(why)s.", self.left_out) % {
            "n": self.left_out,
            "why": self.act.why_not,
        }

    def carry_out(self):
        """Whether it was done, to all of them. What changed since the page was shown is looked at again first."""
        try:
            with transaction.atomic():
                ids = list(self.rows.order_by("pk").values_list("pk", flat=True))
                list(Obligation.objects.filter(pk__in=ids).select_for_update().values_list("pk"))
                rows = Obligation.objects.filter(pk__in=ids)
                if state_of(rows) != self.form.cleaned_data["state"]:
                    raise ActionError(_("Some of these items changed since this page was shown. Look at them again."))
                self.act.carry_out(rows, by=self.request.user, **self.form.told)
        except ActionError as refused:
            self.form.add_error(None, str(refused))
            self.form.data = self.form.data.copy()
            self.form.data["state"] = state_of(self.rows)
            return False
        return True
