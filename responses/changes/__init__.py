"""What changed between two days: how each item stood before and after, and what happened to it in between.

The period is from the beginning of `since` to the end of `until`; before it is the end of the day before `since`. Acts
count by the day they took effect, as everywhere: one that was recorded only after `until` is among them, and marked.
"""

from responses.changes.finding import AT_A_TIME, FORCE, REPORT, Changes, changes
from responses.changes.kinds import ItemChange, Standing, What, in_words

__all__ = ["AT_A_TIME", "FORCE", "REPORT", "Changes", "ItemChange", "Standing", "What", "changes", "in_words"]
