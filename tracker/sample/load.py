"""The whole sample, entered at once or not at all."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from inspections.models import Body, Inspection
from inspections.wording import day_words
from tracker.sample import data
from tracker.sample.answers import load_event, load_publication, load_response
from tracker.sample.people import load_people
from tracker.sample.register import load_bodies, load_inspection
from tracker.sample.writing import load_settings, load_writing


class SampleRefused(Exception):
    """The sample cannot be entered here, or not as at this day. Its text is a sentence for the person who tried."""


def is_loaded():
    return Inspection.objects.filter(sample=True).exists()


@transaction.atomic
def load(day, show=iter):
    """Enter the sample as at the loading day.

    `show` is given the list of its parts and yields them again one by one: a progress bar. Raises SampleRefused where
    people or bodies are entered already, and for a day before the last published report of the sample.
    """
    if User.objects.exists() or Body.objects.exists():
        raise SampleRefused(
            _("This database already holds people or bodies. The sample is for an empty one, so nothing was entered.")
        )
    parts = list(_parts(day))
    for part in show(parts):
        part()


def _parts(day):
    published = data.tables("published.toml")["inspections"]
    first_day = max(row["published_on"] for row in published)
    if day < first_day:
        raise SampleRefused(
            _("The sample holds a report of %(day)s. Load it as at that day or a later one.")
            % {"day": day_words(first_day)}
        )
    yield load_bodies
    yield partial(load_people, day)
    yield partial(load_settings, day)
    yield from (partial(load_inspection, row) for row in published)
    yield from (partial(load_response, row, day) for row in data.tables("answers.toml")["responses"])
    for row in data.tables("invented.toml", day)["inspections"]:
        yield partial(load_inspection, row)
        yield from (partial(load_event, event, row["slug"]) for event in row.get("events", []))
        yield from (partial(load_publication, done, row["slug"]) for done in row.get("publications", []))
        yield from (partial(load_writing, written, row["slug"]) for written in row.get("responses", []))
