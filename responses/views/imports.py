"""Documents come in: given to be read, checked beside the register, taken over. Nothing is written before that."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.blocks import Unreadable
from inspections.actions import ActionError
from responses.imports.accepting import Refused, is_waiting, take_over
from responses.imports.forms import UploadForm
from responses.imports.page import ReviewPage
from responses.imports.reading import review_of
from responses.imports.wording import outcome_words
from responses.models import Review

CHOOSE = "responses:import"


def _check_may(request):
    """Imports are for those who answer for a body, and for those who oversee."""
    if not (request.seat.oversees or request.seat.sides):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def import_document(request):
    """Give a document to be read; those that are still being checked are taken up again here."""
    _check_may(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid() and (review := _read(request, form)):
        return redirect("responses:import_review", review.pk)
    waiting = request.user.reviews.kept_at(timezone.now())
    return render(request, "responses/import.html", {"form": form, "waiting": waiting})


def _read(request, form):
    """The review of what was given; None where it cannot be read, which the form then says."""
    data, name = form.data_and_name
    try:
        review = review_of(data, name, at=timezone.now(), by=request.user)
    except Unreadable as error:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
        return None
    Review.objects.gone_by(review.begun_at).delete()
    review.save()
    return review


def _review(request, pk):
    return get_object_or_404(request.user.reviews.kept_at(timezone.now()), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def import_review(request, pk):
    """Check what was read, put it right, and take it over."""
    _check_may(request)
    review = _review(request, pk)
    if request.method != "POST":
        return _show(request, ReviewPage(review, request.seat))
    return THEN.get(request.POST.get("then"), _keep)(request, review)


def _show(request, page):
    return render(request, "responses/import_review.html", {"page": page, "review": page.review})


def _keep(request, review):
    """What was typed waits until it is taken up again."""
    _remember(request, review)
    messages.success(request, _("What you changed is kept. Nothing is written into the register yet."))
    return redirect("responses:import_review", review.pk)


def _remember(request, review):
    review.typed = request.POST.urlencode()
    Review.objects.filter(pk=review.pk).update(typed=review.typed)  # no error where it was taken over meanwhile


def _match_again(request, review):
    """Another report or another body was chosen: the items are compared with what it has."""
    page = ReviewPage(review, request.seat, sent=request.POST, again=True)
    return _show(request, page)


def _accept(request, review):
    """All of it is taken over, or none, and only once."""
    _remember(request, review)
    with transaction.atomic():
        if is_waiting(review, request.POST):
            return _accept_locked(request, review)
    messages.info(request, _("This import was taken over or thrown away already."))
    return redirect(CHOOSE)


def _accept_locked(request, review):
    page = ReviewPage(review, request.seat, sent=request.POST, bound=True)
    if page.is_valid() and (taken := _taken_over(request, page)):
        review.delete()
        messages.success(request, outcome_words(taken))
        return HttpResponseRedirect(_where_it_stands(taken))
    return _show(request, page)


def _taken_over(request, page):
    try:
        return take_over(page, by=request.user, on=request.day)
    except Refused as refused:
        form = page.report if refused.place is None else page.rows[refused.place].form
        form.add_error(None if refused.place is None else "take", str(refused))
    except ActionError as error:
        page.report.add_error(None, str(error))
    return None


def _where_it_stands(taken):
    if taken.force is None or not taken.inspection.related_forces.filter(force=taken.force).exists():
        return taken.inspection.get_absolute_url()
    return reverse("responses:statutory_response", args=[taken.inspection.slug, taken.force.slug])


def _throw_away(request, review):
    review.delete()
    messages.success(request, _("The import was thrown away. Nothing was written."))
    return redirect(CHOOSE)


THEN = {"accept": _accept, "keep": _keep, "match": _match_again, "throw": _throw_away}
