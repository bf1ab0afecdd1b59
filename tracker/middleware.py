"""What is made sure of every request before, and of every answer after, a view sees it."""

from django.core.exceptions import BadRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers


class PlainTextMiddleware:
    """Reads what clients send as UTF-8, whatever they call it: other codes can hide half characters, which no database
    stores. A cookie with a NUL, which no browser was given here, is refused for the same reason.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.encoding = "utf-8"
        if any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie holds a NUL.")
        return self.get_response(request)


class KeepNothingMiddleware:
    """Tells browsers to keep no page, so that “Back” shows nothing to the next person at a shared computer.

    Static files never come here; an answer that says itself how long it may be kept is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class CompressPagesMiddleware(GZipMiddleware):
    """Pages travel compressed, to a tenth of their size. So that their length tells no secret in them (BREACH), Django
    masks the tokens of forms anew each time and adds up to a hundred random bytes.

    Files are left as they are: sheets and documents are compressed in themselves, and what is streamed goes on as
    it is made.
    """

    def process_response(self, request, response):
        words = response.headers.get("Content-Type", "").startswith(("text/html", "application/json", "image/svg"))
        return super().process_response(request, response) if words and not response.streaming else response
