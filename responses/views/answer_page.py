"""What the answer page of one item and one body shows to one seat."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import typed
from inspections.asat import as_they_stood
from inspections.governance import overseer_of
from inspections.models import Act, Body, Obligation, Recommendation
from inspections.wording import day_words
from responses.actions import begun_from
from responses.causes import bodies_of
from responses.corrections import text_since
from responses.forms import AnswerForm, OfferForm, ProgressForm
from responses.models import Draft, Owner, ProgressUpdate, Response
from responses.timeline import Log, timeline
from responses.verifying.acts import acts_of
from responses.views.owners import Ownership
from responses.wording import answer_name

ADDED = "+"
"""What the history calls the first record of something."""


class AnswerPage:
    """The item, the shared words as far as the viewer may read them, and what their side may write.

    `answer`, `progress` and `offer` are forms that come back with something to put right; `conflict` is what somebody
    else wrote meanwhile.
    """

    def __init__(self, obligation, seat, *, answer=None, progress=None, offer=None, conflict=None):
        [self.obligation] = as_they_stood([obligation], seat.as_at)
        self.seat, self.conflict = seat, conflict
        self.given = {"answer": answer, "progress": progress, "offer": offer}
        self.unsaved = set()

    @staticmethod
    def obligations(seat):
        """The rows whose page this seat may open, with what it shows of them."""
        return (
            Obligation.objects.visible_to(seat)
            .with_facts(seat.as_at)
            .with_status(seat.as_at)
            .select_related("body", "recommendation__inspection", "recommendation__level", "waiting_on")
            # Few have any of these: what they are is asked of those alone.
            .annotate(
                is_noted=Exists(ProgressUpdate.objects.standing().filter(obligation=OuterRef("pk"))),
                is_drafted=Exists(Draft.objects.filter(obligation=OuterRef("pk"))),
                is_owned=Exists(Owner.objects.filter(obligation=OuterRef("pk"))),
                is_corrected=Exists(
                    Recommendation.history.filter(id=OuterRef("recommendation")).exclude(history_type=ADDED)
                ),
                is_offered=Exists(
                    Response.objects.filter(
                        obligation__recommendation=OuterRef("recommendation"), offered_to=OuterRef("body")
                    )
                ),
                is_passed_on=Exists(
                    Obligation.objects.filter(
                        recommendation=OuterRef("recommendation"), removal=Obligation.Removal.PASSED_ON
                    )
                ),
            )
        )

    # What everybody sees

    @property
    def item(self):
        return self.obligation.recommendation

    @property
    def successor(self):
        """The item that took this one's place, None where the viewer may not know of it: of a report under embargo."""
        pk = self.obligation.superseded_by_id
        items = Recommendation.objects.visible_to(self.seat).select_related("inspection")
        return items.filter(pk=pk).first() if pk else None

    @cached_property
    def passed_to(self):
        """The successor's obligation in the place of this one, None where it was not passed on."""
        row = self.obligation
        if row.removal != Obligation.Removal.PASSED_ON:
            return None
        later = self._rows_of_the_item().filter(
            body__in=[row.body_id, row.body.successor_id], addressed_on__gte=row.removed_on
        )
        return later.order_by("addressed_on", "pk").first()

    @cached_property
    def passed_from(self):
        """The obligations in whose place this one is: their answers and their progress stay on their pages."""
        row = self.obligation
        if row.addressed_on is None or not row.is_passed_on:
            return []
        earlier = self._rows_of_the_item().filter(Q(body=row.body) | Q(body__successor=row.body))
        passed = earlier.filter(removal=Obligation.Removal.PASSED_ON, removed_on__lte=row.addressed_on)
        return list(passed.order_by("body__name", "pk"))

    def _rows_of_the_item(self):
        rows = Obligation.objects.visible_to(self.seat).filter(recommendation=self.item)
        return rows.exclude(pk=self.obligation.pk).select_related("body")

    @cached_property
    def comment_label(self):
        """The comment under the title of the office that wrote it."""
        is_ours = self.side is not None and self.side.is_office
        office = self.side.body if is_ours else overseer_of(self.obligation.body, self.seat.as_at)
        return _("Comment of the %(office)s") % {"office": office} if office else _("Comment")

    @cached_property
    def moves(self):
        """How often the deadline was moved, and the day from which it first was: (2, 30 June 2026)."""
        moved = [act for act in self.log.acts if act.kind == Act.Kind.MOVED and act.on <= self.seat.as_at]
        return len(moved), moved[0].ended_due_on if moved else None

    @cached_property
    def returned(self):
        """The act by which HMICFRS returned the body's last report, where the body has not reported again."""
        if not (self.reads and self.obligation.is_open):
            return None
        kinds = {*Act.OF_CLAIMS, Act.Kind.TAKEN}
        of_claims = [act for act in self.log.acts if act.kind in kinds and act.on <= self.seat.as_at]
        return of_claims[-1] if of_claims and of_claims[-1].kind == Act.Kind.RETURNED else None

    @cached_property
    def reads(self):
        """Whether the viewer reads whatever is shared about the item: its force, its local policing body, HMICFRS."""
        return self.seat.knows(self.obligation)

    @cached_property
    def response(self):
        """The shared answer, None where there is none or the viewer may not read it."""
        related = ("shared_by", "shared_from", "waiting_on", "answered_with__obligation__recommendation")
        answers = Response.objects.readable_by(self.seat).filter(obligation=self.obligation)
        # Few answers serve other items or are offered: which they are is asked only of those.
        answers = answers.annotate(
            serves=Exists(Response.objects.filter(answered_with=OuterRef("pk"))),
            is_offered=Exists(Response.offered_to.through.objects.filter(response=OuterRef("pk"))),
            is_changed=Exists(Response.history.filter(id=OuterRef("pk")).exclude(history_type=ADDED)),
        )
        answer = answers.select_related(*related).first()
        if answer:
            answer.obligation = self.obligation
        return answer

    @cached_property
    def log(self):
        """What was recorded of the item, asked for once."""
        log = Log(self.obligation, self.response)
        if not self.obligation.is_noted:
            log.notes = []
        if not self.obligation.is_corrected:
            log.corrections = []
        if not (self.obligation.is_corrected or (self.response and self.response.is_changed)):
            log.shared = []  # of one revision there is nothing to tell but the act that shared it
        return log

    @cached_property
    def corrected_text(self):
        """The item's text that the answer knew and the day of its correction, None where the text is the same."""
        return text_since(self.log) if self.response else None

    @cached_property
    def served_by(self):
        """The answer that also answers this item, None where the viewer may not read that one."""
        if self.response is None or self.response.answered_with_id is None:
            return None
        answers = Response.objects.readable_by(self.seat).filter(pk=self.response.answered_with_id)
        return answers.select_related("obligation__recommendation", "obligation__body").first()

    @property
    def served_by_name(self):
        return answer_name(self.served_by, self.obligation.body)

    @cached_property
    def also_answers(self):
        """Whatever else stands on the shared answer, as (name, address) pairs: changing it changes those too."""
        if self.response is None or not self.response.serves:
            return []
        others = Response.objects.readable_by(self.seat).filter(answered_with=self.response)
        others = others.select_related("obligation__recommendation", "obligation__body")
        body = self.obligation.body
        return [(answer_name(other, body), other.get_absolute_url()) for other in others.order_by("pk")]

    @cached_property
    def is_past_target(self):
        target_on = self.response.target_on if self.reads and self.response else None
        return target_on is not None and target_on < self.seat.as_at and self.obligation.is_open

    @cached_property
    def entries(self):
        return timeline(self.log, day=self.seat.as_at, reads=self.reads)

    @cached_property
    def offers(self):
        """Answers of other forces to this item that this body may accept, for those who answer for it."""
        if self.side is None or not self.obligation.is_offered:
            return []
        offered = Response.objects.offered_for(self.obligation)
        return list(offered.select_related("obligation__body", "shared_from"))

    @cached_property
    def cause(self):
        """How a cause of concern stands by the items under it, None for any other item."""
        return bodies_of(self.item, self.seat).get(self.obligation.pk) if self.item.is_cause else None

    @cached_property
    def items_under(self):
        """What the body owes of the items under a cause of concern."""
        under = Obligation.objects.owed_for(self.seat).filter(
            body=self.obligation.body_id, recommendation__cause=self.item
        )
        rows = under.with_status(self.seat.as_at).select_related("body", "recommendation__inspection")
        return list(rows.order_by("recommendation__sequence", "pk"))

    @cached_property
    def acts(self):
        """What may be recorded of the item here, as (act, address) pairs."""
        if self.seat.past or self.obligation.addressed_on is None or not (self.seat.oversees or self.side):
            return []
        acts = [act for act in acts_of(self.seat).values() if not act.own and act.is_possible_for(self.obligation)]
        here = self.obligation.get_absolute_url()
        address = reverse("responses:verify")
        return [
            (act, f"{address}?{urlencode({'act': act.name, 'row': self.obligation.pk, 'back': here})}") for act in acts
        ]

    @cached_property
    def corrections(self):
        """What an administrator may put right here, as (words, address) pairs; nothing for anybody else."""
        if self.seat.past or not self.seat.administrator or self.obligation.addressed_on is None:
            return []
        pk, notes = self.obligation.pk, list(self.obligation.progress.standing())
        links = [] if self.obligation.removed_on else [(_("Entered in error"), "obligation_in_error", [pk])]
        if self.response or notes or self.obligation.drafts.exists():
            links.append((_("Move this answer to where it belongs"), "answer_move", [pk]))
        if self.response:
            links.append((_("Withdraw the words of this answer"), "answer_withdraw", [pk]))
        for note in notes:
            words = _("Withdraw the progress of %(day)s") % {"day": day_words(note.on)}
            links.append((words, "progress_withdraw", [pk, note.pk]))
        return [(words, reverse(f"responses:{name}", args=args)) for words, name, args in links] + self._withdrawn

    @property
    def _withdrawn(self):
        """The histories of answers that were withdrawn here, which only administrators read."""
        gone = Response.history.filter(obligation=self.obligation, history_type="-").order_by("history_id")
        words = _("What was withdrawn on %(day)s")
        return [
            (
                words % {"day": day_words(localdate(record.history_date))},
                reverse("admin:responses_response_history", args=[record.id]),
            )
            for record in gone
        ]

    # What the viewer's side may do

    @cached_property
    def side(self):
        """The side that the viewer writes from, None where it is not theirs to write. The past is not written."""
        return None if self.seat.past else self.seat.side_for(self.obligation)

    @cached_property
    def ownership(self):
        return Ownership(self.obligation, self.seat, self.side)

    @property
    def binds(self):
        """Whether it is published by now, or addressed: before that there is nothing to answer."""
        return self.obligation.begins_on is not None and self.obligation.begins_on <= self.seat.as_at

    @property
    def writes(self):
        """Whether the viewer may answer, and the item can be answered."""
        held = self.obligation.closed_on or self.obligation.removed_on
        return self.side is not None and self.binds and not held

    @property
    def approves(self):
        return self.side is not None and self.side.approves

    @cached_property
    def draft(self):
        """The side's draft, unsaved where it has none or the viewer only looks."""
        drafts = Draft.objects.readable_by(self.seat).of_side(self.obligation, self.side)
        draft = drafts.first() if self.obligation.is_drafted else None
        return draft or begun_from(self.response, self.obligation, self.side, by=self.seat.user)

    @property
    def state(self):
        """Whose draft it is, when it was saved, and who sees it."""
        if self.side.is_office:
            return _("Draft of the %(office)s.") % {"office": self.side.body}
        return _("Draft of %(body)s.") % {"body": self.side.body}

    @property
    def readers(self):
        """Who reads the draft, in a sentence."""
        if self.side.is_office:
            return _("Only your office sees it until it is shared.")
        return _("Only %(body)s sees it until it is shared.") % {"body": self.side.body}

    @cached_property
    def other_drafts(self):
        """The bodies of the other side that have something unshared. Its words are theirs alone."""
        if not self.obligation.is_drafted:
            return []
        others = Draft.objects.filter(obligation=self.obligation).exclude(side=self.side.body)
        return list(Body.objects.filter(pk__in=others.order_by().values("side")))

    def bind(self, data, *, complete):
        """The answer form with what was posted; `complete` where it is to be sent or shared."""
        self.given["answer"] = self._answer_form(data, complete=complete)
        return self.given["answer"]

    def _answer_form(self, data=None, **kwargs):
        return AnswerForm(data, draft=self.draft, side=self.side, day=self.seat.day, **kwargs)

    @cached_property
    def answer_form(self):
        if self.conflict:
            words = self.conflict.words
            held = {"revision": self.conflict.revision, "based_on": self.conflict.based_on}
            return self._answer_form(initial=words | held)
        return self.given["answer"] or self._answer_form()

    def take_up(self, request):
        """Fill the forms with what the viewer typed there and did not save; `unsaved` then names them."""
        if self.side is None or not self.binds:
            return
        here = self.obligation.get_absolute_url()
        rows = typed.typed_on(request, [f"{here}#answer", f"{here}#progress"])
        for name, shown in {"answer": self.shows_form, "progress": self.shows_progress_form}.items():
            place = f"{here}#{name}"
            # A closed item has no form, unless somebody was writing there.
            if not (shown or rows[place]):
                continue
            form = self.answer_form if name == "answer" else self.progress_form
            typed.take_up(request, form, place, rows[place])
            if form.typed and form.typed.row:
                self.unsaved.add(name)

    @property
    def can_answer_with(self):
        """Whether there is any other answer to choose."""
        return len(self.answer_form.fields["answered_with"].choices) > 1

    @cached_property
    def progress_form(self):
        return self.given["progress"] or ProgressForm(obligation=self.obligation, day=self.seat.day)

    @cached_property
    def offer_form(self):
        """For an approver, where a shared answer and another force of the same item are there; else None."""
        if not (self.approves and self.response and self.obligation.addressed_on and self.obligation.body.is_force):
            return None
        form = self.given["offer"] or OfferForm(response=self.response)
        return form if form.is_bound or form.has_choice else None

    @cached_property
    def offered_to(self):
        if not (self.approves and self.response and self.response.is_offered):
            return []
        return list(self.response.offered_to.all())

    @property
    def is_behind(self):
        """Whether the other side has shared words since this side's draft began."""
        return self.draft.pk is not None and self.response is not None and self.draft.based_on < self.response.revision

    @property
    def shows_form(self):
        """The form stays as long as there is something in it to put right, even where the item was closed meanwhile."""
        return self.writes or self.conflict is not None or self.given["answer"] is not None or "answer" in self.unsaved

    @property
    def shows_progress_form(self):
        return self.writes or self.given["progress"] is not None or "progress" in self.unsaved

    @property
    def errors(self):
        """The forms that came back with something to put right, for the summary on top."""
        return [form for form in self.given.values() if form is not None and form.errors]
