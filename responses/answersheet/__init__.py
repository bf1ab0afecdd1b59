"""The sheet on which an office keeps its answers: one row for each item that a body owes, in and out.

A file is brought in whole or not at all, and through the actions alone. An empty cell says nothing.
"""

from responses.answersheet.exporting import export
from responses.answersheet.importing import bring_in

__all__ = ["bring_in", "export"]
