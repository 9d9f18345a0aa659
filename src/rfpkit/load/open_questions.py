"""Questions of a draft that nobody has answered yet: the file is not used before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rfpkit.errors import Diagnostic
from rfpkit.load.places import Path, address
from rfpkit.load.yaml import Parsed

_OPEN = re.compile(r"QUESTION (\d+)")


def open_questions(parsed: Parsed) -> list[Diagnostic]:
    """Returns a problem for each value that is still a question."""
    if parsed.data.get("kind") != "mapping":
        return []
    return [_problem(path, number, parsed) for path, number in _questions(parsed.data)]


def _problem(path: Path, number: str, parsed: Parsed) -> Diagnostic:
    where = address(path, parsed.data)
    hint = _HINTS.get(str(path[0]), "the comment above says what can stand here")
    message = f"{where}: question {number} is not answered yet"
    return Diagnostic(parsed.places.value(path), message, hint)


def _questions(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _questions(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _questions(value, (*path, position))
    elif isinstance(data, str) and (found := _OPEN.fullmatch(data.strip())):
        yield path, found[1]


_HINTS = {
    "timezone": "write the zone that the vendor's clock shows: America/Chicago",
    "shift": "write converted_twice or none; the comment above says what speaks for it",
    "dates": "write the order that the vendor confirms: m/d/y h:m or d/m/y h:m",
    "states": "write open, pause REASON, event NAME, exclude REASON or ignore",
    "values": "write the word of the contract",
    "exclusions": "write {} or which words leave a ticket out, as in the comment above",
}
"""What to write at a place of a mapping."""
