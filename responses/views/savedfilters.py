"""Filters that people save: one opens, all of them are kept on one page. Whoever may not see one gets a 404."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inspections.back import kept as kept_back
from inspections.back import way_back
from inspections.pastday import PARAMETER
from responses.models import QUERY_MAX_LENGTH, DefaultFilter, SavedFilter
from responses.savedfilters.acts import default_of_person, may_change
from responses.savedfilters.chosen import Panel, kept
from responses.savedfilters.forms import ReplaceForm, SavedFilterForm

REPLACE = "replace"


@dataclass(frozen=True)
class Line:
    """A saved filter on the page of all: `form` says what it chooses and, where that is gone, what is wrong."""

    saved: SavedFilter
    form: Form
    is_mine: bool
    is_of_body: bool
    may_change: bool


def _of(request, pk):
    return get_object_or_404(SavedFilter.objects.visible_to(request.seat).select_related("body", "user"), pk=pk)


def list_address(query, **more):
    """The compliance list with what a filter chooses."""
    return f"{reverse('responses:compliance_list')}?{'&'.join(filter(None, [query, urlencode(more)]))}"


@require_safe
def saved_filter(request, pk):
    """Opens the list with what the filter chooses, on the earlier day that the address asks for, if any."""
    day = {PARAMETER: request.GET[PARAMETER]} if PARAMETER in request.GET else {}
    return redirect(list_address(_of(request, pk).query, **day))


@require_safe
def saved_filters(request):
    """All that one may open: one's own, then those of one's bodies."""
    seat = request.seat
    filters = list(SavedFilter.objects.visible_to(seat).in_order())
    panel = Panel(request, [saved.query for saved in filters])
    own = default_of_person(seat)
    of_bodies = set(DefaultFilter.objects.filter(body__in=list(seat.belongs)).values_list("saved", flat=True))
    lines = [
        Line(saved, panel.form(saved.query), saved.pk == own, saved.pk in of_bodies, may_change(saved, seat))
        for saved in filters
    ]
    back = way_back(request, "responses:compliance_list")
    context = {"lines": lines, "back": back, "kept": kept_back(request), "default": own}
    return render(request, "responses/saved_filters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filter_save(request):
    """Keeps what the address chooses under a name, or in the place of what an earlier one chose."""
    query, seat = kept(request.GET), request.seat
    panel = Panel(request, [query])
    if not panel.fits(query) or len(query) > QUERY_MAX_LENGTH:
        messages.warning(request, _("This filter cannot be saved: put right what is wrong with it, or choose less."))
        return redirect(list_address(query))
    saved = SavedFilter(user=seat.user, query=query)
    changeable = [one for one in SavedFilter.objects.visible_to(seat).in_order() if may_change(one, seat)]
    form = SavedFilterForm(_posted(request, replaces=False), saved=saved, seat=seat)
    replace = ReplaceForm(_posted(request, replaces=True), filters=changeable)
    if form.is_bound and form.is_valid() and form.save():
        messages.success(request, _("Saved as “%(name)s”.") % {"name": saved})
        return redirect(list_address(query))
    if replace.is_bound and replace.is_valid():
        return _replaced(request, replace.cleaned_data["saved"], query)
    shown = {"form": form, "replace": replace if changeable else None, "panel": panel.form(query)}
    return render(request, "responses/saved_filter_save.html", shown | {"list": list_address(query)})


def _posted(request, *, replaces):
    """What was posted, for the one of the two forms that it is for."""
    return request.POST if request.method == "POST" and (REPLACE in request.POST) == replaces else None


def _replaced(request, saved, query):
    saved.query = query
    saved.save()
    messages.success(request, _("“%(name)s” now chooses what is shown here.") % {"name": saved})
    return redirect(list_address(query))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filter_change(request, pk):
    """Its name, who sees it, and for whom the list opens on it."""
    saved, seat = _of(request, pk), request.seat
    initial = {
        "name": saved.name,
        "body": saved.body_id or "",
        "mine": default_of_person(seat) == saved.pk,
        "for_body": DefaultFilter.objects.filter(saved=saved, body__isnull=False).exists(),
    }
    form = SavedFilterForm(request.POST or None, saved=saved, seat=seat, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("“%(name)s” is changed.") % {"name": saved})
        return redirect(reverse("responses:saved_filters") + kept_back(request))
    shown = {"form": form, "saved": saved, "may_change": may_change(saved, seat), "kept": kept_back(request)}
    return render(
        request,
        "responses/saved_filter_change.html",
        shown | {"panel": Panel(request, [saved.query]).form(saved.query)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def saved_filter_delete(request, pk):
    """Asks whether a filter shall go, and lets it go."""
    saved = _of(request, pk)
    if not may_change(saved, request.seat):
        raise Http404
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": saved})
        return redirect(reverse("responses:saved_filters") + kept_back(request))
    others = saved.defaults.exclude(user=request.seat.user).count()
    shown = {"saved": saved, "others": others, "kept": kept_back(request)}
    return render(
        request,
        "responses/saved_filter_delete.html",
        shown | {"panel": Panel(request, [saved.query]).form(saved.query)},
    )
