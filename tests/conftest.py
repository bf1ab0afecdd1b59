"""What every test can ask for: one of two databases, a real browser, and a Django that is strict."""

import fcntl
import gc
import os
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import settings as properties
from playwright.sync_api import expect, sync_playwright

from tests.services import chromium, tables
from tests.services.live import Site
from tests.services.pages import LONGEST, Pages, violations
from tests.services.postgresql import Cluster, PostgreSQLError
from tests.services.server import Server, gather_static
from tests.services.templates import UnknownVariable

ROOT = Path(__file__).resolve().parent.parent
properties.register_profile("long", max_examples=2_000)
cluster_key = pytest.StashKey[Cluster]()


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="what to test on; postgresql starts a server of its own, or uses the one of TEST_DATABASE_URL",
    )
    parser.addoption("--pictures", action="store_true", help="draw the pictures of docs/ anew")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Set the environment before Django reads it. Workers of pytest-xdist inherit it, and the one server with it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    if hasattr(config, "workerinput"):
        gc.disable()  # until all tests are collected: they stay
        return
    os.environ |= {
        "DEBUG": "on",
        "SECRET_KEY": "of-the-tests",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "EMAIL_URL": "memorymail://",
        "LOG_LEVEL": "WARNING",
        # Playwright runs an event loop in the tests' thread, though nothing of ours is asynchronous.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    os.environ["DATABASE_URL"] = _database_url(config)
    django.setup()


def _database_url(config) -> str:
    if config.getoption("--database") == "sqlite":
        return "sqlite:///tracker-tests"  # never opened: django_db_modify_db_settings names the file
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    try:
        config.stash[cluster_key] = cluster = Cluster()
        cluster.start()
    except PostgreSQLError as error:
        raise pytest.UsageError(str(error)) from error
    return cluster.url


def pytest_unconfigure(config):
    if cluster := config.stash.get(cluster_key, None):
        cluster.stop()


def pytest_report_header(config):
    return f"database: {config.getoption('--database')}"


def pytest_collection_modifyitems(config, items):
    """What is in tests/browser/ drives a browser, and a browser is slow; what no database can change is run once."""
    for item in items:
        if ROOT / "tests" / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
    if config.getoption("--database") == "postgresql":
        once = [item for item in items if _once_is_enough(item)]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if not _once_is_enough(item)]


def pytest_collection_finish():
    """What is there by now stays; to look through it for garbage again and again took a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def _once_is_enough(item):
    """Whether it asks no database, draws a picture for docs/, or says itself that no database changes its outcome."""
    if item.get_closest_marker("on_one_database") or "picture" in item.fixturenames:
        return True
    return not item.get_closest_marker("django_db") and not {"db", "transactional_db"} & set(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as it is used, for in memory the server and the test would have to share one connection."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield
        return
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="tracker-tests-", dir=memory) as folder:
        database["TEST"]["NAME"] = str(Path(folder) / "db.sqlite3")
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The database is there; from now on it is emptied quickly."""
    tables.empty_quickly()


@pytest.fixture(scope="session", autouse=True)
def _strict_and_quick(django_test_environment):
    """Misspelt variables fail, and passwords are not hashed for a quarter of a second each."""
    engines["django"].engine.string_if_invalid = UnknownVariable()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def today():
    """The day that pages are shown for: they read the clock."""
    return timezone.localdate()


@pytest.fixture
def queries_of(client):
    """`queries_of(url)`: how many queries the signed-in client's page asks, with those of where it leads to.

    The page is asked for a second time: the first may count anew what was recorded since.
    """

    def count(url):
        client.get(url, follow=True)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, follow=True).status_code == 200
        return len(captured)

    return count


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The environment of an installation with production's settings, its static files gathered and compressed."""
    if not any((ROOT / "static" / "dist").glob("*.css")):
        pytest.fail("static/dist is not compiled: run make setup.")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # all workers' own: compressing takes seconds
    with (shared / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return gather_static(shared / "static")


@pytest.fixture
def production(transactional_db, installation):
    """A Server: gunicorn as in production on the tests' database, by plain HTTP."""
    server = Server(**installation)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def browser():
    """A real, headless Chromium for the whole session. Most tests want `page_for`."""
    expect.set_options(timeout=LONGEST)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server():
    """The site at an address of its own, in this process and on the tests' database."""
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def page_for(live_server, browser):
    """`page_for(user=None, width=1280, javascript=True)`: a page on the running site, signed in as `user`.

    Addresses are relative: `page_for(liaison).goto("/compliance/")`. The test fails at its end where a script threw an
    error, the content security policy refused something, a file was missing or the server failed.
    """
    if not any((ROOT / "static" / "dist").glob("*.css")):
        pytest.fail("static/dist is not compiled: run make setup.")
    pages = Pages(browser, live_server.url)
    yield pages.open
    pages.close()
    live_server.wait_until_quiet()
    assert not pages.faults, "\n".join(pages.faults)


@pytest.fixture(scope="session")
def axe(request):
    """`axe(page)`: the accessibility violations on the page, a line each. Assert that there are none.

    It takes half of the time of most tests in the browser, and looks on SQLite only: no database changes what it finds.
    """
    if request.config.getoption("--database") == "postgresql":
        return lambda page, **kwargs: []
    source = chromium.axe_source(ROOT)
    return lambda page, **kwargs: violations(page, source, **kwargs)
