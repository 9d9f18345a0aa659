"""The words of the export that a mapping must give a meaning, with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from rfpkit.model.exports.inspection import Guess, WordCount, Words
from rfpkit.tickets.cells import spelled
from rfpkit.tickets.inspect.given import GivenFiles
from rfpkit.tickets.inspect.private import is_shown
from rfpkit.tickets.inspect.spellings import NULLS

PLACES = {
    "columns.state": "states",
    "exclusions": "exclusions",
    "columns.priority": "values.priority",
    "claims.met": "values.met",
}
"""Places of the mapping whose columns hold words with a meaning, and where it is written."""

_ORDER = {"states": 0, "values.priority": 1, "values.met": 3, "exclusions": 4}

MOST = 200
"""A column with more different words holds no states."""


def word_facts(
    given: GivenFiles, roles: Mapping[str, Guess], attributes: Collection[str]
) -> Iterator[Words]:
    """Yields the words of each column that needs a meaning, in the order of a mapping.

    `attributes` are those that choose the tickets of a level of the contract.
    """
    places = PLACES | {f"columns.{name}": f"values.{name}" for name in attributes}
    held = [(places[guess.name], name) for name, guess in roles.items() if guess.name in places]
    for place, column in sorted(held, key=lambda one: _ORDER.get(one[0], len(_ORDER) // 2)):
        counts = _counts(given, column)
        if len(counts) > MOST:
            continue
        words = sorted(counts, key=lambda word: (-counts[word], word))
        fit = [word for word in words if is_shown(word)]
        yield Words(
            column=column,
            place=place,
            words=tuple(WordCount(word=word, rows=counts[word]) for word in fit),
            hidden=len(words) - len(fit),
        )


def _counts(given: GivenFiles, column: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cells in given.chunks(column):
        texts = spelled(cells[column]).str.strip_chars().alias("word")
        found = texts.drop_nulls().value_counts(name="rows")
        counts.update(dict(zip(found["word"].to_list(), found["rows"].to_list(), strict=True)))
    return Counter({word: n for word, n in counts.items() if word and word not in NULLS})
