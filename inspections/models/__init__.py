"""The records of the register, from the bodies up to what each of them owes."""

from inspections.models.bodies import Body, Governance, MonitoringPhase, OfficeHolder
from inspections.models.dayends import DayEnd, Restated
from inspections.models.duties import RelatedForce
from inspections.models.obligations import Act, AppendOnly, Obligation
from inspections.models.register import ClosureLevel, Inspection, Recommendation

__all__ = [
    "Act",
    "AppendOnly",
    "Body",
    "ClosureLevel",
    "DayEnd",
    "Governance",
    "Inspection",
    "MonitoringPhase",
    "Obligation",
    "OfficeHolder",
    "Recommendation",
    "RelatedForce",
    "Restated",
]
