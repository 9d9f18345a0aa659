"""Satisfaction of surveyed customers: each closed ticket's rating against the method."""

from __future__ import annotations

import numpy as np
import polars as pl

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.kinds.measure import SatisfactionMeasure, SatisfactionMethod
from rfpkit.sla.calendars.zones import UNKNOWN, Instants, date_of, local_days
from rfpkit.sla.kinds.countings import closings
from rfpkit.sla.kinds.plain_units import EXCLUDED, NO_TARGET, UNSCORABLE, ticket_units, told
from rfpkit.sla.kinds.statistics import rating_share
from rfpkit.sla.setting import Setting

NO_RESPONSE = "no response"
"""Reason of a closed ticket without a rating; the response rate is counted from it."""


def unmeasurable(measure: SatisfactionMeasure, log: EventLog) -> str:
    """Returns why the ratings cannot be measured with this export, or nothing."""
    if measure.dimension not in log.ratings:
        return f"the mapping names no column for ratings of `{measure.dimension}`"
    return ""


def satisfaction(setting: Setting, measure: SatisfactionMeasure) -> pl.DataFrame:
    """Returns one unit for each ticket, placed in time by its closing.

    Where the method is a mean, each unit has its rating as `value`, and is met if its own share
    reaches the owed one; the verdict of the period is that of the mean.
    """
    timeline = setting.timeline
    counted = closings(timeline)
    held = setting.log.tickets[f"rating_{measure.dimension}"]
    ratings = held.gather(timeline.tickets.astype(np.uint32))
    if measure.method in _BEST:
        best = measure.scale - _BEST[measure.method] + 1
        least = pl.repeat(best, len(ratings), dtype=pl.Int64, eager=True)
        target = " or ".join(str(one) for one in range(best, measure.scale + 1))
    else:
        least = _least(setting, measure, counted)
        target = f"mean of 1 to {measure.scale}"
    verdict, reason = told(ratings >= least, NO_RESPONSE, EXCLUDED)
    verdict = verdict.set(ratings.is_not_null() & least.is_null(), NO_TARGET)
    reason = reason.set(ratings.is_not_null(), "")
    off_scale = ~ratings.is_between(1, measure.scale).fill_null(value=True)
    verdict = verdict.set(off_scale, UNSCORABLE)
    reason = reason.set(off_scale, f"rating is not on the scale of 1 to {measure.scale}")
    value = None if measure.method in _BEST else ratings
    return ticket_units(timeline, counted, verdict, reason, target, value)


def _least(setting: Setting, measure: SatisfactionMeasure, counted: Instants) -> pl.Series:
    """Returns the least rating whose own share is the one owed on the day; null before any is."""
    at = np.where(counted == UNKNOWN, setting.as_of, counted)
    days, place = np.unique(local_days(setting.contract.timezone, at), return_inverse=True)
    found: list[int | None] = []
    for day in days.tolist():
        owed = setting.stage.level.attainment.owed(date_of(day))
        ratings = range(1, measure.scale + 1)
        fitting = (
            one for one in ratings if owed is not None and rating_share(measure, one) >= owed
        )
        found.append(None if owed is None else next(fitting))
    return pl.Series(found, dtype=pl.Int64).gather(pl.Series(place.astype(np.uint32)))


_BEST = {SatisfactionMethod.TOP_TWO_BOX: 2, SatisfactionMethod.TOP_BOX: 1}
"""How many of the best ratings count as satisfied."""
