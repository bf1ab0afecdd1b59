"""Which obligation a row speaks of, by the names that people use."""

from collections import defaultdict

from django.utils.translation import gettext as _

from inspections.exchange import Bodies, plain, reports_by_name
from inspections.models import Obligation, Recommendation
from inspections.wording import day_words
from responses.answersheet.exporting import with_answers


class Register:
    """The part of the register that a file's entries name."""

    def __init__(self, entries, on):
        self.entries, self.on = entries, on
        self.bodies, self.inspections = Bodies(), reports_by_name()
        self.owed = defaultdict(list)

    def match(self):
        """Give each entry its obligation, and the bodies it names; or a problem that says why there is none."""
        for entry in self.entries:
            entry.said |= {name: self._body(entry, name) for name in ("body", "waiting_on") if name in entry.said}
        self._read_what_is_owed()
        taken = {}
        for entry in self.entries:
            if entry.problems:
                continue
            self._check_body(entry)
            self._find(entry)
            if entry.record is None:
                continue
            if (first := taken.setdefault(entry.record.pk, entry.row)) != entry.row:
                entry.problems.append(_("Row %(row)s speaks of the same item already.") % {"row": first})

    def _body(self, entry, name):
        try:
            return self.bodies.one(entry.said[name])
        except ValueError as error:
            entry.problems.append(str(error))
            return None

    def _read_what_is_owed(self):
        bodies = {entry.body.pk for entry in self.entries if entry.body}
        reports = set().union(*(self._reports(entry) for entry in self.entries))
        rows = Obligation.objects.live().filter(body__in=bodies, recommendation__inspection__in=reports)
        for row in with_answers(rows):
            item = row.recommendation
            self.owed[row.body_id, item.inspection_id, item.kind, item.number.casefold()].append(row)

    def _reports(self, entry):
        return self.inspections.get(plain(entry.inspection or ""), set())

    def _check_body(self, entry):
        body = entry.body
        for day in [day for day in (entry.reported_on, entry.closed_on) if day] or [self.on]:
            if not body.exists_on(day):
                there = {"body": body, "day": day_words(day)}
                entry.problems.append(_("%(body)s did not exist on %(day)s.") % there)
                return

    def _find(self, entry):
        reports = self._reports(entry)
        if not reports:
            entry.problems.append(_("The register knows no inspection called “%s”.") % entry.inspection[:100])
            return
        number = (entry.item_number or "").casefold()
        rows = [row for report in reports for row in self.owed[entry.body.pk, report, entry.item_kind, number]]
        chosen = _narrowed(rows, entry)
        if len(chosen) == 1:
            [entry.record] = chosen
        elif rows and entry.reference:
            entry.problems.append(_("Reference: it is another item’s. Leave it empty to find the item by its number."))
        elif rows:
            entry.problems.append(
                _("Several items of this report have this kind and number. Say in About which is meant.")
            )
        else:
            item = f"{Recommendation.LONG_KINDS[entry.item_kind]} {entry.item_number or _('without a number')}"
            entry.problems.append(
                _("%(item)s of this inspection is not addressed to %(body)s.") % {"item": item, "body": entry.body}
            )


def _narrowed(rows, entry):
    """The one that the reference names, or else, among several, those that are about this."""
    if entry.reference:
        return [row for row in rows if str(row.pk) == entry.reference]
    if len(rows) == 1:
        return rows
    about = plain(entry.about or "")
    return [row for row in rows if about in {plain(row.recommendation.short), plain(row.recommendation.text)}]
