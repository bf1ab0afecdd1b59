"""What a page says, for tests that look for a sentence in it."""

import re


def html_of(response):
    """The page's HTML with its white space folded."""
    return " ".join(response.content.decode().split())


def text_of(response):
    """The page without its tags, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))
