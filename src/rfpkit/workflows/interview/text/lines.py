"""How values are written into YAML: a person's words are quoted, so that they stay words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _()-]*[A-Za-z0-9)]|[A-Za-z]")
_MEANS_ELSE = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


class As(str):
    """A text that is YAML already, and is written as it is."""

    __slots__ = ()


def text(value: str) -> str:
    """Returns a text as a YAML scalar: plain where nothing in it could mean something else."""
    if isinstance(value, As):
        return str(value)
    is_plain = _PLAIN.fullmatch(value) and value.lower() not in _MEANS_ELSE
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def sentence(words: str) -> str:
    """Returns words with a capital at their beginning, as they stand alone in a table."""
    return words[:1].upper() + words[1:]


def row(**fields: str | None) -> str:
    """Returns fields on one line, `{id: P1, name: …}`; one without a value is left out."""
    held = {key: value for key, value in fields.items() if value}
    return "{" + ", ".join(f"{key}: {text(value)}" for key, value in held.items()) + "}"


def listed(names: Iterable[str]) -> As:
    """Returns names as a list on one line: `[portal, phone]`."""
    return As("[" + ", ".join(text(name) for name in names) + "]")


def items(rows: Iterable[str], margin: str = "  ") -> list[str]:
    """Returns rows as the items of a list, a line for each."""
    return [f"{margin}- {one}" for one in rows]


def missing(margin: str, what: str) -> str:
    """Returns the comment that stands where an answer is not known yet."""
    return f"{margin}# not known yet: {what}"
