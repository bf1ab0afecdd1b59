from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.seats import seat_of


class SeatMiddleware:
    """Gives each request its day and, when first asked for, the seat of the person who signed in.

    `request.as_at` is the day that its page tells of: today, unless the address asks for an earlier one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.day = request.as_at = timezone.localdate()
        request.seat = SimpleLazyObject(lambda: seat_of(request.user, request.day))
        return self.get_response(request)
