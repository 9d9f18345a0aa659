"""How an export tells what happened to a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from rfpkit.model.exports.inspection import Guess, NumberFacts
from rfpkit.tickets.inspect.vocabulary import ENDINGS, MARKS, WEAK, bare


def shape_of(
    names: Sequence[str],
    places: Sequence[str],
    numbers: NumberFacts | None,
    *,
    has_stamps: bool,
) -> Guess:
    """Returns the shape of an export, from its columns and the repeating of its numbers."""
    known = {bare(name): name for name in names}
    for shape, marks in MARKS.items():
        for columns in marks:
            if all(column in known for column in columns):
                listed = " and ".join(f"`{known[column]}`" for column in columns)
                return Guess(name=shape, sureness="likely", why=f"it has the columns {listed}")
    if numbers is None or not has_stamps:
        lacking = "numbers of tickets" if numbers is None else "stamps"
        return Guess(name="no tickets", sureness="likely", why=f"no column holds {lacking}")
    if bare(numbers.column) in WEAK and not any(map(_speaks_of_tickets, places)):
        why = "no column is called like a state, a priority or an end of a ticket"
        return Guess(name="no tickets", sureness="likely", why=why)
    return _by_repeating(places, numbers)


def _speaks_of_tickets(place: str) -> bool:
    return place in {"columns.state", "columns.priority", *ENDINGS} or place.startswith("claims.")


def _by_repeating(places: Sequence[str], numbers: NumberFacts) -> Guess:
    column = f"`{numbers.column}`"
    if not numbers.repeated:
        why = f"every {column} is different"
        return Guess(name="snapshot", sureness="sure", why=why)
    rows = (numbers.tickets + numbers.repeated) / max(numbers.tickets, 1)
    is_log = "columns.at" in places and "columns.state" in places
    many = f"{numbers.most_rows:,} rows at most, {rows:.1f} on average"
    if is_log and rows >= _LOG:
        return Guess(name="event log", sureness="sure", why=f"a {column} has {many}")
    if rows < _LOG:
        repeating = "row repeats" if numbers.repeated == 1 else "rows repeat"
        why = f"few {column} have more than one row ({numbers.repeated:,} {repeating} one)"
        return Guess(name="snapshot", sureness="likely", why=why)
    why = f"a {column} has {many}, and nothing tells when a state began"
    return Guess(name="snapshot", sureness="guess", why=why)


_LOG = 1.2
