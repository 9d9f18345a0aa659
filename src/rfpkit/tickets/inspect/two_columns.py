"""Columns that hold a date alone, each with the one that holds its time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rfpkit.model.exports.inspection import Guess
from rfpkit.tickets.inspect.tally import ColumnTally
from rfpkit.tickets.inspect.vocabulary import ROLES, bare
from rfpkit.tickets.stamps.proposals import proposed

_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?(\s*[AaPp]\.?[Mm]\.?)?")
_DATE, _TIME = re.compile(r"date|day", re.IGNORECASE), re.compile(r"time|hour", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?")
_MOST = 500


def find_pairs(columns: Mapping[str, ColumnTally]) -> dict[str, tuple[str, str]]:
    """Returns pairs of columns whose names differ in `date` and `time`, by the name of the stamp.

    Only columns whose values are dates, and times of day, are paired.
    """
    dates = [name for name in columns if _DATE.search(name)]
    times = {_stem(name, _TIME): name for name in reversed(list(columns)) if _TIME.search(name)}
    found: dict[str, tuple[str, str]] = {}
    for date in dates:
        time = times.get(_stem(date, _DATE))
        if time is not None and time != date and _fit(columns[date], columns[time]):
            found[f"{date} + {time}"] = date, time
    return found


def roles_of_pairs(
    pairs: Mapping[str, tuple[str, str]], roles: Mapping[str, Guess]
) -> Iterator[tuple[str, Guess]]:
    """Yields the place of each pair: that of the column of its date."""
    for name, (date, time) in pairs.items():
        why = f"`{date}` holds dates, `{time}` times of day"
        known = roles.get(date)
        place = known.name if known is not None else _place(date)
        if place:
            yield name, Guess(name=place, sureness="likely", why=why)


def _place(date: str) -> str:
    named = [place for place, names in ROLES.items() if bare(date) in names]
    stamps = [place for place in named if place.startswith("stamps.") or place == "columns.at"]
    return stamps[0] if stamps else ""


def _stem(name: str, word: re.Pattern[str]) -> str:
    return re.sub(r"[^a-z0-9]", "", word.sub("", name).lower())


def _fit(dates: ColumnTally, times: ColumnTally) -> bool:
    days = [_MIDNIGHT.sub(r"\1", value) for value in dates.sample[:_MOST]]
    clocks = times.sample[:_MOST]
    bare_days = sum(_is_a_day(value) for value in days)
    hours = sum(_CLOCK.fullmatch(value) is not None for value in clocks)
    enough = bare_days * 10 >= len(days) * 9 and hours * 10 >= len(clocks) * 9
    return bool(days and clocks) and enough


def _is_a_day(value: str) -> bool:
    orders = proposed([value])
    return bool(orders) and not any(order.has_time for order in orders)
