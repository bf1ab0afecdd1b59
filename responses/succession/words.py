"""The words of several bodies as those of the one that succeeds them. Pure: nothing is read or written."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from inspections.fields import most_of
from responses.models import Draft, Words
from responses.wording import answer_name

BY_EACH = ("action", "comment")
"""Texts in which each body's part stands under its name."""


def combined(parts, *, named):
    """One set of words from those of several bodies, given as (body, words) pairs; `named` if the texts name them.

    Where it stands is what all say, else in progress; the own target is the earliest one.
    """
    words = [said for _body, said in parts]
    if len(parts) == 1 and not named:
        return {**words[0]}
    positions = {said["position"] for said in words}
    answers = {said["answered_with"] for said in words}
    together = len(answers) == 1
    return {
        "position": positions.pop() if len(positions) == 1 else Words.Position.IN_PROGRESS,
        "answered_with": answers.pop() if together else None,
        "lead": _as_many_as_fit([said["lead"] for said in words if said["lead"]]),
        "target_on": min((said["target_on"] for said in words if said["target_on"]), default=None),
        "evidence": "\n".join(dict.fromkeys(line for said in words for line in said["evidence"].splitlines())),
        "letter_on": words[0]["letter_on"] if len(words) == 1 else None,
        "waiting_on": next((said["waiting_on"] for said in words if said["waiting_on"]), None),
        **{name: _by_each([(body, _text(body, said, name, together)) for body, said in parts]) for name in BY_EACH},
    }


def _text(body, said, name, together):
    """The body's text. What it had answered with another answer is said in words, where the others had not."""
    if name != "action" or together or not said["answered_with"]:
        return said[name]
    pointer = _("Answered with %(answer)s.") % {"answer": answer_name(said["answered_with"], body)}
    return f"{said[name]}\n{pointer}".strip()


def _by_each(texts):
    """ "Northshire Police:\\n…", one below the other; what several say alike stands once, under all their names."""
    bodies = {}
    for body, text in texts:
        if text:
            bodies.setdefault(text, []).append(str(body))
    return "\n\n".join(f"{get_text_list(names, _('and'))}:\n{text}" for text, names in bodies.items())


def _as_many_as_fit(names):
    """ "A. Officer; B. Officer", each once, without the last ones where the field is too short for all."""
    names = list(dict.fromkeys(names))
    while len("; ".join(names)) > most_of(Draft, "lead"):
        names.pop()
    return "; ".join(names)
