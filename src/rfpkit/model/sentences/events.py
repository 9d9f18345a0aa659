"""How sentences name events: what the Contractor does, when a clock runs, what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rfpkit.model.references import Promises
from rfpkit.model.sentences.vocabulary import EventWords, title_for, words_for
from rfpkit.model.ticket_event import TicketEvent
from rfpkit.model.words import joined, plain

EVENTS: Final = r"(?:“[^”]*”|[^“”])+?"
"""Phrases of events in a pattern: what stands in quotation marks is never cut."""
_CONDITION: Final = rf"(?:(?:whose|that|of which) {EVENTS}|[a-z]+)"
CONDITIONS: Final = rf"{_CONDITION}(?:(?:, | or ){_CONDITION})*"
"""What is true of counted requests, in a pattern."""

_FOR: Final = " for"
_EITHER: Final = "either "
_BETWEEN: Final = re.compile(r"(?:, | or )(?![^“]*”)")


def actions(names: Sequence[str], document: Promises) -> tuple[str, ...]:
    """Returns what the Contractor does for each event: `return the device for`."""
    return tuple(event_words(name, document).does for name in names)


def moments(names: Sequence[str], document: Promises) -> tuple[str, ...]:
    """Returns the moment of each event as a noun: `receipt`."""
    return tuple(event_words(name, document).when for name in names)


def counted(names: Sequence[str], document: Promises) -> tuple[str, ...]:
    """Returns what is true of a request at each event: `whose device is returned`."""
    return tuple(event_words(name, document).done for name in names)


def title(name: str, document: Promises) -> str:
    """Returns how an event reads in a table: `loaner issued`."""
    own = _own(name, document)
    return (own.title if own is not None else None) or title_for(plain(name))


def recorded(names: Sequence[str], document: Promises) -> str:
    """Writes the names of events as records have them: `“closed” or “returned”`."""
    return joined([f"“{title(name, document)}”" for name in names], "or")


def event_words(name: str, document: Promises) -> EventWords:
    """Returns the words that the document has for an event; those of the language otherwise."""
    common = words_for(plain(name))
    own = _own(name, document)
    if own is None:
        return common
    return EventWords(own.does or common.does, own.when or common.when, own.done or common.done)


def write_actions(phrases: Sequence[str]) -> str:
    """Writes `issue a loaner or return the device for`; `either`, where not all end alike."""
    if len(phrases) > 1 and all(phrase.endswith(_FOR) for phrase in phrases):
        return joined([phrase.removesuffix(_FOR) for phrase in phrases], "or") + _FOR
    return (_EITHER if len(phrases) > 1 else "") + joined(phrases, "or")


def read_actions(text: str) -> tuple[str, ...]:
    """Reads what `write_actions` wrote."""
    parts = read_phrases(text.removeprefix(_EITHER))
    if text.startswith(_EITHER) or len(parts) == 1:
        return parts
    return tuple(part if part.endswith(_FOR) else part + _FOR for part in parts)


def write_phrases(phrases: Sequence[str]) -> str:
    """Writes `receipt or approval`."""
    return joined(phrases, "or")


def read_phrases(text: str) -> tuple[str, ...]:
    """Reads what `write_phrases` wrote."""
    return tuple(_BETWEEN.split(text))


def _own(name: str, document: Promises) -> TicketEvent | None:
    events: tuple[TicketEvent, ...] = getattr(document, "ticket_events", None) or ()
    return next((one for one in events if one.id == name), None)
