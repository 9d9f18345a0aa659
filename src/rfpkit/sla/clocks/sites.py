"""Which calendar a ticket's clock runs on: the level's own, or that of its site."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.clocks.timeline import Codes, Timeline
from rfpkit.sla.setting import Setting


def calendar_names(
    setting: Setting, measure: DurationMeasure, tickets: Codes
) -> tuple[tuple[str, ...], Codes]:
    """Returns the calendars of a level, and the position in them of each ticket's own."""
    names = measure.calendars
    if not measure.calendar_by_site:
        return names, np.zeros(tickets.size, dtype=np.int64)
    sites = setting.log.tickets["site"].gather(tickets)
    table = {site: names.index(name) for site, name in measure.calendar_by_site.items()}
    which = sites.replace_strict(table, default=0, return_dtype=pl.Int64)
    return names, which.to_numpy()


def by_calendar(
    setting: Setting, measure: DurationMeasure, timeline: Timeline
) -> Iterator[tuple[str, Timeline]]:
    """Yields each calendar on which clocks run, with the tickets whose clocks they are."""
    names, which = calendar_names(setting, measure, timeline.tickets)
    if not which.any():
        yield names[0], timeline
        return
    for position in np.unique(which).tolist():
        mask = np.zeros(setting.log.tickets.height, dtype=np.bool_)
        mask[timeline.tickets[which == position]] = True
        yield names[position], timeline.choose(mask)
