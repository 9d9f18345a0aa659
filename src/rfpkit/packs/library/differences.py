"""What an item of an RFP says otherwise than the library, field by field, and where that leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rfpkit.model.calendars.calendar import ALWAYS
from rfpkit.model.credits.credit import TicketCredit
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.packs.drift import FieldChange
from rfpkit.model.service_level import ServiceLevel
from rfpkit.packs.library.direction import direction, doubt
from rfpkit.packs.library.items import as_taken, item_of
from rfpkit.packs.library.leads.way import Direction
from rfpkit.packs.library.reference import Key, Reference
from rfpkit.packs.library.resolve import Resolved
from rfpkit.packs.library.trees import Path, groups, name_of

NOTHING = "(nothing)"
_HEADINGS = frozenset({"group", "goal"})
"""Fields that only say where an item is listed; the library writes them otherwise."""


def leads(listed: str, there: Mapping[str, Any], held: Mapping[str, Any]) -> Direction:
    """Returns where the difference leads; what cannot be read cannot be shown to be harder."""
    before, after = item_of(listed, there), item_of(listed, held)
    if before is None or after is None:
        return Direction.REPLACED
    return direction(before, after)


def doubts(
    listed: str, there: Mapping[str, Any], held: Mapping[str, Any], reference: Reference
) -> Iterator[str]:
    """Yields why an item proves nothing, though no single ticket is better off with it."""
    before, after = item_of(listed, there), item_of(listed, held)
    if before is None or after is None:
        return
    if told := doubt(before, after):
        yield told
    if isinstance(after, ServiceLevel):
        unsaid = [name for key, name in named_by(after) if (key, name) not in reference.named]
        if unsaid:
            quoted = ", ".join(f"`{name}`" for name in dict.fromkeys(unsaid))
            yield f"the pack does not say what {quoted} means"


def differences(
    key: Key, there: Mapping[str, Any], held: Mapping[str, Any], resolved: Resolved, place: int
) -> Iterator[FieldChange]:
    """Yields each field that is written otherwise, with the place that says so."""
    old, new = _flat(as_taken(key[0], there)), _flat(as_taken(key[0], held))
    for path in dict.fromkeys([*old, *new]):
        if path[0] in _HEADINGS or old.get(path) == new.get(path):
            continue
        at = _at(resolved, (*key, *path), place)
        yield FieldChange(".".join(path), old.get(path, NOTHING), new.get(path, NOTHING), at)


def meanings(
    key: Key, held: Mapping[str, Any], reference: Reference, resolved: Resolved
) -> Iterator[FieldChange]:
    """Yields each pause, exclusion and priority that a level names and that means another thing."""
    level = item_of(key[0], held)
    if not isinstance(level, ServiceLevel):
        return
    names = dict.fromkeys(named_by(level))
    for listed, name in names:
        there = reference.named.get((listed, name))
        for place, mine in groups(resolved.joined.data.get(listed)):
            if there is None or name_of(mine) != name:
                continue
            for path in dict.fromkeys([*_flat(there), *_flat(mine)]):
                old, new = _flat(there).get(path, NOTHING), _flat(mine).get(path, NOTHING)
                if old != new and path[0] != "title":
                    at = _at(resolved, (listed, name, *path), place)
                    yield FieldChange(".".join((listed, name, *path)), old, new, at)
    if any(listed == PRIORITIES for listed, _ in names):
        yield from _steps(reference, resolved)


def _steps(reference: Reference, resolved: Resolved) -> Iterator[FieldChange]:
    """Yields that the steps of urgency are others: a ticket that gets one more has no target."""
    mine = [name_of(one) for _, one in groups(resolved.joined.data.get(PRIORITIES))]
    there = [name for listed, name in reference.named if listed == PRIORITIES]
    if there and mine != there:
        layer, path = resolved.joined.source((PRIORITIES,))
        at = str(resolved.layers[layer].places.value(path))
        yield FieldChange(PRIORITIES, ", ".join(there), ", ".join(mine) or NOTHING, at)


def calendars(listed: str, held: Mapping[str, Any]) -> Iterator[str]:
    """Yields each calendar on which a level's clock runs, but for the one that never closes."""
    level = item_of(listed, held)
    if isinstance(level, ServiceLevel):
        names = [getattr(level.measure, "calendar", None)]
        if isinstance(level.measure, DurationMeasure):
            names = list(level.measure.calendars)
        yield from (name for name in names if name not in {None, ALWAYS})


def words(value: Any) -> str:
    """Returns a value as people read it."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {words(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(words, value)) or NOTHING
    return NOTHING if value is None else " ".join(str(value).split())


def _flat(data: Mapping[str, Any], before: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for name, value in data.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, (*before, str(name)))
        else:
            found[(*before, str(name))] = words(value)
    return found


def _at(resolved: Resolved, path: tuple[str, ...], place: int) -> str:
    """Returns where a field stands; of one that is gone, where its item does."""
    here: Path = (path[0], place, *path[2:])
    while len(here) > 2 and not _is_there(resolved, here):
        here = here[:-1]
    layer, there = resolved.joined.source(here)
    return str(resolved.layers[layer].places.value(there))


def _is_there(resolved: Resolved, path: Path) -> bool:
    try:
        resolved.joined.at(path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


PRIORITIES = "priorities"


def named_by(level: ServiceLevel) -> Iterator[Key]:
    """Yields each definition that a level leans on, by its list and id."""
    yield from (("exclusions", name) for name in level.exclude)
    rules = getattr(level.measure, "pause", None) or ()
    yield from (("pauses", rule.reason) for rule in rules)
    yield from ((PRIORITIES, name) for name in _priorities(level))


def _priorities(level: ServiceLevel) -> Iterator[str]:
    if isinstance(level.target, dict):
        yield from level.target
    elif isinstance(level.target, tuple):
        for row in level.target:
            yield from row.priority or ()
    if isinstance(level.credit, TicketCredit) and isinstance(level.credit.per_missed_ticket, dict):
        yield from level.credit.per_missed_ticket
