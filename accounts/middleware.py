from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.seats import seat_of


class SeatMiddleware:
    """Gives each request its day and, when first asked for, the seat of the person who signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.day = timezone.localdate()
        request.seat = SimpleLazyObject(lambda: seat_of(request.user, request.day))
        return self.get_response(request)
