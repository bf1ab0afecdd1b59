"""The way back survives a visit and a save, and never leads out of the tracker."""

import zlib
from base64 import urlsafe_b64encode
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from inspections.back import LONGEST, kept, trail, way_back

COMPLIANCE = "/compliance/?status=overdue&sort=-deadline&page=2"


def visit(back):
    return RequestFactory().get("/compliance/7/", {"back": back})


def test_the_way_back_is_the_list_as_it_was_left():
    listed = RequestFactory().get(COMPLIANCE)
    item = RequestFactory().get(f"/compliance/7/{trail(listed)}")
    place = way_back(item, "responses:compliance_list")
    assert (place.url, place.text) == (COMPLIANCE, "Back to compliance (page 2)")
    assert kept(item) == trail(listed)


def test_without_a_way_back_the_default_is_offered():
    place = way_back(RequestFactory().get("/compliance/7/"), "responses:compliance_list")
    assert (place.url, place.text) == ("/compliance/", "Back to compliance")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/compliance/",
        "//elsewhere.example/compliance/",
        "/\\elsewhere.example",
        "///elsewhere.example",
        "javascript:alert(1)",
        "compliance/",
        "/accounts/logout/",
        "/admin/",
        "/no-such-page/",
        "/compliance/\x00",
        "/[",
        "//[",
        "",
    ],
)
def test_no_way_back_leads_anywhere_else(address):
    request = visit(address)
    assert way_back(request, "responses:compliance_list").url == "/compliance/"
    assert kept(request) == ""


@pytest.mark.parametrize("page", ["0", "1", "-3", "²", "9" * 5000, "x"])
def test_a_page_that_is_no_number_is_not_named(page):
    place = way_back(visit(f"/compliance/?{urlencode({'page': page})}"), "responses:compliance_list")
    assert place.text.startswith("Back to compliance")


def test_a_long_address_is_packed_and_comes_out_as_it_was():
    address = f"/compliance/?{urlencode([('force', f'the-constabulary-of-northshire-{n}') for n in range(60)])}"
    carried = trail(RequestFactory().get(address))
    assert len(carried) < len(address) / 2
    item = RequestFactory().get(f"/compliance/7/{carried}")
    assert way_back(item, "responses:compliance_list").url == address
    assert kept(item) == carried


def packed(address):
    return "~" + urlsafe_b64encode(zlib.compress(address.encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "carried",
    [
        "~",
        "~x",
        "~é",
        "~AAAA",
        packed("https://elsewhere.example/"),
        packed("~"),
        packed("/compliance/")[:-4],
        packed("/compliance/?words=" + "x" * 1_000_000),
        "~" + urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode(),
    ],
)
def test_what_is_packed_wrongly_leads_nowhere_else(carried):
    assert way_back(visit(carried), "responses:compliance_list").url == "/compliance/"
    assert kept(visit(carried)) == ""


def test_an_address_of_pasted_text_is_not_carried_along():
    assert trail(RequestFactory().get("/compliance/", {"words": "x" * LONGEST})) == ""
