"""What administrators type into the register: read, and refused beside the field, before an action carries it out."""

from inspections.forms.base import SAY_WHY, BodyForm, MonitoringPhaseForm, ReasonForm
from inspections.forms.history import HistoryForm
from inspections.forms.inspections import ExemptionForm, InspectionForm
from inspections.forms.itemrows import ItemFormSet, ItemRowForm, with_standing
from inspections.forms.items import RecommendationForm
from inspections.forms.pasting import PastedItems, PasteForm
from inspections.forms.succession import MergerForm, OfficeForm, PhaseForm, SuccessionForm
from inspections.forms.versions import VersionedForm, with_version

__all__ = [
    "SAY_WHY",
    "BodyForm",
    "ExemptionForm",
    "HistoryForm",
    "InspectionForm",
    "ItemFormSet",
    "ItemRowForm",
    "MergerForm",
    "MonitoringPhaseForm",
    "OfficeForm",
    "PasteForm",
    "PastedItems",
    "PhaseForm",
    "ReasonForm",
    "RecommendationForm",
    "SuccessionForm",
    "VersionedForm",
    "with_standing",
    "with_version",
]
