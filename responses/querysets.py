"""Who may read which words."""

from django.db.models import F, Q, QuerySet


def readable(seat, path=""):
    """Condition on answers: which this viewer may read. `path` leads to the Response, for example "response__".

    Shared words are read by their force, its local policing body and the inspectorate. Everybody else reads what the
    local policing body has published: words shared by the day of publication, not what was written since.
    """
    if seat.oversees:
        return Q(**{f"{path}isnull": False}) if path else Q()
    related = f"{path}obligation__recommendation__inspection__related_forces"
    published = Q(
        **{
            f"{related}__force": F(f"{path}obligation__body"),
            f"{related}__statutory_response__published_on__lte": seat.day,
            f"{related}__statutory_response__published_on__gte": F(f"{path}shared_on"),
        }
    )
    return Q(**{f"{path}obligation__body__in": list(seat.sides)}) | published


class ResponseQuerySet(QuerySet):
    def readable_by(self, seat):
        """Answers whose words this viewer may read."""
        return self.filter(pk__in=self.model._default_manager.filter(readable(seat)).order_by().values("pk"))


class DraftQuerySet(QuerySet):
    def of_side(self, obligation, side):
        """The draft that this side is writing for the obligation, if there is one."""
        return self.filter(obligation=obligation, side=side.body)

    def readable_by(self, seat):
        """A draft is read by the side that writes it, and by nobody else."""
        return self.filter(side__in={side.body for side in seat.sides.values()})
