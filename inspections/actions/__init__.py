"""Every way in which an obligation changes: each writes the facts in force and logs an Act, all or nothing."""

from inspections.actions.acceptance import accept
from inspections.actions.addressing import (
    AlreadyAnswered,
    NoPublicationDay,
    address,
    address_each,
    address_to_all_forces,
    refuse_answered,
    remove_addressees,
    set_addressees,
)
from inspections.actions.bodies import StaysWhatItIs, check_kind
from inspections.actions.claims import AlreadyClaimed, NotClaimed, record_answer, return_claim, submit_claim, wait_on
from inspections.actions.closing import AlreadyClosed, LevelForbids, NotClosed, close, reopen
from inspections.actions.corrections import (
    AlreadyInError,
    AnsweredItself,
    NotAddressed,
    StillNeeded,
    check_move,
    enter_in_error,
    enter_item_in_error,
    move_record,
    retract,
)
from inspections.actions.dates import correct_deadline, correct_deadlines, follow_publication, move_deadline
from inspections.actions.log import ActionError, OutOfOrder
from inspections.actions.offices import NotThatDay, appoint, check_appointment, check_phase, set_phase
from inspections.actions.succession import (
    CannotSucceed,
    check_handover,
    check_merger,
    governed_until,
    hand_over_governance,
    merge_bodies,
    pass_duties,
    to_pass,
)

__all__ = [
    "ActionError",
    "AlreadyAnswered",
    "AlreadyClaimed",
    "AlreadyClosed",
    "AlreadyInError",
    "AnsweredItself",
    "CannotSucceed",
    "LevelForbids",
    "NoPublicationDay",
    "NotAddressed",
    "NotClaimed",
    "NotClosed",
    "NotThatDay",
    "OutOfOrder",
    "StaysWhatItIs",
    "StillNeeded",
    "accept",
    "address",
    "address_each",
    "address_to_all_forces",
    "appoint",
    "check_appointment",
    "check_handover",
    "check_kind",
    "check_merger",
    "check_move",
    "check_phase",
    "close",
    "correct_deadline",
    "correct_deadlines",
    "enter_in_error",
    "enter_item_in_error",
    "follow_publication",
    "governed_until",
    "hand_over_governance",
    "merge_bodies",
    "move_deadline",
    "move_record",
    "pass_duties",
    "record_answer",
    "refuse_answered",
    "remove_addressees",
    "reopen",
    "retract",
    "return_claim",
    "set_addressees",
    "set_phase",
    "submit_claim",
    "to_pass",
    "wait_on",
]
