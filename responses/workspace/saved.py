"""When each section of a response was last written, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import MD5

from responses.models import StatutoryResponse
from responses.workspace.sections import SECTIONS


@dataclass(frozen=True)
class Saved:
    """The latest save that changed a section. `by` is None where nobody is recorded."""

    at: datetime
    by: str | None


def saved_sections(response):
    """{section: Saved}, in one query; the texts stay in the database. Empty before the first save."""
    if response.pk is None:
        return {}
    fields = [field for names in SECTIONS.values() for field in names]
    rows = response.history.order_by("history_id").values_list(
        "history_date", "history_user__name", *map(_mark, fields)
    )
    found, before = {}, dict.fromkeys(fields)
    for at, by, *marks in rows:
        now = dict(zip(fields, marks, strict=True))
        found |= {
            section: Saved(at, by)
            for section, names in SECTIONS.items()
            if any(now[name] != before[name] for name in names)
        }
        before = now
    return found


def _mark(name):
    """What tells one state of a field from another: of a text its digest, else what it holds."""
    is_text = isinstance(StatutoryResponse._meta.get_field(name), TextField)
    return MD5(name) if is_text else name
