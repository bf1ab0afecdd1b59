"""The running site of the browser tests, which can tell when nothing is being answered any more."""

import socket
from threading import Condition

from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer

LONGEST = 60  # seconds that a page's last request may take


class CountingServer(ThreadedWSGIServer):
    """Knows how many connections are open; each is served by a thread of its own, with its own way to the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.open, self.ended, self.change = 0, set(), Condition()

    def process_request(self, request, client_address):
        with self.change:
            self.open += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.change:
                self.open -= 1
                self.ended.add(client_address)
                self.change.notify_all()

    def wait_until_quiet(self):
        """Return once every connection is served and closed that was made up to now, by pages which are closed by now.

        A page sends what was typed when it is closed. That must not meet a database that is being emptied. Connections
        are taken in order: when one of ours has come and gone, none of theirs waits before the door.
        """
        with socket.create_connection(self.server_address[:2]) as ours:
            name = ours.getsockname()
        with self.change:
            if not self.change.wait_for(lambda: name in self.ended and not self.open, LONGEST):
                raise TimeoutError(f"{self.open} connections to the site are still open.")
            self.ended.clear()


class Site(LiveServer):
    """pytest-django's live server, with our server in it."""

    def __init__(self):
        super().__init__("localhost", start=False)
        self.thread.server_class = CountingServer
        self.start()

    def wait_until_quiet(self):
        self.thread.httpd.wait_until_quiet()
