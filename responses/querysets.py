"""Who may read which words, and see who looks after what and which filters are saved."""

from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower

from accounts.models import Membership
from inspections.facts import facts_on
from inspections.models import Body, Obligation, RelatedForce
from inspections.querysets import AppendOnlyQuerySet, is_open


class ResponseQuerySet(QuerySet):
    def readable_by(self, seat):
        """Answers whose words this viewer may read.

        Shared words are read by their force or its successor, its local policing body and the inspectorate, and by the
        force of a joint unit that they are offered to. Everybody else reads what the local policing body has
        published: words shared by the day of publication, not what was written since; of a version signed off here,
        what was shared before it was, also on the day itself. No join to many, so no answer comes twice.
        """
        if seat.oversees:
            return self
        offered = Body.objects.filter(pk__in=list(seat.sides), answers_offered=OuterRef("pk"))
        published = RelatedForce.objects.filter(
            inspection=OuterRef("obligation__recommendation__inspection"),
            force=OuterRef("obligation__body"),
            statutory_response__published_on__lte=seat.day,
        ).filter(
            Q(statutory_response__published_until=None, statutory_response__published_on__gte=OuterRef("shared_on"))
            | Q(statutory_response__published_until__gt=OuterRef("shared_on"))
            | Q(
                statutory_response__published_until=OuterRef("shared_on"),
                statutory_response__versions__recorded_at__gte=self._shared_at(OuterRef(OuterRef("pk"))),
                statutory_response__versions__steps__kind="published",
                statutory_response__versions__steps__undone=None,
            )
        )
        return self.filter(Q(obligation__body__in=seat.reads_for) | Exists(published) | Exists(offered))

    def _shared_at(self, key):
        """The moment at which an answer was last shared: an administrator who put words right gave a reason."""
        shared = self.model.history.filter(Q(history_change_reason=None) | Q(history_change_reason=""), id=key)
        return Subquery(shared.order_by("-history_date").values("history_date")[:1])

    def known_to(self, seat):
        """Answers of which this viewer reads the particulars: who leads, the evidence, the body's own target.

        These stay between the body and the inspectorate: what is published are the action and the comment.
        """
        return self if seat.oversees else self.filter(obligation__body__in=seat.reads_for)

    def past_target(self, day):
        """Answers whose own target has passed by `day` while the item is open then."""
        unsettled = Obligation.objects.with_facts(day).filter(is_open(facts_on(day)))
        return self.filter(target_on__lt=day, obligation__in=unsettled.order_by().values("pk"))

    def that_may_answer(self, obligation):
        """Shared answers that may serve this item too: the same body's to another item of the report, or one offered.

        Only answers with words of their own, so that nobody is sent round in a circle.
        """
        offers = self.model.offered_to.through.objects.filter(response=OuterRef("pk"), body=obligation.body_id)
        offered = Q(obligation__recommendation=obligation.recommendation_id) & Exists(offers)
        return (
            self.filter(Q(obligation__body=obligation.body_id) | offered, answered_with=None)
            # Whatever is offered is of the same report too: said of all, it leads to the few answers of that report.
            .filter(obligation__recommendation__inspection=obligation.recommendation.inspection_id)
            .exclude(obligation=obligation)
            .exclude(obligation__removal="error")
            .select_related("obligation__body", "obligation__recommendation")
            .order_by("obligation__recommendation__sequence", "pk")
        )

    def offered_for(self, obligation):
        """Answers of other forces to the same item, offered to this one because they share a unit."""
        return (
            self.filter(offered_to=obligation.body_id, obligation__recommendation=obligation.recommendation_id)
            .exclude(obligation=obligation)
            .exclude(obligation__removal="error")
        )


class DraftQuerySet(QuerySet):
    def of_side(self, obligation, side):
        """The draft that this side is writing for the obligation, if there is one."""
        return self.filter(obligation=obligation, side=side.body)

    def readable_by(self, seat):
        """A draft is read by the side that writes it, and by nobody else: not by who looks from its seat either."""
        if seat.looking:
            return self.none()
        return self.filter(side__in={side.body for side in seat.sides.values()})


class ProgressUpdateQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Progress that was not withdrawn."""
        return self.filter(withdrawal=None)

    def readable_by(self, seat):
        """Progress is read by the inspectorate and by those who answer for the body; it is never published."""
        standing = self.standing()
        return standing if seat.oversees else standing.filter(obligation__body__in=seat.reads_for)


class KeptQuerySet(QuerySet):
    def kept_at(self, at):
        """Those that are still kept."""
        return self.filter(begun_at__gt=at - self.model.KEPT)

    def gone_by(self, at):
        """Those whose day is over."""
        return self.exclude(pk__in=self.kept_at(at).order_by().values("pk"))


class OwnerQuerySet(QuerySet):
    def of_sides(self, seat):
        """Owners on the sides from which this viewer acts."""
        own = (Q(side=side.body, obligation__body=body) for body, side in seat.sides.items())
        return self.filter(reduce(or_, own, Q(pk__in=[])))

    def readable_by(self, seat):
        """Who owns an item is read on its side, and by administrators."""
        return self if seat.administrator else self.of_sides(seat)

    def somebody(self):
        """Without those who gave an item back."""
        return self.exclude(user=None)

    def with_left(self, day):
        """Each with `has_left`: the person no longer acts for the side on that day, or may no longer sign in."""
        writers = Membership.objects.in_force_on(day).exclude(role=Membership.Role.LIAISON)
        there = writers.filter(user=OuterRef("user"), body=OuterRef("side"), user__is_active=True)
        return self.annotate(has_left=~Exists(there))


class SavedFilterQuerySet(QuerySet):
    def visible_to(self, seat):
        """Their own, and what is shared with a body that they are a member of."""
        return self.filter(Q(body=None, user=seat.user) | Q(body__in=list(seat.belongs)))

    def in_order(self):
        """Own ones first, then each body's, by name."""
        own = Case(When(body=None, then=Value(0)), default=Value(1))
        return self.select_related("body", "user").order_by(own, "body__name", Lower("name"), "pk")
