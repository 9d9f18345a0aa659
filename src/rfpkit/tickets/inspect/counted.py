"""Columns by which a level chooses or counts tickets, and those with the evidence of a pause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rfpkit.model.exports.inspection import ColumnFacts, ColumnKind, Inspection

MOST = 5
"""Most columns that are listed behind a question."""

_KINDS: dict[str, tuple[ColumnKind, ...]] = {
    "survey": ("number", "words", "flag"),
    "numbers": ("number", "flag", "words"),
    "facts": ("words", "flag"),
    "evidence": ("identifier", "text", "words", "number", "flag"),
    "columns": ("words", "identifier", "text", "number"),
}
"""What the values of a column are that fits a place."""

_CALLED = {
    "survey": re.compile(r"csat|satisf|rating|rated|survey|score|feedback|stars"),
    "numbers": re.compile(r"count|visits|cost|price|amount|hours|minutes|parts|qty|quantity"),
    "facts": re.compile(r"first.?(visit|time|call|contact)|outcome|result|fixed|fcr\b"),
    "evidence": re.compile(r"evidence|proof|quote|approv|reference|attach|rma\b|\bpo\b"),
}
"""How columns are called that fit a place."""

_ASKED = {
    "survey": "Which column holds the customer's rating of `{name}`, which {levels} counts?",
    "numbers": "Which column holds the number `{name}` of each ticket, which {levels} counts?",
    "facts": "Which column holds the word `{name}` of each ticket, by which {levels} counts?",
    "evidence": "Which column holds the evidence of a pause, without which {levels} honors none?",
    "columns": "Which column tells the {name} of each ticket, by which {levels} chooses them?",
}
_NONE = (
    " If there is none, take the line away, and `{group}:` above it where nothing is left under"
    " it; the level is not measured then."
)
_WITHOUT = {
    "columns": " If there is none, take the line away; the level is not measured then.",
    "evidence": " If there is none, take the line away: no such pause is honored then.",
}


def asked_columns(found: Inspection) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yields place, question and answers for what the contract counts by and nothing gives."""
    wanted = found.contract.columns if found.contract is not None else {}
    for place, levels in wanted.items():
        if place in _given(found):
            continue
        group, name = _group_of(place)
        text = _ASKED[group].format(name=name, levels=", ".join(f"`{one}`" for one in levels))
        text += _WITHOUT.get(group, _NONE).format(group=group)
        yield place, text, tuple(fitting(place, free_columns(found)))


def proposed(found: Inspection) -> dict[str, str]:
    """Returns what a level may count by where no contract says what is wanted."""
    free = free_columns(found) if found.contract is None else []
    return {
        f"{group}.{_id(facts.name)}" if group != "evidence" else "columns.evidence": facts.name
        for group, called in _CALLED.items()
        for facts in free
        if facts.kind in _KINDS[group] and called.search(_words(facts.name))
    }


def free_columns(found: Inspection) -> list[ColumnFacts]:
    """Returns the columns that belong to no place, and that do not look like a person's."""
    used = {*found.preset.places.values(), *found.preset.others} if found.preset else set()
    return [
        facts
        for facts in found.columns
        if facts.maps_to is None and facts.name not in used and not facts.name.startswith("(")
    ]


def fitting(place: str, free: Sequence[ColumnFacts]) -> list[str]:
    """Returns the columns that would fit a place, those called like it first."""
    group, name = _group_of(place)
    wanted = set(_words(name).split())
    ranked = []
    for number, facts in enumerate(free):
        own = _words(facts.name)
        likeness = 2 * len(wanted & set(own.split())) + _is_called(group, own)
        if facts.kind in _KINDS[group] and (likeness or not facts.hidden):
            ranked.append((-likeness, number, facts.name))
    return [one for _, _, one in sorted(ranked)[:MOST]]


def _group_of(place: str) -> tuple[str, str]:
    """Returns what kind of column a place of a mapping takes, and the name that it has there."""
    group, _, name = place.partition(".")
    return ("evidence", name) if place == "columns.evidence" else (group, _words(name))


def _is_called(group: str, name: str) -> bool:
    called = _CALLED.get(group)
    return called is not None and called.search(name) is not None


def _given(found: Inspection) -> set[str]:
    parts = found.preset.part_places if found.preset is not None else {}
    given = {facts.maps_to.name for facts in found.columns if facts.maps_to is not None}
    return given.union(*(parts[part] for part in found.parts if part in parts))


def _words(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()).strip()


def _id(name: str) -> str:
    """Returns a name as a contract may write it."""
    return "-".join(_words(name).split()) or "rating"
