"""The reports that a sheet of items names: those of the register, and new ones with all that makes a report."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inspections.exchange.itemcolumns import REPORT
from inspections.exchange.names import plain, reports_by_name
from inspections.models import Inspection, RelatedForce
from inspections.wording import day_words

MADE_OF = ("published_on", "types", "relates_to")
"""What a new report needs besides its title."""


@dataclass
class Report:
    """A report with the rows that name it; `forces` are the keys of those that it relates to."""

    inspection: Inspection
    forces: frozenset = frozenset()
    entries: list = field(default_factory=list)

    @property
    def is_new(self):
        return self.inspection.pk is None

    @property
    def own_force(self):
        """The force that it is on, None where it relates to several or to none."""
        return next(iter(self.forces)) if len(self.forces) == 1 else None


class Reports:
    """Finds the report of each row, by its address or else by its title."""

    def __init__(self, entries, lists):
        self.lists = lists
        self.by_name = reports_by_name()
        self.by_slug = dict(Inspection.objects.values_list("slug", "pk"))
        self.known, self.new, self.new_slugs = {}, {}, {}
        for entry in entries:
            if not entry.problems and (report := self._of(entry)):
                report.entries.append(entry)
        self._read_known()

    @property
    def all(self):
        return [*self.known.values(), *self.new.values()]

    def check(self):
        """Refuse what a row says of its report, where it is not so; and a new report that lacks something."""
        for report in self.known.values():
            for entry in report.entries:
                self._compare(report, entry)
        for report in self.new.values():
            self._make(report)

    def save_new(self, *, by, reason):
        """Enter the new reports. Returns how many they are."""
        for report in self.new.values():
            inspection = report.inspection
            inspection._change_reason, inspection._history_user = reason, by
            inspection.save()
            RelatedForce.objects.bulk_create(
                RelatedForce(inspection=inspection, force_id=force) for force in sorted(report.forces)
            )
        return len(self.new)

    def _of(self, entry):
        """The Report of a row; None where that cannot be told, which is then said in the row."""
        named = self.by_name.get(plain(entry.inspection), set())
        if key := self.by_slug.get(entry.slug):
            if key not in named:
                entry.refuse("slug", _("it is the address of another report."))
                return None
            return self.known.setdefault(key, Report(Inspection(pk=key)))
        if len(named) > 1:
            entry.refuse("inspection", _("Several reports are called so. Give the address of this one in Address."))
            return None
        if named and entry.slug:
            entry.refuse("slug", _("the register has another for this report."))
            return None
        if named:
            return self.known.setdefault(next(iter(named)), Report(Inspection(pk=next(iter(named)))))
        return self._new(entry)

    def _new(self, entry):
        report = self.new.setdefault(plain(entry.inspection), Report(Inspection(title=entry.inspection)))
        inspection = report.inspection
        if entry.slug and inspection.slug not in ("", entry.slug):
            entry.refuse("slug", _("another row has another one for this report."))
        inspection.slug = entry.slug or inspection.slug
        return report

    def _read_known(self):
        # Locked in one order: whoever else enters items of these reports waits, and is then told what is there.
        keys = sorted(self.known)
        found = Inspection.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
        for inspection in found:
            self.known[inspection.pk].inspection = inspection
        related = {}
        for inspection, force in RelatedForce.objects.filter(inspection__in=keys).values_list("inspection", "force"):
            related.setdefault(inspection, set()).add(force)
        for key, forces in related.items():
            self.known[key].forces = frozenset(forces)

    def _read(self, entry, name, day):
        """What a row says of its report in a column, as the register would keep it. Raises ValueError."""
        said = entry.said[name]
        if name == "types":
            return frozenset(_type(word) for word in filter(None, map(plain, said.replace("\n", ",").split(","))))
        if name != "relates_to":
            return said
        forces = self.lists.read(said, day)
        if others := [self.lists.all[key] for key in forces if not self.lists.all[key].is_force]:
            raise ValueError(_("%s is no territorial police force.") % others[0])
        return forces

    def _compare(self, report, entry):
        has = facts_of(report)
        for name in REPORT:
            if name not in entry.said:
                continue
            try:
                if self._read(entry, name, report.inspection.published_on) != has[name]:
                    entry.refuse(
                        name, _("the register has: %s. Change it on the report’s own page.") % self._shown(report, name)
                    )
            except ValueError as error:
                entry.refuse(name, error)

    def _shown(self, report, name):
        value = row_of(report, self.lists)[name]
        return (day_words(value) if name == "published_on" else value.replace("\n", ", ")) if value else _("nothing")

    def _make(self, report):
        """Put together a new report from what its rows say."""
        first, facts = report.entries[0], {}
        days = {entry.published_on for entry in report.entries} - {None}
        day = min(days, default=None)
        for entry in report.entries:
            for name in REPORT:
                if name in entry.said:
                    self._take(entry, name, day, facts)
        if missing := [str(first.columns[name].heading) for name in MADE_OF if name not in facts]:
            sentence = _("The register knows no inspection called “%(title)s”. To enter it, give its %(missing)s.")
            first.problems.append(sentence % {"title": first.inspection[:100], "missing": ", ".join(missing)})
            return
        inspection = report.inspection
        for name in ("published_on", "short_title", "url"):
            setattr(inspection, name, facts.get(name, getattr(inspection, name)))
        for name in facts.get("types", ()):
            setattr(inspection, name, True)
        report.forces = facts["relates_to"]
        inspection.slug = inspection.slug or slugify(inspection.title)[:60].strip("-")
        self._check(first, inspection)

    def _take(self, entry, name, day, facts):
        try:
            value = self._read(entry, name, day)
        except ValueError as error:
            entry.refuse(name, error)
            return
        if facts.setdefault(name, value) != value:
            entry.refuse(name, _("another row says otherwise of this report."))

    def _check(self, entry, inspection):
        if self.new_slugs.setdefault(inspection.slug, inspection) is not inspection:
            entry.refuse("slug", _("Another inspection has this address. Choose another."))
        try:
            inspection.full_clean()
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                entry.refuse(name if name in entry.columns else "inspection", " ".join(sentences))


def _type(word):
    for name in Inspection.TYPES:
        if word in (plain(str(Inspection._meta.get_field(name).verbose_name)), plain(name)):
            return name
    raise ValueError(_("“%(text)s” is none of the words that the template gives.") % {"text": word[:60]})


def facts_of(report):
    """What the register has of a report in the columns of its own."""
    inspection = report.inspection
    return {
        "published_on": inspection.published_on,
        "types": frozenset(name for name in Inspection.TYPES if getattr(inspection, name)),
        "relates_to": frozenset(report.forces),
        "short_title": inspection.short_title,
        "url": inspection.url,
    }


def row_of(report, lists):
    """What stands in these columns for a report."""
    inspection = report.inspection
    return {
        "published_on": inspection.published_on,
        "types": ", ".join(map(str, inspection.type_labels)) or None,
        "relates_to": lists.write(report.forces, inspection.published_on),
        "short_title": inspection.short_title or None,
        "url": inspection.url or None,
    }
