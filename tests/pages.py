"""What a page says, for tests that look for a sentence in it."""

import re

from django.urls import URLPattern, get_resolver


def html_of(response):
    """The page's HTML with its white space folded."""
    return " ".join(response.content.decode().split())


def text_of(response):
    """The page without its tags, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def served():
    """The names of all addresses but the administration's: those stand for models and are walked apart."""
    return {name for name in _named(get_resolver().url_patterns) if not name.endswith("None")}


def _named(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            yield from _named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
