"""What credits need to know of single tickets: counts and late days that add up.

A partition of whole tickets gives facts of its own; `merged` sums them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.credits.credit import DayCredit, charged_per_ticket, needs_tickets
from rfpkit.model.scalars import SECONDS_PER_DAY
from rfpkit.sla.calendars.compiled import CompiledCalendar
from rfpkit.sla.calendars.zones import Instants, local_days
from rfpkit.sla.levels import Part

Place = tuple[str, int]
"""A level and the position of one of its parts."""


class FactKey(NamedTuple):
    """Missed tickets that a credit treats alike."""

    level: str
    part: int
    """Position of the part in the level's parts."""
    earlier: tuple[Place, ...]
    """Where levels that the contract names earlier would charge the same tickets, too."""
    priority: str
    device_class: str


class Fact(NamedTuple):
    """What they add up to."""

    missed: int
    """Missed tickets."""
    charged: int
    """Those of them for which money can be owed."""
    days: int
    """Late days of these, after free days and up to the most that is credited."""


Facts = Mapping[FactKey, Fact]


def missed_units(
    level: str,
    parts: tuple[Part, ...],
    units: pl.DataFrame,
    tickets: pl.DataFrame,
    compiled: Callable[[ServiceCalendar], CompiledCalendar],
    as_of: int,
    *,
    of_tickets: bool = True,
) -> pl.DataFrame:
    """Returns the missed units of a level in parts whose credit follows from single tickets.

    Args:
        level: id of the level.
        parts: its parts.
        units: its units, with `part`.
        tickets: the tickets of the log, at the positions that `units` names.
        compiled: compiles a calendar.
        as_of: the instant up to which a ticket that is still open is late.
        of_tickets: whether the units are tickets, which another level may credit, too.
    """
    if not any(needs_tickets(part.stage.level.credit) for part in parts):
        return _NOTHING
    held = units.filter(pl.col("verdict").is_in(_MISSED), pl.col("part").is_not_null())
    frames = [_NOTHING]
    for position, part in enumerate(parts):
        credit = part.stage.level.credit
        if not needs_tickets(credit):
            continue
        mine = held.filter(pl.col("part") == position)
        days = np.zeros(mine.height, dtype=np.int64)
        charged = np.full(mine.height, charged_per_ticket(credit))
        if isinstance(credit, DayCredit):
            days = _late_days(credit, compiled(part.stage.calendar), mine, as_of)
            charged = days > 0
        classes = tickets["device_class"].gather(mine["ticket"].cast(pl.UInt32))
        frames.append(
            pl.DataFrame(
                {
                    "level": pl.Series([level] * mine.height, dtype=pl.String),
                    "ticket": mine["ticket"].cast(pl.Int64) if of_tickets else _nobody(mine),
                    "part": pl.Series([position] * mine.height, dtype=pl.Int64),
                    "priority": mine["priority"].fill_null(""),
                    "device_class": classes.fill_null(""),
                    "charged": charged,
                    "days": days,
                },
                schema=_NOTHING.schema,
            )
        )
    return pl.concat(frames)


def no_missed() -> pl.DataFrame:
    """Returns a table of missed units without a row."""
    return _NOTHING


def credit_facts(missed: Iterable[pl.DataFrame]) -> Facts:
    """Returns the facts of missed units, a frame for each level in the contract's order.

    The frames hold whole tickets: all levels' units of a ticket are in the same call.
    """
    frames = [frame.with_columns(order=pl.lit(at)) for at, frame in enumerate(missed)]
    if not frames:
        return {}
    table = pl.concat(frames).with_row_index("row")
    keys = ("level", "part", "earlier", "priority", "device_class")
    sums = (
        table.join(_earlier(table), on="row", how="left")
        .with_columns(pl.col("earlier").fill_null(""))
        .group_by(keys)
        .agg(pl.len().alias("missed"), pl.col("charged").sum(), pl.col("days").sum())
        .sort(keys)
    )
    return {
        FactKey(level, part, _places(earlier), priority, device_class): Fact(*numbers)
        for level, part, earlier, priority, device_class, *numbers in sums.iter_rows()
    }


def merged(facts: Iterable[Facts]) -> Facts:
    """Returns the sum of the facts of partitions."""
    found: dict[FactKey, Fact] = {}
    for one in facts:
        for key, fact in one.items():
            held = found.get(key, Fact(0, 0, 0))
            found[key] = Fact(*(a + b for a, b in zip(held, fact, strict=True)))
    return found


def _earlier(table: pl.DataFrame) -> pl.DataFrame:
    """Returns for each row, as a text, where earlier levels charge its ticket."""
    place = (pl.col("level") + "/" + pl.col("part").cast(pl.String)).alias("place")
    charged = table.filter("charged").select("ticket", place, before="order").unique()
    pairs = table.select("row", "ticket", "order").join(charged, on="ticket")
    own = pairs.filter(pl.col("before") < pl.col("order")).sort("row", "before", "place")
    return (
        own.group_by("row", maintain_order=True)
        .agg(pl.col("place").str.join(";"))
        .rename({"place": "earlier"})
    )


def _places(text: str) -> tuple[Place, ...]:
    pairs = (place.rpartition("/") for place in text.split(";") if place)
    return tuple((level, int(part)) for level, _, part in pairs)


def _late_days(
    credit: DayCredit, calendar: CompiledCalendar, units: pl.DataFrame, as_of: int
) -> Instants:
    """Returns the days after the day on which each unit was due, up to the one of its stop."""
    due = units["due"].fill_null(as_of).to_numpy()
    # A ticket that is still open is late up to the last second that is known.
    stop = units["stop"].fill_null(as_of - 1).to_numpy()
    first, last = local_days(calendar.zone, due), local_days(calendar.zone, stop)
    if credit.per_day_late.days == "business":
        open_days = np.unique(calendar.hours.starts // SECONDS_PER_DAY)
        first = np.searchsorted(open_days, first, side="right")
        last = np.searchsorted(open_days, last, side="right")
    most = credit.most_days if credit.most_days is not None else _NO_LIMIT
    late: Instants = np.clip(last - first - (credit.free_days or 0), 0, most).astype(np.int64)
    return late


def _nobody(units: pl.DataFrame) -> pl.Series:
    return pl.Series([None] * units.height, dtype=pl.Int64)


_NO_LIMIT = 2**31
_MISSED = ("missed", "missed_open")

_NOTHING = pl.DataFrame(
    schema={
        "level": pl.String(),
        "ticket": pl.Int64(),
        "part": pl.Int64(),
        "priority": pl.String(),
        "device_class": pl.String(),
        "charged": pl.Boolean(),
        "days": pl.Int64(),
    }
)
