"""Who oversees whom: the local policing body of a force, and the forces of a local policing body, from day to day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from inspections.models import Body, Governance, Inspection, MonitoringPhase, OfficeHolder, Recommendation


@dataclass(frozen=True)
class Grounds:
    """What a phase of monitoring rests on, as far as a viewer may see it: the report, or None; causes of concern."""

    report: Inspection | None
    causes: list


@dataclass(frozen=True)
class Term:
    """A local policing body oversaw a force from one day to another; None where that is not known, or goes on."""

    force: Body
    from_on: date | None
    until_on: date | None


def overseer_of(force, day, *related):
    """The force's local policing body of the day, with what is `related` to it; None where none is recorded."""
    names = ["local_policing_body", *(f"local_policing_body__{name}" for name in related)]
    governance = Governance.objects.in_force_on(day).filter(force=force).select_related(*names).first()
    return governance.local_policing_body if governance else None


def phase_of(force, day):
    """The monitoring phase recorded for the day, None where nothing is recorded."""
    return MonitoringPhase.objects.in_force_on(day).filter(force=force).first()


def engaged_on(day):
    """{force id: since when} of the forces that are in Engage on the day. One query."""
    engaged = MonitoringPhase.objects.in_force_on(day).filter(phase=MonitoringPhase.Phase.ENGAGE).order_by()
    return dict(engaged.values_list("force", "from_on"))


def grounds_of(phase, seat):
    """The Grounds of a phase for a viewer: what is under embargo, or was entered in error, is not among them."""
    reports = Inspection.objects.visible_to(seat).known_on(seat.as_at)
    causes = Recommendation.objects.visible_to(seat).standing().known_on(seat.as_at)
    return Grounds(
        report=reports.filter(monitoring_phases=phase).first(),
        causes=list(causes.filter(monitoring_phases=phase).select_related("inspection")),
    )


def forces_of(body, day):
    """The forces that a local policing body oversees on the day."""
    governed = Governance.objects.in_force_on(day).filter(local_policing_body=body)
    return Body.objects.filter(pk__in=governed.order_by().values("force"))


def former_terms(body, day):
    """The terms of a local policing body that had ended by the day, by force."""
    forces = Governance.objects.filter(local_policing_body=body).order_by().values("force")
    records = Governance.objects.filter(force__in=forces).select_related("force").order_by("force__name", "force")
    terms = []
    for _force, group in groupby(records, key=lambda record: record.force_id):
        in_order = sorted(group, key=lambda record: record.from_on or date.min)
        for record, following in pairwise(in_order):
            if record.local_policing_body_id == body.pk and following.from_on <= day:
                terms.append(Term(record.force, record.from_on, following.from_on - timedelta(days=1)))
    return terms


def office_holders_of(body, day):
    """Who holds, deputises or acts in the office on the day, the holder first."""
    order = list(OfficeHolder.Capacity)
    holders = OfficeHolder.objects.in_force_on(day).filter(body=body)
    return sorted(holders, key=lambda holder: order.index(holder.capacity))
