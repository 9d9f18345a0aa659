"""What a careful reader says of a document, and the rules by which it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rfpkit.model.record import Record

D = TypeVar("D", bound=Record)


class Finding(NamedTuple):
    """Something to look at; the document can be used as it is."""

    rule: str
    where: str
    """Path in the document, items of lists by their id."""
    message: str
    hint: str


@dataclass(frozen=True)
class Rule(Generic[D]):
    """What is looked for in a document."""

    find: Callable[[D], Iterable[Finding]]
    needs: frozenset[str] = frozenset()
    """Fields of the document that must be whole, because a finding says that something in them is
    missing. What is found in one item alone is true without the others, and needs none."""

    def __call__(self, document: D) -> Iterable[Finding]:
        """Returns what it finds."""
        return self.find(document)


def rule(find: Callable[[D], Iterable[Finding]], *needs: str) -> Rule[D]:
    """Returns a rule that needs some fields of its document whole."""
    return Rule(find, frozenset(needs))
