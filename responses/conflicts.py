"""Two people at once: what the other wrote, beside what was typed, and the form to go on from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspections.comparing import Mark, Run, differences
from inspections.wording import day_words
from responses.actions import left_by, merge, rebase, saved_words, shared_words
from responses.models import Draft, Response
from responses.wording import name_of, shown
from responses.workspace.saved import saved_sections
from responses.workspace.sections import as_seen, seen, words_of

TEXTS = (
    *("action", "comment", "lead", "evidence"),
    *("comments", "chief_officer_comments", "absence", "reply", "monitoring", "recipients", "approval"),
)
"""Fields of free words, of which either text may stand or both be put together."""

TAKE, THEIRS = "take-", "theirs-"
"""What a conflict's form holds for such a field: whose words shall stand, and the other's words as they were shown."""

USE_MINE, USE_THEIRS, USE_BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """One field that the other changed. `both`: the writer changed it too, and their words stay in the form."""

    name: str
    label: str
    theirs: str
    ours: str
    both: bool

    @property
    def is_text(self):
        return self.name in TEXTS

    @cached_property
    def runs(self):
        """What does not go into the form changed into what does, as Runs."""
        before, after = (self.theirs, self.ours) if self.both else (self.ours, self.theirs)
        return differences(before, after) if self.is_text else [Run(Mark.REMOVED, before), Run(Mark.ADDED, after)]

    @property
    def columns(self):
        """Both texts: (heading, Runs), with the words marked that the other text has not."""
        own = _("What you wrote") if self.both else _("What stood here before")
        mark, other = (Mark.REMOVED, Mark.ADDED) if self.both else (Mark.ADDED, Mark.REMOVED)
        return [
            (_("What the other wrote"), [run for run in self.runs if run.mark in (Mark.SAME, mark)]),
            (own, [run for run in self.runs if run.mark in (Mark.SAME, other)]),
        ]

    @property
    def choices(self):
        """How the writer may settle it, as (value, words, hint); none where there is nothing to choose."""
        if not (self.both and self.is_text):
            return []
        return [
            (USE_MINE, _("Mine"), _("As it stands in the form below, where you can change it.")),
            (USE_THEIRS, _("Theirs"), _("Your words for this field are not saved.")),
            (
                USE_BOTH,
                _("Both, to edit"),
                _("Their words are put under yours in the form. Then you edit them and save."),
            ),
        ]

    @property
    def take(self):
        return TAKE + self.name

    @property
    def held(self):
        return THEIRS + self.name


@dataclass(frozen=True)
class Conflict:
    """What happened meanwhile, in sentences, and the words with which the form goes on. Nothing of it is saved yet."""

    heading: str
    sentence: str
    differences: list
    words: dict
    revision: int
    based_on: int

    @property
    def is_chosen(self):
        """Whether there is any field whose words are chosen here."""
        return any(difference.choices for difference in self.differences)


def settled(data):
    """A conflict's form with the words that its writer chose: (the form's data, whether there is still to be edited).

    `data` is what was posted, a QueryDict; without any choice it comes back as it is.
    """
    chosen = {name: data.get(TAKE + name) for name in TEXTS if THEIRS + name in data}
    if not set(chosen.values()) & {USE_THEIRS, USE_BOTH}:
        return data, False
    data = data.copy()
    for name, choice in chosen.items():
        theirs = data[THEIRS + name]
        if choice == USE_THEIRS:
            data[name] = theirs
        elif choice == USE_BOTH:
            data[name] = "\n\n".join(filter(None, (data.get(name, "").strip(), theirs)))
    return data, USE_BOTH in chosen.values()


def within_a_side(current, obligation, side, form, *, by):
    """Somebody of the same side saved the draft (`current`), shared it or discarded it while `form` was filled in."""
    revision, based_on = form.cleaned_data["revision"], form.cleaned_data["based_on"]
    shared = Response.objects.filter(obligation=obligation).select_related("shared_by").first()
    base = saved_words(obligation, side, revision) if revision else None
    if base is None:
        base = shared_words(shared, based_on) if shared else Draft().words
    ours = base | form.words
    if current is None and (shared is None or shared.revision == based_on):
        sentence = _(
            "Somebody discarded this draft while you were writing. Your words are in the form: save them to keep them."
        )
        return Conflict(_("This draft was discarded"), sentence, [], ours, 0, based_on)
    if current is None:
        theirs, revision, based_on = left_by(shared, base), 0, shared.revision
        sentence = _("%(who)s shared this answer on %(day)s, while you were writing.") % {
            "who": shared.shared_by or _("Somebody"),
            "day": day_words(shared.shared_on),
        }
    else:
        theirs, revision, based_on = current.words, current.revision, current.based_on
        sentence = _saved(current, by)
    words, both = merge(base, theirs, ours)
    heading = _("You wrote here in another tab too") if _is_own(current, by) else _("Somebody else wrote here too")
    return Conflict(heading, sentence, _differences(base, theirs, ours, both), words, revision, based_on)


def _is_own(draft, by):
    return draft is not None and draft.saved_by == by


def _saved(draft, by):
    at = timezone.localtime(draft.saved_at)
    said = {"who": draft.saved_by, "time": date_format(at, "H:i"), "day": day_words(at)}
    if _is_own(draft, by):
        return _("You saved this draft in another tab, or on another computer, at %(time)s on %(day)s.") % said
    return _("%(who)s saved this draft at %(time)s on %(day)s, while you were writing.") % said


def between_sides(draft, response):
    """The other side shared its words while this draft was being written, and both changed the same fields."""
    words, both = rebase(draft, response)
    base = shared_words(response, draft.based_on)
    sentence = _("%(side)s shared other words on %(day)s, while this draft was being written.") % {
        "side": response.shared_from or _("The other side"),
        "day": day_words(response.shared_on),
    }
    fields = _differences(base, left_by(response, base), draft.words, both)
    return Conflict(_("Other words were shared meanwhile"), sentence, fields, words, draft.revision, response.revision)


def within_a_section(changed, form):
    """Somebody saved other words in the section of a statutory response (SectionChanged) while `form` was filled in."""
    current, ours = changed.current, form.words
    base, theirs = words_of(as_seen(current, form.cleaned_data["saw"]), ours), words_of(current, ours)
    words, both = merge(base, theirs, ours)
    latest = saved_sections(current)[form.section]
    at = timezone.localtime(latest.at)
    sentence = _("%(who)s saved this section at %(time)s on %(day)s, while you were writing.") % {
        "who": latest.by or _("Somebody"),
        "time": date_format(at, "H:i"),
        "day": day_words(at),
    }
    met = [
        Difference(name, form.fields[name].label, _said(form, name, theirs), _said(form, name, ours), name in both)
        for name in base
        if theirs[name] != base[name] and theirs[name] != ours[name]
    ]
    return Conflict(_("Somebody else wrote here too"), sentence, met, words, seen(current), 0)


def _said(form, name, words):
    """A field's value as people read it: the words of a choice, a day, text as it is."""
    value = words[name]
    choices = {str(key): label for key, label in getattr(form.fields[name], "choices", ())}
    if choices:
        return str(choices.get(str(getattr(value, "pk", value) or ""), value or _("Nothing")))
    return day_words(value) if isinstance(value, date) else value or _("Nothing")


def _differences(base, theirs, ours, both):
    changed = [name for name in base if theirs[name] != base[name] and theirs[name] != ours[name]]
    return [
        Difference(name, name_of(name), *(_in_words(name, words[name]) for words in (theirs, ours)), name in both)
        for name in changed
    ]


def _in_words(name, value):
    return value if name in TEXTS else shown(name, value)
