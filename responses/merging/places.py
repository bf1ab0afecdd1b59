"""Where what stood on a proposed report is found, after that was merged into another one."""

from inspections.models import Obligation, Recommendation


def place_of(obligation_id, seat):
    """What to open in the place of an obligation: that of the same body at the same item, the item, or the report.

    None where it was never part of a proposed report, or of none that the viewer could see.
    """
    row = Obligation.objects.filter(pk=obligation_id).select_related("recommendation").first()
    item = item_in_place_of(row.recommendation_id, seat) if row else None
    if not isinstance(item, Recommendation):
        return item
    rows = Obligation.objects.visible_to(seat).filter(recommendation=item, body=row.body_id)
    return rows.order_by("-pk").first() or item


def item_in_place_of(item_id, seat):
    """The item that a merged one is the same as, else the report; None likewise."""
    item = Recommendation.objects.merged_for(seat).filter(pk=item_id).select_related("inspection__merged_into").first()
    if item is None:
        return None
    return Recommendation.objects.visible_to(seat).filter(pk=item.merged_into_id).first() or item.inspection.merged_into
