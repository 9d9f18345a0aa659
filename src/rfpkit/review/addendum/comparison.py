"""Two versions of an RFP, and all that an addendum says of them."""

from __future__ import annotations

from collections.abc import Iterable

from rfpkit.model.addenda.addendum import Addendum
from rfpkit.model.addenda.told import Comparison, Remark
from rfpkit.model.record import Problem
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import long_date
from rfpkit.review.addendum.changes import changes, is_complete
from rfpkit.review.addendum.comparable import (
    answered_since,
    is_needed,
    is_substantive,
    late,
    present_addendum,
    told_changes,
)
from rfpkit.review.addendum.dates import history, told
from rfpkit.review.addendum.entries import entries
from rfpkit.review.addendum.in_force import in_force
from rfpkit.review.addendum.substance import any_substantive
from rfpkit.review.e_rate_program import CLOSE, earliest_close, is_erate


def compare(old: Solicitation, new: Solicitation, number: int | None) -> Comparison | None:
    """Returns the addendum between two versions that can be compared; None if nothing changed.

    Raises:
        ValueError: the versions cannot be compared; `comparable.between` tells why.
    """
    found = changes(old, new)
    if not is_complete(old, new, found):
        raise AssertionError("the list of changes does not give the later version")
    if not is_needed(old, new, found):
        return None
    present = present_addendum(old, new, number)
    if isinstance(present, Problem):
        raise ValueError(present.message)  # noqa: TRY004 (the pair is wrong, not a type)
    substantive = is_substantive(present, found)
    clock = substantive and (is_erate(old) or is_erate(new))
    return Comparison(
        old,
        new,
        present,
        tuple(found),
        (*entries(old, new, found), *in_force(old, new)),
        tuple(history(new, old, present)),
        tuple(answered_since(old, new)),
        substantive,
        any_substantive(told_changes(found)),
        earliest_close(present.date) if clock else None,
        tuple(_remarks(old, new, present)),
    )


def _remarks(old: Solicitation, new: Solicitation, present: Addendum) -> Iterable[Remark]:
    where = f"addenda[{present.number}]"
    due = next((event for event in old.schedule if event.id == CLOSE), None)
    close = next((event for event in new.schedule if event.id == CLOSE), None)
    # The instructions allow a late addendum that gives proposers more time.
    more_time = due is not None and close is not None and close.date > due.date
    if (last := late(old, present)) is not None and not more_time:
        message = (
            f"addendum {present.number} is dated {long_date(present.date)}, after the last day "
            f"for an addendum, {long_date(last)}"
        )
        hint = "move `proposals-due` too, or ask counsel before it goes out"
        yield Remark("late-addendum", f"{where}.date", message, hint)
    if due is not None and present.date > due.date:
        message = f"addendum {present.number} is dated after proposals were due"
        hint = "proposals that came in did not know of it"
        yield Remark("addendum-after-close", f"{where}.date", message, hint)
    yield from _untold(old, new, present)


def _untold(old: Solicitation, new: Solicitation, present: Addendum) -> Iterable[Remark]:
    fresh = (new.addenda or ())[len(old.addenda or ()) :]
    after = {event.id: event for event in new.schedule}
    for event in old.schedule:
        now = after.get(event.id)
        if now is None or (now.date, now.time) == (event.date, event.time):
            continue
        if not list(told(fresh, event.id)):
            message = f"the RFP does not keep what `{event.id}` was before"
            time = f", time: {event.model_dump(mode='json')['time']}" if event.time else ""
            hint = f"add to `moved`: {{event: {event.id}, was: {event.date}{time}}}"
            yield Remark("history-not-kept", f"addenda[{present.number}]", message, hint)
