"""A proposed report turns out to be one of the register: its items and what was recorded of them go there."""

from responses.merging.acts import CannotMerge, ChangedMeanwhile, merge
from responses.merging.choices import Choice, What, conflicts, problems
from responses.merging.places import item_in_place_of, place_of
from responses.merging.preview import of_acceptance, of_merge
from responses.merging.reports import Merger, likely, numbered

__all__ = [
    "CannotMerge",
    "ChangedMeanwhile",
    "Choice",
    "Merger",
    "What",
    "conflicts",
    "item_in_place_of",
    "likely",
    "merge",
    "numbered",
    "of_acceptance",
    "of_merge",
    "place_of",
    "problems",
]
