"""The sheet on which an office keeps its answers: one row for each item that a body owes, in and out.

A file is brought in whole or not at all, and through the actions alone. An empty cell says nothing.
"""

from responses.answersheet.importing import AnswerSheet

ANSWERS = AnswerSheet()

__all__ = ["ANSWERS", "AnswerSheet"]
