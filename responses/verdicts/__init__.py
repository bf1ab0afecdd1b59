"""What a follow-up report says of the items of the report before it, entered in one form.

As the progress report of 2025 judged the items of 2023: some closed, some given way to items of its own, others still
open. What will change is said first; then it is done for all items or for none, by the acts that verify single ones.
"""

from responses.verdicts.acts import Refused, Verdict, What, carry_out, rehearse
from responses.verdicts.earlier import EarlierReport

__all__ = ["EarlierReport", "Refused", "Verdict", "What", "carry_out", "rehearse"]
