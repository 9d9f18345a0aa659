"""The old text of a pack, the new one, and what an author says in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rfpkit.errors import Location
from rfpkit.packs.library.items import base_digest

NOTHING = "(nothing)"
LEFT_OUT = "(left out)"
GONE = "(its version of the pack is not there any more)"


@dataclass(frozen=True)
class ThreeWays:
    """An item of which the packs below and the author changed the same field."""

    name: str
    """service_levels.repair-time."""
    at: str
    """Where the author changes it."""
    reason: str
    """Why; empty for a plain change."""
    fields: tuple[tuple[str, str, str, str], ...]
    """Each field that both changed: its name, the old text, the new one, the author's."""

    @property
    def lines(self) -> Iterator[str]:
        """What a person reads."""
        yield f"STALE {self.name} ({self.at})"
        if self.reason:
            yield f"  your reason: {self.reason}"
        for field, old, new, yours in self.fields:
            yield f"  {field}"
            yield f"    old base: {old}"
            yield f"    new base: {new}"
            yield f"    yours:    {yours}"

    @property
    def data(self) -> dict[str, Any]:
        """What a program reads."""
        keys = ("field", "old_base", "new_base", "yours")
        fields = [dict(zip(keys, row, strict=True)) for row in self.fields]
        return {"item": self.name, "at": self.at, "reason": self.reason, "fields": fields}


class Said(Protocol):
    """What an author says of an item, as `claims.Claim` does."""

    @property
    def at(self) -> Location:
        """Where it is said."""

    @property
    def override(self) -> Mapping[str, Any] | None:
        """The override that it is."""

    @property
    def yours(self) -> Mapping[str, Any] | None:
        """Each field that is written otherwise; None where the item is left out."""

    def is_against(self, base: Mapping[str, Any]) -> bool:
        """Whether the override names a text."""


def three_ways(
    key: tuple[str, str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    said: Sequence[Said],
) -> ThreeWays | None:
    """Returns what both sides changed in an item; None where nothing waits for a decision.

    Where an override was written against neither text, every field that it writes is shown.
    """
    of_old = all(one.is_against(old) for one in said if one.override is not None)
    if of_old and base_digest(key[0], old) == base_digest(key[0], new):
        return None
    rows = [row for one in said for row in _rows(old, new, one.yours, every=not of_old)]
    return _told(key, said, rows) if rows else None


def two_ways(
    key: tuple[str, str], new: Mapping[str, Any], said: Sequence[Said]
) -> ThreeWays | None:
    """Returns what an author says and the new text, where the old text is gone.

    None where the author says what the new text says.
    """
    rows = [
        (field, GONE, text, mine)
        for one in said
        for field, _, text, mine in _rows({}, new, one.yours, every=True)
    ]
    return _told(key, said, rows) if rows else None


def _told(
    key: tuple[str, str], said: Sequence[Said], rows: Sequence[tuple[str, str, str, str]]
) -> ThreeWays:
    override = next((one.override for one in said if one.override), None)
    reason = "" if override is None else f"{override['reason']} ({override['authority']})"
    return ThreeWays(".".join(key), str(said[0].at), reason, tuple(dict.fromkeys(rows)))


def _rows(
    old: Mapping[str, Any], new: Mapping[str, Any], yours: Mapping[str, Any] | None, *, every: bool
) -> Iterator[tuple[str, str, str, str]]:
    changed = [one for one in dict.fromkeys((*old, *new)) if old.get(one) != new.get(one)]
    for field in changed if yours is None else yours:
        if yours is not None and yours[field] == new.get(field):
            continue  # both made the same change
        if every or field in changed:
            mine = LEFT_OUT if yours is None else _text(yours[field])
            yield field, _text(old.get(field)), _text(new.get(field)), mine


def _text(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return str(value)
