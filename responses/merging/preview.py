"""What will change when a proposed report is accepted, or merged into one of the register, told before it is done."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Obligation
from inspections.previews import Preview
from inspections.wording import day_words
from responses.merging.choices import What
from responses.models import Draft, Response


@dataclass(frozen=True)
class MergePreview(Preview):
    """`facts` is all that the changes follow from."""

    facts: tuple = ()

    @property
    def mark(self):
        return sha256(repr((self.parts, self.facts)).encode()).hexdigest()[:16]


def of_acceptance(proposal):
    """What it means that a proposed report becomes one of the register."""
    rows = Obligation.objects.live().filter(recommendation__inspection=proposal)
    parts = [(_("“%(report)s” is in the register, and everybody sees it.") % {"report": proposal}, [])]
    counted = rows.filter(in_totals=True).count()
    if proposal.published_on:
        binds = ngettext(
            "%(n)s addressed item binds from %(day)s, the day of publication, and counts in everybody’s totals.",
            "%(n)s addressed items bind from %(day)s, the day of publication, and count in everybody’s totals.",
            counted,
        )
        parts.append((binds % {"n": counted, "day": day_words(proposal.published_on)}, []))
    else:
        parts.append((_("It has no day of publication: until that is entered, it stays under embargo."), []))
    answers = Response.objects.filter(obligation__in=rows).count()
    stay = ngettext(
        "%(n)s shared answer stays where it is, with its days.",
        "%(n)s shared answers stay where they are, with their days.",
        answers,
    )
    drafts = Draft.objects.filter(obligation__in=rows).count()
    kept = ngettext("%(n)s draft stays with its side.", "%(n)s drafts stay with their sides.", drafts)
    written = [(words % {"n": count}, []) for words, count in ((stay, answers), (kept, drafts)) if count]
    return Preview(parts + written)


def of_merge(merger, choices):
    """What it means that these become of the items of a proposed report."""
    by_what = {what: [choice for choice in choices if choice.what == what] for what in What}
    names = {"report": merger.report, "proposal": merger.proposal}
    parts = [(_("“%(proposal)s” leaves every list. Its address leads to “%(report)s”.") % names, [])]
    parts += _same(merger, by_what[What.SAME])
    parts += _new(merger, by_what[What.NEW])
    parts += _out(merger, by_what[What.OUT])
    parts += [(_statutory(ours, theirs) % {"force": ours.duty.force}, []) for ours, theirs in merger.statutory]
    chosen = tuple((choice.item.pk, str(choice.what), choice.into and choice.into.pk) for choice in choices)
    return MergePreview(parts, (chosen, merger.facts))


def _statutory(ours, theirs):
    if ours.published_on:
        return _("The published statutory response for %(force)s passes to that report.")
    if theirs and theirs.published_on:
        return _(
            "The response for %(force)s is published there: the unpublished comments stay with the proposed report."
        )
    return _("The unpublished comments of the response for %(force)s pass to that report.")


def _same(merger, choices):
    if not choices:
        return
    words = ngettext("%(n)s item is in that report already.", "%(n)s items are in that report already.", len(choices))
    pairs = [f"{choice.item.label} → {choice.into.label}" for choice in choices]
    yield words % {"n": len(choices)}, pairs
    moves, meets = [], []
    for choice in choices:
        for recorded in filter(None, merger.of(choice.item)):
            met = merger.there(recorded, choice.into)
            (meets if met and met.has_words and recorded.has_words else moves).append(
                f"{choice.into.label}, {recorded.in_words}"
            )
    if moves:
        yield _("What was recorded goes there, under the days as they were entered:"), moves
    if meets:
        yield (
            _(
                "Words are there already, and stay as they are. Those of the proposed report are put beside them in a "
                "draft of their side, and claim nothing before it is shared; progress is added:"
            ),
            meets,
        )


def _new(merger, choices):
    if not choices:
        return
    words = ngettext(
        "%(n)s item becomes a new one of that report, with its answers.",
        "%(n)s items become new ones of that report, with their answers.",
        len(choices),
    )
    yield words % {"n": len(choices)}, [_named(merger, choice) for choice in choices]
    day = merger.report.published_on
    rows = sum(len(merger.of(choice.item)) for choice in choices if not choice.item.is_cause)
    if day:
        binds = ngettext(
            "%(n)s more item is owed from %(day)s, and counts in everybody’s totals.",
            "%(n)s more items are owed from %(day)s, and count in everybody’s totals.",
            rows,
        )
        yield binds % {"n": rows, "day": day_words(day)}, []


def _out(merger, choices):
    if choices:
        words = ngettext(
            "%(n)s item is left out: it stays in history as entered in error.",
            "%(n)s items are left out: they stay in history as entered in error.",
            len(choices),
        )
        yield words % {"n": len(choices)}, [_named(merger, choice) for choice in choices]


def _named(merger, choice):
    recorded = [one.in_words for one in merger.of(choice.item) if one]
    return f"{choice.item.label}, {choice.item.short}" + (f" ({'; '.join(recorded)})" if recorded else "")
