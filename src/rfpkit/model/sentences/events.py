"""How sentences name events: those that English has a word for, others as the contract does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rfpkit.model.words import joined, plain

_VERBS: Final = {
    "returned": "return",
    "resolved": "resolve",
    "repaired": "repair",
    "closed": "close",
    "acknowledged": "acknowledge",
    "responded": "respond to",
    "delivered": "deliver",
    "replaced": "replace",
    "shipped": "ship",
    "answered": "answer",
    "assigned": "assign",
    "diagnosed": "diagnose",
}
_NOUNS: Final = {
    "received": "receipt",
    "reported": "the customer's report",
    "approved": "approval",
    "picked up": "pick-up",
    "acknowledged": "acknowledgement",
    "diagnosed": "diagnosis",
    "repaired": "repair",
    "resolved": "resolution",
    "returned": "return",
    "closed": "closure",
}
_PARTICIPLES: Final = {name: name for name in _VERBS if name != "responded"}
KNOWN: Final = frozenset(name.replace(" ", "-") for name in {**_VERBS, **_NOUNS})
"""Ids of the events that English has a word for."""
_BRING: Final = "bring to "
_BROUGHT: Final = "brought to "

EVENTS: Final = r"(?:“[^”]*”|[^“”])+?"
"""Names of events in a pattern: what stands in quotation marks is never cut."""


def worded(names: Sequence[str]) -> tuple[str, ...]:
    """Returns the ids of events as the words that sentences have for them."""
    return tuple(plain(name) for name in names)


def write_verbs(names: Sequence[str]) -> str:
    """Writes what the Contractor does: `return or replace`, `bring to “handed over”`."""
    return joined([_VERBS.get(name, f"{_BRING}“{name}”") for name in worded(names)], "or")


def read_verbs(text: str) -> tuple[str, ...]:
    """Reads what `write_verbs` wrote."""
    return _read(text, _VERBS, _BRING)


def write_nouns(names: Sequence[str]) -> str:
    """Writes when something begins or ends: `receipt or approval`."""
    return joined([_NOUNS.get(name, f"“{name}”") for name in worded(names)], "or")


def read_nouns(text: str) -> tuple[str, ...]:
    """Reads what `write_nouns` wrote."""
    return _read(text, _NOUNS, "")


def write_participles(names: Sequence[str]) -> str:
    """Writes what was done to a request: `closed`, `brought to “handed over”`."""
    return joined([_PARTICIPLES.get(name, f"{_BROUGHT}“{name}”") for name in worded(names)], "or")


def read_participles(text: str) -> tuple[str, ...]:
    """Reads what `write_participles` wrote."""
    return _read(text, _PARTICIPLES, _BROUGHT)


def _read(text: str, words: Mapping[str, str], before: str) -> tuple[str, ...]:
    names = {word: name for name, word in words.items()}
    return tuple(
        names[part] if part in names else part.removeprefix(before).strip("“”")
        for part in re.split(r"(?:, | or )(?![^“”]*”)", text)
    )
