"""Where another value of something that a pack fills in leads: the at-risk amount, priorities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rfpkit.model.credits.values import ClaimWindow, parse_claim_window
from rfpkit.model.fees import AtRisk
from rfpkit.packs.library.leads.way import Direction, Rule, added, bound, more, opposite, together
from rfpkit.packs.library.trees import groups, name_of

ORDER: Final = "order"
"""The field of a list whose order says something: which step is the more urgent."""


def of_part(part: str, before: Any, after: Any) -> dict[str, Direction]:
    """Returns each field of a default that is said otherwise, and where that leads.

    The fields are those of a group, the ids of a list, or the part itself where it is one value.
    A value that cannot be read is another value: whoever reads the RFP is told.
    """
    if isinstance(before, list) and isinstance(after, list):
        return _of_list(part, before, after)
    if isinstance(before, dict) and isinstance(after, dict):
        return _of_group(part, before, after)
    return {} if before == after else {part: _of_value(part, before, after)}


def _of_group(
    part: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Direction]:
    rules = _AT_RISK if part == "at_risk" else {}
    old, new = _read(part, before), _read(part, after)
    return {
        name: rules.get(name, _another)(old.get(name), new.get(name))
        for name in dict.fromkeys([*before, *after])
        if old.get(name) != new.get(name)
    }


def _read(part: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    if part != "at_risk":
        return data
    try:
        return dict(AtRisk.model_validate(data))
    except ValueError:  # that of a model is one
        return {name: object() for name in data}


def _another(_before: Any, _after: Any) -> Direction:
    return Direction.REPLACED


_AT_RISK: Final[dict[str, Rule]] = {
    "cap": more,
    "rolling": opposite(bound),
    "contract": opposite(bound),
}
"""The more may be credited, the tighter; one more cap is looser."""


def _of_value(part: str, before: Any, after: Any) -> Direction:
    if part == "claim_within":
        was, now = _window(before), _window(after)
        if was is None or now is None or was.after != now.after:
            return Direction.REPLACED
        return more(was.days, now.days)
    if part == "tickets_credited":
        return more(before == _EACH, after == _EACH)
    return Direction.REPLACED


_EACH: Final = "under each level"


def _window(text: Any) -> ClaimWindow | None:
    try:
        return parse_claim_window(str(text))
    except ValueError:
        return None


def _of_list(part: str, before: list[Any], after: list[Any]) -> dict[str, Direction]:
    old, new = ({name_of(one): one for _, one in groups(listed)} for listed in (before, after))
    found = {
        name: _of_entry(old.get(name), new.get(name))
        for name in dict.fromkeys([*old, *new])
        if _terms(old.get(name)) != _terms(new.get(name))
        # A definition more is nobody's affair before a level names it; a step of urgency is.
        and (name in old or part == "priorities")
        and (name in new or part not in _BY_NAME)
    }
    if part == "priorities" and [one for one in old if one in new] != [
        one for one in new if one in old
    ]:
        found[ORDER] = Direction.REPLACED
    return found


_BY_NAME: Final = frozenset({"pauses", "exclusions"})
"""Definitions that come with the levels that name them."""


def _of_entry(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Direction:
    if before is None or after is None:
        return Direction.REPLACED
    fields = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    return together(
        added(before.get(name), after.get(name)) if name in _EVIDENCE else Direction.REPLACED
        for name in fields
        if name != "title"
    )


_EVIDENCE: Final = frozenset({"evidence", "approved_by"})
"""What a definition asks for before anybody may lean on it."""


def _terms(entry: Mapping[str, Any] | None) -> object:
    return entry if entry is None else {k: v for k, v in entry.items() if k != "title"}
