"""The answer page, and what is written there. Who may not see an item, or may not write for its body, gets a 404."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import typed
from inspections.actions import ActionError
from inspections.back import after_saving, kept, trail, way_back
from inspections.models import Obligation
from responses import actions, conflicts
from responses.forms import OfferForm, OwnerForm, ProgressForm
from responses.merging import place_of
from responses.owners import give
from responses.views.answer_page import AnswerPage

SAVE, SEND, SHARE = "save", "send", "share"


@require_http_methods(["GET", "HEAD", "POST"])
def compliance_detail(request, pk):
    """The answer page of one item and one body."""
    if request.method == "POST":
        return _write(request, pk)
    try:
        return _show(request, _page(request, pk))
    except Http404:
        if place := place_of(pk, request.seat):
            typed.move(request, request.path, place.get_absolute_url())
            return redirect(place)
        raise


def _page(request, pk):
    return AnswerPage(get_object_or_404(AnswerPage.obligations(request.seat), pk=pk), request.seat)


def _page_or_its_place(request, pk):
    """The page; for words that were typed while the report was merged into another one, the page in its place."""
    try:
        return _page(request, pk)
    except Http404:
        place = place_of(pk, request.seat)
        if isinstance(place, Obligation):
            return _page(request, place.pk)
        raise


def _page_of_side(request, pk, *, approver=False):
    """The page, for those who answer for the body once the item binds it; a 404 for everybody else."""
    page = _page_or_its_place(request, pk)
    if page.side is None or not page.binds or (approver and not page.approves):
        raise Http404
    return page


def _show(request, page, template="responses/answer.html"):
    page.take_up(request)
    context = {
        "page": page,
        "obligation": page.obligation,
        "item": page.item,
        "back": way_back(request, "responses:compliance_list"),
        "kept": kept(request),
        "trail": trail(request),
    }
    return render(request, template, context)


def _return(request, page):
    return redirect(page.obligation.get_absolute_url() + kept(request))


def _go_on(request, page):
    """To the response that lists the items, where one came from there; else the answer again."""
    back = after_saving(request)
    return redirect(back) if back else _return(request, page)


def _write(request, pk):
    """Save what was typed, and send or share it. Whatever stands in the way, the words are kept."""
    then = request.POST.get("then", SAVE)
    page = _page_of_side(request, pk, approver=then == SHARE)
    data, is_to_be_edited = conflicts.settled(request.POST)
    typed.keep(request, data)
    form = page.bind(data, complete=then in (SEND, SHARE))
    try:
        if is_to_be_edited:
            messages.info(request, _("Both texts are in the form now. Edit them and save: nothing is saved yet."))
        elif form.is_valid() and _done(request, page, form, THEN.get(then, _saved)):
            typed.forget(request)
            return _go_on(request, page)
    except actions.ReportMerged:
        return _write(request, pk)  # while it was being saved: now the words go where the item went
    return _show(request, page)


def _done(request, page, form, then):
    """Whether it was saved and `then` went through. If not, the page has the form to go on from."""
    given = {name: form.cleaned_data[name] for name in ("revision", "based_on")}
    try:
        page.draft = draft = actions.save_draft(page.obligation, page.side, form.words, by=request.user, **given)
        if not page.writes:
            raise actions.AnswerClosed(_("This item can no longer be answered."))
        then(request, page, draft)
    except actions.DraftChanged as changed:
        page.conflict = conflicts.within_a_side(changed.current, page.obligation, page.side, form, by=request.user)
    except actions.AnswerChanged as changed:
        page.conflict = conflicts.between_sides(draft, changed.response)
    except actions.ReportMerged:
        raise
    except actions.AnswerClosed as closed:
        messages.warning(request, _("%(why)s What you wrote is kept as a draft.") % {"why": closed})
    except ActionError as refused:
        page.bind(_with_revision(form.data, draft), complete=False).add_error(None, str(refused))
    return page.conflict is None and not page.errors


def _with_revision(data, draft):
    """The posted form, after its words were saved: the next save is of what is there now."""
    data = data.copy()
    data["revision"], data["based_on"] = draft.revision, draft.based_on
    return data


def _saved(request, page, draft):
    messages.success(request, _("Draft saved. %(readers)s") % {"readers": page.readers})


def _sent(request, page, draft):
    actions.send_to_approver(draft, by=request.user, at=timezone.now())
    messages.success(request, _("Sent to the approver. %(readers)s") % {"readers": page.readers})


def _shared(request, page, draft):
    response = actions.share(draft, by=request.user, on=request.day)
    messages.success(request, shared_words(response))


def shared_words(response):
    """What sharing did, and who reads the words now."""
    body = response.obligation.body
    if body.is_force:
        done = _("Shared with HMICFRS. %(body)s, its local policing body and HMICFRS now read it.")
    else:
        done = _("Shared with HMICFRS. %(body)s and HMICFRS now read it.")
    counts = {
        Obligation.Claim.COMPLETE: _(" The item now counts as reported complete."),
        Obligation.Claim.NO_ACTION: _(" The item now counts as no action, reason given."),
    }
    return done % {"body": body} + counts.get(response.claim, "")


THEN = {SAVE: _saved, SEND: _sent, SHARE: _shared}


# Beside the answer ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def answer_discard(request, pk):
    """Asks whether the side's draft shall go, and lets it go."""
    page = _page_of_side(request, pk)
    if page.draft.pk is None:
        messages.info(request, _("There is no draft to discard."))
        return _return(request, page)
    if request.method == "POST" and _discarded(request, page.draft):
        return _return(request, page)
    return _show(request, page, "responses/answer_discard.html")


def _discarded(request, draft):
    """Whether the draft that the person was asked about is gone; not if somebody saved it since."""
    try:
        if request.POST.get("revision") != str(draft.revision):
            raise actions.DraftChanged(draft)
        actions.discard(draft)
    except actions.DraftChanged as changed:
        messages.warning(request, _("%(why)s Look at it again before you discard it.") % {"why": changed})
        return False
    messages.success(request, _("Draft discarded. What was shared before stays as it is."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def progress_add(request, pk):
    """Adds a progress update, shared at once."""
    page = _page_of_side(request, pk)
    if request.method != "POST":
        return _return(request, page)
    typed.keep(request, request.POST)
    form = page.given["progress"] = ProgressForm(request.POST, obligation=page.obligation, day=request.day)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.record_progress(page.obligation, side=page.side, by=request.user, **form.cleaned_data)
                typed.forget(request)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Progress update added. Whoever reads the answer reads it now."))
            return _return(request, page)
    return _show(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_owner(request, pk):
    """Gives the item to somebody of the viewer's side, or to nobody. It is that side's own business."""
    page = _page_of_side(request, pk)
    if request.method != "POST" or not page.ownership.can_change:
        return _return(request, page)
    form = OwnerForm(request.POST, side=page.side, day=request.day)
    if form.is_valid():
        give(Obligation.objects.filter(pk=page.obligation.pk), to=form.cleaned_data["owner"], seat=request.seat)
        messages.success(request, owner_words(form.cleaned_data["owner"], request.seat))
    else:
        messages.warning(request, _("Choose somebody of your own side. Nothing was changed."))
    return _return(request, page)


def owner_words(owner, seat):
    """Whose the item is from now on, in a sentence."""
    if owner is None:
        return _("Nobody owns this item now.")
    if owner == seat.user:
        return _("This item is yours now.")
    return _("%(person)s owns this item now.") % {"person": owner}


@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request, pk):
    """Offers the shared answer to another force that the same item is addressed to."""
    page = _page_of_offer(request, pk)
    if request.method != "POST":
        return _return(request, page)
    form = page.given["offer"] = OfferForm(request.POST, response=page.response)
    if not form.is_valid():
        return _show(request, page)
    force = form.cleaned_data["force"]
    actions.offer(page.response, force)
    messages.success(
        request, _("Offered to %(force)s. It reads this answer now, and may accept it.") % {"force": force}
    )
    return _return(request, page)


@require_POST
def answer_offer_end(request, pk, slug):
    """Takes back an offer that was not accepted."""
    page = _page_of_offer(request, pk)
    force = get_object_or_404(page.response.offered_to, slug=slug)
    try:
        actions.take_back_offer(page.response, force)
    except ActionError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("This answer is no longer offered to %(force)s.") % {"force": force})
    return _return(request, page)


def _page_of_offer(request, pk):
    page = _page_of_side(request, pk, approver=True)
    if page.response is None or page.obligation.addressed_on is None or not page.obligation.body.is_force:
        raise Http404
    return page
