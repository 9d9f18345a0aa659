"""To which place of a mapping each column seems to belong, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rfpkit.model.exports.inspection import ColumnKind, Guess, Sureness
from rfpkit.tickets.inspect.vocabulary import ROLES, WEAK, bare

_KINDS: dict[str, tuple[ColumnKind, ...]] = {
    "columns.ticket": ("identifier", "number", "words"),
    "columns.at": ("stamp",),
    "columns.state": ("words",),
    "columns.sequence": ("number", "identifier"),
    "claims.met": ("flag", "words"),
    "claims.due": ("stamp", "empty"),
    "columns.device": ("identifier", "words", "number", "text"),
    "columns.priority": ("words", "number", "identifier"),
    "columns.site": ("words", "text", "identifier", "number"),
}
_STAMPS: tuple[ColumnKind, ...] = ("stamp", "empty")
_WORDS: tuple[ColumnKind, ...] = ("words",)


def find_roles(kinds: Mapping[str, ColumnKind]) -> dict[str, Guess]:
    """Returns for each column that has one its place in the mapping."""
    found: dict[str, Guess] = {}
    for place, names in ROLES.items():
        wanted = _STAMPS if place.startswith("stamps.") else _KINDS.get(place, _WORDS)
        free = [name for name, kind in kinds.items() if kind in wanted and name not in found]
        best = _best(names, free)
        if best is not None:
            found[best] = _guess(place, best, kinds[best])
    return found


def _guess(place: str, name: str, kind: ColumnKind) -> Guess:
    if kind == "empty":
        return Guess(name=place, sureness="likely", why="its name is known, and it is empty")
    why = f"its name is known, and its values are {_PLURALS[kind]}"
    return Guess(name=place, sureness=_sureness(name), why=why)


def _sureness(name: str) -> Sureness:
    is_part = not any(bare(name) in names for names in ROLES.values())
    return "likely" if is_part or bare(name) in WEAK or bare(name) in _LOOSE else "sure"


def _best(names: Sequence[str], columns: Sequence[str]) -> str | None:
    ranked = [(names.index(one), name) for name in columns if (one := _known(name, names))]
    return min(ranked, key=lambda one: (one[0], columns.index(one[1])), default=(0, None))[1]


def _known(name: str, names: Sequence[str]) -> str:
    """Returns under which name a column is known; of a path, the last part may be known alone."""
    last = bare(name.rpartition(".")[2])
    return next((one for one in (bare(name), last) if one in names and one not in WEAK), "") or (
        bare(name) if bare(name) in names else ""
    )


_LOOSE = {
    *("urgency", "severity", "date", "when", "time", "type", "category", "tag", "branch", "step"),
    *("in", "out", "name", "product", "neighborhood", "borough", "resolution", "outcome"),
}
"""Names that mean one thing in one export and another in the next."""

_PLURALS: dict[ColumnKind, str] = {
    "stamp": "stamps",
    "flag": "yes or no",
    "number": "numbers",
    "words": "a few words",
    "identifier": "identifiers",
    "text": "texts",
    "duration": "lengths of time",
    "empty": "no values",
}
