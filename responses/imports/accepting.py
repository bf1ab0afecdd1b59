"""A checked document is taken over: the report, its items and the answers to them, all at once or not at all."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inspections.actions import ActionError, address, address_to_all_forces
from inspections.actions.addressing import NO_DAY
from inspections.fields import most_of
from inspections.forms.items import last_place
from inspections.forms.pasting import names_of
from inspections.governance import overseer_of
from inspections.itemrules import check_due, number_used
from inspections.models import Act, Body, Inspection, Recommendation, RelatedForce
from responses.actions import draft_for, enter_answers, lacking, save_draft
from responses.imports.forms import Way
from responses.imports.page import key_of
from responses.models import Response, Review, SourceDocument, StatutoryResponse


class Refused(ActionError):
    """Something stands in the way of one item. `place` is its number in the document, from 0; None: of the whole."""

    def __init__(self, sentence, place=None):
        super().__init__(sentence)
        self.place = place


@dataclass
class Taken:
    """What taking a document over did. `counts` are of new reports, items, answers, comments."""

    inspection: Inspection
    force: Body | None
    counts: Counter = field(default_factory=Counter)

    @property
    def is_nothing(self):
        return not self.counts.total()


def is_waiting(review, sent):
    """Whether nobody took it over meanwhile. Whoever takes over for the same body or report waits from now on.

    Asked within the transaction in which it is taken over, before its page is made.
    """
    locks = ((Body, sent.get("report-force")), (Inspection, sent.get("report-inspection")))
    for model, chosen in locks:
        list(model.objects.select_for_update(of=("self",), no_key=True).filter(pk=key_of(chosen)).values_list("pk"))
    return Review.objects.select_for_update().filter(pk=review.pk).exists()


@transaction.atomic
def take_over(page, *, by, on):
    """Take over what is chosen on a page whose forms are valid. What the register has already stays as it is."""
    cleaned = page.report.cleaned_data
    taken = Taken(page.inspection or _new_report(page, by=by, on=on), page.force)
    taken.counts["report"] = page.inspection is None
    _add_items(page, taken, by=by)
    way = Way(cleaned["how"])
    if way is Way.DRAFT:
        _save_drafts(page, taken, by=by)
    elif way.publishes:
        _publish(page, taken, by=by, on=on)
    if way is not Way.REGISTER:
        _save_comments(page, taken, way, reason=_reason(page))
    if not taken.is_nothing:
        SourceDocument.objects.get_or_create(
            inspection=taken.inspection,
            force=page.force,
            sha256=page.review.sha256,
            defaults={"name": page.review.name, "on": on, "by": by, "miscounts": page.facts["miscounts"]},
        )
    return taken


def _reason(page):
    return _("From the document %(name)s.") % {"name": page.review.name}


# The report ----------------------------------------------------------------------------------------------------------


def _new_report(page, *, by, on):
    """A report that the register does not have: an office only proposes it."""
    known = SourceDocument.objects.filter(sha256=page.review.sha256, force=page.force, inspection__in=page.inspections)
    if document := known.select_related("inspection").first():
        sentence = _("This document was taken over already, for the report “%(report)s”. Choose that one above.")
        raise Refused(sentence % {"report": document.inspection})
    cleaned = page.report.cleaned_data
    inspection = Inspection(
        title=cleaned["title"],
        slug=_free_slug(cleaned["title"]),
        published_on=cleaned["published_on"],
        proposed_by=None if page.seat.oversees else page.side.body,
        **{name: cleaned[name] for name in Inspection.TYPES},
    )
    inspection._change_reason = _reason(page)
    inspection.save()
    forces = Body.objects.forces().active_on(inspection.published_on) if inspection.national else [page.force]
    RelatedForce.objects.bulk_create(
        RelatedForce(inspection=inspection, force=force) for force in {*forces, page.force} if force and force.is_force
    )
    return inspection


def _free_slug(title):
    longest = most_of(Inspection, "slug") - 4
    slug = slugify(title)[:longest].strip("-") or "report"
    taken = set(Inspection.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{number}" for number in range(2, 999))) if name not in taken)


# Its items -----------------------------------------------------------------------------------------------------------


def _add_items(page, taken, *, by):
    """Items that the report does not have yet, after those it has, addressed as the document says."""
    added = [place for place, row in enumerate(page.rows) if row.form.is_taken and row.is_new]
    if not added:
        return
    if taken.inspection.published_on is None:
        raise Refused(str(NO_DAY), added[0])
    names, last, cause = names_of(taken.inspection), last_place(taken.inspection), None
    for place, row in enumerate(page.rows):
        if row.form.is_taken and row.is_new:
            last += 1
            under = cause if row.form.cleaned_data["kind"] == Recommendation.Kind.RECOMMENDATION else None
            row.item = _add_item(page, taken, row, last, under, place)
            _address(row.item, row.form.cleaned_data["addressed_to"], names, page.force, by=by)
            row.obligation = row.item.obligations.live().filter(body=page.force).first()
            taken.counts["items"] += 1
        if row.item:
            cause = row.item if row.item.is_cause else row.item.cause


def _add_item(page, taken, row, sequence, cause, place):
    cleaned = row.form.cleaned_data
    item = Recommendation(
        inspection=taken.inspection,
        sequence=sequence,
        cause=cause,
        kind=cleaned["kind"],
        number=cleaned["number"],
        text=cleaned["text"],
        deadline_text=row.form.deadline.text,
        addressed_to=cleaned["addressed_to"],
        condition=cleaned["condition"],
        issued_on=taken.inspection.published_on,
    )
    item.deadline = row.form.deadline
    try:
        check_due(item.due_on, item.issued_on)
    except ValidationError as error:
        raise Refused(error.messages[0], place) from error
    number_again = taken.inspection.items.standing().filter(kind=item.kind, number=item.number, cause=cause)
    if item.number and number_again.exists():
        raise Refused(number_used({"kind": item.kind, "number": item.number, "cause": cause}), place)
    item._change_reason = _reason(page)
    item.save()
    return item


def _address(item, words, names, force, *, by):
    found = names.read(words, own=force.pk if force else None)
    if found.all_forces:
        address_to_all_forces(item, by=by)
    address(item, Body.objects.filter(pk__in=found.bodies), by=by)


# The answers ---------------------------------------------------------------------------------------------------------


def _words(row, *, comment=True):
    cleaned = row.form.cleaned_data
    words = {"position": cleaned["position"], "action": cleaned["action"]}
    return words | ({"comment": cleaned["comment"]} if comment else {})


def _answered(page):
    """The rows that are taken over with an answer to be written."""
    for place, row in enumerate(page.rows):
        cleaned = row.form.cleaned_data
        if row.form.is_taken and (cleaned["action"] or cleaned["comment"]):
            if row.obligation is None:
                sentence = _("This item is not addressed to %(body)s, so it takes no answer. Leave the answer empty.")
                raise Refused(sentence % {"body": page.force}, place)
            if row.obligation.closed_on:
                raise Refused(_("This item is closed. It must be reopened before it can be answered again."), place)
            yield place, row


def _save_drafts(page, taken, *, by):
    """The answers as drafts of this person's side. The side of the force does not write the other side's comment."""
    side = page.side
    for _place, row in _answered(page):
        draft = draft_for(row.obligation, side, by=by)
        words = _words(row, comment=side.is_office)
        if all(getattr(draft, name) == value for name, value in words.items()):
            continue
        letter_on = page.report.cleaned_data["answered_on"]
        if side.is_office and letter_on:
            words["letter_on"] = letter_on
        save_draft(row.obligation, side, words, by=by, revision=draft.revision)
        taken.counts["answers"] += 1


def _publish(page, taken, *, by, on):
    """The answers as everybody may read them, dated by the document."""
    reported_on = taken.inspection.published_on
    if reported_on is None or reported_on > on:
        raise Refused(_("The report itself is not published yet: no response came before it."))
    cleaned = page.report.cleaned_data
    stated = cleaned["response_published_on"] if cleaned["how"] == Way.PUBLISHED else None
    published_on = stated or cleaned["answered_on"]
    basis = Act.Basis.STATED if stated else Act.Basis.RESPONSE if published_on else Act.Basis.ENTRY
    office = overseer_of(page.force, published_on or on) or page.force
    # Shared on the day of publication: what is shared later is not published with it.
    dated = {
        "by": by,
        "on": published_on or on,
        "dated_on": cleaned["answered_on"] or published_on or on,
        "basis": basis,
    }
    for place, row in _answered(page):
        shared = Response.objects.filter(obligation=row.obligation).first()
        words = _words(row)
        if shared and all(getattr(shared, name) == value for name, value in words.items()):
            continue
        if sentence := lacking({**words, "answered_with": shared.answered_with if shared else None}):
            raise Refused(sentence, place)
        try:
            enter_answers([(row.obligation, words, office)], **dated, reason=_reason(page))
        except ActionError as error:
            raise Refused(str(error), place) from error
        taken.counts["answers"] += 1
    _record_publication(page, taken, office, published_on or on, basis)


def _record_publication(page, taken, office, published_on, basis):
    response = _response_to(page, taken)
    if response is None or response.published_on:
        return
    for name in page.report.WORDS:
        if not response.is_read_by(page.seat, name):  # words of its office that it did not publish with the document
            setattr(response, name, page.report.cleaned_data[name])
    response.body, response.published_on, response.published_basis = office, published_on, basis
    response.address = page.report.cleaned_data["address"]
    response._change_reason = _reason(page)
    response.save()
    taken.counts["publication"] += 1


def _response_to(page, taken):
    """What is recorded of the response to the report, or a new record of it; None where none is owed."""
    duties = RelatedForce.objects.select_for_update(of=("self",))  # as whoever signs it off, or writes in it, does
    duty = duties.filter(inspection=taken.inspection, force=page.force).first()
    if duty is None:
        return None
    return StatutoryResponse.objects.filter(duty=duty).first() or StatutoryResponse(duty=duty)


# The comments on the whole report ------------------------------------------------------------------------------------


def _save_comments(page, taken, way, *, reason):
    """The comments on the report, where nothing else stands there."""
    cleaned, response = page.report.cleaned_data, _response_to(page, taken)
    if response is None:
        return
    given = {name: cleaned[name] for name in page.report.WORDS if cleaned[name] and page.writes(name)}
    changed = {name: words for name, words in given.items() if getattr(response, name) != words}
    if not changed:
        return
    if response.signed_on or (response.is_frozen and way is Way.DRAFT):
        raise Refused(
            _("The response is signed off or published, and its words no longer change. Leave the comments empty.")
        )
    for name, words in changed.items():
        setattr(response, name, words)
    if page.writes("comments"):
        response.dated_on = response.dated_on or cleaned["answered_on"]
    if response.body_id is None:
        response.body = overseer_of(page.force, page.seat.day) or page.force
    response._change_reason = reason
    response.save()
    taken.counts["comments"] += len(changed)
