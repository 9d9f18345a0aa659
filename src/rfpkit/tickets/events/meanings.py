"""The vendor's words in the contract's words, and what happens to a word without a meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.exports.event_log import State
from rfpkit.model.exports.mapping import FLAGS
from rfpkit.tickets.events.reading import Reading
from rfpkit.tickets.events.words import NOTHING, Codes, Words, translated
from rfpkit.tickets.ledger.notes import Seen, UnknownWords
from rfpkit.tickets.ledger.privacy import DOUBTFUL_WORD, kept_word, told_word

IGNORED = -2
"""Code of a row whose state the mapping ignores."""


_LISTS = {"priority", "service", "device_class", "state", "actor", "met"}
"""Attributes whose words a contract, or the mapping, knows one by one."""


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
    show = shown_word(reading, name, column)
    if table is None:
        if show is not told_word and not words.words.str.contains(DOUBTFUL_WORD).any():
            return words
        told = [show(word) for word in words.words]
        return words if told == words.words.to_list() else translated(words, told)
    _tell_unknown(reading, column, words, table, f"values.{name}")
    return translated(words, [table.get(word) or show(word) for word in words.words])


def shown_word(reading: Reading, name: str, column: str) -> Callable[[str], str]:
    """Returns what says how a word of a column is shown that the mapping gives no meaning."""
    if column in reading.mapping.keep:
        return str
    listed = name in reading.mapping.values or name in _LISTS
    return told_word if listed else kept_word


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
    show = shown_word(reading, "state", column)
    states = tuple(
        State(show(state.label), state.effect) if state.label in unknown else state
        for state in states
    )
    codes = np.array([position.get(word, IGNORED) for word in words.words] + [NOTHING], np.int32)
    return StateColumn(words.each(codes), states)


def _tell_unknown(
    reading: Reading, column: str, words: Words, known: Collection[str], place: str
) -> list[str]:
    """Notes each word that has no meaning, and returns them, sorted."""
    lacking = [code for code, word in enumerate(words.words) if word not in known]
    seen = _seen(reading, words, lacking) if lacking else {}
    may_run = reading.mapping.unmapped == "run"
    kept = column in reading.mapping.keep
    note = UnknownWords(column, place, tuple(known), may_run, seen, kept)
    reading.journal.note(note)
    if seen and note.passes:
        marks = np.zeros(len(words.words) + 1, np.bool_)
        marks[lacking] = True
        rows = words.each(marks) & reading.journal.used
        show = shown_word(reading, place.rpartition(".")[2].replace("states", "state"), column)
        reading.journal.doubt(rows, column, "a word that the mapping gives no meaning", show)
    return sorted(seen) if note.passes else []


def _seen(reading: Reading, words: Words, wanted: list[int]) -> dict[str, Seen]:
    """Returns how often and where first each word stands in rows that are used."""
    rows = np.flatnonzero(reading.journal.used & (words.codes != NOTHING))
    codes = words.codes[rows]
    counts = np.bincount(codes, minlength=len(words.words))
    first = np.zeros(len(words.words), np.int64)
    first[codes[::-1]] = rows[::-1]
    return {
        words.words[code]: Seen(int(counts[code]), reading.journal.place(int(first[code])))
        for code in wanted
        if counts[code]
    }
