"""Open items on a spreadsheet: taken out, filled in offline, and brought in after a look at every change."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError
from inspections.back import kept, way_back
from inspections.models import Obligation
from inspections.querysets import IS_OPEN
from inspections.sheets import SheetRefused
from inspections.views.exports import Export
from responses.filters.compliance import order
from responses.models import FilledSheet
from responses.roundtrip.accepting import AlreadyDone, Then
from responses.roundtrip.forms import FilledSheetForm
from responses.roundtrip.page import SheetPage
from responses.roundtrip.reading import lines_of
from responses.roundtrip.writing import write_sheet
from responses.views.compliance import ComplianceList

UPLOAD = "responses:sheet_upload"


def _check_may(request):
    """For those who answer for a body."""
    if not request.seat.sides:
        raise Http404


def _open_items(rows, seat):
    """Of these, what the person may fill in."""
    return rows.filter(IS_OPEN, body__in=list(seat.sides))


class SheetDownload(Export, ComplianceList):
    """The open items of one's own bodies that the filters leave, to be filled in."""

    page, title, kinds = "responses:compliance_list", gettext_lazy("Our items"), ("xlsx", "ods")

    def get(self, request, *args, **kwargs):
        _check_may(request)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return _open_items(super().get_queryset(), self.request.seat)

    def pieces(self, kind):
        day, chosen = self.request.day, self.filterset
        rows = chosen.qs.with_status(day).order_by(*order(chosen.sorted_by, day))
        return write_sheet(kind, rows, self.request.seat)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_upload(request):
    """Download the sheet, and give it back when it is filled in; those that wait to be accepted are found here."""
    _check_may(request)
    form = FilledSheetForm(request.POST, request.FILES) if request.method == "POST" else FilledSheetForm()
    if form.is_bound and form.is_valid() and (filled := _read(request, form)):
        return redirect(reverse("responses:sheet_review", args=[filled.pk]) + kept(request))
    context = {
        "form": form,
        "items": _open_items(Obligation.objects.owed_for(request.seat), request.seat).count(),
        "waiting": request.user.filledsheets.kept_at(timezone.now()),
        "back": way_back(request, "responses:compliance_list"),
    }
    return render(request, "responses/sheet_upload.html", context)


def _read(request, form):
    """The sheet, kept for a day; None where it cannot be read, which the form then says."""
    try:
        lines, rows = lines_of(form.cleaned_data["file"])
    except SheetRefused as refused:
        form.add_error("file", str(refused))
        return None
    now = timezone.now()
    FilledSheet.objects.gone_by(now).delete()
    facts = {"lines": [line.facts for line in lines], "rows": rows}
    name = request.FILES["file"].name[:255]
    return FilledSheet.objects.create(by=request.user, begun_at=now, name=name, facts=facts)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_review(request, pk):
    """See each change beside what stands now, and accept all of them or none."""
    _check_may(request)
    filled = get_object_or_404(request.user.filledsheets.kept_at(timezone.now()), pk=pk)
    then = request.POST.get("then")
    if then == "throw":
        return _throw_away(request, filled)
    sent = request.POST if then in set(Then) else None
    page = SheetPage(filled, request.seat, sent, request.GET.get("page"))
    try:
        if page.form.is_bound and (counts := page.accepted(then=then, at=timezone.now())) is not None:
            messages.success(request, _outcome(counts, then))
            return redirect(_ours(request))
    except AlreadyDone as done:
        messages.info(request, str(done))
        return redirect(UPLOAD)
    except ActionError as refused:
        page.form.add_error(None, str(refused))
    return render(request, "responses/sheet_review.html", {"page": page, "filled": filled})


def _throw_away(request, filled):
    filled.delete()
    messages.success(request, _("The sheet was thrown away. Nothing was written."))
    return redirect(UPLOAD)


def _outcome(counts, then):
    """What accepting did, in a sentence or two."""
    answers, notes = counts["answers"], counts["notes"]
    done = {
        Then.SAVE: ngettext("%(count)s draft saved.", "%(count)s drafts saved.", answers),
        Then.SEND: ngettext(
            "%(count)s answer sent to the approver.", "%(count)s answers sent to the approver.", answers
        ),
        Then.SHARE: ngettext(
            "%(count)s answer shared with HMICFRS.", "%(count)s answers shared with HMICFRS.", answers
        ),
    }[then]
    noted = ngettext("%(count)s progress note added.", "%(count)s progress notes added.", notes)
    told = [done % {"count": answers}] * bool(answers) + [noted % {"count": notes}] * bool(notes)
    return " ".join(told) or _("Nothing was written: the tracker’s words stand.")


def _ours(request):
    chosen = urlencode([("force", body.slug) for body in request.seat.bodies])
    return f"{reverse('responses:compliance_list')}?{chosen}"
