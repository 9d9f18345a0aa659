"""Which words of a text are struck out, and which are put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rfpkit.model.addenda.told import Run

MOST_WORDS = 4_000
"""Words of a text that are compared one by one; of a longer one all are struck and put in."""


def word_difference(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Returns the earlier text with what is struck out, the later one with what is put in.

    The runs of each side, put together, are the text, with its white space folded.
    """
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > MOST_WORDS:
        return [Run(" ".join(before), marked=True)], [Run(" ".join(after), marked=True)]
    same = _kept(before, after)
    return (
        _runs(before, [(one.a, one.size) for one in same]),
        _runs(after, [(one.b, one.size) for one in same]),
    )


class _Same(NamedTuple):
    a: int
    b: int
    size: int


def _kept(before: Sequence[str], after: Sequence[str]) -> list[_Same]:
    """Returns the runs of words that stay; a lone small word between changes goes with them."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = [_Same(*block) for block in matcher.get_matching_blocks() if block.size]
    ends = len(before), len(after)
    return [one for one in found if _is_worth(one, before, ends)]


def _is_worth(one: _Same, before: Sequence[str], ends: tuple[int, int]) -> bool:
    at_an_end = (one.a, one.b) == (0, 0) or (one.a + one.size, one.b + one.size) == ends
    words = before[one.a : one.a + one.size]
    return at_an_end or one.size > 2 or any(re.search(r"\w{4}", word) for word in words)


def _runs(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> list[Run]:
    return list(_spaced(words, kept))


def _spaced(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[Run]:
    done = 0
    for start, size in [*kept, (len(words), 0)]:
        if start > done:
            yield Run(" ".join(words[done:start]), marked=True)
        if size:
            yield Run(" ".join(words[start : start + size]), marked=False)
        done = start + size
