"""Pages that tell how things stand, and how they stood at the end of an earlier day."""

from functools import wraps

from django.http import HttpResponseNotAllowed
from django.shortcuts import render

from inspections.forms.asat import AsAtForm
from inspections.pastday import PARAMETER, PastDay

SAFE = ("GET", "HEAD")

SECTION_OF = {"bodies": "forces"}
"""The section of a page whose address does not begin with its name."""


def as_at(view):
    """Let the address of a page choose the day that it tells of: `?as_at=2024-12-31`.

    `request.as_at` and `request.seat.as_at` are then that PastDay, while `request.day` stays today: what somebody may
    see is never decided by an earlier day. The past is only looked at. A day of which nothing can be told gets a page
    that says why, with no figures.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        request.as_at_form = form = AsAtForm(request.GET, today=request.day)
        if not form.is_bound:
            return view(request, *args, **kwargs)
        if not form.is_valid():
            return _no_figures(request, form)
        day = form.cleaned_data[PARAMETER]
        if day < request.day:
            if request.method not in SAFE:
                return HttpResponseNotAllowed(SAFE)
            request.as_at = PastDay.of(day)
            request.seat = request.seat.at_the_end_of(request.as_at)
        return view(request, *args, **kwargs)

    return page


def _no_figures(request, form):
    """The page of a day of which nothing can be told, in the section of the page that was asked."""
    part = request.path_info.split("/")[1]
    return render(request, "inspections/as_at.html", {"form": form, "section": SECTION_OF.get(part, part)})
