"""What becomes of one item for one body: the facts and the log, as the actions would have written them day by day.

Days are numbers (`date.toordinal`); whatever would come after the last of them has not happened.
"""

from inspections.facts import ITEMS_OWN
from inspections.models import Act, Obligation
from responses.models import Words as Said
from tracker.sample.scale.books import CHANGED, FIRST

Kind, Claim, Closure, Position = Act.Kind, Obligation.Claim, Obligation.Closure, Said.Position
TIMES = [f" {hour:02}:{minute:02}:00" for hour in range(9, 17) for minute in range(60)]
"""When people are at work."""


class Story:
    """One obligation while it is told: each method is an action, and says whether it has happened by now."""

    def __init__(self, books, cast, item, body):
        self.books, self.cast, self.item, self.body = books, cast, item, body
        self.key, self.at = books.obligations.key(), f"{books.days[item.begins]} 08:30:00"
        self.due, self.has_own_due = item.due, False
        self.answered = self.reported = self.closed = self.waiting = self.waits_since = self.answer = None
        self.moved = self.closer = None
        self.claim = self.closure = self.letter = ""
        self.revision = 0
        self.log(Kind.ADDRESSED, item.begins, None)

    def log(self, kind, on, by, reason="", became="", ended=(None, None, "")):
        days = self.books.days
        since, due, what = ended
        row = (self.key, kind, days[on], by, reason, became, days[since], days[due], what, self.at)
        self.books.acts.rows.append(row)

    def happens(self, on):
        """Whether that day has come; if so, it is some moment of it, after all that went before."""
        if on > self.cast.last:
            return False
        self.at = max(self.at, self.books.days[on] + TIMES[int(self.cast.chance() * len(TIMES))])
        return True

    # What the body says ----------------------------------------------------------------------------------------------

    def answers(self, on, *, waiting=None):
        """The body shares an answer that claims nothing."""
        if not self.happens(on):
            return False
        words = self.cast.words
        target = self.due - 14 if self.due and self.due - 14 > on and self.cast.chance() < 0.4 else None
        self.shares(on, Position.IN_PROGRESS, words.answer(self.item.theme, words.pieces["plans"]), target, waiting)
        self.answered = min(self.answered or on, on)
        self.log(Kind.ANSWERED, on, self.body.user)
        self.waits(on, waiting)
        return True

    def claims(self, on, claim):
        """The body shares an answer that says that it has done its part."""
        if not self.happens(on):
            return False
        words = self.cast.words
        if claim == Claim.COMPLETE:
            self.shares(on, Position.COMPLETE, words.answer(self.item.theme, words.pieces["ends"]))
        else:
            self.shares(on, Position.NONE_PROPOSED, words.say("refusals"))
        self.claim, self.reported, self.answered = claim, on, min(self.answered or on, on)
        self.log(Kind.REPORTED, on, self.body.user, became=claim)
        self.waits(on, None)
        return True

    def shares(self, on, position, action, target=None, waiting=None):
        chance, words = self.cast.chance, self.cast.words
        self.revision += 1
        if self.revision == 1:
            self.answer = self.books.answers.key()
            self.lead = words.leads[int(chance() * len(words.leads))] if chance() < 0.7 else ""
            self.comment = words.say("comments") if chance() < 0.1 else ""
        evidence = f"{self.item.reference}/{int(chance() * 9000) + 1000}" if chance() < 0.15 else ""
        body, days = self.body, self.books.days
        self.words = (
            *(self.answer, self.key, position, action, self.comment, self.lead, days[target], evidence, waiting),
            *(self.revision, days[on], body.user, body.pk),
        )
        kind = FIRST if self.revision == 1 else CHANGED
        self.books.answers_told.rows.append((*self.words, kind, self.at, body.user))

    def waits(self, on, body):
        if self.waiting == body:
            return
        name, was = self.cast.names.get(body, ""), str(self.waiting or "")
        self.log(Kind.WAITING, on, self.body.user, became=name, ended=(self.waits_since, None, was))
        self.waiting, self.waits_since = body, on

    def notes(self, on):
        """A note of progress, which is an answer where there was none."""
        if not self.happens(on):
            return False
        days, words = self.books.days, self.cast.words
        text = words.progress[int(self.cast.chance() * len(words.progress))]
        self.books.progress.rows.append((self.key, days[on], text, self.body.user, self.body.pk, self.at))
        if self.answered is None:
            self.answered = on
            self.log(Kind.ANSWERED, on, self.body.user, self.cast.by_progress)
        return True

    # What the inspectorate says --------------------------------------------------------------------------------------

    def moves(self, on, due):
        """Another deadline, from a day on."""
        if not self.happens(on):
            return False
        ended = (self.moved, self.due, "" if self.has_own_due else ITEMS_OWN)
        reason = self.cast.words.say("moved")
        self.log(Kind.MOVED, on, self.cast.liaison, reason, self.books.days[due], ended)
        self.due, self.has_own_due, self.moved = due, True, on
        return True

    def returns(self, on):
        """What was claimed is returned."""
        if not self.happens(on):
            return False
        reason = self.cast.words.say("lacking")
        self.log(Kind.RETURNED, on, self.cast.liaison, reason, ended=(self.reported, None, self.claim))
        self.claim, self.reported = "", None
        return True

    def closes(self, on, closure):
        """It is signed off, by whom and how its level says."""
        if not self.happens(on):
            return False
        by_force = closure == Closure.BY_FORCE
        self.closed, self.closure = on, closure
        self.closer = self.body.user if by_force else self.cast.liaison
        self.letter = "" if by_force else self.books.days[on]
        self.log(Kind.CLOSED, on, self.closer, self.cast.words.say(closure), closure)
        return True

    def reopens(self, on):
        """It is not done after all: what was claimed stands again."""
        if not self.happens(on):
            return False
        reason = self.cast.words.say("reopened")
        self.log(Kind.REOPENED, on, self.cast.liaison, reason, ended=(self.closed, None, self.closure))
        self.closed = self.closer = None
        self.closure = self.letter = ""
        return True

    # Written ---------------------------------------------------------------------------------------------------------

    def write(self):
        """Put the row and its answer into their tables."""
        days, books, item = self.books.days, self.books, self.item
        books.obligations.rows.append(
            (
                *(self.key, item.pk, self.body.pk, item.in_totals, days[item.begins], days[self.due], self.has_own_due),
                *(days[self.answered], days[self.reported], self.claim, days[self.closed], self.closure, self.closer),
                *(self.letter, self.waiting, self.at),
            )
        )
        if self.answer:
            books.answers.rows.append(self.words)

    def drafts(self, on):
        """The body writes something that it has not shared yet."""
        books, words = self.books, self.cast.words
        at = books.days[on] + " 16:45:00"
        text = words.answer(self.item.theme, words.pieces["plans"])
        row = (
            *(books.drafts.key(), self.key, self.body.pk, Position.IN_PROGRESS, text, ""),
            *(1, self.revision, at, self.body.user),
        )
        books.drafts.rows.append(row)
        books.drafts_told.rows.append((*row, FIRST, at, self.body.user))
