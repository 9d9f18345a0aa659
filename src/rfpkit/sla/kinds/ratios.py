"""Ratios of counts: each counted ticket, or row of a feed, against the one test of the good."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import numpy as np
import polars as pl

from rfpkit.model.kinds.ratio import Good, RatioMeasure
from rfpkit.model.numbers import MILLIONTHS, in_millionths, write_number
from rfpkit.sla.calendars.zones import Instants
from rfpkit.sla.clocks.timeline import Timeline
from rfpkit.sla.kinds.comebacks import comebacks
from rfpkit.sla.kinds.countings import counted_at, event_states, first_counted_at
from rfpkit.sla.kinds.feed_rows import FeedRow, units_of_rows
from rfpkit.sla.kinds.plain_units import (
    EXCLUDED,
    MET,
    MISSED,
    UNSCORABLE,
    Judged,
    ticket_units,
    told,
)
from rfpkit.sla.kinds.satisfaction import NO_RESPONSE
from rfpkit.sla.setting import Counts, Setting


def ratio_of_tickets(setting: Setting, measure: RatioMeasure) -> pl.DataFrame:
    """Returns one unit for each ticket, counted at an event that nothing undid.

    A ticket that must not be reopened is counted at the first of its events instead, so that a
    reopening cannot undo what it spoils.
    """
    good, timeline = measure.good, setting.timeline
    when = first_counted_at if good.not_again == "ticket" else counted_at
    counted = when(timeline, measure.counted)
    if good.not_again is not None:
        verdict, reason = comebacks(setting, measure, counted)
    else:
        verdict, reason = _tested(setting, good, counted)
    return ticket_units(timeline, counted, verdict, reason, target_of(good))


def ratio_of_rows(setting: Setting, measure: RatioMeasure) -> Counts:
    """Returns one unit for each row of a feed, counted at its own instant."""
    return units_of_rows(setting, measure.feed or "", partial(_judge, measure.good))


def target_of(good: Good) -> str:
    """Returns what is good, short: `technician-visit at most 1`, `not again within 30 days`."""
    if good.not_again is not None:
        return f"not again within {good.within}"
    if good.fact is not None:
        return f"{good.fact}: {' or '.join(good.one_of or ())}"
    if good.rated is not None:
        return "rated"
    named = "rating" if good.rating is not None else good.event or good.number
    if good.at_least is not None:
        return f"{named} at least {write_number(good.at_least)}"
    return f"{named} at most {write_number(good.at_most or Decimal())}"


def _tested(setting: Setting, good: Good, counted: Instants) -> tuple[pl.Series, pl.Series]:
    timeline = setting.timeline
    if good.event is not None:
        return told(_within(good, _times(timeline, good.event, counted) * MILLIONTHS), "")
    name, dimension = good.number or good.fact, good.rating or good.rated
    prefix = "rating" if dimension else "number" if good.number else "fact"
    held = setting.log.tickets[f"{prefix}_{dimension or name}"]
    values = held.gather(timeline.tickets.astype(np.uint32))
    if good.rated is not None:
        return told(values.is_not_null(), "")
    if good.rating is not None:
        return told(_within(good, values * MILLIONTHS), NO_RESPONSE, EXCLUDED)
    missing = f"`{name}` is not given"
    if good.fact is not None:
        return told(values.str.to_lowercase().is_in(_words(good)), missing)
    return told(_within(good, values), missing)


def _within(good: Good, values: pl.Series) -> pl.Series:
    """Returns whether each value, in millionths, is good; null where there is none."""
    if good.at_least is not None:
        return values >= in_millionths(good.at_least)
    return values <= in_millionths(good.at_most or Decimal())


def _times(timeline: Timeline, event: str, counted: Instants) -> pl.Series:
    """Returns how often an event happened until each ticket was counted: its instants."""
    held = event_states(timeline.states, [event])[timeline.state]
    held &= timeline.at <= counted[timeline.groups]
    rows = np.flatnonzero(held)
    group, at = timeline.groups[rows], timeline.at[rows]
    # Rows of a ticket stand in order of time: those of one instant are neighbours.
    again = np.concatenate([[False], (group[1:] == group[:-1]) & (at[1:] == at[:-1])])[: rows.size]
    return pl.Series(np.bincount(group[~again], minlength=timeline.tickets.size))


def _words(good: Good) -> list[str]:
    return [word.lower() for word in good.one_of or ()]


def _judge(good: Good, row: FeedRow) -> Judged:
    fits = _is_good(good, row)
    if fits is None:
        return row.judged(UNSCORABLE, f"`{good.fact or good.number}` is not given", target_of(good))
    return row.judged(MET if fits else MISSED, "", target_of(good))


def _is_good(good: Good, row: FeedRow) -> bool | None:
    """Returns whether a row is good; None where it does not say."""
    if good.fact is not None:
        return None if row.fact is None else row.fact.lower() in _words(good)
    number = row.base if good.number == "base" else row.value
    return None if number is None else _fits(good, number)


def _fits(good: Good, number: int) -> bool:
    if good.at_least is not None:
        return number >= in_millionths(good.at_least)
    return number <= in_millionths(good.at_most or Decimal())
