"""The old text of a pack, the new one, and what an RFP says in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rfpkit.packs.library.change import Change
from rfpkit.packs.library.items import base_digest

NOTHING = "(nothing)"


@dataclass(frozen=True)
class ThreeWays:
    """An item of which the pack and the RFP changed the same field."""

    name: str
    """service_levels.repair-time."""
    at: str
    """Where the RFP changes it."""
    reason: str
    """Why it does; empty for a plain change."""
    fields: tuple[tuple[str, str, str, str], ...]
    """Each field that both changed: its name, the old text, the new one, the RFP's."""

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


def three_ways(
    key: tuple[str, str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    changes: Sequence[Change],
    *,
    written_against_old: bool,
) -> ThreeWays | None:
    """Returns what both sides changed in an item; None where nothing waits for a decision.

    Where an override was written against neither text, every field that it writes is shown.
    """
    if base_digest(key[0], old) == base_digest(key[0], new) and written_against_old:
        return None
    rows = [
        (field, _text(old.get(field)), _text(new.get(field)), _text(one.after.get(field)))
        for one in changes
        for field in one.wish.fields
        if not written_against_old or old.get(field) != new.get(field)
    ]
    if not rows:
        return None
    override = next((one.wish.override for one in changes if one.wish.override), None)
    reason = "" if override is None else f"{override['reason']} ({override['authority']})"
    return ThreeWays(".".join(key), str(changes[0].at), reason, tuple(dict.fromkeys(rows)))


def _text(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return str(value)
