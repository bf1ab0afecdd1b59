"""What a row would change: the difference between what it says and what the register has."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from inspections import exchange
from inspections.models import Act
from inspections.sheets.cells import tidy
from inspections.wording import day_words
from responses.answersheet.columns import COLUMNS
from responses.answersheet.exporting import answer_of, position_of, row_of
from responses.models import Words

WRITTEN = ("action", "comment", "lead", "target_on", "evidence")


@dataclass
class Change(exchange.Change):
    """One row that changes something: each part is what an action needs, or None where there is nothing to do.

    `answer` is (day it counts from, basis of that day) for the `words`, `first_on` (an earlier day of the first
    answer,), `wait` (body,), `closing` (day, how, letter).
    """

    words: dict = field(default_factory=dict)
    answer: tuple | None = None
    first_on: tuple | None = None
    wait: tuple | None = None
    closing: tuple | None = None

    @property
    def obligation(self):
        return self.entry.record


def changes_of(entry, on):
    """The Change that a matched row makes on the day `on`; None where it says what is there, or cannot be taken."""
    change = Change(entry, str(entry.record))
    _check_days(entry, on)
    _words(change, on)
    _reported(change)
    _closed(change)
    if entry.problems or not (change.answer or change.first_on or change.wait or change.closing):
        return None
    before = row_of(entry.record)
    for name in COLUMNS:
        after = _as_shown(entry, name)
        if name in entry.said and after != before[name] and name not in LOCATES:
            change.show(name, before[name], after)
    return change


LOCATES = ("body", "inspection", "item_kind", "item_number", "about", "due_on", "reference")


def _as_shown(entry, name):
    value = entry.said.get(name)
    if value is not None and COLUMNS[name].kind == "choice":
        return COLUMNS[name].label(value)
    return str(value) if name == "waiting_on" and value else value


def too_early(target_on, obligation):
    """Why a day cannot be an own target for the item, in a sentence; "" where it can."""
    published_on = obligation.recommendation.inspection.published_on
    if target_on and published_on and target_on < published_on:
        return _("it cannot be before the report was published, %s.") % day_words(published_on)
    return ""


def _check_days(entry, on):
    for name in ("reported_on", "closed_on"):
        if (day := entry.said.get(name)) and day > on:
            entry.problems.append(_("%s: the day lies in the future.") % COLUMNS[name].heading)
    if sentence := too_early(entry.target_on, entry.record):
        entry.refuse("target_on", sentence)
    if entry.due_on and entry.due_on != entry.record.due_on:
        has = day_words(entry.record.due_on) if entry.record.due_on else _("none")
        entry.problems.append(
            _("Deadline: the register has %(has)s. Correct or move it there, or leave the cell empty.") % {"has": has}
        )


def _words(change, on):
    entry, obligation = change.entry, change.obligation
    answer, standing = answer_of(obligation), position_of(obligation)
    words = {name: entry.said[name] for name in WRITTEN if _differs(entry, answer, name)}
    if entry.waiting_on and entry.waiting_on != obligation.waiting_on:
        change.wait = (entry.waiting_on,)
    if (
        entry.position
        and entry.position != standing
        and (standing or words or entry.reported_on or entry.position != "not_started")
    ):
        words["position"] = entry.position
    if not words:
        return
    if answer is None:
        words.setdefault("position", standing)
    if not words.get("position", standing):
        entry.problems.append(_("Say in Position where the item stands."))
        return
    if change.wait:
        words["waiting_on"] = entry.waiting_on
    change.words = words
    change.answer = _dated(entry, words, on)


def _dated(entry, words, on):
    """The day that words count from. A claim needs one, for it decides what was in time."""
    if "position" not in words or not (entry.reported_on or Words.CLAIMS.get(words["position"])):
        return on, Act.Basis.ENTRY
    if entry.reported_on is None:
        entry.problems.append(_("Give in Reported on the day on which this was reported."))
    return entry.reported_on, Act.Basis.STATED


def _differs(entry, answer, name):
    if name not in entry.said:
        return False
    has = getattr(answer, name, None)
    return entry.said[name] != (tidy(has) if isinstance(has, str) else has)


def _reported(change):
    """A day of report beside a position that stands already."""
    entry, obligation = change.entry, change.obligation
    if entry.problems or entry.reported_on is None or "position" in change.words:
        return
    if not position_of(obligation) and not obligation.answered_on:
        entry.problems.append(_("Say in Position what was reported."))
    elif obligation.claim and entry.reported_on != obligation.reported_on:
        entry.problems.append(
            _("Reported on: the register has %s. A day once recorded is not changed by a sheet.")
            % day_words(obligation.reported_on)
        )
    elif not obligation.claim and obligation.answered_on and entry.reported_on < obligation.answered_on:
        change.first_on = (entry.reported_on,)


def _closed(change):
    entry, obligation = change.entry, change.obligation
    if entry.closed_on is None:
        return
    said = (entry.closed_on, entry.closure, entry.letter or "")
    if obligation.closed_on is None:
        change.closing = said
    elif said != (obligation.closed_on, obligation.closure, obligation.closure_letter):
        entry.problems.append(
            _("The register has it closed on %(day)s (%(how)s). It must be reopened before it can be closed otherwise.")
            % {"day": day_words(obligation.closed_on), "how": obligation.get_closure_display()}
        )
