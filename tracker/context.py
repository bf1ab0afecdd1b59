"""What every page is told besides what it asks for."""

from tracker.sample.load import is_loaded


def sample(request):
    """`sample_data`: whether the register holds the sample. Asked only where a page shows it to somebody signed in."""
    user = getattr(request, "user", None)
    return {"sample_data": is_loaded if user and user.is_authenticated else False}
