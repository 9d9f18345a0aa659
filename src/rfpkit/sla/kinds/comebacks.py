"""What came back too soon: a ticket that was reopened, a device that has a new ticket."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.sla.calendars.zones import UNKNOWN, Instants
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.kinds.countings import first_rows, waking_states
from rfpkit.sla.kinds.plain_units import MET, MISSED, PENDING, UNSCORABLE
from rfpkit.sla.kinds.windows import Windows
from rfpkit.sla.population import population
from rfpkit.sla.setting import Setting


def comebacks(
    setting: Setting, measure: RatioMeasure, counted: Instants
) -> tuple[pl.Series, pl.Series]:
    """Returns the verdict and the reason of each ticket that must not come back.

    Missed as soon as it is back within the window, met when the window is over, pending before.
    """
    good, timeline = measure.good, setting.timeline
    if good.within is None:
        raise TypeError(good)  # the model refuses what must not come back without its window
    calendar = setting.calendar(measure.calendar)
    starts = np.where(counted == UNKNOWN, setting.as_of, counted)
    windows = Windows(calendar, starts, good.within)
    if good.not_again == "ticket":
        again, lacks = _reopened(timeline, starts), np.full(starts.shape, "", dtype=object)
    else:
        names = ["device", "fault"] if good.not_again == "device_and_fault" else ["device"]
        again, lacks = _next_ticket(setting, names, starts)
    lacks[~windows.known] = f"calendar {calendar.calendar.id} does not cover it"
    back = windows.holds(np.where(again == UNKNOWN, starts, again))
    verdict = np.full(starts.shape, PENDING, dtype=object)
    verdict[windows.over(setting.as_of)] = MET
    verdict[back] = MISSED
    verdict[lacks != ""] = UNSCORABLE
    return pl.Series(verdict, dtype=pl.String), pl.Series(lacks, dtype=pl.String)


def _reopened(timeline: Timeline, starts: Instants) -> Instants:
    """Returns when work on each ticket first went on after an instant, else UNKNOWN."""
    rows = first_rows(timeline, waking_states(timeline.states), starts)
    return np.where(rows >= 0, timeline.at[np.maximum(rows, 0)], UNKNOWN)


def _next_ticket(
    setting: Setting, names: list[str], starts: Instants
) -> tuple[Instants, npt.NDArray[np.object_]]:
    """Returns when the next ticket of the same thing began, else UNKNOWN; and what is not given.

    Tickets of which the level does not speak, and those left out, bring nothing back.
    """
    timeline = setting.timeline
    at = pl.Series(timeline.tickets.astype(np.uint32))
    things = setting.log.tickets.select(names)[at]
    lacks = np.full(starts.shape, "", dtype=object)
    for name in reversed(names):
        lacks[things[name].is_null().to_numpy()] = f"{name} is not given"
    thing = things.select(pl.struct(names).rank("dense"))[names[0]].to_numpy().astype(np.int64)
    left = population(setting.stage.level, setting.log, timeline).frame["excluded"]
    counts = left[at].is_null().to_numpy() & (lacks == "")
    # An instant of 1970 to 2199 has 33 bits; the number of a thing has the rest.
    begins = np.sort((thing << 33 | timeline.at[timeline.offsets[:-1]])[counts])
    place = np.searchsorted(begins, thing << 33 | starts, side="right")
    found = np.append(begins, -1)[place]
    return np.where(found >> 33 == thing, found & (2**33 - 1), UNKNOWN), lacks
