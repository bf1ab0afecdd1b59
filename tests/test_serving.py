"""What gunicorn sends with production's settings: how large, how long it may be kept. It outlives a lost database."""

import gzip
import re
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import make_force, make_obligation, make_user
from tests.services.pages import session_of

pytestmark = pytest.mark.slow

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def get(production):
    """`get("/forces/", accepts="gzip")`: the answer of the server to somebody of a force: status, headers, content."""
    force = make_force()
    make_obligation(force)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(make_user(force))}"

    def ask(address, accepts="br, gzip"):
        asked = HTTPConnection("127.0.0.1", production.port, timeout=60)
        asked.request("GET", address, headers={"Accept-Encoding": accepts, "Cookie": cookie})
        answer = asked.getresponse()
        found = SimpleNamespace(status=answer.status, headers=answer.headers, content=answer.read())
        asked.close()
        return found

    return ask


def test_pages_travel_compressed_and_differ_in_length_each_time(get):
    plain, small = get("/recommendations/", accepts="identity"), get("/recommendations/")
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.content) * 3 < len(plain.content)
    assert b"</html>" in gzip.decompress(small.content)
    assert len({len(get("/recommendations/").content) for _again in range(12)}) > 1, "else its length tells a secret"


def test_pages_are_kept_by_nobody(get):
    """So there is nothing to ask again about: an ETag would cost time and save none."""
    headers = get("/recommendations/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "ETag" not in headers


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_streamed_as_they_are(get, kind):
    headers = get(f"/recommendations/export/?as={kind}").headers
    assert "Content-Encoding" not in headers
    assert "Content-Length" not in headers


@pytest.mark.parametrize(("accepts", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_static_files_are_compressed_once_and_kept_for_ever(get, accepts, encoding):
    page = get("/recommendations/", accepts="identity").content.decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 3, "a style sheet, a script, an icon"
    for address in addresses:
        headers = get(address, accepts).headers
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", address)
        assert "immutable" in headers["Cache-Control"]
        if not address.endswith(".svg"):
            assert headers["Content-Encoding"] == encoding


def test_pages_come_again_when_the_database_was_lost(get):
    """As when it is restarted: the connections that are open are gone, and nobody gets an error for it."""
    assert {get("/forces/").status for _thread in range(8)} == {200}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(pg_terminate_backend(pid)) {OTHERS}")
            assert cursor.fetchone()[0] > 0
    assert {get("/forces/").status for _thread in range(8)} == {200}
