"""What stands in the tracker for the items of a filled sheet: read for all of them at once."""

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from inspections.actions.log import locked
from inspections.models import Obligation
from responses.actions import begun_from, rebase, words_of
from responses.models import Draft, ProgressUpdate, Response, Words
from responses.roundtrip.columns import digest

RELATED = ("answered_with", "waiting_on")


class Standing:
    """What stands for the items of these lines, as the person in this seat writes them; `lock` keeps it as it is.

    `rows` are the items that are theirs to write, by key.
    """

    def __init__(self, lines, seat, *, lock=False):
        self.seat = seat
        self.keys = {line.key.obligation: line.key for line in lines if line.key}
        visible = Obligation.objects.visible_to(seat).filter(pk__in=self.keys, body__in=list(seat.sides))
        found = locked(visible) if lock else list(visible.select_related("body", "recommendation__inspection"))
        prefetch_related_objects(found, "waiting_on")
        self.rows = {row.pk: row for row in found}
        sides = {side.body.pk for side in seat.sides.values()}
        self._drafts = self._of(
            Draft.objects.readable_by(seat).filter(side__in=sides).select_related("saved_by"), "side_id"
        )
        self._shared = self._of(Response.objects.select_related("shared_by"))
        self._bases = self._bases_of_drafts()

    def _of(self, records, *more):
        found = records.filter(obligation__in=self.rows).select_related(*RELATED)
        return {(record.obligation_id, *(getattr(record, name) for name in more)): record for record in found}

    def _bases_of_drafts(self):
        """The shared words from which drafts began that are behind them now."""
        behind = Q(pk=None)
        for (pk, _side), draft in self._drafts.items():
            shared = self._shared.get((pk,))
            if shared and shared.revision != draft.based_on:
                behind |= Q(obligation=pk, revision=draft.based_on)
        bases = {}
        for record in Response.history.filter(behind).select_related(*RELATED):  # the latest of a revision comes first
            bases.setdefault((record.obligation_id, record.revision), words_of(record))
        return bases

    def refusal(self, key):
        """Why nothing can be written for the item of a key, in a sentence; "" where it can."""
        row = self.rows.get(key.obligation)
        if row is None or row.begins_on is None or row.begins_on > self.seat.day:
            return _("it is not, or no longer, an item of a body that you answer for.")
        if row.closed_on:
            return _("the item was closed meanwhile. It must be reopened before it can be answered again.")
        if row.removed_on:
            return _("the item is no longer addressed to %(body)s.") % {"body": row.body}
        side = self.seat.side_for(row)
        if key.revision and key.side != side.body.pk:
            return _("the sheet holds a draft of another side. Download one of your own.")
        return ""

    def shared(self, row):
        """The shared answer, None where there is none."""
        return self._shared.get((row.pk,))

    def draft(self, row):
        """The side's draft, unsaved where it has none, over what the other side has shared since.

        Where both sides changed the same words it stays behind: sharing it will say so.
        """
        side, shared = self.seat.side_for(row), self.shared(row)
        draft = self._drafts.get((row.pk, side.body.pk)) or begun_from(shared, row, side, by=self.seat.user)
        draft.obligation = row
        words, both = rebase(draft, shared, self._bases.get((row.pk, draft.based_on)) or Draft().words)
        for name, value in words.items():
            setattr(draft, name, value)
        if shared and not both:
            draft.based_on = shared.revision
        return draft

    def is_noted(self, lines, name):
        """The rows whose note stands in the tracker already, by key: a sheet that is uploaded twice."""
        said = {line.key.obligation: line.said[name] for line in lines if line.key and name in line.said}
        there = ProgressUpdate.objects.standing().filter(obligation__in=said.keys() & self.rows.keys())
        return {
            pk
            for pk, side, text in there.values_list("obligation", "side", "text")
            if said[pk] == text and side == self.seat.side_for(self.rows[pk]).body.pk
        }

    def before(self, cells):
        """What stood in these cells, (key, column) pairs, when the sheet was taken out; the texts that are known."""
        keys = {key for key, _name in cells}
        own = {key for key in keys if key.revision}
        drafts = Draft.history.filter(obligation__in={key.obligation for key in own}, side__in={k.side for k in own})
        shared = Response.history.filter(obligation__in={key.obligation for key in keys - own})
        told = {}
        for record in [*(drafts.exclude(history_type="-") if own else ()), *shared]:
            told.setdefault((record.obligation_id, getattr(record, "side_id", None)), []).append(record)
        return {(key, name): self._before(key, name, told) for key, name in cells}

    def _before(self, key, name, told):
        records = told.get((key.obligation, key.side if key.revision else None), [])
        values = [
            *(getattr(record, name) for record in records),
            *(Words.Position.values if name == "position" else []),
        ]
        known = {digest(value): value for value in values} | {"": None}
        return known.get(key.digest_of(name))
