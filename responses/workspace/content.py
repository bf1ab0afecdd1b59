"""The content of a response, as it would be printed today: the words of the record and the answers that are shared.

Drafts and notes are not in it, nor the days on which copies were sent.
"""

import json
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents.writing.content import Answer, ChiefOfficer, Content, Item, Office, Report, Signatory
from inspections.models import Body, Inspection, Obligation, OfficeHolder
from inspections.pasting import ItemKind
from inspections.wording import day_words
from responses.models import Draft, Response, StatutoryResponse, Words
from responses.workspace.sections import response_to, settings_of

RECIPIENTS = (_("The Home Secretary"), _("His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services"))
"""Police Act 1996 s.55(6)."""

WITH = "answered_with__obligation__recommendation"
"""What an answer needs besides itself to name the item whose answer also answers it."""


class Addressee(NamedTuple):
    """A body that an item is addressed to, as it is printed."""

    name: str
    is_force: bool


class Printed:
    """One response on the day it is printed. Four queries, however many items.

    With `until` its answers are those shared by that day: of a response that was published then, nothing newer.
    """

    def __init__(self, duty, day, until=None, response=None):
        self.duty, self.day, self.until = duty, day, until
        self.report, self.force = duty.inspection, duty.force
        self.response = response or response_to(duty, day)

    @cached_property
    def settings(self):
        return settings_of(self.response.office)

    @cached_property
    def layout(self):
        """The layout chosen for this response, else the office's."""
        return self.response.layout or self.settings.layout

    def content(self, *, draft=True, version=1):
        """The whole. `version` is the number it has, or would have when it is signed off."""
        response = self.response
        return Content(
            office=Office(
                title=str(response.office or self.force), address=_lines(self.settings.address), logo=self.settings.logo
            ),
            force=self.force.name,
            report=self._report(),
            dated_on=response.dated_on,
            recipients=self.recipients,
            comments=response.comments,
            chief_officer=ChiefOfficer(
                comments=response.chief_officer_comments,
                name=response.chief_officer_name,
                rank=response.chief_officer_rank,
                absence=self._absence(),
            ),
            reply=response.reply,
            monitoring=response.monitoring,
            items=tuple(self._item(item) for item in self.items),
            signatory=_signatory(response.signatory),
            version=version,
            correction=response.correction,
            draft=draft,
        )

    def _absence(self):
        """Why the chief officer's comments are not there, and by when they were asked for."""
        response = self.response
        if not response.absence or response.comments_due_on is None:
            return response.absence
        told = {"day": day_words(response.comments_asked_on), "due": day_words(response.comments_due_on)}
        return response.absence + "\n" + _("They were asked for on %(day)s, to be given by %(due)s.") % told

    def mark(self, content):
        """A short text that is another one for whatever would be signed off differently."""
        told = json.dumps([content.as_json(), self.layout, self.response.approval], sort_keys=True)
        return sha256(told.encode()).hexdigest()[:16]

    @property
    def recipients(self):
        return _lines(self.response.recipients) or self.usual_recipients

    @property
    def usual_recipients(self):
        """To whom the office writes where nothing else is said for this response."""
        return _lines(self.settings.recipients) or RECIPIENTS

    def _report(self):
        return Report(
            title=self.report.title,
            published_on=self.report.published_on,
            types={name: getattr(self.report, name) for name in Inspection.TYPES},
            last_day=self.report.response_due_on,
            also_answers=tuple(other.duty.inspection.title for other in self.also_answered),
        )

    @cached_property
    def also_answered(self):
        """Responses to other reports that this one answers too."""
        if self.response.pk is None:
            return []
        return list(StatutoryResponse.objects.filter(answered_by=self.response).select_related("duty__inspection"))

    @cached_property
    def items(self):
        """The items of the report in its order, in one query with what is said of each.

        Each has, None where there is none, what the force owes of it (`own`) with the shared answer, and the office's
        `remark`; and how many sides have drafted an answer (`drafts`).
        """
        owed = Q(obligations__body=self.force, obligations__removed_on=None)
        drafts = Draft.objects.filter(obligation__body=self.force, obligation__recommendation=OuterRef("pk"))
        counted = drafts.order_by().values("obligation__recommendation").annotate(n=Count("pk")).values("n")
        rows = self.report.items.standing().annotate(
            own=FilteredRelation("obligations", condition=owed),
            remark=FilteredRelation("remarks", condition=Q(remarks__response=self.response.pk)),
            drafts=Coalesce(Subquery(counted), 0),
        )
        items = list(rows.select_related(f"own__response__{WITH}", "remark").order_by("sequence", "pk"))
        for item in items:
            item.own, item.remark = getattr(item, "own", None), getattr(item, "remark", None)
            if item.remark:
                item.remark.response = self.response
        return items

    @cached_property
    def addressed(self):
        """{item id: the Addressees for whom it stands, by name}."""
        return self._addressed[0]

    @property
    def _forces_today(self):
        return self._addressed[1]

    @cached_property
    def _addressed(self):
        """The addressees of the items, and how many forces there are today: one query, for they are many rows."""
        forces = Body.objects.forces().active_on(self.day).order_by().values("kind").annotate(n=Count("pk"))
        rows = Obligation.objects.live().filter(recommendation__in=self.items).order_by("body__name")
        told = rows.annotate(forces=Coalesce(Subquery(forces.values("n")), 0))
        told = list(told.values_list("recommendation", "body__name", "body__kind", "forces"))
        found = defaultdict(list)
        for item, name, kind, _forces in told:
            found[item].append(Addressee(name, kind == Body.Kind.FORCE))
        return found, told[0][-1] if told else 0

    @cached_property
    def answers(self):
        """{item id: the answer shared for the force}."""
        if self.until is None:
            return {item.pk: item.own.response for item in self.items if item.own and hasattr(item.own, "response")}
        rows = Response.objects.filter(obligation__recommendation__in=self.items, obligation__body=self.force)
        rows = rows.exclude(obligation__removed_on__isnull=False)
        earlier = Response.history.filter(id__in=rows.order_by().values("pk"), shared_on__lte=self.until)
        earlier = earlier.select_related("obligation", WITH).order_by("history_id")
        return {answer.obligation.recommendation_id: answer for answer in earlier}

    @cached_property
    def documents(self):
        """The documents from which the response was taken over."""
        return list(self.report.source_documents.filter(force=self.force).select_related("by"))

    @cached_property
    def remarks(self):
        return {item.pk: item.remark for item in self.items if item.remark}

    def addressees_of(self, item):
        """To whom an item is addressed, as printed: every force in one word, others by name.

        As the report has it where nobody is recorded.
        """
        bodies = self.addressed[item.pk]
        forces = [body.name for body in bodies if body.is_force]
        others = [body.name for body in bodies if not body.is_force]
        if forces and len(forces) >= self._forces_today:
            forces = [_("All chief constables")]
        return (*forces, *others) or tuple(filter(None, [item.addressed_to]))

    def _item(self, item):
        own = item.own
        return Item(
            kind=ItemKind(item.kind),
            number=item.number,
            label=item.label,
            text=item.text,
            addressees=self.addressees_of(item),
            condition=item.condition,
            deadline=item.deadline,
            due_on=own.due_on if own else item.due_on,
            answer=self._answer_to(item) if own else None,
            remark="" if own else self.remark_on(item),
        )

    def _answer_to(self, item):
        """What is said to an item; a cause of concern without words of its own is answered by what stands under it."""
        answer = _answer(self.answers.get(item.pk), self.remarks.get(item.pk))
        below = [] if not answer.is_empty else [one for one in self.items if one.cause_id == item.pk]
        names = [one.label for one in below if not self._answer_to(one).is_empty]
        return replace(answer, answered_with=_and(names)) if names else answer

    def remark_on(self, item):
        """What is said of an item that is not the force's: what the office wrote, else whose it is."""
        held = self.remarks.get(item.pk)
        return held.text if held and not held.section else self.usual_remark_on(item)

    def usual_remark_on(self, item):
        """Whose an item is: "For the Home Office." """
        names = self.addressees_of(item)
        return _("For %(bodies)s.") % {"bodies": _and(names)} if names else _("Not addressed to the force.")


def _lines(text):
    return tuple(filter(None, map(str.strip, text.splitlines())))


def _and(names):
    """Names in a sentence: "A, B and C"."""
    *first, last = names
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _signatory(holder):
    if holder is None:
        return None
    capacity = "" if holder.capacity == OfficeHolder.Capacity.HOLDER else holder.get_capacity_display().capitalize()
    return Signatory(name=holder.name, title=holder.title, capacity=capacity)


def _answer(answer, remark):
    """What is shared, else the passage of the comments that answers it."""
    passage = remark if remark and remark.section and remark.still_stands else None
    if answer is None:
        return Answer(answered_with=_passage(passage)) if passage else Answer()
    silent = answer.position == Words.Position.NOT_STARTED
    other = answer.answered_with
    return Answer(
        position="" if silent else answer.get_position_display(),
        action=answer.action,
        comment=answer.comment,
        answered_with=other.obligation.recommendation.label if other else _passage(passage) if passage else "",
    )


def _passage(remark):
    """ "the comments of the chief officer: “The constabulary …”", as far as it helps to find it."""
    beginning = Truncator(remark.text).words(12)
    return _("%(section)s: “%(passage)s”") % {"section": remark.get_section_display(), "passage": beginning}
