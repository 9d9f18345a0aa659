"""A single value that a person wrote on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic_core import PydanticCustomError

from rfpkit.errors import Diagnostic, InputError, Location

T = TypeVar("T")


def read_argument(parse: Callable[[str], T], text: str, name: str) -> T:
    """Returns a value as the documents' own parser reads it; `name` is the argument's.

    Raises:
        InputError: the parser refuses the text.
    """
    try:
        return parse(text)
    except PydanticCustomError as error:
        context = error.context or {}
        message, hint = str(context.get("message", error)), str(context.get("hint", ""))
        raise InputError([Diagnostic(Location(name), message, hint)]) from None
