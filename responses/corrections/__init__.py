"""What was entered by mistake, put right: left out with its item, moved to the right one, or withdrawn."""

from responses.corrections.acts import (
    AlreadyWithdrawn,
    NothingToMove,
    OthersStandOnIt,
    copied,
    enter_in_error,
    enter_item_in_error,
    move_answer,
    text_since,
    withdraw_answer,
    withdraw_progress,
)
from responses.corrections.preview import (
    of_error,
    of_item_error,
    of_move,
    of_progress_withdrawal,
    of_withdrawal,
)

__all__ = [
    "AlreadyWithdrawn",
    "NothingToMove",
    "OthersStandOnIt",
    "copied",
    "enter_in_error",
    "enter_item_in_error",
    "move_answer",
    "of_error",
    "of_item_error",
    "of_move",
    "of_progress_withdrawal",
    "of_withdrawal",
    "text_since",
    "withdraw_answer",
    "withdraw_progress",
]
