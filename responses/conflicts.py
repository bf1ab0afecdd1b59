"""Two people at once: what the other wrote, beside what was typed, and the form to go on from."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspections.comparing import Mark, differences
from inspections.wording import day_words
from responses.actions import left_by, merge, rebase, saved_words, shared_words
from responses.models import Draft, Response
from responses.wording import name_of, shown
from responses.workspace.saved import saved_sections
from responses.workspace.sections import begun, seen, words_of


@dataclass(frozen=True)
class Difference:
    """One field that the other changed. `both`: the writer changed it too, and their words stay in the form."""

    label: str
    theirs: str
    ours: str
    both: bool

    @property
    def theirs_marked(self):
        """The other's words as runs, each the same as the writer's or not."""
        return [run for run in differences(self.theirs, self.ours) if run.mark is not Mark.ADDED]

    @property
    def ours_marked(self):
        return [run for run in differences(self.theirs, self.ours) if run.mark is not Mark.REMOVED]


@dataclass(frozen=True)
class Conflict:
    """What happened meanwhile, in sentences, and the words with which the form goes on. Nothing of it is saved yet."""

    heading: str
    sentence: str
    differences: list
    words: dict
    revision: int
    based_on: int


def within_a_side(current, obligation, side, form):
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
        at = timezone.localtime(current.saved_at)
        sentence = _("%(who)s saved this draft at %(time)s on %(day)s, while you were writing.") % {
            "who": current.saved_by,
            "time": date_format(at, "H:i"),
            "day": day_words(at),
        }
    words, both = merge(base, theirs, ours)
    differences = _differences(base, theirs, ours, both)
    return Conflict(_("Somebody else wrote here too"), sentence, differences, words, revision, based_on)


def between_sides(draft, response):
    """The other side shared its words while this draft was being written, and both changed the same fields."""
    words, both = rebase(draft, response)
    base = shared_words(response, draft.based_on)
    sentence = _("%(side)s shared other words on %(day)s, while this draft was being written.") % {
        "side": response.shared_from or _("The other side"),
        "day": day_words(response.shared_on),
    }
    differences = _differences(base, left_by(response, base), draft.words, both)
    return Conflict(
        _("Other words were shared meanwhile"), sentence, differences, words, draft.revision, response.revision
    )


def within_a_section(changed, form):
    """Somebody saved other words in the section of a statutory response (SectionChanged) while `form` was filled in."""
    current, ours = changed.current, form.words
    base, theirs = words_of(begun(current, form.cleaned_data["saw"]), ours), words_of(current, ours)
    words, both = merge(base, theirs, ours)
    latest = saved_sections(current)[form.section]
    at = timezone.localtime(latest.at)
    sentence = _("%(who)s saved this section at %(time)s on %(day)s, while you were writing.") % {
        "who": latest.by or _("Somebody"),
        "time": date_format(at, "H:i"),
        "day": day_words(at),
    }
    met = [
        Difference(form.fields[name].label, _said(form, name, theirs), _said(form, name, ours), name in both)
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
        Difference(name_of(name), shown(name, theirs[name]), shown(name, ours[name]), name in both) for name in changed
    ]
