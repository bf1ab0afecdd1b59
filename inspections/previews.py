"""What will change, told before it is done."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from inspections.actions import check_appointment, check_phase
from inspections.governance import phase_of
from inspections.models import MonitoringPhase, OfficeHolder
from inspections.wording import day_words, item_in_words, report_in_words


@dataclass(frozen=True)
class Preview:
    """`parts`: what will change, as (sentence, [names]) pairs in the order of a page."""

    parts: list

    @property
    def mark(self):
        """Tells this preview from one that says anything else."""
        return sha256(repr(self.parts).encode()).hexdigest()[:16]


def of_appointment(body, *, name, title, capacity, on, reason):
    """The Preview of somebody's taking up an office. Raises NotThatDay where it cannot be."""
    check_appointment(body, name=name, capacity=capacity, on=on)
    before = OfficeHolder.objects.in_force_on(on).filter(body=body, capacity=capacity).first()
    given = {"body": body, "day": day_words(on), "before": before, "name": name, "title": title}
    given["capacity"] = OfficeHolder.Capacity(capacity).label
    sentences = [_("%(body)s, from %(day)s: %(name)s, %(title)s (%(capacity)s).") % given]
    if before:
        sentences.append(_("Until then: %(before)s. What was published keeps that name.") % given)
    return Preview([(sentence, []) for sentence in sentences])


def of_phase(force, *, phase, on, reason, report=None, causes=()):
    """The Preview of a force's moving to another phase. Raises NotThatDay or NotOfTheForce where it cannot be."""
    check_phase(force, phase=phase, on=on, report=report, causes=causes)
    before = phase_of(force, on)
    given = {"force": force, "day": day_words(on), "phase": MonitoringPhase.Phase(phase).label}
    sentences = [_("%(force)s, from %(day)s: %(phase)s.") % given]
    if before:
        sentences.append(_("Until then: %(phase)s.") % {"phase": before.get_phase_display()})
    if report:
        sentences.append(_("The report behind it: %(report)s.") % {"report": report_in_words(report)})
    parts = [(sentence, []) for sentence in sentences]
    if causes:
        parts.append((_("The causes of concern:"), [item_in_words(cause, report) for cause in causes]))
    return Preview(parts)
