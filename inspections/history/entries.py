"""The history as people read it: who did what, when and why, field by field, with the names of what it points to."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspections.history.sources import SECRET, Row, Versions
from inspections.history.texts import differing
from inspections.models import Act
from inspections.wording import act_title, day_words

PER_PAGE = 50

MOST_PAGES = 100
"""Pages that are turned: who looks for something older chooses days."""

LONG = 60
"""Characters from which a text is shown as one, with what differs marked."""


@dataclass(frozen=True)
class Change:
    """A field with its words before ("": nothing, None: it does not matter) and after.

    Where a long text changed, `runs` are its words, each the same, removed or added, as `differing` gives them.
    """

    name: str
    before: str | None = None
    after: str = ""
    runs: list = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """One thing that was done to one record.

    `record` is the name of what it was done to, `model` and `key` lead to its page; `version` is the key of the
    version, None for a log entry. `changes` are shown, `filled` can be opened: what was entered, or what was there.
    """

    at: datetime
    title: str
    record: str
    model: type[Model]
    key: int
    who: str = ""
    why: str = ""
    version: int | None = None
    changes: list = field(default_factory=list)
    filled: list = field(default_factory=list)

    @property
    def opts(self):
        return self.model._meta


@dataclass(frozen=True)
class Told:
    """One page of the history: its entries, newest first, and whether there are older ones."""

    entries: list
    number: int
    goes_on: bool

    @property
    def newer(self):
        """The number of the page before, None where this is the first."""
        return self.number - 1 or None

    @property
    def older(self):
        """The number of the page after, None where there is none or it is too far back."""
        return self.number + 1 if self.goes_on and self.number < MOST_PAGES else None


def tell(sources, sought, number=1):
    """The page `number` of what these sources say of what is sought.

    However much there is, all sources are asked at once for their newest keys, each that is on the page for its rows,
    and every kind of record that these name once.
    """
    before = (number - 1) * PER_PAGE
    asked = [source for source in sources if sought.kind in ("", source.name)]
    newest = [source.newest(sought, before + PER_PAGE + 1) for source in asked]
    newest = newest[0].union(*newest[1:], all=True).order_by("-told_at", "-told_by", "-told_key") if newest else []
    keys = list(newest[before : before + PER_PAGE + 1])
    return Told(_entries(sources, keys[:PER_PAGE]), number, len(keys) > PER_PAGE)


def version_told(model, version):
    """One version of a record as an Entry, `filled` with all that it says, what is empty too."""
    source = Versions(model)
    source.with_several([version])
    names = Names(_named(source, Row(version)))
    says = [Change(capfirst(str(one.verbose_name)), after=_words(one, version, names)) for one in source.fields]
    return Entry(title=_("As it was saved"), filled=says, **_signed(source, version, names))


def _entries(sources, keys):
    by_name = {source.name: source for source in sources}
    wanted = defaultdict(list)
    for _at, name, key in keys:
        wanted[name].append(key)
    read = {(name, key): row for name, own in wanted.items() for key, row in by_name[name].read(own).items()}
    names = Names(one for (name, _key), row in read.items() for one in _named(by_name[name], row))
    return [_entry(by_name[name], read[name, key], names) for _at, name, key in keys if (name, key) in read]


def _named(source, read):
    """What an entry names, as (model, key): the record itself, and what it points to and pointed to before."""
    yield source.about(read.row)
    for row in filter(None, (read.row, read.before)):
        relations = [one for one in source.fields if one.is_relation]
        yield from ((one.related_model, key) for one in relations for key in _keys(one, row))


# Names ----------------------------------------------------------------------------------------------------------------


class Names:
    """The names that records have now, asked for once for each kind, with all that their names are made of."""

    def __init__(self, named):
        keys = defaultdict(set)
        for model, key in named:
            if key is not None:
                keys[model].add(key)
        self.records = {}
        for model, wanted in keys.items():
            found = model._base_manager.select_related().in_bulk(wanted)
            self.records |= {(model, key): record for key, record in found.items()}

    def of(self, model, key):
        """The record's name; what it was and its number where it is no more."""
        record = self.records.get((model, key))
        return str(record) if record else _gone(model, key)

    def of_version(self, version, model, key):
        """The record's name, else the one that it had in this version of it."""
        if (model, key) in self.records:
            return self.of(model, key)
        record = version.instance
        for one in model._meta.concrete_fields:
            if one.is_relation and (related := self.records.get((one.related_model, getattr(record, one.attname)))):
                setattr(record, one.name, related)
        try:
            return str(record)
        except ObjectDoesNotExist:
            return _gone(model, key)


def _gone(model, key):
    return _("%(kind)s %(key)s, deleted") % {"kind": model._meta.verbose_name, "key": key}


# Entries --------------------------------------------------------------------------------------------------------------


def _entry(source, read, names):
    what = _of_version(source, read, names) if isinstance(source, Versions) else _of_log(source, read.row, names)
    return Entry(**_signed(source, read.row, names), **what)


def _signed(source, row, names):
    """What, when, by whom and why: the fields that every Entry has."""
    model, key = source.about(row)
    is_version = isinstance(source, Versions)
    return {
        "at": timezone.localtime(source.when(row)),
        "model": model,
        "key": key,
        "record": names.of_version(row, model, key) if is_version else names.of(model, key),
        "version": row.pk if is_version else None,
        "who": str(source.who(row) or ""),
        "why": source.reason(row),
    }


def _of_version(source, read, names):
    row, before = read.row, read.before
    if row.history_type == "+" or (before is None and row.history_type == "~"):
        title = _("Added") if row.history_type == "+" else _("Saved. What it was before is not recorded.")
        return {"title": title, "filled": _filled(source, row, names)}
    if row.history_type == "-":
        return {"title": _("Deleted"), "filled": _filled(source, row, names)}
    changes = [_change(one, before, row, names) for one in source.fields if _raw(one, before) != _raw(one, row)]
    return {"title": _("Changed") if changes else _unchanged(source, before, row), "changes": changes}


def _unchanged(source, before, row):
    hidden = SECRET | set(getattr(source.model, "PRIVATE", ()))
    fields = [one for one in source.model._meta.concrete_fields if one.name in hidden and hasattr(row, one.attname)]
    if any(_raw(one, before) != _raw(one, row) for one in fields):
        return _("Changed in what is not shown here.")
    return _("Saved without a change.")


def _of_log(source, row, names):
    filled = _filled(source, row, names)
    if not isinstance(row, Act):
        what = getattr(row, f"get_{source.kinds}_display")() if source.kinds else source.model._meta.verbose_name
        return {"title": capfirst(str(what)), "changes": filled}
    about = names.records.get(source.about(row))
    on = Change(capfirst(_("on")), after=day_words(row.on))
    return {"title": act_title(row, about) if about else row.get_kind_display(), "changes": [on]}


def _filled(source, row, names):
    """Every field that says something."""
    said = [(one, _words(one, row, names)) for one in source.fields if getattr(row, one.attname) is not False]
    return [Change(capfirst(str(one.verbose_name)), after=words) for one, words in said if words]


def _change(one, before, after, names):
    old, new = _words(one, before, names), _words(one, after, names)
    is_text = not one.is_relation and not one.choices and isinstance(_raw(one, after), str)
    runs = differing(old, new) if is_text and old and new and max(len(old), len(new)) > LONG else []
    return Change(capfirst(str(one.verbose_name)), old, new, runs)


def _raw(one, row):
    return getattr(row, one.attname)


def _keys(one, row):
    """The keys that a relation names, of one record or of several."""
    return _raw(one, row) if one.many_to_many else [_raw(one, row)]


def _words(one, row, names):
    """A field's value as people read it, "" where there is none."""
    value = _raw(one, row)
    if value is None or value in ("", []):
        return ""
    if one.is_relation:
        return "; ".join(names.of(one.related_model, key) for key in _keys(one, row))
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return day_words(value) if isinstance(value, date) else str(value)
