"""The words of the export that a mapping must give a meaning, with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from rfpkit.model.exports.inspection import Guess, KnownExport, WordCount, Words
from rfpkit.tickets.inspect.given import GivenFiles
from rfpkit.tickets.inspect.private import is_shown
from rfpkit.tickets.inspect.spellings import NULLS
from rfpkit.tickets.tables.cells import spelled

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


@dataclass(frozen=True)
class Tables:
    """The export and the files beside it, with what is known of their columns."""

    main: GivenFiles
    roles: dict[str, Guess]
    """The place of each column of the export itself."""
    preset: KnownExport | None
    parts: Mapping[str, GivenFiles]
    """The files beside it, by the name of the part."""


def word_facts(tables: Tables, attributes: Collection[str]) -> Iterator[Words]:
    """Yields the words that need a meaning, in the order of a mapping.

    `attributes` are those that choose the tickets of a level of the contract.
    """
    places = PLACES | {f"columns.{name}": f"values.{name}" for name in attributes}
    found = [*_columns(tables, places), *_changes(tables, places), *_beside(tables, places)]
    found += _choices(tables)
    # What leaves a ticket out is named with its column; all other words have one meaning each.
    keys = dict.fromkeys(
        (one.place, one.column if one.place == "exclusions" else "") for one in found
    )
    for place, column in sorted(keys, key=lambda key: _ORDER.get(key[0], len(_ORDER) // 2)):
        held = [one for one in found if one.place == place and column in {"", one.column}]
        counts: Counter[str] = Counter()
        for one in held:
            counts.update(one.counts)
        words = sorted(counts, key=lambda word: (-counts[word], word))
        fit = [word for word in words if is_shown(word)]
        yield Words(
            column=held[0].column,
            others=tuple(dict.fromkeys(one.column for one in held[1:])),
            place=place,
            words=tuple(WordCount(word=word, rows=counts[word]) for word in fit),
            hidden=len(words) - len(fit),
        )


@dataclass(frozen=True)
class _Held:
    place: str
    column: str
    counts: Counter[str]


def _columns(tables: Tables, places: Mapping[str, str]) -> Iterator[_Held]:
    for column, guess in tables.roles.items():
        if guess.name in places:
            yield from _few(places[guess.name], column, _counts(tables.main, column))


def _changes(tables: Tables, places: Mapping[str, str]) -> Iterator[_Held]:
    """Yields the words that a field had before and behind each of its changes."""
    preset = tables.preset
    if preset is None:
        return
    named = [preset.places.get(f"columns.{name}", "") for name in ("field", "value", "previous")]
    field, *values = [name if name in tables.main.names else "" for name in named]
    for name, role in preset.fields.items() if field else ():
        if f"columns.{role}" in places:
            held = [_changed(tables.main, field, name, value) for value in values if value]
            total = sum(held, Counter())
            yield from _few(places[f"columns.{role}"], f"{values[0]} of {name}", total)


def _changed(given: GivenFiles, field: str, name: str, value: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cells in given.chunks(field, value):
        mine = cells.filter(spelled(cells[field]).str.strip_chars() == name)
        counts.update(_words(mine[value]))
    return counts


def _beside(tables: Tables, places: Mapping[str, str]) -> Iterator[_Held]:
    for part, given in tables.parts.items():
        told = tables.preset.part_places[part] if tables.preset is not None else {}
        for place, column in told.items():
            if place in places and column in given.names:
                counts = _counts(given, column)
                yield from _few(places[place], f"{part}: {column}", counts)


def _choices(tables: Tables) -> Iterator[_Held]:
    """Yields the clocks of a file beside the export, where it holds more than one for a ticket."""
    told = tables.preset.part_choices if tables.preset is not None else {}
    for part, names in told.items():
        given = tables.parts.get(part)
        if given is None:
            continue
        column = next((name for name in names if name in given.names), None)
        if column is not None and len(counts := _counts(given, column)) > 1:
            yield from _few(f"parts.{part}.only.{column}", f"{part}: {column}", counts)


def _few(place: str, column: str, counts: Counter[str]) -> Iterator[_Held]:
    if len(counts) <= MOST:
        yield _Held(place, column, counts)


def _counts(given: GivenFiles, column: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cells in given.chunks(column):
        counts.update(_words(cells[column]))
    return counts


def _words(values: pl.Series) -> dict[str, int]:
    texts = spelled(values).str.strip_chars().alias("word")
    found = texts.drop_nulls().value_counts(name="rows")
    counted = zip(found["word"].to_list(), found["rows"].to_list(), strict=True)
    return {word: rows for word, rows in counted if word and word not in NULLS}
