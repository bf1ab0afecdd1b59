"""Where it is written what was done: the versions of each kind of record, and the logs that are only added to.

Each source gives its newest keys for what is sought, and reads the rows of those that a page shows: so a page over all
sources takes from each of them as many keys as it needs, by the index of their times, in one query over all sources.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, Model, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.text import capfirst

from inspections.models import AppendOnly

TECHNICAL = {"id", "revision", "based_on", "saved_at", "deadline_period", "last_login"}
"""Fields that say nothing to a reader: what they count or repeat is told by the others."""

SECRET = {"password"}


@dataclass(frozen=True)
class Sought:
    """What a reader looks for; everything that is left out narrows nothing.

    `record` is the record whose story it is; `kind` the source's name ("inspections.recommendation") and `field` one
    of its fields, or a kind of act; `person` a part of a name or an e-mail address; `words` words of the reason;
    `from_on` and `to_on` the first and the last day.
    """

    record: Model | None = None
    kind: str = ""
    field: str = ""
    person: str = ""
    words: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class Row:
    """A row of a source, and in `before` the version that it followed, None where there is none."""

    row: Model
    before: Model | None = None


class Source:
    """What both kinds of sources have in common. `at`, `by` and `why` name the fields for when, who and why."""

    at, by, why = "", "", ""

    def __init__(self, model):
        self.model, self.name = model, model._meta.label_lower

    def __str__(self):
        return capfirst(str(self.model._meta.verbose_name_plural))

    def tells_of(self, record):
        """Whether rows of this source belong to the story of a record of that kind."""
        return bool(self._paths(type(record)))

    def _paths(self, kind):
        """The lookups by which rows belong to records of a kind."""
        own = ["pk"] if kind is self.model else []
        return own + [path for path in getattr(self.model, "PART_OF", ()) if _leads_to(self.model, path) is kind]

    def newest(self, sought, most):
        """A query of (when, name of the source, key) of the newest rows that are sought: at most `most`, unordered."""
        rows = self._narrowed(self.rows, sought).order_by(f"-{self.at}", "-pk")
        # Not every database takes a limit within a union: it stands in a query of the keys.
        limited = self.rows.order_by().filter(pk__in=rows.values("pk")[:most])
        told = {"told_at": F(self.at), "told_by": Value(self.name), "told_key": F("pk")}
        return limited.annotate(**told).values_list(*told)

    def _narrowed(self, rows, sought):
        if sought.record:
            paths = self._paths(type(sought.record))
            rows = rows.filter(Q(*((self._lookup(path), sought.record.pk) for path in paths), _connector=Q.OR))
        if sought.person:
            named = Q(name__icontains=sought.person) | Q(email__icontains=sought.person)
            rows = rows.filter(**{f"{self.by}__in": get_user_model().objects.filter(named).order_by()})
        if sought.words:
            rows = rows.filter(**{f"{self.why}__icontains": sought.words}) if self.why else rows.none()
        if sought.from_on:
            rows = rows.filter(**{f"{self.at}__gte": _begin_of(sought.from_on)})
        if sought.to_on:
            rows = rows.filter(**{f"{self.at}__lt": _begin_of(sought.to_on + timedelta(days=1))})
        return self._of_field(rows, sought.field) if sought.field else rows

    def who(self, row):
        """The person, None where none was recorded."""
        return getattr(row, self.by)

    def reason(self, row):
        return (getattr(row, self.why) if self.why else "") or ""

    def when(self, row):
        return getattr(row, self.at)


class Versions(Source):
    """Every version of the records of one kind, as each was saved."""

    at, by, why = "history_date", "history_user", "history_change_reason"

    def __init__(self, model):
        super().__init__(model)
        self.rows = model.history.all()
        self.key = model._meta.pk.attname
        untold = TECHNICAL | SECRET | set(getattr(model, "PRIVATE", ()))
        self.several = [model._meta.get_field(one.name) for one in model.history.model._history_m2m_fields]
        told = [*model.history.model.tracked_fields, *self.several]
        self.fields = [field for field in told if field.name not in untold]

    def choices(self):
        """What a reader can look for in it: (name, words) of its fields."""
        return [(field.name, capfirst(field.verbose_name)) for field in self.fields]

    def _lookup(self, path):
        return self.key if path == "pk" else path

    def _before(self):
        """The version that an outer row follows."""
        earlier = self.rows.filter(**{self.key: OuterRef(self.key)}, history_id__lt=OuterRef("history_id"))
        return earlier.order_by("-history_id")

    def _of_field(self, rows, name):
        """Versions in which this field became another, from nothing among them."""
        field = next((field for field in self.fields if field.name == name), None)
        if field is None:
            return rows.none()
        if field.many_to_many:
            return self._of_several(rows, field)
        now = field.attname
        changed = Q(**{f"{now}__isnull": True, "was__isnull": False})
        changed |= Q(**{f"{now}__isnull": False}) & (Q(was__isnull=True) | ~Q(**{now: F("was")}))
        return rows.filter(history_type="~").annotate(was=Subquery(self._before().values(now)[:1])).filter(changed)

    def _of_several(self, rows, field):
        """Versions that name another set of records there than the ones before."""
        links, key = self._links(field)
        was = Subquery(self._before().values("history_id")[:1])
        now_named = links.filter(history=OuterRef("pk"))
        then_named = links.filter(history=OuterRef("before_id"))
        came = now_named.exclude(**{f"{key}__in": links.filter(history=OuterRef(OuterRef("before_id"))).values(key)})
        went = then_named.exclude(**{f"{key}__in": links.filter(history=OuterRef(OuterRef("pk"))).values(key)})
        return rows.filter(history_type="~").annotate(before_id=was).filter(Exists(came) | Exists(went))

    def _links(self, field):
        """What each version named in a field of several records, and the name of the column that names them."""
        return getattr(self.model.history.model, field.name).all(), f"{field.m2m_reverse_field_name()}_id"

    def with_several(self, rows):
        """These versions, each with the keys that it named in every field of several records."""
        for field in self.several:
            links, key = self._links(field)
            named = defaultdict(list)
            for version, one in (
                links.filter(history__in=[row.pk for row in rows]).order_by(key).values_list("history", key)
            ):
                named[version].append(one)
            for row in rows:
                setattr(row, field.name, named[row.pk])
        return rows

    def read(self, keys):
        """{key: Row} for these keys, with the version before each, in one query, and one for every field of several."""
        before = Subquery(self._before().values("history_id")[:1])
        shown = self.rows.filter(pk__in=keys).order_by().annotate(before_id=before)
        wanted = Q(pk__in=keys) | Q(pk__in=shown.values("before_id"))
        rows = self.rows.filter(wanted).order_by().annotate(before_id=before).select_related("history_user")
        found = {row.pk: row for row in self.with_several(list(rows))}
        return {key: Row(found[key], found.get(found[key].before_id)) for key in keys if key in found}

    def about(self, row):
        """Which record it is a version of, as (model, key)."""
        return self.model, getattr(row, self.key)


class Log(Source):
    """A log that is only added to: acts, progress, what was withdrawn, and what was signed off."""

    at = "recorded_at"

    def __init__(self, model):
        super().__init__(model)
        names = {field.name for field in model._meta.concrete_fields}
        private = set(getattr(model, "PRIVATE", ()))
        self.rows = model._default_manager.defer(*private)
        self.by = "by" if "by" in names else "signed_by"
        self.why = "reason" if "reason" in names else ""
        self.kinds = "kind" if "kind" in names else ""
        first = model.PART_OF[0]
        self.subject = model._meta.get_field(first)
        untold = TECHNICAL | private | {first, self.at, self.by, self.why, self.kinds}
        self.fields = [field for field in model._meta.concrete_fields if field.name not in untold]

    def choices(self):
        """What a reader can look for in it: its kinds, where it has any."""
        return list(self.model._meta.get_field(self.kinds).choices) if self.kinds else []

    def _lookup(self, path):
        return path

    def _of_field(self, rows, name):
        return rows.filter(**{self.kinds: name}) if self.kinds else rows.none()

    def read(self, keys):
        """{key: Row} for these keys, in one query."""
        rows = self.rows.filter(pk__in=keys).order_by().select_related(self.by)
        return {row.pk: Row(row) for row in rows}

    def about(self, row):
        """The record that something happened to, as (model, key)."""
        return self.subject.related_model, getattr(row, self.subject.attname)


def sources_of(record=None):
    """All sources by the order of their names, or those that tell of a record."""
    return sorted((one for one in _sources() if record is None or one.tells_of(record)), key=str)


@cache
def _sources():
    """All there are: which kinds of records there are is the same as long as the program runs."""
    models = apps.get_models()
    found = [Versions(model) for model in models if hasattr(model._meta, "simple_history_manager_attribute")]
    return found + [
        Log(model) for model in models if issubclass(model, AppendOnly) and not getattr(model, "UNTOLD", False)
    ]


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _leads_to(model, path):
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model if name != "pk" else model
    return model
