"""One item of a document beside what the register has of it, and what taking it over would add."""

from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.writing.markdown import from_plain
from inspections.comparing import differences, same_words
from inspections.models import Obligation, Recommendation
from responses.imports.forms import ItemForm
from responses.models import Draft, Words


@dataclass
class Row:
    """One item: as the document has it (`read`), as the register has it (`item`), and the form between them.

    `now` is what the body answers so far, as far as this person may read it: their side's draft, else what is shared.
    `mark` tells apart what they answer at different times; `seen` is the mark that the person who accepts has seen.
    `may_share` says whether they may take the answer over as a published one.
    """

    read: dict
    form: ItemForm
    item: Recommendation | None = None
    obligation: Obligation | None = None
    now: Words | None = None
    may_be_new: bool = False
    may_share: bool = False
    was_matched: bool = False
    mark: str = ""
    seen: str = ""

    @property
    def label(self):
        return self._as_item.label

    @property
    def label_in_sentence(self):
        return self._as_item.label_in_sentence

    @property
    def _as_item(self):
        return Recommendation(kind=self.read["kind"], number=self.read["number"])

    @property
    def is_new(self):
        return self.item is None

    @cached_property
    def text_differs(self):
        return self.item is not None and not same_words(self.read["text"], self.item.text)

    @cached_property
    def runs(self):
        """The words of the register and of the document, with what only one of them has."""
        return differences(self.item.text, self.read["text"]) if self.item else []

    @cached_property
    def answer(self):
        """The answers that the document has, in Markdown that looks as they do there, by the names of their fields."""
        said = {"action": self.read["force_response"], "comment": self.read["local_policing_body_response"]}
        return {name: from_plain(words) for name, words in said.items()}

    @property
    def has_answer(self):
        return bool(self.read["force_response"] or self.read["local_policing_body_response"])

    @property
    def answer_is_known(self):
        """Whether it stands there already; what the document leaves open is not held against it."""
        given = {name: words for name, words in self.answer.items() if words}
        return bool(self.now and given) and all(same_words(getattr(self.now, name), given[name]) for name in given)

    @property
    def now_is_draft(self):
        return isinstance(self.now, Draft)

    @property
    def is_answerable(self):
        """Whether an answer can be written: the item is addressed to the body, and not closed."""
        return self.obligation is not None and self.obligation.closed_on is None

    @property
    def new_fields(self):
        """The fields of an item that the register does not have."""
        return [self.form[name] for name in self.form.NEW]

    @property
    def begins_taken(self):
        """Whether it is proposed to be taken over: where that adds something and takes nothing away."""
        if self.is_new:
            return self.may_be_new
        return self.has_answer and self.is_answerable and self.now is None

    @property
    def is_idle(self):
        """Whether it brings nothing: the answer that stands there already, or none where none is wanting."""
        wanting = self.obligation is not None and self.now is None
        waits = self.now_is_draft and self.may_share and self.has_answer
        idle = (self.answer_is_known and not waits) or not (self.has_answer or wanting)
        return self.item is not None and idle and not self.form.errors

    @property
    def is_agreed(self):
        """Whether it only adds an answer to an item that reads the same in both."""
        return self.begins_taken and self.item is not None and not self.text_differs and not self.form.errors

    @property
    def is_doubtful(self):
        return self.text_differs or (self.is_new and not self.may_be_new) or not self.has_answer

    @property
    def verdict(self):
        """What the document adds, in a few words."""
        if self.is_new:
            return _("New item") if self.may_be_new else _("Not in the register")
        text = _("different text") if self.text_differs else _("same text")
        return capfirst(_("%(text)s, %(answer)s") % {"text": text, "answer": self._answer_words()})

    def is_valid(self):
        """Whether the form is, and the item may be taken over by this person."""
        if self.form.is_valid() and self.form.is_taken and self.is_new and not self.may_be_new:
            sentence = _("The register’s report has no such item, and only an administrator can add it. Leave it out.")
            self.form.add_error("take", sentence)
        if self.form.is_valid() and self.form.is_taken and self.mark and self.seen != self.mark:
            self.form.add_error(
                "take", _("There is another answer now than when you looked. Look at it, and choose again.")
            )
        return self.form.is_valid()

    def _answer_words(self):
        if self.obligation is None:
            return _("not addressed to this body")
        if not self.has_answer:
            return _("no answer")
        if self.obligation.closed_on:
            return _("closed")
        if self.now is None:
            return _("new answer")
        if self.answer_is_known:
            return _("same answer as your draft") if self.now_is_draft else _("same answer")
        return _("another answer")


@dataclass(frozen=True)
class CommentField:
    """Comments on the whole report: the form's field, as the document has them, as the register has them."""

    bound: BoundField
    read: str
    standing: str

    @property
    def same(self):
        return same_words(self.read, self.standing)
