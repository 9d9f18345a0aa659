"""What stands in the way of an addendum between two versions of an RFP."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.difference import Change, Item
from rfpkit.model.addenda.question import Question
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.review.addendum.changes import changes
from rfpkit.review.addendum.dates import told
from rfpkit.review.addendum.substance import any_substantive, is_told
from rfpkit.review.e_rate_program import CLOSE, DAYS_OPEN, earliest_close, is_erate


def told_changes(found: Sequence[Change]) -> list[Change]:
    """Returns the changes that an addendum is needed for: those of what the RFP says."""
    return [change for change in found if is_told(change)]


def answered_since(old: Solicitation, new: Solicitation) -> list[Question]:
    """Returns the questions whose answer is new, or reads otherwise than it did."""
    before = {one.id: one.answer for one in old.questions or ()}
    return [
        one
        for one in new.questions or ()
        if one.answer is not None and before.get(one.id) != one.answer
    ]


def is_needed(old: Solicitation, new: Solicitation, found: Sequence[Change]) -> bool:
    """Whether there is anything for an addendum to tell.

    Answers alone need none: they are published by themselves, unless an addendum is named that
    brings them.
    """
    named = len(new.addenda or ()) > len(old.addenda or ())
    return bool(told_changes(found)) or (named and bool(answered_since(old, new)))


def present_addendum(
    old: Solicitation, new: Solicitation, number: int | None
) -> Addendum | Problem:
    """Returns the addendum that leads from one version to the other, or why none does."""
    fresh = [*(new.addenda or ())][len(old.addenda or ()) :]
    where = ("addenda",)
    if not fresh:
        due = len(old.addenda or ()) + 1
        message = f"the RFP changed, but it does not name addendum {due}"
        hint = f"add to `addenda`: {{number: {due}, date: …, summary: …}}"
        return Problem(where, message, hint)
    last = fresh[-1]
    if number is not None and number != last.number:
        message = f"addendum {number} is not the one that leads to this version"
        return Problem(where, message, f"it is addendum {last.number}")
    if number is None and len(fresh) > 1:
        numbers = " and ".join(str(one.number) for one in fresh)
        message = f"addenda {numbers} lie between the two versions"
        hint = f"compare with the version before the last one, or say `--number {last.number}`"
        return Problem(where, message, hint)
    return last


def between(old: Solicitation, new: Solicitation, number: int | None) -> Iterable[Problem]:
    """Yields each reason why there can be no addendum; paths lead into the later version."""
    if other := list(_other(old, new)):
        yield from other
        return
    if len(new.addenda or ()) < len(old.addenda or ()):
        yield from _rewritten(old, new)
        return
    found = changes(old, new)
    yield from _renumbered(found, new)
    yield from _rewritten(old, new)
    if not is_needed(old, new, found):
        return
    present = present_addendum(old, new, number)
    if isinstance(present, Problem):
        yield present
        return
    at = ("addenda", present.number - 1)
    yield from _said_otherwise(present, found, at)
    yield from _moved_otherwise(old, new)
    if is_substantive(present, found) and (is_erate(old) or is_erate(new)):
        yield from _too_early(new, present)


def is_substantive(present: Addendum, found: Sequence[Change]) -> bool:
    """Whether an addendum is substantive: as its author says, or else by the rules."""
    if present.substantive is not None:
        return present.substantive
    return any_substantive(told_changes(found))


def _other(old: Solicitation, new: Solicitation) -> Iterable[Problem]:
    hint = "name two versions of one RFP, the earlier one first"
    if old.id != new.id:
        yield Problem(("id",), f"this is RFP {new.id}, the earlier version is RFP {old.id}", hint)
    if old.issuer.name != new.issuer.name:
        message = f"the issuer is {new.issuer.name}, that of the earlier version {old.issuer.name}"
        yield Problem(("issuer", "name"), message, hint)


def _renumbered(found: Sequence[Change], new: Solicitation) -> Iterable[Problem]:
    gone = [one for one in found if one.kind == "deleted" and isinstance(one.path[-1], Item)]
    for change in found:
        last = change.path[-1]
        if change.kind != "added" or not isinstance(last, Item):
            continue
        for one in gone:
            if one.path[:-1] == change.path[:-1] and _same_text(one.old, change.new):
                was = one.path[-1]
                message = f"`{getattr(was, 'id', was)}` is called `{last.id}` now"
                hint = "an id is never changed, for answers refer to it: give the old one back"
                yield Problem((*_position(change, new), "id"), message, hint)


def _same_text(old: dict[str, object], new: dict[str, object]) -> bool:
    if {**old, "id": ""} == {**new, "id": ""}:
        return True
    return any(old.get(key) and old.get(key) == new.get(key) for key in ("text", "statement"))


def _position(change: Change, new: Solicitation) -> tuple[str | int, ...]:
    """Returns a path by ids as one by positions."""
    here: object = new.model_dump(mode="json", by_alias=True)
    path: list[str | int] = []
    for step in change.path:
        if isinstance(step, Item) and isinstance(here, list):
            index = next(at for at, one in enumerate(here) if one["id"] == step.id)
            path.append(index)
            here = here[index]
        elif isinstance(here, dict):
            path.append(str(step))
            here = here[step]
    return tuple(path)


def _rewritten(old: Solicitation, new: Solicitation) -> Iterable[Problem]:
    later = new.addenda or ()
    for position, one in enumerate(old.addenda or ()):
        if position >= len(later):
            message = f"addendum {one.number} is gone"
            hint = "an addendum that was published stays; the earlier version is named first"
            yield Problem(("addenda",), message, hint)
        elif later[position] != one:
            message = f"addendum {one.number} reads otherwise than in the earlier version"
            hint = "leave what was published as it is; a correction is an addendum of its own"
            yield Problem(("addenda", position), message, hint)


def _said_otherwise(
    present: Addendum, found: Sequence[Change], at: tuple[str | int, ...]
) -> Iterable[Problem]:
    by_rule = any_substantive(told_changes(found))
    if present.substantive is None or present.substantive == by_rule or present.reason:
        return
    rules = "is substantive" if by_rule else "is not substantive"
    message = f"by the rules addendum {present.number} {rules}, and no reason is given"
    yield Problem((*at, "substantive"), message, "write the reason, or leave `substantive` out")


def _moved_otherwise(old: Solicitation, new: Solicitation) -> Iterable[Problem]:
    known = len(old.addenda or ())
    before = {event.id: event for event in old.schedule}
    for position, addendum in enumerate(new.addenda or ()):
        for index, moved in enumerate(addendum.moved or ()):
            if position < known or moved.event not in before:
                continue
            first = next(one for one in told((new.addenda or ())[known:], moved.event))
            was = before[moved.event]
            if first.until == addendum.number and moved.moment != (was.date, was.time):
                message = f"in the earlier version `{moved.event}` has another date: {was.date}"
                path = ("addenda", position, "moved", index)
                yield Problem(path, message, "write that date, and its time, as `was` and `time`")


def _too_early(new: Solicitation, present: Addendum) -> Iterable[Problem]:
    earliest = earliest_close(present.date)
    hint = f"move it to {earliest} or later"
    why = f"a substantive change starts the {DAYS_OPEN} days of the E-rate program again"
    for position, event in enumerate(new.schedule):
        if event.id == CLOSE and event.date < earliest:
            message = f"proposals close too early: {why}, on {present.date}"
            yield Problem(("schedule", position, "date"), message, hint)
    if all(event.id != CLOSE for event in new.schedule):
        message = f"there is no event `{CLOSE}`, but {why}"
        yield Problem(("schedule",), message, f"add the event, on {earliest} or later")


def late(old: Solicitation, present: Addendum) -> datetime.date | None:
    """Returns the last day for an addendum, if this one is later."""
    last = next((event.date for event in old.schedule if event.id == "last-addendum"), None)
    return last if last is not None and present.date > last else None
