"""What was counted in each measurement period of a level."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rfpkit.model.audit import Tally
from rfpkit.model.contract import Contract
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.sla.attainment.results import Counted
from rfpkit.sla.attainment.sums import EVERY, LevelSums
from rfpkit.sla.attainment.tallies import total
from rfpkit.sla.calendars.zones import midnight
from rfpkit.sla.levels import Part


@dataclass(frozen=True, eq=False)
class Books:
    """A level's parts and the sums of all partitions of the log."""

    contract: Contract
    parts: tuple[Part, ...]
    sums: LevelSums
    as_of: int


def counted(books: Books) -> Iterator[Counted]:
    """Yields what was counted in each part that has begun at the instant of the audit."""
    zone, sums = books.contract.timezone, books.sums
    for position, part in enumerate(books.parts):
        if midnight(zone, part.stretch.first) >= books.as_of:
            return
        window = _window(books.parts, position)
        floor = part.stage.level.attainment.floor
        by = floor.by if floor is not None else EVERY
        groups = sums.groups(by, window) if floor is not None else []
        yield Counted(
            part=part,
            tally=_tally(sums, EVERY, window, EVERY),
            groups={group: _tally(sums, by, window, group) for group in groups},
            silent=sum(sums.silent[place] for place in window),
            complete=midnight(zone, part.stretch.last + _DAY) <= books.as_of,
            final=position == len(books.parts) - 1,
            versions=_ordered(books, [books.parts[place] for place in window], window),
            values=_values(sums, window),
            rolled=tuple(books.parts[place].label for place in window[:-1]),
            lacking=_lacking(books.parts, position),
        )


def _window(parts: Sequence[Part], position: int) -> list[int]:
    """Returns the positions of the parts that are judged together with one, itself the last."""
    rolling = _rolling(parts[position])
    periods = [part.stretch.label for part in parts[: position + 1]]
    wanted = list(dict.fromkeys(periods))[-rolling:]
    # A part after an amendment leaves the same period's part before it to its own verdict.
    return [
        place
        for place, period in enumerate(periods)
        if period in wanted and (period != periods[-1] or place == position)
    ]


def _lacking(parts: Sequence[Part], position: int) -> int:
    """Returns how many periods a rolling window still lacks at the start of the contract."""
    periods = {part.stretch.label for part in parts[: position + 1]}
    return max(_rolling(parts[position]) - len(periods), 0)


def _rolling(part: Part) -> int:
    # What adds up over a window is measured over it, and not counted together once more.
    is_window = isinstance(part.stage.level.measure, AccumulationMeasure)
    return 1 if is_window else part.stage.level.attainment.rolling or 1


def _tally(sums: LevelSums, by: str, window: Sequence[int], group: str) -> Tally:
    tally = Tally()
    for place in window:
        tally = total(tally, sums.tally(by, place, group))
    return tally


def _values(sums: LevelSums, window: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Returns each value of the window with how often it counts, the smallest first."""
    if not sums.values:
        return ()
    held: dict[int, int] = {}
    wanted = set(window)
    for (place, value), weight in sums.values.items():
        if place in wanted:
            held[value] = held.get(value, 0) + weight
    return tuple(sorted(held.items()))


def _ordered(books: Books, parts: Sequence[Part], window: Sequence[int]) -> tuple[str, ...]:
    """Returns the versions that judged a ticket of the window; without any, those in force."""
    wanted = set(window)
    judged = {version for place, version in books.sums.versions if place in wanted}
    first, last = parts[0].stretch.first, parts[-1].stretch.last
    return tuple(
        terms.version
        for terms in books.contract.versions()
        if (terms.version in judged) or (not judged and terms.first <= last and first <= terms.last)
    )


_DAY = datetime.timedelta(days=1)
