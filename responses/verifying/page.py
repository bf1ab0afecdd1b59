"""The page of one act: the rows that an address names, what will change, and the form."""

from collections import Counter
from functools import cached_property

from django.db import transaction
from django.db.models import Count, Max, Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.actions import ActionError
from inspections.back import way_back
from inspections.causes import closed_causes_over, keeps_it_open, ripe_causes_over
from inspections.finding import MOST_OFFERED
from inspections.models import Obligation
from inspections.moves import times_moved, with_moves
from inspections.wording import a_few, earlier_moves_in_words
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
        self.theirs = theirs(self.chosen, self.seat, act)
        self.ripe = ""
        self.rows = self.theirs.filter(self.act.possible)
        self.count, latest = self.rows.aggregate(count=Count("pk"), latest=Max("addressed_on")).values()
        self.total = self.chosen.count()
        self.left_out = self.total - self.count
        if not (self.count or self.left_out):
            raise Http404
        self.form = ActForm(
            request.POST or None,
            act=self.act,
            day=request.day,
            seat=self.seat,
            closures=closures_of(self.seat, self._sides),
            impossible=self.left_out,
            latest=latest,
            reports=self._reports,
            closed_causes=len(self.closed_causes),
            initial={"state": self._state_of(self.rows)},
        )

    @property
    def _sides(self):
        """The sides from which the viewer acts for these rows; whoever oversees acts from none."""
        bodies = set() if self.seat.oversees else set(self.rows.order_by().values_list("body", flat=True))
        return [side for body, side in self.seat.sides.items() if body in bodies]

    @property
    def _reports(self):
        """The keys of the reports that the rows are of, not of more than items are offered."""
        return self.rows.order_by().values("recommendation__inspection").distinct()[:MOST_OFFERED]

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
        rows = self.rows.with_status(self.request.day).for_list().order_by("body__name", "recommendation")[:SHOWN]
        return with_moves(rows, self.request.day)

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
        """Why the act cannot be done to some of them: a sentence for each reason."""
        held = len(self.held)
        others = [(held, _("items under the cause of concern are still open"))] if held else []
        not_theirs = 0 if self.theirs is self.chosen else self.total - self.theirs.count()
        others += [(not_theirs, _("not yours to record"))] if not_theirs else []
        rest = self.left_out - held - not_theirs
        return [
            ngettext("%(n)s is left out: %(why)s.", "%(n)s are left out: %(why)s.", n) % {"n": n, "why": why}
            for n, why in [*([(rest, self.act.why_not)] if rest else []), *others]
        ]

    @cached_property
    def held(self):
        """[(a cause of concern that cannot be closed yet, the rows that keep it open)]."""
        if not self.act.after_its_items:
            return []
        causes = self.theirs.filter(self.act.fits, in_totals=False).select_related("body", "recommendation__inspection")
        return list(keeps_it_open(list(causes)).items())

    @cached_property
    def closed_causes(self):
        """The causes of concern over the rows that stand closed, where the act reopens the rows."""
        if "causes_too" not in self.act.fields:
            return []
        causes = closed_causes_over(self.rows).select_related("body", "recommendation__inspection")
        return list(causes.order_by("body__name", "pk"))

    @property
    def moved_before(self):
        """That it is not the first move of some deadlines, in a sentence; "" for other acts."""
        if "due_on" not in self.act.fields:
            return ""
        moved = times_moved(self.rows.order_by().values("pk"), self.request.day)
        return earlier_moves_in_words(Counter(moved.values()))

    @property
    def items(self):
        """How many items the rows are of: what belongs to the item changes once for all of them."""
        return self.rows.order_by().values("recommendation").distinct().count()

    def _state_of(self, rows):
        """That of the rows, with the closed causes of concern over them where the page asks about these."""
        if "causes_too" not in self.act.fields:
            return state_of(rows)
        keys = [found.order_by().values("pk") for found in (rows, closed_causes_over(rows))]
        return state_of(Obligation.objects.filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1])))

    def _ripe(self, rows):
        """Of which causes of concern the last item was closed just now, in a sentence; "" where of none."""
        if not self.act.after_its_items:
            return ""
        ripe = list(ripe_causes_over(rows).select_related("body", "recommendation").order_by("body__name", "pk"))
        if not ripe:
            return ""
        named = [_("%(item)s of %(body)s") % {"item": c.recommendation.label_in_sentence, "body": c.body} for c in ripe]
        words = _("All items are closed now under: %(causes)s. HMICFRS can close what stands over them.")
        return words % {"causes": a_few(named)}

    def carry_out(self):
        """Whether it was done, to all of them. What changed since the page was shown is looked at again first."""
        try:
            with transaction.atomic():
                ids = list(self.rows.order_by("pk").values_list("pk", flat=True))
                list(Obligation.objects.filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
                rows = Obligation.objects.filter(pk__in=ids)
                if self._state_of(rows) != self.form.cleaned_data["state"]:
                    raise ActionError(_("Some of these items changed since this page was shown. Look at them again."))
                self.act.carry_out(rows, by=self.request.user, **self.form.told)
                self.ripe = self._ripe(rows)
        except ActionError as refused:
            self.form.add_error(None, str(refused))
            self.form.data = self.form.data.copy()
            self.form.data["state"] = self._state_of(self.rows)
            return False
        return True
