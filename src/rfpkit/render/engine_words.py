"""What Jinja and Python say of a broken template, in the words of this project."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from jinja2 import TemplateError

Words = tuple[str, str]
"""What is wrong, and how to mend it."""


def words(error: Exception, filters: Collection[str]) -> Words:
    """Returns what is wrong with a template, and how to mend it where that is known."""
    if isinstance(error, TemplateError):
        return _of_jinja((error.message or str(error)).rstrip("."), filters)
    if isinstance(error, RecursionError):
        return "a macro or a template calls itself without end", "let it end"
    return f"{type(error).__name__}: {error}", ""


def _of_jinja(message: str, filters: Collection[str]) -> Words:
    if found := re.fullmatch(r"No filter named '(.+)'", message):
        near = get_close_matches(found[1], filters, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(sorted(filters))}"
        return f"there is no filter `{found[1]}`", hint
    if found := re.fullmatch(r"No test named '(.+)'", message):
        return f"there is no test `{found[1]}`", ""
    if found := re.fullmatch(r"'(.+)' is undefined", message):
        hint = "name what the section is given, or the item of a loop"
        return f"nothing is called `{found[1]}` here", hint
    return message, ""
