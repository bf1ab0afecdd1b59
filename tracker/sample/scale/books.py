"""The tables that the invented inspections fill, and what is the same for all their rows: days, people, bodies."""

from dataclasses import dataclass
from datetime import date

from inspections.models import Act, Obligation, RelatedForce
from responses.models import Draft, ProgressUpdate, Response, StatutoryResponse, Step
from tracker.sample.scale.tables import Table, follow_keys

ANSWER = (
    "id obligation_id position action comment lead target_on evidence waiting_on_id"
    " revision shared_on shared_by_id shared_from_id"
)
DRAFT = "id obligation_id side_id position action lead revision based_on saved_at saved_by_id"
STATUTORY = "id duty_id body_id comments published_on"
TOLD = " history_type history_date history_user_id"
"""What a row of history has besides the record itself."""

FIRST, CHANGED = "+", "~"
"""Kinds of such rows."""


class Days(dict):
    """ISO dates by the number of a day (`date.toordinal`), None for None: millions are written, of a few thousand."""

    def __missing__(self, number):
        self[number] = None if number is None else date.fromordinal(number).isoformat()
        return self[number]


class Books:
    """One table for each kind of row."""

    def __init__(self):
        self.days = Days()
        self.obligations = Table(
            Obligation,
            "id recommendation_id body_id in_totals addressed_on due_on has_own_due_on answered_on reported_on claim"
            " closed_on closure closed_by_id closure_letter waiting_on_id changed_at",
        )
        self.acts = Table(
            Act, "obligation_id kind on by_id reason became ended_from_on ended_due_on ended_as recorded_at"
        )
        self.answers = Table(Response, ANSWER)
        self.answers_told = Table(Response.history.model, ANSWER + TOLD)
        self.drafts = Table(Draft, DRAFT)
        self.drafts_told = Table(Draft.history.model, DRAFT + TOLD)
        self.progress = Table(ProgressUpdate, "obligation_id on text by_id side_id recorded_at")
        self.duties = Table(RelatedForce, "id inspection_id force_id")
        self.duties_told = Table(RelatedForce.history.model, "id inspection_id force_id" + TOLD)
        self.statutory = Table(StatutoryResponse, STATUTORY)
        self.statutory_told = Table(StatutoryResponse.history.model, STATUTORY + TOLD)
        self.steps = Table(Step, "response_id kind on by_id reason recorded_at")

    @property
    def tables(self):
        return [table for table in vars(self).values() if isinstance(table, Table)]

    def write(self):
        for table in self.tables:
            table.write()

    def close(self):
        follow_keys(self.tables)


@dataclass(frozen=True)
class Addressee:
    """A body that owes items: who answers for it, who oversaw it from which day on, and how well it does (0 to 1)."""

    pk: int
    user: int
    quality: float
    offices: tuple = ()

    def office_on(self, number):
        """The local policing body of that day; None for a national body."""
        return next((office for from_on, office in reversed(self.offices) if from_on <= number), None)
