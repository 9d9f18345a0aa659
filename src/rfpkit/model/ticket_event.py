"""The words that sentences have for an event of a ticket, where its name alone does not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from pydantic import AfterValidator

from rfpkit.model.record import Problem, Record, mistake, repeated_ids
from rfpkit.model.scalars import Id, Text


def _phrase(text: str) -> str:
    """Refuses a phrase at which the reading of a sentence would stop or go astray."""
    told = " ".join(text.split())
    if found := _BREAKS.search(told):
        message = f"`{found[0].strip()}` cannot stand in a phrase: it would end the phrase there"
        raise mistake(message, "say it in a few plain words: issue a loaner for")
    return told


def _condition(text: str) -> str:
    told = _phrase(text)
    if not _CONDITION.match(told):
        hint = "write one word, or begin with `whose`, `that` or `of which`: whose loaner is issued"
        raise mistake(f"`{told}` cannot follow the word requests", hint)
    return told


def _moment(text: str) -> str:
    told = _phrase(text)
    if " to " in told:
        message = f"`to` cannot stand in `{told}`: a clock runs from one moment to another"
        raise mistake(message, "say it without: the District's notice")
    return told


_BREAKS: Final = re.compile(r"[,.;:()“”\"]|\b(?:or|either|in each|the Contractor)\b")
_CONDITION: Final = re.compile(r"(whose|that|of which) |[a-z]+$")
Phrase = Annotated[Text, AfterValidator(_phrase)]
"""A few words inside a sentence."""
Moment = Annotated[Text, AfterValidator(_moment)]
"""A moment, as a noun."""
Condition = Annotated[Text, AfterValidator(_condition)]
"""What is true of a request, behind the word requests."""


class TicketEvent(Record):
    """An event of a ticket: what it means, and how sentences speak of it."""

    id: Id
    """The event as levels name it: loaner-issued."""
    title: Phrase | None = None
    """How it reads in a table: loaner issued. Made from the id if left out."""
    definition: Text | None = None
    """What has happened when it is recorded, and what has not."""
    does: Phrase | None = None
    """What the Contractor does, before the number of requests: issue a loaner for."""
    when: Moment | None = None
    """The moment, as a clock runs from it: the issue of a loaner."""
    done: Condition | None = None
    """What is true of a request once it has happened: whose loaner is issued."""


def event_problems(events: Sequence[TicketEvent], named: Iterable[str]) -> Iterable[Problem]:
    """Yields each id that is used twice or that no level names, and words that two events share."""
    yield from repeated_ids("ticket_events", events, ("ticket_events",))
    known = set(named)
    for position, event in enumerate(events):
        path = ("ticket_events", position)
        if event.id not in known:
            message = f"no service level names the event `{event.id}`"
            yield Problem((*path, "id"), message, f"levels name: {', '.join(sorted(known))}")
        for key in ("does", "when", "done"):
            words = getattr(event, key)
            first = next(one for one in events if getattr(one, key) == words)
            if words is not None and first.id != event.id:
                message = f"`{first.id}` has the same words, so that nobody can tell the two apart"
                yield Problem((*path, key), message, "give each event words of its own")
