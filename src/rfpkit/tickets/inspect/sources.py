"""The system that an export seems to come from: the preset whose columns it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rfpkit.model.exports.inspection import Guess, KnownExport, Sureness


class Source(NamedTuple):
    """A preset, and which of the files is what."""

    preset: KnownExport | None
    main: tuple[int, ...]
    """Positions of the files that are the export itself."""
    parts: dict[str, int]
    """Positions of the files beside it, by the name of the part."""


def find_source(heads: Sequence[Sequence[str]], known: Sequence[KnownExport]) -> Source:
    """Returns the preset whose telling columns the files have.

    The one that explains most files goes first, then the one with most telling columns, then the
    one of which most columns are there.
    """
    found = [
        source
        for preset in known
        if preset.signature
        for first in range(len(heads))
        if (source := _assigned(heads, preset, first)) is not None
    ]
    everything = tuple(range(len(heads)))
    return max(found, key=lambda one: _worth(one, heads), default=Source(None, everything, {}))


def _assigned(heads: Sequence[Sequence[str]], preset: KnownExport, first: int) -> Source | None:
    """Returns which file is what if one of them begins the export; None if that cannot be."""
    if not set(preset.signature) <= set(heads[first]):
        return None
    main, parts = [], {}
    for position, head in enumerate(heads):
        if set(head) == set(heads[first]):
            main.append(position)
            continue
        fitting = [name for name, telling in preset.parts.items() if _has(head, telling)]
        free = [name for name in fitting if name not in parts]
        if not free:
            return None
        parts[free[0]] = position
    return Source(preset, tuple(main), parts)


def _has(head: Sequence[str], telling: Sequence[str]) -> bool:
    return bool(telling) and set(telling) <= set(head)


def _worth(source: Source, heads: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    preset = source.preset
    if preset is None:
        return 0, 0, 0
    there = set(heads[source.main[0]]) & set(preset.places.values())
    return len(source.parts) - len(preset.parts), len(preset.signature), len(there)


def source_guess(preset: KnownExport, names: Sequence[str]) -> Guess:
    """Returns how surely the export is of a preset."""
    lacking = [column for column in preset.places.values() if column not in names]
    told = f"the preset `{preset.name}` has its {len(preset.signature)} telling columns"
    if lacking:
        told += f"; it also knows {', '.join(f'`{column}`' for column in lacking)}, not found here"
    if not preset.is_seen:
        told += "; it is known from memory only, so check each name"
    elif preset.from_memory:
        told += f"; from memory only, so check: {', '.join(preset.from_memory)}"
    sure = preset.is_seen and len(lacking) * 3 <= len(preset.places)
    return Guess(name=preset.title, sureness="sure" if sure else "likely", why=told)


def roles_over(
    roles: Mapping[str, Guess], preset: KnownExport, names: Sequence[str]
) -> dict[str, Guess]:
    """Returns the places of the columns, where those of the preset go before every guess."""
    why = f"the preset `{preset.name}` says so"
    told: dict[str, Guess] = {}
    for place, column in preset.places.items():
        if column in names and column not in told:
            from_memory = not preset.is_seen or place in preset.from_memory
            sureness: Sureness = "likely" if from_memory else "sure"
            told[column] = Guess(name=place, sureness=sureness, why=why)
    taken = {guess.name for guess in told.values()} | set(preset.places)
    kept = {
        column: guess
        for column, guess in roles.items()
        if column not in told and guess.name not in taken and _is_wanted(guess.name, preset)
    }
    return {**told, **kept}


def _is_wanted(place: str, preset: KnownExport) -> bool:
    # What happens to a ticket is told by the preset alone; who and where it was may be added.
    return place.startswith("columns.") and place not in {
        *("columns.at", "columns.state", "columns.sequence"),
        *(("columns.ticket",) if "columns.ticket" in preset.places else ()),
    }
