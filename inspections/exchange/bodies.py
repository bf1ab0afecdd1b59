"""The sheet of bodies: one row for each, and a further one for each local policing body that a force has had."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from inspections.actions import ActionError, check_end, check_kind
from inspections.exchange.columns import Column
from inspections.exchange.names import Bodies
from inspections.exchange.sheet import Change, Sheet
from inspections.fields import most_of
from inspections.models import Body, Governance

LOCAL_KINDS = [(value, label) for value, label in Body.Kind.choices if value in Body.LOCAL_POLICING_KINDS]


COLUMNS = {
    "name": Column(
        lazy("Body"),
        40,
        lazy("Its name, as it writes it. To give it another name, leave Address as it is."),
        needed=True,
        filled=True,
        longest=most_of(Body, "name"),
    ),
    "kind": Column(
        lazy("Kind"), 28, lazy("Needed for a new body. One of: %(words)s."), "choice", choices=Body.Kind.choices
    ),
    "slug": Column(
        lazy("Address"),
        26,
        lazy("The last part of its page’s address, in small letters: northshire. Empty: made from the name."),
        longest=most_of(Body, "slug"),
    ),
    "aliases": Column(lazy("Other names"), 34, lazy("One on a line, or with | between them: the Met.")),
    "nation": Column(lazy("Nation"), 10, lazy("One of: %(words)s."), "choice", choices=Body.Nation.choices),
    "region": Column(lazy("Region"), 20, lazy("For example: North East."), longest=most_of(Body, "region")),
    "ons_code": Column(lazy("ONS code"), 12, lazy("For example: E23000013."), longest=most_of(Body, "ons_code")),
    "active_from": Column(lazy("Exists from"), 13, lazy("Its first day. Empty: since before records."), "day"),
    "active_until": Column(lazy("Exists until"), 13, lazy("Its last day. Empty: it exists."), "day"),
    "successor": Column(
        lazy("Successor"),
        34,
        lazy("Only of a new body: which one took its place. Others give way on their own page, so that all passes."),
    ),
    "overseer": Column(
        lazy("Local policing body"),
        40,
        lazy("Of a force: who oversees it from the day in the next column but one. Each change has a row of its own."),
        longest=most_of(Body, "name"),
    ),
    "overseer_kind": Column(
        lazy("Kind of local policing body"),
        28,
        lazy("Needed where that body is neither in the register nor on a row of its own. One of: %(words)s."),
        "choice",
        choices=LOCAL_KINDS,
    ),
    "from_on": Column(lazy("Oversees from"), 13, lazy("The first day. Empty: since before records."), "day"),
}
FACTS = ("name", "kind", "slug", "aliases", "nation", "region", "ons_code", "active_from", "active_until")
"""The columns that are fields of the body itself."""


@dataclass
class BodyChange(Change):
    """What a row changes of its body."""

    body: Body | None = None


class BodySheet(Sheet):
    name = "bodies"
    title = lazy("Bodies")
    explained = lazy("A row for each body, and a further one for each local policing body that a force has had.")
    columns = COLUMNS
    most_rows = 2_000

    def records(self):
        return Body.objects.all()

    def rows(self, records):
        in_order = Governance.objects.select_related("local_policing_body").order_by("from_on")
        for body in records.select_related("successor").prefetch_related(Prefetch("governances", in_order)):
            records = sorted(body.governances.all(), key=lambda record: record.from_on or date.min)
            yield row_of(body) | overseen(records[0] if records else None)
            for record in records[1:]:
                yield {"name": body.name} | overseen(record)

    def work(self, entries, *, by, on, reason, show):
        work = _Work(entries, by=by, reason=reason)
        for step in show(list(work.steps())):
            step()
        return [change for change in work.changes.values() if change.shown]


def row_of(body):
    """What stands in each column for a body, but for who oversees it."""
    return {
        "name": body.name,
        "kind": str(body.get_kind_display()),
        "slug": body.slug,
        "aliases": body.aliases or None,
        "nation": str(body.get_nation_display()) or None,
        "region": body.region or None,
        "ons_code": body.ons_code or None,
        "active_from": body.active_from,
        "active_until": body.active_until,
        "successor": body.successor.name if body.successor else None,
    }


def overseen(record):
    """What stands in the columns of a governance."""
    if record is None:
        return {}
    body = record.local_policing_body
    return {"overseer": body.name, "overseer_kind": str(body.get_kind_display()), "from_on": record.from_on}


def _lines(text):
    return "\n".join(filter(None, map(str.strip, text.splitlines())))


class _Work:
    """The rows of one file, first the bodies themselves and then how they relate: a row may name one further down."""

    def __init__(self, entries, *, by, reason):
        self.entries, self.by, self.reason = entries, by, reason
        self.register, self.new = Bodies(), set()
        self.changes = {entry.row: BodyChange(entry, what=entry.name or "") for entry in entries}
        self.described, self.governed = {}, {}

    def steps(self):
        for act in (self._body, self._successor, self._governance):
            for entry in self.entries:
                yield lambda act=act, entry=entry: None if entry.problems else act(entry, self.changes[entry.row])

    # The bodies ---

    def _body(self, entry, change):
        body = self._find(entry)
        if entry.problems:
            return
        change.is_new = body.pk is None
        said = {name: entry.said[name] for name in FACTS if name in entry.said}
        if "aliases" in said:
            said["aliases"] = _lines(said["aliases"].replace("|", "\n"))
        if not change.is_new and "slug" not in said:
            del said["name"]  # by one of its names it was found: that gives it no other
        if first := self.described.get(body.pk):
            self._again(entry, change, first, said)
            return
        self._write(entry, change, body, said)

    def _again(self, entry, change, first, said):
        """A further row of one body may repeat what the first says of it, and says who oversees it from another day."""
        body = change.body = self.changes[first].body
        change.what = body.name
        if not entry.overseer:
            entry.problems.append(_("Row %(row)s describes the same body already.") % {"row": first})
        for name, value in said.items():
            if value != getattr(body, name) and name != "aliases":
                entry.refuse(name, _("row %(row)s says otherwise of this body.") % {"row": first})

    def _find(self, entry):
        """The body that a row is about, by its address or else by a name; a new one where nobody is called so."""
        by_slug, called = self.register.by_slug.get(entry.slug), self.register.called(entry.name)
        if by_slug is None and len(called) > 1:
            entry.refuse("name", _("Several bodies are called “%s”.") % entry.name)
        elif by_slug and called and by_slug not in called:
            entry.refuse("slug", _("It is the address of %(other)s.") % {"other": by_slug})
        return by_slug or (called[0] if called else Body())

    def _write(self, entry, change, body, said):
        was = row_of(body) if body.pk else {}
        before = {name: getattr(body, name) for name in said}
        if _lines(body.aliases) == said.get("aliases"):
            said["aliases"] = body.aliases
        if change.is_new and "kind" not in said:
            entry.refuse("kind", _("say of which kind this new body is."))
            return
        for name, value in said.items():
            setattr(body, name, value)
        body.slug = body.slug or slugify(body.name)[: most_of(Body, "slug")]
        if changed := [name for name in said if said[name] != before[name]] or change.is_new:
            self._check_what_it_was(entry, body, before)
            self._save(entry, body)
            now = row_of(body)
            for name in changed if not change.is_new else now:
                if now[name]:
                    change.show(name, was.get(name), now[name])
        change.body, change.what = body, body.name
        if not entry.problems:
            self.register.add(body)
            self.described[body.pk] = entry.row

    def _check_what_it_was(self, entry, body, before):
        """Note in the row what others rely on of the body as it was."""
        for name, check in (("kind", check_kind), ("active_until", check_end)):
            try:
                if before.get(name, getattr(body, name)) != getattr(body, name):
                    check(body, getattr(body, name), was=before[name])
            except ActionError as error:
                entry.refuse(name, error)

    def _save(self, entry, record):
        """Save a record with its history, or note in the row why it cannot be."""
        try:
            record.full_clean()
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                for sentence in sentences:
                    entry.refuse(name, sentence) if name in COLUMNS else entry.problems.append(sentence)
        else:
            record._change_reason, record._history_user = self.reason, self.by
            record.save()

    # How they relate ---

    def _successor(self, entry, change):
        if not entry.successor or not (successor := self._named(entry, "successor")):
            return
        body = change.body
        if body.successor_id == successor.pk:
            return
        if not change.is_new:
            entry.refuse("successor", _("let this body give way on its own page, so that what it owes passes on."))
            return
        body.successor = successor
        self._save(entry, body)
        change.show("successor", None, successor.name)

    def _governance(self, entry, change):
        if not entry.overseer:
            if entry.from_on or entry.overseer_kind:
                entry.refuse("overseer", _("say which body oversees this force."))
            return
        force, body = change.body, self._overseer(entry, change)
        if not force.is_force:
            entry.refuse("overseer", _("only a territorial police force has one."))
        if body and not body.is_local_policing_body:
            entry.refuse("overseer", _("%s is no local policing body.") % body)
        if entry.problems:
            return
        if first := self.governed.get((force.pk, entry.from_on)):
            entry.problems.append(_("Row %(row)s says already who oversees it from that day.") % {"row": first})
            return
        self.governed[force.pk, entry.from_on] = entry.row
        self._oversees(entry, change, force, body)

    def _named(self, entry, name):
        try:
            return self.register.one(entry.said[name])
        except ValueError as error:
            entry.refuse(name, error)
            return None

    def _overseer(self, entry, change):
        """The body that oversees, entered along with the force where a row gives its kind and nothing else is known."""
        kind = entry.overseer_kind
        if not kind or self.register.called(entry.overseer):
            body = self._named(entry, "overseer")
            if body and kind and body.kind != kind:
                entry.refuse("overseer_kind", _("the register has: %s.") % body.get_kind_display())
            return body
        name = entry.overseer
        body = Body(name=name, kind=kind, slug=slugify(name)[: most_of(Body, "slug")])
        self._save(entry, body)
        if entry.problems:
            return None
        self.register.add(body)
        change.show("overseer_kind", None, str(body.get_kind_display()))
        return body

    def _oversees(self, entry, change, force, body):
        there = list(Governance.objects.filter(force=force).select_related("local_policing_body"))
        if entry.from_on is None and any(record.local_policing_body_id == body.pk for record in there):
            return
        record = next((record for record in there if record.from_on == entry.from_on), None)
        if record and record.local_policing_body_id == body.pk:
            return
        if entry.from_on is None and there:
            entry.refuse("from_on", _("say from which day: this force has had a local policing body already."))
            return
        before = record.local_policing_body.name if record else None
        record = record or Governance(force=force, from_on=entry.from_on)
        record.local_policing_body = body
        self._save(entry, record)
        change.show("overseer", before, body.name)
        if entry.from_on:
            change.show("from_on", entry.from_on if before else None, entry.from_on)
