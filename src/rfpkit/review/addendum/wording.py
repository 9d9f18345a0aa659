"""The sentence and the clauses of a service level, where two versions of it read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from rfpkit.model.clauses.level import clauses
from rfpkit.model.sentence import sentence
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.addendum.plain import without_marks

SENTENCE = "Sentence of the level"
ALIKE = 0.5
"""From which likeness on, 0 to 1, one clause is the other one changed."""

Wording = tuple[str, str, str]
"""What it is; how it read, empty if it is new; how it reads, empty if it is gone."""


def whole_wording(level: ServiceLevel, version: Solicitation) -> Iterable[tuple[str, str]]:
    """Yields the sentence of a level, then each of its clauses, with what it is."""
    yield SENTENCE, without_marks(sentence(level, version))
    for number, text in enumerate(clauses(level, version), 1):
        yield f"Clause {number}", without_marks(text)


def changed_wording(
    level: ServiceLevel, old: Solicitation, present: ServiceLevel, new: Solicitation
) -> Iterable[Wording]:
    """Yields the sentence, then each clause, that changed, went or came.

    A clause that only moved up or down, because another one went, did not change.
    """
    before, after = sentence(level, old), sentence(present, new)
    if before != after:
        yield SENTENCE, without_marks(before), without_marks(after)
    ones = [without_marks(text) for text in clauses(level, old)]
    others = [without_marks(text) for text in clauses(present, new)]
    matcher = SequenceMatcher(None, ones, others, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from _replaced(_numbered(ones, start, end), _numbered(others, new_start, new_end))


Numbered = list[tuple[int, str]]


def _numbered(texts: Sequence[str], start: int, end: int) -> Numbered:
    return [(position + 1, texts[position]) for position in range(start, end)]


def _replaced(old: Numbered, new: Numbered) -> Iterator[Wording]:
    left = list(new)
    for number, text in old:
        match = next((one for one in left if _alike(text, one[1])), None)
        if match is not None:
            left.remove(match)
        yield f"Clause {number}", text, match[1] if match else ""
    for number, text in left:
        yield f"New clause {number}", "", text


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE
