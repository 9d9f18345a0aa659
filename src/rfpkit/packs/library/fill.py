"""What a pack fills in: defaults, dated events, calendars in files, definitions that levels use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rfpkit.errors import Diagnostic
from rfpkit.packs.library.choose import ALL, Named, close
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Joined, Source, Tree

KEYS = (
    "purpose",
    "audiences",
    "goals",
    "priorities",
    "scope",
    "operations",
    "at_risk",
    "claim_within",
    "tickets_credited",
    "reporting",
)
"""What a pack's defaults can fill in, in the order of an RFP."""


def defaults(
    joined: Joined, rfp: Tree, wanted: Sequence[Named], shelf: Shelf
) -> Iterator[Diagnostic]:
    """Fills in each part that is wanted and that the RFP does not write."""
    names = [one for one in wanted if one.name != ALL]
    for one in names:
        if one.name not in KEYS:
            yield one.diagnostic(f"`{one.name}` has no defaults", close(one.name, KEYS))
        elif one.tree is rfp and one.name in rfp.data:
            message = f"the RFP writes `{one.name}` itself, so it takes no defaults for it"
            yield one.diagnostic(message, "keep one of the two")
    keys = KEYS if len(names) < len(wanted) else {one.name for one in names}
    for key in KEYS:
        if key not in keys or key in rfp.data:
            continue
        for layer, tree in shelf.defaults:
            if tree.data.get(key) is not None:
                joined.put((key,), _copy(tree.data[key]), Source(layer, (key,)))


def schedule(
    joined: Joined, rfp: Tree, dates: Mapping[str, Any], shelf: Shelf
) -> Iterator[Diagnostic]:
    """Gives the events that the pack names the dates that the RFP gives, in the RFP's order."""
    names = {
        event["id"]: (layer, position, event)
        for layer, tree in shelf.defaults
        for position, event in enumerate(tree.data.get("schedule") or ())
    }
    own = joined.set_aside("schedule") if dates else []
    for name, text in dates.items():
        at = ("include", "schedule", name)
        if name not in names:
            place = rfp.places.entry(at)
            yield Diagnostic(place, f"the pack names no event `{name}`", close(name, names))
            continue
        layer, position, event = names[name]
        date, _, time = str(text).strip().partition(" ")
        path = joined.add("schedule", _copy(event), Source(layer, ("schedule", position)))
        joined.put((*path, "date"), date, Source(0, at))
        if time.strip():
            joined.put((*path, "time"), time.strip(), Source(0, at))
    joined.put_back("schedule", own)


def calendars(joined: Joined, files: Sequence[Tree], first: int) -> None:
    """Puts the calendars of files before those that the RFP writes itself."""
    own = joined.set_aside("calendars") if files else []
    for layer, tree in enumerate(files, start=first):
        data = {key: value for key, value in tree.data.items() if key != "kind"}
        joined.add("calendars", data, Source(layer, ()))
    joined.put_back("calendars", own)


def definitions(joined: Joined, shelf: Shelf) -> None:
    """Adds the pack's definition of each pause and exclusion that levels name."""
    levels = [one for one in joined.data.get("service_levels") or () if isinstance(one, dict)]
    used = {"pauses": set(_pauses(levels)), "exclusions": set(_exclusions(levels))}
    for key, names in used.items():
        known = {one.get("id") for one in joined.data.get(key) or () if isinstance(one, dict)}
        for layer, tree in shelf.defaults:
            for position, item in enumerate(tree.data.get(key) or ()):
                if item["id"] in names - known:
                    joined.add(key, _copy(item), Source(layer, (key, position)))


def _pauses(levels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for level in levels:
        measure = level.get("measure")
        for rule in (measure.get("pause") if isinstance(measure, dict) else None) or ():
            yield str(rule.get("reason")) if isinstance(rule, dict) else str(rule)


def _exclusions(levels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for level in levels:
        excluded = level.get("exclude")
        yield from (str(name) for name in (excluded if isinstance(excluded, list) else ()))


def _copy(value: Any) -> Any:
    # What is put into the RFP is changed there, and the pack's own tree stays as it was read.
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value
