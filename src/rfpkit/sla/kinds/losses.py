"""When each device, or site, was out of service, as the clocks of its tickets say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.calendars.zones import UNKNOWN, Mask
from rfpkit.sla.clocks.durations import Duration, Ran, duration
from rfpkit.sla.clocks.roles import still_open
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.kinds.spans import Spans, without_beginning
from rfpkit.sla.population import population
from rfpkit.sla.setting import Setting

Reasons = npt.NDArray[np.object_]
"""A reason for each ticket of a log."""


@dataclass(frozen=True, eq=False)
class Losses:
    """Outages of everything that the tickets name."""

    things: pl.DataFrame
    """`name` of each thing, and the `service`, `device_class`, `site` and `audience` of its
    first ticket. A ticket that names no thing is one of its own, under its number."""
    nameless: int
    """Position of the first of those that are tickets."""
    outages: Spans
    """From where to where each thing was out of service, pauses included."""
    counted: Spans
    """What counts of it."""
    doubtful: Spans
    """Stretches of which the record is incomplete."""
    doubts: pl.Series
    """Why, for each doubtful stretch."""


def losses(setting: Setting, measure: AccumulationMeasure) -> Losses:
    """Returns the outages of the tickets of which a level speaks, less those left out."""
    ran = duration(setting, clock_of(measure))
    frame, nameless, thing_of = _things(setting, measure)
    left = population(setting.stage.level, setting.log, setting.timeline).frame
    thing_of[left["excluded"].is_not_null().to_numpy()] = -1
    doubts = _doubts(setting, ran, left["unscorable"].to_numpy(), measure)
    sound = np.where(doubts == "", thing_of, -1)
    outages = _joined([_outages(part, sound) for part in ran.parts])
    counted = _joined([_counted(part, sound) for part in ran.parts])
    if measure.free is not None:
        calendar = setting.calendar(measure.calendar)
        counted = without_beginning(counted, outages, measure.free.amount, calendar)
    doubtful, reasons = _doubtful(setting, thing_of, doubts)
    return Losses(frame, nameless, outages, counted, doubtful, reasons)


def clock_of(measure: AccumulationMeasure) -> DurationMeasure:
    """Returns the clock that one ticket's outage is read from."""
    return DurationMeasure.model_validate(
        {
            "kind": "duration",
            "from": measure.start,
            "to": measure.stop,
            "calendar": measure.calendar,
            "pause": measure.pause or (),
            "reopen_by": "ticket",
        }
    )


def _things(setting: Setting, measure: AccumulationMeasure) -> tuple[pl.DataFrame, int, Codes]:
    """Returns the things, where the nameless ones begin, and the thing of each ticket of the log.

    Tickets of which the level does not speak have none (-1).
    """
    timeline = setting.timeline
    rows = setting.log.tickets[pl.Series(timeline.tickets.astype(np.uint32))].with_columns(
        position=pl.Series(timeline.tickets),
        first=pl.Series(timeline.at[timeline.offsets[:-1]]),
        name=pl.col(measure.unit),
    )
    rows = rows.sort("first", "position")
    named = rows.filter(pl.col("name").is_not_null()).unique("name", keep="first").sort("name")
    others = rows.filter(pl.col("name").is_null()).with_columns(name="ticket").sort("position")
    columns = ["name", "service", "device_class", "site", "audience"]
    thing_of = np.full(setting.log.tickets.height, -1, dtype=np.int64)
    code = named.select("name", code=pl.int_range(pl.len(), dtype=pl.Int64))
    known = rows.select("position", "name").join(code, on="name", how="inner")
    thing_of[known["position"].to_numpy()] = known["code"].to_numpy()
    thing_of[others["position"].to_numpy()] = named.height + np.arange(others.height)
    return pl.concat([named.select(columns), others.select(columns)]), named.height, thing_of


def _joined(found: list[Spans]) -> Spans:
    return Spans(
        np.concatenate([spans.thing for spans in found]),
        np.concatenate([spans.start for spans in found]),
        np.concatenate([spans.end for spans in found]),
    ).joined()


def _outages(part: Ran, thing_of: Codes) -> Spans:
    """Returns from where to where each sound ticket's thing was out of service."""
    found, timeline = part.found, part.timeline
    thing = thing_of[timeline.tickets[found.group]]
    end = np.where(found.open, timeline.as_of, found.stop)
    held = thing >= 0
    return Spans(thing[held], found.start[held], end[held])


def _counted(part: Ran, thing_of: Codes) -> Spans:
    """Returns the slices of the clocks that count."""
    found, timeline = part.found, part.timeline
    edges = np.zeros(timeline.at.size + 1, dtype=np.int64)
    np.add.at(edges, found.start_row, 1)
    np.add.at(edges, found.end_row, -1)
    rows = np.flatnonzero((np.cumsum(edges)[:-1] > 0) & part.slices.counts)
    thing = thing_of[timeline.tickets[timeline.groups[rows]]]
    rows, thing = rows[thing >= 0], thing[thing >= 0]
    return Spans(thing, timeline.at[rows], timeline.ends[rows])


def _doubts(
    setting: Setting, ran: Duration, unscorable: Reasons, measure: AccumulationMeasure
) -> Reasons:
    """Returns why each ticket of the log cannot be added up; nothing where it can."""
    doubts = np.full(setting.log.tickets.height, "", dtype=object)
    name = setting.calendar(measure.calendar).calendar.id
    for part in ran.parts:
        found, timeline = part.found, part.timeline
        ticket = timeline.tickets[found.group]
        end = np.where(found.open, timeline.as_of, found.stop)
        covered = part.calendar.covers(found.start) & part.calendar.covers(end)
        doubts[ticket[found.early_stop != UNKNOWN]] = "stop before start"
        doubts[ticket[found.blind]] = "the record begins with its stop"
        doubts[ticket[~covered]] = f"calendar {name} does not cover it"
        ended = found.unstarted[~_still_open(timeline)[found.unstarted]]
        wanted = " or ".join(f"`{one}`" for one in measure.start)
        doubts[timeline.tickets[ended]] = f"no event {wanted}"
    given = np.array([reason is not None for reason in unscorable], dtype=np.bool_)
    doubts[given] = unscorable[given]
    return doubts


def _doubtful(setting: Setting, thing_of: Codes, doubts: Reasons) -> tuple[Spans, pl.Series]:
    """Returns the stretch of each doubtful ticket: its rows, and up to now while it is open."""
    timeline = setting.timeline
    groups = np.flatnonzero((doubts[timeline.tickets] != "") & (thing_of[timeline.tickets] >= 0))
    tickets = timeline.tickets[groups]
    last = timeline.at[timeline.offsets[groups + 1] - 1] + 1
    end = np.where(_still_open(timeline)[groups], np.maximum(setting.as_of, last), last)
    spans = Spans(thing_of[tickets], timeline.at[timeline.offsets[groups]], end)
    return spans, pl.Series(doubts[tickets], dtype=pl.String)


def _still_open(timeline: Timeline) -> Mask:
    """Returns which tickets are not finished in their last state."""
    if not timeline.tickets.size:
        return np.zeros(0, dtype=np.bool_)
    waits = np.array([still_open(state.effect) for state in timeline.states], dtype=np.bool_)
    return np.asarray(waits[timeline.state[timeline.offsets[1:] - 1]])
