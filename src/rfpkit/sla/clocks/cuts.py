"""Rows of a timeline cut in two, where a cap on pauses ends in the middle of a slice."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rfpkit.sla.calendars.zones import Instants
from rfpkit.sla.clocks.episodes import Episodes
from rfpkit.sla.clocks.timeline import Codes, Timeline


@dataclass(frozen=True, eq=False)
class Cut:
    """A timeline with more rows than before; each new one goes on with the state of its own."""

    timeline: Timeline
    found: Episodes
    origin: Codes
    """For each row, the row of the earlier timeline that it is, or that it goes on."""


def cut(timeline: Timeline, found: Episodes, rows: Codes, instants: Instants) -> Cut:
    """Cuts each of these rows, in ascending order and each at most once, at its instant."""
    pieces = np.ones(timeline.at.size, dtype=np.int64)
    pieces[rows] += 1
    origin = np.repeat(np.arange(timeline.at.size), pieces)
    offsets = _moved(timeline.offsets, rows)
    longer = timeline.take(origin, timeline.tickets, offsets)
    fresh = rows + 1 + np.arange(rows.size)
    longer.at[fresh] = instants
    changed = replace(
        found,
        start_row=_moved(found.start_row, rows),
        end_row=_moved(found.end_row, rows),
        closed_row=found.closed_row[origin],
        stop_rows=_moved(found.stop_rows, rows),
    )
    return Cut(longer, changed, origin)


def _moved(positions: Codes, rows: Codes) -> Codes:
    """Returns where rows lie once others before them are cut in two."""
    return positions + np.searchsorted(rows, positions, side="left")
