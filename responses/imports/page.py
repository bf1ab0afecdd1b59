"""What a person sees who checks a document: its facts beside the register's, and what would be taken over."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.forms import CheckboxInput, MultiWidget
from django.http import QueryDict
from django.utils.translation import gettext as _

from documents.writing.markdown import from_plain
from inspections.models import Body, Inspection, Obligation
from inspections.wording import day_words
from responses.imports.doubts import doubts
from responses.imports.forms import ItemForm, ReportForm, Way
from responses.imports.matching import candidates, match_items
from responses.imports.rows import CommentField, Row
from responses.models import Draft, Response, SourceDocument, StatutoryResponse, Words


@dataclass
class ReviewPage:
    """A document on its way into the register.

    `sent` is the form as a browser sent it, `bound` where it must be whole, `again` where the items are to be compared
    with another report than before.
    """

    review: object
    seat: object
    sent: QueryDict | None = None
    bound: bool = False
    again: bool = False

    def __post_init__(self):
        if self.sent is None and self.review.typed:
            self.sent = QueryDict(self.review.typed)

    @property
    def facts(self):
        return self.review.facts

    # The report and the body

    @cached_property
    def bodies(self):
        """Whose answers this person may bring in."""
        if self.seat.oversees:
            return Body.objects.addressable().order_by("name")
        return self.seat.bodies

    @cached_property
    def inspections(self):
        return Inspection.objects.visible_to(self.seat)

    @cached_property
    def candidates(self):
        return candidates(self.facts, self.inspections)

    @cached_property
    def force(self):
        """The body that answers, None while it is not chosen."""
        if self.sent is not None:
            return self.bodies.filter(pk=key_of(self.sent.get("report-force"))).first()
        named = self.bodies.filter(name=self.facts["force"] or "").first()
        return named or (self.bodies[0] if len(self.bodies) == 1 else None)

    @cached_property
    def inspection(self):
        """The report of the register, None for one that it does not have."""
        if self.sent is not None:
            return self.inspections.filter(pk=key_of(self.sent.get("report-inspection"))).first()
        best = self.candidates[0] if self.candidates else None
        return best.report if best and best.is_the_same else None

    @property
    def side(self):
        """From which side this person writes the answers of the body, None for those who only oversee."""
        return self.seat.sides.get(self.force.pk) if self.force else None

    @property
    def ways(self):
        """How the document may be taken over by this person."""
        if self.seat.oversees:
            return [Way.PUBLISHED, Way.FOUND, Way.REGISTER]
        side = self.side
        publishes = side and side.approves and side.is_office
        return [Way.DRAFT, Way.PUBLISHED, Way.FOUND] if publishes else [Way.DRAFT]

    @property
    def may_add_items(self):
        """Whether items may be new: never in the register by an office, whose own proposal it may fill."""
        report = self.inspection
        own = report is not None and report.is_proposed and report.proposed_by_id in self.seat.body_ids
        return report is None or own or self.seat.oversees

    @cached_property
    def report(self):
        kwargs = {
            "seat": self.seat,
            "bodies": self.bodies,
            "inspections": self.inspections,
            "likely": [one.report for one in self.candidates],
            "ways": self.ways,
        }
        if self.bound:
            return ReportForm(self.sent, **kwargs)
        form = ReportForm(initial=self._report_facts(), **kwargs)
        return _filled(form, self.sent)

    def _report_facts(self):
        facts = self.facts
        report = {name: facts[name] for name in ("title", "published_on")}
        comments = {name: words for name, words in self.comments.items() if not self.standing_comments.get(name)}
        chosen = {"force": self.force, "inspection": self.inspection, "answered_on": facts["response_date"]}
        return report | (facts["inspection_type"] or {}) | comments | chosen | {"how": self.ways[0]}

    @property
    def comments(self):
        """The comments on the whole report that the document has, in Markdown, by the names of their fields."""
        return {
            "comments": from_plain(self.facts["local_policing_body_comments"]),
            "chief_officer_comments": from_plain(self.facts["chief_officer_comments"]),
        }

    @cached_property
    def standing_comments(self):
        """Those that the register has, as far as this person may read them."""
        response = self.recorded
        return {
            name: getattr(response, name) for name in self.comments if response and response.is_read_by(self.seat, name)
        }

    def writes(self, name):
        """Whether these comments are this person's to enter: the force has no part in the other side's.

        Once they are published, those who publish enter them.
        """
        if self.recorded and self.recorded.published_on and not self.may_publish:
            return False
        if self.seat.oversees or name == "chief_officer_comments":
            return True
        return self.side is not None and self.side.is_office

    @property
    def comment_fields(self):
        """The comments that this person may enter: (name, how they stand)."""
        for name, read in self.comments.items():
            if self.writes(name):
                standing = self.standing_comments.get(name, "")
                yield name, CommentField(self.report[name], read, standing)

    @property
    def leaves_comments(self):
        """Whether the document has comments that are not this person's to enter, because the response is published."""
        published = self.recorded is not None and self.recorded.published_on is not None
        return published and any(words and not self.writes(name) for name, words in self.comments.items())

    @property
    def writes_comment(self):
        """Whether this person enters the local policing body's answers to items."""
        return self.writes("comments")

    @property
    def may_publish(self):
        return Way.PUBLISHED in self.ways

    # The items

    @cached_property
    def standing(self):
        """The items of the report in the register."""
        if self.inspection is None:
            return []
        return list(self.inspection.items.standing().order_by("sequence", "pk"))

    @cached_property
    def rows(self):
        """The items of the document, in its order."""
        matches = match_items(self.facts["items"], self.standing)
        return [self._row(place, read, matches[place]) for place, read in enumerate(self.facts["items"])]

    def _row(self, place, read, match):
        row = Row(read, None, match, may_be_new=self.may_add_items, may_share=self.may_publish)
        row.form = self._form(place, row)
        if self.sent is not None and not self.again:
            row.item = self._chosen(row.form)
        row.was_matched = row.item is not None
        if row.item is not None:
            row.obligation = self._owed.get(row.item.pk)
            row.now = self._answers.get(row.obligation.pk) if row.obligation else None
            row.mark = self._marks.get(row.obligation.pk, "") if row.obligation else ""
        row.seen = self.sent.get(f"{row.form.prefix}-seen", "") if self.sent is not None else row.mark
        if self.sent is None or self.again:
            row.form.initial |= {"take": "yes" if row.begins_taken else "no", "position": _position(row)}
        return row

    def _form(self, place, row):
        labels = [(item.pk, f"{item.label}: {item.short}") for item in self.standing]
        none = _("Nothing there: it is new") if row.may_be_new else _("Nothing there: leave it out")
        kwargs = {"prefix": f"item-{place}", "choices": [("", none), *labels]}
        if self.bound:
            return ItemForm(self.sent, **kwargs)
        read = row.read
        initial = {
            "same_as": row.item.pk if row.item else "",
            "kind": read["kind"],
            "number": read["number"],
            "text": read["text"],
            "deadline": read["deadline"]["text"],
            "addressed_to": ", ".join(read["addressees"]),
            "condition": read["condition"],
        }
        form = ItemForm(initial=initial | row.answer, **kwargs)
        return form if self.again else _filled(form, self.sent)

    def _chosen(self, form):
        chosen = form["same_as"].value()
        return next((item for item in self.standing if str(item.pk) == str(chosen)), None)

    @cached_property
    def _owed(self):
        """What the body owes of the report: {item id: obligation}."""
        if self.force is None or self.inspection is None:
            return {}
        rows = Obligation.objects.live().filter(body=self.force, recommendation__inspection=self.inspection)
        return {row.recommendation_id: row for row in rows.select_related("recommendation__inspection", "body")}

    @cached_property
    def _answers(self):
        """What stands there now, by obligation: the draft of this person's side before what is shared."""
        return {answer.obligation_id: answer for answer in self._all_answers}

    @cached_property
    def _marks(self):
        """What tells the answers of now from those of another time, by obligation."""
        marks = {}
        for answer in self._all_answers:
            mark = f"{answer._meta.model_name}-{answer.pk}-{answer.revision}"
            marks[answer.obligation_id] = f"{marks.get(answer.obligation_id, '')} {mark}".strip()
        return marks

    @cached_property
    def _all_answers(self):
        """What is shared, then the drafts of this person's side."""
        rows = self._owed.values()
        shared = Response.objects.readable_by(self.seat).filter(obligation__in=rows)
        drafts = Draft.objects.readable_by(self.seat).filter(obligation__in=rows)
        if self.side:
            drafts = drafts.filter(side=self.side.body)
        related = "answered_with__obligation__recommendation"
        return [*shared.select_related(related), *drafts.select_related(related)]

    @property
    def to_look_at(self):
        return [row for row in self.rows if not (row.is_agreed or row.is_idle)]

    @property
    def agreed(self):
        return [row for row in self.rows if row.is_agreed]

    @property
    def idle(self):
        return [row for row in self.rows if row.is_idle]

    @cached_property
    def left_out(self):
        """Items of the report that are addressed to the body, and that the document does not hold."""
        found = {row.item.pk for row in self.rows if row.item}
        return [item for item in self.standing if item.pk in self._owed and item.pk not in found]

    # What to be told

    @cached_property
    def taken_before(self):
        """The document as it was taken over before, for this report and body, None where it was not."""
        same = SourceDocument.objects.filter(sha256=self.review.sha256, inspection=self.inspection, force=self.force)
        return same.select_related("by").first() if self.inspection else None

    @cached_property
    def warnings(self):
        """What does not add up: (sentence, place on the page it is about, "" where it is about the whole)."""
        return list(doubts(self))

    @property
    def summary(self):
        """The facts of the whole document: (what, as the document has it, as the register has it, verdict)."""
        facts, report = self.facts, self.inspection
        yield _("Whose answers"), facts["force"] or _("Not found"), self.force or "", self._verdict_on_force()
        yield _("Report"), facts["title"] or _("Not found"), report or "", self._verdict_on_report()
        day = _day(facts["published_on"]) or facts["published_month"] or _("Not found")
        known = day_words(report.published_on) if report and report.published_on else ""
        yield _("Report published"), day, known, _("Same") if day == known else _("New") if not report else _("Check")
        recorded = self.recorded
        now = day_words(recorded.published_on) if recorded and recorded.published_on else _("Nothing")
        yield _("Response dated"), _day(facts["response_date"]) or _("Not found"), now, ""

    def _verdict_on_force(self):
        if self.force is None:
            return _("Choose")
        return _("Same") if self.facts["force"] == self.force.name else _("Check")

    def _verdict_on_report(self):
        if self.inspection is None:
            return _("New: the register does not have it") if self.facts["title"] else _("Choose, or enter its title")
        candidate = next((one for one in self.candidates if one.report == self.inspection), None)
        if candidate is None or not candidate.is_the_same:
            return _("Chosen by you")
        return _("Matched by day and words") if candidate.same_day else _("Matched by words")

    @cached_property
    def recorded(self):
        """What the register has of the response to this report, None where it has nothing."""
        duties = StatutoryResponse.objects.filter(duty__inspection=self.inspection, duty__force=self.force)
        return duties.first() if self.inspection and self.force else None

    # Whole

    @property
    def item_forms(self):
        return [row.form for row in self.rows]

    def is_valid(self):
        """Whether everything can be taken over. Every form is looked at, so that all errors are said at once."""
        valid = [self.report.is_valid(), *(row.is_valid() for row in self.rows)]
        return all(valid) and self._each_once() and self._comments_seen()

    def _each_once(self):
        """Whether no two items of the document are the same one of the register: one answer would be lost."""
        found = set()
        for row in self.rows:
            if row.form.is_taken and row.item is not None:
                if row.item in found:
                    row.form.add_error("take", _("Another item of the document is this one already. Leave one out."))
                found.add(row.item)
        return all(row.form.is_valid() for row in self.rows)

    @property
    def comments_mark(self):
        """What tells the comments that stand there now from those of another time; "" where nothing is recorded."""
        if self.recorded is None:
            return ""
        said = [str(self.recorded.published_on), *self.standing_comments.values()]
        return sha256("\0".join(said).encode()).hexdigest()[:16]

    def _comments_seen(self):
        given = any(self.report.cleaned_data[name] for name in self.comments)
        if given and self.comments_mark not in ("", self.sent.get("report-seen")):
            sentence = _("The register has other comments now than when you looked. Look at them, and accept again.")
            self.report.add_error(None, sentence)
        return self.report.is_valid()

    def as_sent(self):
        """The page as a browser would send it back unchanged."""
        sent = QueryDict(mutable=True)
        for form in [self.report, *self.item_forms]:
            for bound_field in form:
                sent.update(_sent(bound_field))
        sent.update({f"{row.form.prefix}-seen": row.mark for row in self.rows} | {"report-seen": self.comments_mark})
        return sent


def key_of(value):
    """The number of a record that a browser sent, None where it is none."""
    return int(value) if value and value.isdecimal() and len(value) < 19 else None


def _day(iso):
    return day_words(date.fromisoformat(iso)) if iso else ""


def _position(row):
    if row.now:
        return row.now.position
    return Words.Position.IN_PROGRESS if row.read["force_response"] else Words.Position.NOT_STARTED


def _filled(form, sent):
    """The form with what was typed before, not yet asked to be whole."""
    if sent is not None:
        for name, bound_field in ((name, form[name]) for name in form.fields):
            form.initial[name] = bound_field.field.widget.value_from_datadict(sent, {}, bound_field.html_name)
    return form


def _sent(bound_field):
    """{name: value} of one field, several for a day in three boxes, none for an empty tick."""
    value, widget, name = bound_field.value(), bound_field.field.widget, bound_field.html_name
    if isinstance(widget, MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        return {f"{name}{suffix}": str(part or "") for suffix, part in zip(widget.widgets_names, parts, strict=True)}
    if isinstance(widget, CheckboxInput):
        return {name: "on"} if value else {}
    return {name: "" if value is None else str(getattr(value, "pk", value))}
