"""A variable that a template of ours misspells fails the test, where Django would print nothing."""

import sys

from django.conf import settings
from django.template.base import FilterExpression, Node


class UnknownVariable(str):
    """What Django prints for a variable that is not there: nothing, but in our own templates that is a fault.

    Templates of Django and of packages rely on it. Ours say `{{ hint|default:"" }}` where a variable may be missing.
    """

    __slots__ = ()

    def __bool__(self):
        """Django asks this of an unknown variable, right where it resolves `{{ … }}`, and nowhere else."""
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if isinstance(expression, FilterExpression) and not _has_default(expression):
            ours = f"{settings.BASE_DIR / 'templates'}/"
            template = _template(frame)
            if template.startswith(ours):
                raise AssertionError(f"{{{{ {expression.token} }}}} is not there in {template.removeprefix(ours)}.")
        return False


def _has_default(expression: FilterExpression) -> bool:
    return bool(expression.filters) and expression.filters[0][0].__name__ in {"default", "default_if_none"}


def _template(frame) -> str:
    """The file of the template whose node is being rendered."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and (origin := getattr(node, "origin", None)):
            return str(origin.name)
        frame = frame.f_back
    return ""
