"""What a pack fills in: defaults, dated events, calendars in files, definitions that levels use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rfpkit.errors import Diagnostic
from rfpkit.model.library.files import DefaultsFile
from rfpkit.packs.library.choose import ALL, Named, close
from rfpkit.packs.library.shelf import Shelf
from rfpkit.packs.library.trees import Joined, Path, Source, Tree, groups, name_of

_WITH_LEVELS = {"pauses", "exclusions", "ticket_events", "fees_of_levels"}
KEYS = tuple(
    key for key in DefaultsFile.model_fields if key not in {"kind", "schedule", *_WITH_LEVELS}
)
"""What a pack's defaults can fill in; what levels name comes with them."""


def defaults(
    joined: Joined, rfp: Tree, wanted: Sequence[Named], shelf: Shelf, start: str | None = None
) -> Iterator[Diagnostic]:
    """Fills in each part that is wanted, as far as the RFP does not write it.

    Of a group of fields, those that the RFP lacks; a list that it writes stays as it is. What the
    starting point `start` says itself takes the place of the defaults.
    """
    names = [one for one in wanted if one.name != ALL]
    for one in names:
        if one.name not in KEYS:
            yield one.diagnostic(f"`{one.name}` has no defaults", close(one.name, KEYS))
        elif one.tree is rfp and not isinstance(rfp.data.get(one.name, {}), dict):
            message = f"the RFP writes `{one.name}` itself, so it takes no defaults for it"
            yield one.diagnostic(message, "keep one of the two")
    keys = KEYS if len(names) < len(wanted) else {one.name for one in names}
    told = shelf.starting_points.get(start or "")
    instead = (told[1].data.get("instead") or {}) if told else {}
    for key, value in instead.items():
        if told and value is not None:
            _fill(joined, key, value, told[0], ("instead",))
    for layer, tree in reversed(shelf.defaults):
        for key in KEYS:
            if key in keys and key not in instead and tree.data.get(key) is not None:
                _fill(joined, key, tree.data[key], layer)


def _fill(joined: Joined, key: str, default: Any, layer: int, within: Path = ()) -> None:
    own = joined.data.get(key, {})
    if key not in joined.data and not isinstance(default, dict):
        joined.put((key,), _copy(default), Source(layer, (*within, key)))
    elif isinstance(own, dict) and isinstance(default, dict):
        # Each field is the pack's; what the group lacks is for the RFP to write.
        joined.data[key] = dict(own)
        for field, value in default.items():
            if field not in own:
                joined.put((key, field), _copy(value), Source(layer, (*within, key, field)))


def schedule(
    joined: Joined, rfp: Tree, dates: Mapping[str, Any], shelf: Shelf
) -> Iterator[Diagnostic]:
    """Gives the events that the pack names the dates that the RFP gives, in the RFP's order."""
    names = {
        event["id"]: (layer, position, event)
        for layer, tree in reversed(shelf.defaults)
        for position, event in enumerate(tree.data.get("schedule") or ())
    }
    if not dates or not joined.holds_a_list("schedule"):
        return
    own = joined.set_aside("schedule")
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
    if not files or not joined.holds_a_list("calendars"):
        return
    own = joined.set_aside("calendars")
    for layer, tree in enumerate(files, start=first):
        data = {key: value for key, value in tree.data.items() if key != "kind"}
        joined.add("calendars", data, Source(layer, ()))
    joined.put_back("calendars", own)


def definitions(joined: Joined, shelf: Shelf) -> None:
    """Adds the pack's definition of each pause, exclusion and event that levels name.

    Its priorities come along where a level that was taken needs them and the RFP has none.
    """
    levels = [level for _, level in groups(joined.data.get("service_levels"))]
    used = {
        "pauses": set(_pauses(levels)),
        "exclusions": set(_exclusions(levels)),
        "ticket_events": set(_events(levels)),
    }
    for key, names in used.items():
        if not joined.holds_a_list(key):
            continue
        known = {name_of(one) for _, one in groups(joined.data.get(key))}
        for layer, tree in reversed(shelf.defaults):
            for position, item in enumerate(tree.data.get(key) or ()):
                if item["id"] in names - known:
                    joined.add(key, _copy(item), Source(layer, (key, position)))
    if "priorities" not in joined.data and any(_by_priority(level) for level in levels):
        _fill_priorities(joined, shelf)


def fees(joined: Joined, rfp: Tree, shelf: Shelf) -> None:
    """Adds the fees that levels of the pack name to a price sheet of the pack, with their lines."""
    sheet = joined.data.get("pricing")
    if not isinstance(sheet, dict) or not {"fees", "lines"}.isdisjoint(_own_prices(rfp)):
        return
    joined.data["pricing"] = sheet = dict(sheet)
    named = {
        name for _, level in groups(joined.data.get("service_levels")) for name in _fees(level)
    }
    for layer, tree in reversed(shelf.defaults):
        for position, item in groups(tree.data.get("fees_of_levels")):
            known = {name_of(one) for _, one in groups(sheet.get("fees"))}
            if name_of(item["fee"]) in named - known:
                for key, part in (("fees", "fee"), ("lines", "line")):
                    sheet[key] = [*sheet.get(key, ()), _copy(item[part])]
                    source = Source(layer, ("fees_of_levels", position, part))
                    joined.sources["pricing", key, len(sheet[key]) - 1] = source


def _own_prices(rfp: Tree) -> Mapping[str, Any]:
    own = rfp.data.get("pricing")
    return own if isinstance(own, dict) else {}


def _fees(level: Mapping[str, Any]) -> Iterator[str]:
    credit = level.get("credit")
    if not isinstance(credit, dict):
        return
    for key in ("base", "charge"):
        held = credit.get(key)
        yield from map(str, held.values()) if isinstance(held, dict) else [str(held)]


def _fill_priorities(joined: Joined, shelf: Shelf) -> None:
    for layer, tree in reversed(shelf.defaults):
        if tree.data.get("priorities"):
            _fill(joined, "priorities", tree.data["priorities"], layer)


def _by_priority(level: Mapping[str, Any]) -> bool:
    target = level.get("target")
    return isinstance(target, dict) or any("priority" in row for _, row in groups(target))


def _pauses(levels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for level in levels:
        measure = level.get("measure")
        rules = measure.get("pause") if isinstance(measure, dict) else None
        for rule in rules if isinstance(rules, list) else ():
            yield str(rule.get("reason")) if isinstance(rule, dict) else str(rule)


def _exclusions(levels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for level in levels:
        excluded = level.get("exclude")
        yield from (str(name) for name in (excluded if isinstance(excluded, list) else ()))


def _events(levels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for level in levels:
        measure = level.get("measure")
        if not isinstance(measure, dict):
            continue
        for key in ("from", "to", "at"):
            held = measure.get(key)
            yield from [held] if isinstance(held, str) else map(str, held or ())
        good = measure.get("good")
        if isinstance(good, dict) and good.get("event"):
            yield str(good["event"])


def _copy(value: Any) -> Any:
    # What is put into the RFP is changed there, and the pack's own tree stays as it was read.
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value
