"""The invented inspections themselves: when each was published, its ten items and their deadlines."""

from datetime import UTC, datetime, time, timedelta

from simple_history.utils import bulk_create_with_history

from inspections.deadlines import read_deadline_field
from inspections.models import ClosureLevel, Inspection, Recommendation

YEARS = 12
SLUG = "invented-scale-"
"""How the address of each of them begins."""

Kind = Recommendation.Kind
CAUSE, UNDER, ALONE, AFI = "cause", "under", "alone", "afi"
PATTERNS = (
    (CAUSE, UNDER, UNDER, UNDER, ALONE, ALONE, ALONE, AFI, AFI, AFI),
    (ALONE, ALONE, ALONE, ALONE, ALONE, ALONE, AFI, AFI, AFI, AFI),
    (CAUSE, UNDER, UNDER, CAUSE, UNDER, UNDER, ALONE, ALONE, AFI, AFI),
    (ALONE, ALONE, ALONE, ALONE, ALONE, ALONE, ALONE, AFI, AFI, AFI),
)
"""What the ten items of a report can be."""

MONTHS = (3, 4, 6, 6, 9, 12, 12, 15, 18)
NUMERALS = {3: "three", 4: "four", 6: "six", 9: "nine", 12: "twelve", 15: "15", 18: "18"}


def publish(count, day, words):
    """The inspections, spread evenly over the years up to the day, with the theme of each: nothing is saved yet."""
    chance, last = words.chance, day - timedelta(days=1)
    first = last - timedelta(days=YEARS * 365)
    for number in range(1, count + 1):
        theme, angle = chance.choice(words.themes), chance.choice(words.pieces["angles"])
        published_on = first + timedelta(days=round((last - first).days * (number - chance.random()) / count))
        title = words.fill(angle, theme)
        yield (
            Inspection(
                title=f"Invented report {number}: {title[0].lower()}{title[1:]}",
                short_title=f"Invented {number}: {theme}",
                slug=f"{SLUG}{number}",
                published_on=published_on,
                summary=words.say("summaries", theme),
                national=True,
                thematic=chance.random() < 0.6,
                follow_up=chance.random() < 0.1,
                partner=chance.random() < 0.1,
                sample=True,
            ),
            theme,
        )


def save(reports, words):
    """Save these inspections with their items. Yields (inspection, theme, its items) of each."""
    levels = list(ClosureLevel.objects.order_by("name"))
    _create([inspection for inspection, _theme in reports], Inspection)
    items = {inspection: list(_items(inspection, theme, levels, words)) for inspection, theme in reports}
    saved = [(item, cause) for found in items.values() for item, cause in found]
    _create([item for item, cause in saved if cause is None], Recommendation)
    for item, cause in saved:
        item.cause = cause
    _create([item for item, cause in saved if cause is not None], Recommendation)
    for inspection, theme in reports:
        yield inspection, theme, [item for item, _cause in items[inspection]]


def _create(records, model):
    for record in records:
        inspection = getattr(record, "inspection", record)
        record._history_date = datetime.combine(inspection.published_on, time(8), tzinfo=UTC)
    bulk_create_with_history(records, model, batch_size=500)


def _items(inspection, theme, levels, words):
    chance, cause, numbers = words.chance, None, {}
    for sequence, part in enumerate(chance.choice(PATTERNS), 1):
        kind = {CAUSE: Kind.CAUSE_OF_CONCERN, AFI: Kind.AREA_FOR_IMPROVEMENT}.get(part, Kind.RECOMMENDATION)
        numbers[kind] = numbers.get(kind, 0) + 1
        item = Recommendation(
            inspection=inspection,
            kind=kind,
            sequence=sequence,
            number=str(numbers[kind]),
            subject=words.say("subjects", theme)[:120],
            addressed_to="all chief constables",
            issued_on=inspection.published_on,
            level=levels[-1] if part == CAUSE else chance.choice(levels),
        )
        _word(item, part, theme, words)
        yield item, cause if part == UNDER else None
        if part == CAUSE:
            cause = item


def _word(item, part, theme, words):
    """The item's text, and its deadline as the text says it."""
    if part == CAUSE:
        item.text = words.say("concerns", theme)
        return
    item.deadline_text = deadline = _deadline(item.issued_on, words.chance)
    item.deadline = read_deadline_field(deadline)
    begins = f"{deadline}, chief" if deadline else "Chief"
    item.text = f"{begins} constables should {_lower(words.say('wishes', theme))}. {words.say('means')}"


def _lower(said):
    return said[0].lower() + said[1:]


def _deadline(issued_on, chance):
    kind, months = chance.random(), chance.choice(MONTHS)
    if kind < 0.03:
        return "Immediately"
    if kind < 0.07:
        return ""
    if kind < 0.5:
        return f"Within {NUMERALS[months]} months"
    due_on = issued_on + timedelta(days=months * 30)
    return f"By {due_on:%B %Y}" if kind < 0.75 else f"By {due_on.day} {due_on:%B %Y}"
