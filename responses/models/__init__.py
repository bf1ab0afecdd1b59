"""What bodies answered, and the statutory responses that they published."""

from responses.models.answers import (
    ANSWER_MAX_LENGTH,
    Draft,
    ProgressUpdate,
    ProgressWithdrawal,
    Response,
    Words,
)
from responses.models.documents import Review, SourceDocument
from responses.models.offices import OfficeSettings
from responses.models.reminders import Digest, Told
from responses.models.statutory import COMMENTS_MAX_LENGTH, Remark, StatutoryResponse
from responses.models.versions import Step, Version, VersionDocument

__all__ = [
    "ANSWER_MAX_LENGTH",
    "COMMENTS_MAX_LENGTH",
    "Digest",
    "Draft",
    "OfficeSettings",
    "ProgressUpdate",
    "ProgressWithdrawal",
    "Remark",
    "Response",
    "Review",
    "SourceDocument",
    "StatutoryResponse",
    "Step",
    "Told",
    "Version",
    "VersionDocument",
    "Words",
]
