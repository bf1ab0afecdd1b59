"""Back to where one came from: filters, page and sort of a list survive a visit to an item and a save.

A list gives its links `trail(request)`, a page shows `way_back(request, …)`, its forms post to its own full address,
and a save redirects with `kept(request)`. Only lists and pages of the tracker itself are gone back to.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.http import MAX_URL_LENGTH, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections import pastday

PARAMETER = "back"

LONGEST = 8_000
"""Characters of an address that is gone back to: no server takes a longer one."""

PLAIN = 300
"""Characters of an address that links carry as it is. A longer one, a filter of forty forces, is packed."""

PACKED = "~"
"""What a packed address begins with."""

MOST_PACKED = 2_000
"""Characters that links carry along at most. What takes more has a filter of pasted text: it is left behind."""

TEXTS = {
    "home": gettext_lazy("Back to home"),
    "responses:force_list": gettext_lazy("Back to forces"),
    "responses:force_detail": gettext_lazy("Back to the force"),
    "responses:body_detail": gettext_lazy("Back to the body"),
    "responses:recommendation_list": gettext_lazy("Back to recommendations"),
    "responses:recommendation_detail": gettext_lazy("Back to the item"),
    "responses:compliance_list": gettext_lazy("Back to compliance"),
    "responses:compliance_matrix": gettext_lazy("Back to the matrix"),
    "responses:compliance_changes": gettext_lazy("Back to what changed"),
    "responses:compliance_detail": gettext_lazy("Back to the answer"),
    "responses:statutory_list": gettext_lazy("Back to statutory responses"),
    "responses:statutory_response": gettext_lazy("Back to the response"),
    "inspections:inspection_list": gettext_lazy("Back to inspections"),
    "inspections:inspection_detail": gettext_lazy("Back to the inspection"),
    "inspections:inspection_matrix": gettext_lazy("Back to the matrix"),
}
"""The pages that lead to items, and how the way back to each of them reads."""


RETURNED_TO = ("responses:statutory_response",)
"""The pages that a save leads back to: there one goes on with the next item."""


@dataclass(frozen=True)
class Place:
    """A page to go back to: its address with filters, page and sort, and the words of the link."""

    url: str
    text: str
    is_returned_to: bool = False


def trail(request):
    """ "?back=…" with this page's own address, for the links that lead away from it; not where that is too long."""
    here = carried(request)
    return query(request, **{PARAMETER: here} if here else {})


def carried(request):
    """This page's own address as links and forms carry it along, "" where it is too long."""
    return _carried(request.get_full_path())


def way_back(request, default):
    """The Place one came from; where the address names none, or none of ours, the page called `default`."""
    return _place(request) or Place(reverse(default) + query(request), str(TEXTS[default]))


def after_saving(request):
    """The address that a save leads back to, None where it stays on its own page."""
    place = _place(request)
    return place.url if place and place.is_returned_to else None


def kept(request):
    """ "?back=…" as this page was given it, for where a save leads; without it where it was given none of ours."""
    place = _place(request)
    return query(request, **{PARAMETER: _carried(place.url)} if place else {})


def query(request, **parameters):
    """ "?as_at=…&back=…": the parameters that a link of this page carries, with the earlier day it tells of, if any."""
    if pastday.is_past(getattr(request, "as_at", None)):
        parameters = {pastday.PARAMETER: request.as_at.isoformat()} | parameters
    return f"?{urlencode(parameters)}" if parameters else ""


def _carried(address):
    if len(address) <= PLAIN:
        return address
    packed = PACKED + urlsafe_b64encode(zlib.compress(address.encode(), 9)).decode().rstrip("=")
    return packed if len(address) <= LONGEST and len(packed) <= MOST_PACKED else ""


def _unpacked(carried):
    """The address that links carried along; "" for what is none. It never grows beyond LONGEST."""
    if not carried.startswith(PACKED) or len(carried) > MOST_PACKED:
        return carried
    packed = carried.removeprefix(PACKED)
    try:
        unpacking = zlib.decompressobj()
        address = unpacking.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), LONGEST)
        return address.decode() if unpacking.eof else ""
    except (ValueError, zlib.error):
        return ""


def _place(request):
    address = _unpacked(request.GET.get(PARAMETER, ""))
    # Django calls nothing safe that is longer; whither an address leads is said by how it begins.
    begins = address[:MAX_URL_LENGTH]
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(begins, allowed_hosts=None):
        return None
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
        text = TEXTS[name]
    except (Resolver404, KeyError):
        return None
    page = parse_qs(parts.query).get("page", [""])[-1]
    if re.fullmatch(r"[1-9][0-9]{0,5}", page) and page != "1":
        text = _("%(back)s (page %(page)s)") % {"back": text, "page": page}
    url = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return Place(f"{url}#{parts.fragment}" if parts.fragment else url, str(text), name in RETURNED_TO)
