"""What a rule of readiness is: one thing without which nobody can plan by an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined

State = Literal["answered", "thin", "open"]
"""Answered; there, and too poor to plan by; not answered."""

Lacking = Callable[[Solicitation], Iterable[str]]
"""Yields the ids of what falls short; an empty one stands for the answer as a whole."""


class Reason(NamedTuple):
    """Why an answer is not good enough, and what to write."""

    rule: str
    """Name of the rule: devices-without-number."""
    about: tuple[str, ...]
    """The ids that it speaks of; none where it speaks of the answer as a whole."""
    reason: str
    mend: str
    """What to write, with the key to write it under."""


class Rule(NamedTuple):
    """One thing that an answer needs."""

    id: str
    reason: str
    """What is wrong; `{names}` stands for the ids that it is about."""
    mend: str
    """What to write, with the key to write it under."""
    lacking: Lacking

    def reasons(self, rfp: Solicitation) -> list[Reason]:
        """Returns the reason why the rule does not hold; nothing where it does."""
        found = list(dict.fromkeys(self.lacking(rfp)))
        if not found:
            return []
        about = tuple(name for name in found if name)
        return [Reason(self.id, about, self.reason.format(names=joined(about)), self.mend)]


class Question(NamedTuple):
    """One planning question, and when it is answered."""

    text: str
    depends: str
    """What waits for the answer."""
    fields: tuple[str, ...]
    """Where the answer stands: the RFP's own keys."""
    opened_by: Rule
    """The rule without which the question is open."""
    thinned_by: tuple[Rule, ...]
    """The rules without which the answer is thin."""


def unless(there: Callable[[Solicitation], object]) -> Lacking:
    """Returns what finds the whole answer lacking where something is not there."""
    return lambda rfp: [] if there(rfp) else [""]


def ids(items: Iterable[object]) -> list[str]:
    """Returns the ids of items."""
    return [str(getattr(item, "id", "")) for item in items]
