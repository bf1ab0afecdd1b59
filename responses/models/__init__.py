"""What bodies answered, and the statutory responses that they published."""

from responses.models.answers import (
    ANSWER_MAX_LENGTH,
    Draft,
    ProgressUpdate,
    ProgressWithdrawal,
    Response,
    Words,
)
from responses.models.documents import FilledSheet, Review, SourceDocument
from responses.models.offices import OfficeSettings
from responses.models.owners import Owner
from responses.models.reminders import Digest, Told
from responses.models.saved import QUERY_MAX_LENGTH, DefaultFilter, SavedFilter
from responses.models.statutory import COMMENTS_MAX_LENGTH, Remark, StatutoryResponse
from responses.models.versions import Step, Version, VersionDocument

__all__ = [
    "ANSWER_MAX_LENGTH",
    "COMMENTS_MAX_LENGTH",
    "QUERY_MAX_LENGTH",
    "DefaultFilter",
    "Digest",
    "Draft",
    "FilledSheet",
    "OfficeSettings",
    "Owner",
    "ProgressUpdate",
    "ProgressWithdrawal",
    "Remark",
    "Response",
    "Review",
    "SavedFilter",
    "SourceDocument",
    "StatutoryResponse",
    "Step",
    "Told",
    "Version",
    "VersionDocument",
    "Words",
]
