"""How a document answers its items: one by one, all at the end, or with nothing but answers."""

import re
from collections.abc import Sequence

from documents.recognition.events import Event
from documents.recognition.labels import Role, RoleLabel
from documents.recognition.lines import Line

ANSWERS_ONLY = re.compile(r"\b(?:has|have|had|is|was|were|will|does|did|began|begins|we|our)\b", re.IGNORECASE)
ASKS = re.compile(r"\b(?:should|must)\b", re.IGNORECASE)


def answers_only(events: Sequence[Event]) -> bool:
    """Whether what stands behind the numbers of a list are answers: "Recommendation 3 – A check began in May"."""
    listed = [event for event in events if event.item and event.item.numbers and event.line.marker]
    items = [event for event in events if event.record or (event.item and event.item.numbers)]
    return (
        bool(listed)
        and len(listed) == len(items)
        and all(
            ANSWERS_ONLY.search(event.line.text, event.item.end if event.item else 0)
            and not ASKS.search(event.line.text)
            for event in listed
        )
    )


class Spans:
    """How the document answers: after which items there are answers of each role, and how strong their headings are.

    An item's span reaches to the label of the next; spans are counted from 1.
    """

    def __init__(self, events: list[Event]) -> None:
        self.numbers: list[int] = []
        self.levels: dict[Role, dict[int, list[int]]] = {}
        self.count = 0
        for event in events:
            if (event.item and not event.item.plural) or event.record:
                self.count += 1
            elif event.role and self.count:
                self.levels.setdefault(event.role.role, {}).setdefault(self.count, []).append(event.line.level)
            self.numbers.append(self.count)

    def is_overall(
        self, place: int, line: Line, label: RoleLabel, level: int, answer: Role | None, answered: set[Role]
    ) -> bool:
        """Whether an answer behind an item of this level is to the whole report.

        `answer` is whose words stand in front of it, `answered` whose the item has already.
        """
        spans = self.levels.get(label.role, {})
        last = self.numbers[place] == self.count
        if len(spans) <= 1:
            alone = self.count > 1 and (last or label.overall)
            return alone or (line.heading is not None and line.level < level)
        usual = sorted(level for levels in spans.values() for level in levels)
        stronger = line.level < usual[len(usual) // 2] and line.level <= level
        again = answer is not None and label.role in answered and label.overall
        return last and (stronger or again)
