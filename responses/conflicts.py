"""Two people at once: what the other wrote, beside what was typed, and the form to go on from."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspections.wording import day_words
from responses.actions import left_by, merge, rebase, saved_words, shared_words
from responses.models import Draft, Response
from responses.wording import name_of, shown


@dataclass(frozen=True)
class Difference:
    """One field that the other changed. `both`: the writer changed it too, and their words stay in the form."""

    label: str
    theirs: str
    ours: str
    both: bool


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


def _differences(base, theirs, ours, both):
    changed = [name for name in base if theirs[name] != base[name] and theirs[name] != ours[name]]
    return [
        Difference(name_of(name), shown(name, theirs[name]), shown(name, ours[name]), name in both) for name in changed
    ]
