"""How far a response has come, as one viewer may know it: its steps by kind, what happened, and its versions."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models.fields.json import KT
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.writing.content import Layout
from documents.writing.forms import Form
from inspections.wording import day_words
from responses.models import OfficeSettings, Step, Version, VersionDocument
from responses.statutory import Clock
from responses.workspace.log import PREPARING, SENDING, Kind, Log, is_undone
from responses.workspace.sections import response_to, settings_of

ORDER = (*PREPARING, Kind.SIGNED, *SENDING, Kind.PUBLISHED)

NAMES = {
    Kind.ASKED: "ask",
    Kind.RECEIVED: "received",
    Kind.READY: "ready",
    Kind.SIGNED: "sign-off",
    Kind.SECRETARY: "home-secretary",
    Kind.INSPECTORATE: "inspectorate",
    Kind.PUBLISHED: "published",
    Kind.CORRECTING: "correction",
}
"""What each step is called in addresses."""

ELSEWHERE = "published-elsewhere"

FORMS = {
    Form.HTML: gettext_lazy("Web page"),
    Form.PDF: gettext_lazy("PDF"),
    Form.DOCX: gettext_lazy("Word"),
    Form.ODT: gettext_lazy("OpenDocument"),
}
"""The forms of a document, as their links read."""


@dataclass(frozen=True)
class Link:
    """Something to do next: the words of a link, and the address."""

    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """One kind of step as it stands: its day, or in words that there is none. `late` says by how much it was late."""

    kind: str
    label: str
    on: date | None
    words: str = ""
    late: str = ""
    notes: list = field(default_factory=list)
    links: list = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """One entry of the log. `by` and `reason` are told to those who may know them."""

    title: str
    on: date
    by: str
    lines: list
    reason: str
    undone: bool


@dataclass(frozen=True)
class Download:
    """One file of a version, or of what is being written."""

    text: str
    layout: str
    form: str
    url: str
    size: int | None = None


@dataclass(frozen=True)
class Kept:
    """A version as it is listed: the office and those who oversee know who signed it off, and in spite of what."""

    version: Version
    signatory: str
    published: Step | None
    tells: bool
    downloads: list


class Progress:
    """The steps of the response that a duty asks for, as somebody in this seat sees them.

    The office sees all, and what it may do next. The force and administrators see every day; the inspectorate when its
    copy was sent, and everybody when the response was published. Who did it and why is for the office and overseers.
    """

    def __init__(self, duty, seat, response=None):
        self.duty, self.seat, self.day = duty, seat, seat.day
        self.response = response_to(duty, seat.day) if response is None else response
        self.log = Log(self.response)
        side = seat.sides.get(duty.force_id)
        self.of_office = side is not None and side.is_office
        self.of_force = side is not None and not self.of_office
        self.approves = self.of_office and side.approves

    @property
    def reads_drafts(self):
        """Whether what is not published is theirs to read."""
        return self.of_office and not self.seat.looking

    @property
    def tells(self):
        """Whether this viewer may know who did what, and why."""
        return self.of_office or self.seat.oversees

    @cached_property
    def kinds(self):
        if self.of_office or self.of_force or self.seat.administrator:
            return ORDER
        return (Kind.INSPECTORATE, Kind.PUBLISHED) if self.seat.inspectorate else (Kind.PUBLISHED,)

    def url(self, name):
        return reverse("responses:response_step", args=[*self._place, name])

    @cached_property
    def page(self):
        return reverse("responses:response_steps", args=self._place)

    @cached_property
    def _place(self):
        return [self.duty.inspection.slug, self.duty.force.slug]

    @property
    def settings(self):
        """Where the settings of the office are, for its approvers; "" for everybody else."""
        return reverse("responses:office_settings", args=[self.response.body.slug]) if self.approves else ""

    @property
    def title(self):
        return self.duty.inspection.short

    # Rows

    @cached_property
    def clock(self):
        return Clock(self.duty, self.day)

    @cached_property
    def rows(self):
        return [self._row(kind) for kind in self.kinds]

    def _row(self, kind):
        on = self._day_of(kind)
        over = self.response.published_on and self.response.is_frozen
        words = "" if on else _("Not recorded here") if over else _("Not yet")
        late = notes = None
        if kind == Kind.ASKED and self.response.comments_due_on:
            notes = [_("for comments by %(day)s") % {"day": day_words(self.response.comments_due_on)}]
        elif kind == Kind.RECEIVED and self.response.absence and not on:
            words = _("None came")
        elif kind == Kind.RECEIVED and self.response.chief_officer_comments and not on:
            words = _("In the response; the day is not recorded")
        elif kind == Kind.RECEIVED:
            late = self._late_comments()
        elif kind == Kind.PUBLISHED:
            words, late, notes = self._publication(words)
        notes = [*(notes or ()), *self._of_latest(kind)]
        return Row(kind, Kind(kind).label, on, words, late or "", notes, self._links(kind))

    def _day_of(self, kind):
        if kind == Kind.PUBLISHED:
            return None if self.clock.day_unknown else self.clock.published_on
        days = {
            Kind.ASKED: self.response.comments_asked_on,
            Kind.RECEIVED: self.response.comments_received_on,
            Kind.READY: self.response.ready_on,
            Kind.SIGNED: self.response.signed_on,
            Kind.SECRETARY: self.response.sent_to_secretary_on,
            Kind.INSPECTORATE: self.response.sent_to_inspectorate_on,
        }
        return days[kind]

    def _late_comments(self):
        due_on = self.response.comments_due_on
        until = self.response.comments_received_on or (None if self.response.is_frozen else self.day)
        return _late(until - due_on) if due_on and until else ""

    def _publication(self, words):
        """Words where there is no day, how late it is, and notes. Police Act 1996 s.55(5A)."""
        clock = self.clock
        if clock.day_unknown:
            return _("Published, on a day that is not known"), "", []
        if clock.published_on:
            notes = [_("day %(number)s") % {"number": clock.number}]
            notes += [_("dated by the response itself")] if clock.from_response else []
            notes += [self._other] if self.response.answered_by_id else []
            return words, _late(clock.published_on - clock.last_day), notes
        if clock.last_day is None or not self.duty.is_owed:
            return _("Not yet"), "", []
        return _("By %(day)s") % {"day": day_words(clock.last_day)}, _late(self.day - clock.last_day), []

    @property
    def _other(self):
        return _("with the response to %(report)s") % {"report": self.response.answered_by.duty.inspection.short}

    def _of_latest(self, kind):
        """Where a correction was begun or made: what has become of the latest version."""
        latest = self.log.latest
        if latest is None or kind in PREPARING:
            return []
        if kind == Kind.SIGNED:
            return [self._signed(latest)]
        if latest.number == 1:
            return []
        step = next(iter(self.log.of(kind, version=latest)), None)
        if step is None and not (self.of_office or self.of_force):
            return []
        told = {"number": latest.number, "day": day_words(step.on) if step else ""}
        return [(_("version %(number)s on %(day)s") if step else _("version %(number)s not yet")) % told]

    def _signed(self, version):
        told = {"number": version.number, "day": day_words(version.signed_on)}
        if self.response.signed_on:
            return _("version %(number)s") % told
        return _("version %(number)s on %(day)s; a correction is being written") % told

    # What to do next

    def takes(self, kind):
        """Whether such steps are this viewer's to take: an editor prepares, the rest is the approver's."""
        return self.of_office if kind in PREPARING else self.approves

    def may(self, kind):
        """Whether this viewer may take the step, as the response stands."""
        return self.takes(kind) and not self.log.refusal(kind)

    def _links(self, kind):
        links = []
        if self.may(kind):
            again = kind == Kind.ASKED and self.response.comments_asked_on
            signs, elsewhere = kind == Kind.SIGNED, kind == Kind.PUBLISHED and self.log.current is None
            text = _("Sign off") if signs else _("Ask again") if again else _("Record")
            text, name = (_("Published elsewhere"), ELSEWHERE) if elsewhere else (text, NAMES[kind])
            links.append(Link(text, self.url(name)))
        if kind == Kind.PUBLISHED and self.may(Kind.CORRECTING):
            links.append(Link(_("Begin a correction"), self.url(NAMES[Kind.CORRECTING])))
        step = self.log.last(kind)
        if step and self.approves and self._can_be_undone(step):
            links.append(Link(_("Undo"), self.undo_url(step)))
        return links

    def _can_be_undone(self, step):
        return step.kind in (*SENDING, Kind.PUBLISHED) or not self.log.refusal_of_undoing(step)

    def undo_url(self, step):
        return reverse("responses:response_undo", args=[*self._place, step.pk])

    @cached_property
    def next(self):
        """The one thing to do next, as a button; None where this viewer has nothing to do."""
        buttons = {
            Kind.READY: _("Ready for sign-off"),
            Kind.SIGNED: _("Sign off"),
            Kind.PUBLISHED: _("Record the publication"),
        }
        for kind, text in buttons.items():
            if self.may(kind) and (kind != Kind.PUBLISHED or self.log.current):
                return Link(text, self.url(NAMES[kind]))
        return None

    @property
    def correcting(self):
        """The step by which the correction began that is being written, None where none is."""
        return self.log.last(Kind.CORRECTING) if self.response.correction and self.kinds == ORDER else None

    @property
    def undo_correction(self):
        step = self.correcting
        return self.undo_url(step) if step and self.approves and not self.log.refusal_of_undoing(step) else ""

    # What happened

    @cached_property
    def events(self):
        """The log, the last entry first, those that were undone among them; for those who may know."""
        if not self.tells:
            return []
        seen = {*self.kinds, Kind.CORRECTING} if self.kinds == ORDER else set(self.kinds)
        return [_event(step, self.log) for step in reversed(self.log.all) if _told_of(step, self.log) in seen]

    # Versions and documents

    @cached_property
    def versions(self):
        """Versions that this viewer may read, the last one first."""
        published = dict(self.log.published(self.day))
        readable = [one for one in self.log.versions if self.reads_drafts or one in published]
        if not readable:
            return []
        keys = [version.pk for version in readable]
        related = Version.objects.filter(pk__in=keys).defer("held").select_related("signed_by")
        found = related.annotate(name=KT("held__signatory__name"), office=KT("held__signatory__title"))
        files = _files(keys)
        return [
            Kept(
                version=version,
                signatory=", ".join(filter(None, [version.name, version.office])),
                published=published.get(version),
                tells=self.tells,
                downloads=[
                    self._download(version, *file) for file in sorted(files[version.pk], key=_place_of(version))
                ],
            )
            for version in found.order_by("-pk")
        ]

    def _download(self, version, layout, form, size):
        address = reverse("responses:version_document", args=[*self._place, version.number, layout, form])
        return Download(FORMS[form], OfficeSettings.Layouts(layout).label, form, address, size)

    @cached_property
    def preview(self):
        """The document that is being written, in every form; nothing for those who do not write it."""
        if not self.reads_drafts or self.response.is_frozen:
            return []
        layout = self.response.layout or settings_of(self.response.body).layout
        return [
            Download(text, layout, form, reverse("responses:response_document", args=[*self._place, layout, form]))
            for form, text in FORMS.items()
        ]


def _late(distance):
    days = distance.days
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days} if days > 0 else ""


def _files(versions):
    """{version: [(layout, form, bytes)]}, in one query that leaves the files where they are."""
    found = {key: [] for key in versions}
    rows = VersionDocument.objects.filter(version__in=versions).annotate(size=Length("data"))
    for version, *file in rows.values_list("version", "layout", "form", "size"):
        found[version].append(file)
    return found


def _place_of(version):
    """The order of a version's files: its own layout first, and the forms as in FORMS."""
    forms, layouts = list(FORMS), list(Layout)
    return lambda file: (file[0] != version.layout, layouts.index(file[0]), forms.index(file[1]))


def _told_of(step, log):
    """The kind of step that an entry tells of: an undoing tells of what it undoes."""
    return next(one.kind for one in log.all if one.pk == (step.undoes_id or step.pk))


def _event(step, log):
    label = Kind(_told_of(step, log)).label
    title = _("Undone: %(what)s") % {"what": label} if step.kind == Kind.UNDONE else label
    lines = []
    if step.version:
        lines.append(_("Version %(number)s") % {"number": step.version.number})
    if step.due_on:
        lines.append(_("Comments asked for by %(day)s") % {"day": day_words(step.due_on)})
    if step.address:
        lines.append(step.address)
    return Event(title, step.on, str(step.by or ""), lines, step.reason, is_undone(step))
