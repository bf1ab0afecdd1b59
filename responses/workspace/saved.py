"""When each section of a response was last written, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, F, Q, Value, When, Window
from django.db.models.functions import Lag

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
    rows = response.history.annotate(
        **{f"{field}_before": Window(Lag(field), order_by="history_id") for field in fields}
    ).annotate(**{f"wrote_{number}": _differs(names) for number, names in enumerate(SECTIONS.values())})
    flags = [f"wrote_{number}" for number in range(len(SECTIONS))]
    found = {}
    for at, by, *wrote in rows.order_by("history_id").values_list("history_date", "history_user__name", *flags):
        found |= {name: Saved(at, by) for name, changed in zip(SECTIONS, wrote, strict=True) if changed}
    return found


def _differs(names):
    """Whether any of these fields differs from the record before; the first record has none before it."""
    same = Q()
    for name in names:
        same &= Q(**{name: F(f"{name}_before")}) | Q(**{f"{name}__isnull": True, f"{name}_before__isnull": True})
    return Case(When(same, then=Value(False)), default=Value(True), output_field=BooleanField())
