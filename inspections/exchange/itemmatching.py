"""Which item of its report a row is about: by number, or where it has none by its text, or by its place."""

from collections import defaultdict

from django.utils.translation import gettext as _

from inspections.exchange.names import plain
from inspections.models import Obligation, Recommendation

CAUSE = Recommendation.Kind.CAUSE_OF_CONCERN


class Items:
    """The items of the reports that a file names. `addressed` {item key: body keys}: whom each was addressed to."""

    def __init__(self, reports):
        self.numbered, self.texts, self.places = defaultdict(list), defaultdict(list), defaultdict(list)
        self.causes, self.last_place, self.taken = defaultdict(lambda: defaultdict(list)), defaultdict(int), {}
        keys = [report.inspection.pk for report in reports.known.values()]
        self.addressed, self.live = addressed(Obligation.objects.filter(recommendation__inspection__in=keys))
        items = Recommendation.objects.standing().filter(inspection__in=keys)
        for item in items.select_related("level", "cause").order_by("sequence", "pk"):
            item.inspection = reports.known[item.inspection_id].inspection
            self._note(item)
        for report in reports.all:
            self._match(report)

    def next_place(self, report):
        """The place after the last item of a report; the next item gets the one after it."""
        self.last_place[id(report.inspection)] += 1
        return self.last_place[id(report.inspection)]

    def _note(self, item):
        report = id(item.inspection)
        self.last_place[report] = max(self.last_place[report], item.sequence)
        if item.number:
            self.numbered[report, item.kind, item.number.casefold()].append(item)
        else:
            self.texts[report, item.kind, plain(item.text)].append(item)
            self.places[report, item.kind, str(item.sequence)].append(item)
        if item.kind == CAUSE:
            for name in {plain(item.number), plain(item.short), plain(item.text)} - {""}:
                self.causes[report][name].append(item)

    def _match(self, report):
        """Give each row of a report its item: first the causes of concern, under which others stand."""
        open_ = [entry for entry in report.entries if not entry.problems]
        for entries in ([e for e in open_ if e.kind == CAUSE], [e for e in open_ if e.kind != CAUSE]):
            causes = {entry.row: self._cause(report, entry) for entry in entries}
            rows = [entry for entry in entries if not entry.problems]
            without = [
                entry for entry in rows if not entry.number and not self._by_text(report, entry, causes[entry.row])
            ]
            for entry in [*(entry for entry in rows if entry.number), *without]:
                find = self._by_number if entry.number else self._by_place
                find(report, entry, causes[entry.row])

    def _cause(self, report, entry):
        """The cause of concern that a row stands under, None where it says none."""
        if entry.cause is None:
            return None
        if entry.kind == CAUSE:
            entry.refuse("cause", _("a cause of concern does not stand under another."))
            return None
        found = self.causes[id(report.inspection)].get(plain(entry.cause), [])
        if len(found) != 1:
            sentence = _("this report has several called “%s”.") if found else _("this report has none called “%s”.")
            entry.refuse("cause", sentence % entry.cause[:60])
            return None
        return found[0]

    def _by_number(self, report, entry, cause):
        found = self.numbered[id(report.inspection), entry.kind, entry.number.casefold()]
        if cause:
            found = [item for item in found if _same(item.cause, cause)]
        elif not (alone := [item for item in found if item.cause is None]):
            # The register may have it under a cause of concern that the row does not name.
            found = [item for item in found if item.pk and id(item) not in self.taken]
            if len(found) > 1:
                entry.refuse("cause", _("several items have this kind and number. Say which is meant."))
                return
        else:
            found = alone
        self._take(report, entry, cause, found)

    def _by_text(self, report, entry, cause):
        """Whether there is an item of these words; then it is taken."""
        text = plain(entry.text or "")
        found = self.texts[id(report.inspection), entry.kind, text]
        found = [item for item in found if cause is None or _same(item.cause, cause)]
        if found and text:
            self._take(report, entry, cause, found)
        return bool(found and text)

    def _by_place(self, report, entry, cause):
        if self._by_text(report, entry, cause):  # a row above may have brought these words in
            return
        found = self.places[id(report.inspection), entry.kind, entry.sequence or ""]
        found = [item for item in found if id(item) not in self.taken and (not cause or _same(item.cause, cause))]
        self._take(report, entry, cause, found)

    def _take(self, report, entry, cause, found):
        free = [item for item in found if id(item) not in self.taken]
        if found and not free:
            row = {"row": self.taken[id(found[0])]}
            if entry.number:
                entry.refuse("number", _("row %(row)s has it already. Each item of a report needs its own.") % row)
            else:
                entry.problems.append(_("Row %(row)s speaks of the same item already.") % row)
            return
        if not found:
            fields = {"kind": entry.kind, "number": entry.number or "", "text": entry.text or "", "cause": cause}
            free = [Recommendation(inspection=report.inspection, subject=entry.subject or "", **fields)]
            self._note(free[0])
        entry.record = free[0]
        self.taken[id(entry.record)] = entry.row


def _same(one, other):
    return one is other or (one is not None and other is not None and one.pk is not None and one.pk == other.pk)


def addressed(obligations):
    """Whom items were addressed to, and whom they are now: two dictionaries {item key: body keys}.

    Where a body's part passed on to its successor, the item was addressed to that body, and not to the successor.
    """
    live, passed, heirs = defaultdict(set), defaultdict(set), defaultdict(set)
    rows = obligations.filter(removal__in=["", Obligation.Removal.PASSED_ON])
    for item, body, removal, heir in rows.values_list("recommendation", "body", "removal", "body__successor"):
        if removal:
            passed[item].add(body)
            heirs[item].add(heir)
        else:
            live[item].add(body)
    first = {item: (live[item] - heirs[item]) | passed[item] for item in {*live, *passed}}
    return first, live
