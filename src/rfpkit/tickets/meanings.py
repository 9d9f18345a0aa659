"""The vendor's words in the contract's words, and what happens to a word without a meaning."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.event_log import State
from rfpkit.model.mapping import FLAGS
from rfpkit.tickets.head import closest, count_of, shown
from rfpkit.tickets.reading import Reading
from rfpkit.tickets.words import NOTHING, Codes, Words, translated

MOST_TOLD = 20
"""Most words without a meaning that are told one by one."""
MOST_STATES = 10_000
"""A column with more different words holds no states."""

IGNORED = -2
"""Code of a row whose state the mapping ignores."""


@dataclass(frozen=True)
class StateColumn:
    """The state of each row."""

    codes: Codes
    """Position in `states`, `IGNORED`, or `NOTHING` where the row names no state."""
    states: tuple[State, ...]
    """Every state that the mapping does not ignore, seen or not, and those that it lacks."""


def read_attribute(reading: Reading, name: str, column: str) -> Words:
    """Reads an attribute in the contract's words."""
    words, table = reading.words(column), reading.mapping.values.get(name)
    if table is None:
        return words
    _tell_unknown(reading, column, words, table, f"values.{name}")
    return translated(words, [table.get(word, word) for word in words.words])


def read_flag(reading: Reading, column: str) -> Words:
    """Reads the vendor's flag: the words are `met` and `missed`."""
    words, table = reading.words(column), reading.mapping.values.get("met")
    meanings = {
        word: FLAGS.get((word if table is None else table.get(word, "")).lower())
        for word in words.words
    }
    known = [word for word, meaning in meanings.items() if meaning is not None]
    _tell_unknown(reading, column, words, table or known, "values.met")
    says = {True: "met", False: "missed", None: None}
    return translated(words, [says[meanings[word]] for word in words.words])


def read_states(reading: Reading, column: str) -> StateColumn:
    """Reads the state of each row; one that the mapping lacks lets the clock run."""
    words, mapping = reading.words(column), reading.mapping
    unknown = _tell_unknown(reading, column, words, mapping.states, "states")
    effects = {word: mapping.states.get(word, Effect(Action.OPEN)) for word in unknown}
    effects = {**mapping.states, **effects}
    states = tuple(
        State(word, effect) for word, effect in effects.items() if effect.action != Action.IGNORE
    )
    position = {state.label: number for number, state in enumerate(states)}
    codes = np.array([position.get(word, IGNORED) for word in words.words] + [NOTHING], np.int32)
    return StateColumn(codes[words.codes], states)


def _tell_unknown(
    reading: Reading, column: str, words: Words, known: Collection[str], place: str
) -> list[str]:
    """Notes each word that has no meaning, and returns them, sorted."""
    unknown = [code for code, word in enumerate(words.words) if word not in known]
    codes = np.where(reading.journal.used, words.codes, NOTHING)
    counts = np.bincount(codes[codes != NOTHING], minlength=len(words.words))
    seen = sorted((code for code in unknown if counts[code]), key=lambda code: -counts[code])
    if not seen:
        return []
    if reading.mapping.unmapped == "run" and len(seen) <= MOST_STATES:
        rows = int(counts[seen].sum())
        message = f"row with a word in `{column}` that the mapping gives no meaning; "
        message += "the clock runs" if place == "states" else "it is taken as it stands"
        examples = [f"{words.words[code]} ({counts[code]:,})" for code in seen]
        kind = f"unmapped-{place.removeprefix('values.')}"
        reading.journal.find(kind, rows, message, examples)
        return sorted(words.words[code] for code in seen)
    for code in seen[:MOST_TOLD]:
        first, count = int(np.argmax(codes == code)), int(counts[code])
        message = f"`{shown(words.words[code])}` has no meaning in the mapping"
        message += f" ({count_of(count, 'row')})"
        hint = _hint(words.words[code], known, place)
        reading.journal.stop(first, column, message, hint)
    if len(seen) > MOST_TOLD:
        message = f"{count_of(len(seen) - MOST_TOLD, 'more word')} of the column have no meaning"
        hint = f"check that `{column}` is the right column"
        reading.journal.stop(0, column, message, hint)
    return []


def _hint(word: str, known: Collection[str], place: str) -> str:
    close = closest(word, list(known))
    add = f"add it under `{place}` in the mapping"
    return f"did you mean `{close}`? If not, {add}" if close else add
