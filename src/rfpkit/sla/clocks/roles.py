"""What each state of an export means to the clock of one level.

A pause of a reason that the export also resumes runs beside the status: it is on from
`pause REASON` to `resume REASON`, changes no status and undoes no stop. Any other pause is a
status, which the next status ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.endings import ends_work
from rfpkit.model.exports.event_log import State
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.calendars.zones import Mask
from rfpkit.sla.clocks.timeline import REOPENED, REPORTED


@dataclass(frozen=True, eq=False)
class Roles:
    """One mark for each state. `ignored` states leave the status that was in force in force."""

    starts: Mask
    stops: Mask
    wakes: Mask
    """Work goes on: after a stop, a reopening."""
    honoured: Mask
    """A status in which the clock stands still, as the level allows."""
    refused: Mask
    """A pause, as a status, that it does not allow; the clock runs."""
    ignored: Mask
    implicit_start: bool
    """The first row of a ticket is its report: the export has no event of that name."""
    beside: tuple[str, ...]
    """Reasons of pauses that run beside the status, until they are resumed."""
    milestone: bool
    """The clock stops at an event after which work goes on: nothing undoes it."""


def roles(states: tuple[State, ...], measure: DurationMeasure) -> Roles:
    """Returns the roles of an export's states for a duration."""
    effects = [state.effect for state in states]
    beside = _beside(effects)
    pauses = [_is_status(effect, beside) for effect in effects]
    allowed = [effect.name in measure.pause_reasons for effect in effects]
    silent = [_is_silent(effect, beside) for effect in effects]
    starts = _events(effects, measure.start)
    wakes = waking(states)
    reported = any(effect == Effect(Action.EVENT, REPORTED) for effect in effects)
    return Roles(
        starts=starts,
        stops=_events(effects, measure.stop),
        wakes=wakes | starts,
        honoured=np.array(pauses, dtype=np.bool_) & np.array(allowed, dtype=np.bool_),
        refused=np.array(pauses, dtype=np.bool_) & ~np.array(allowed, dtype=np.bool_),
        ignored=np.array(silent, dtype=np.bool_),
        implicit_start=REPORTED in measure.start and not reported,
        beside=beside,
        milestone=measure.stops_for_good,
    )


def wakes_up(effect: Effect) -> bool:
    """Returns whether a ticket in this state is being worked on, or waits to be."""
    return effect.action in {Action.OPEN, Action.PAUSE} or effect == Effect(Action.EVENT, REOPENED)


def waking(states: tuple[State, ...]) -> Mask:
    """Returns in which states of an export a ticket is being worked on, or waits to be."""
    effects = [state.effect for state in states]
    beside = _beside(effects)
    marks = [wakes_up(effect) and not _is_silent(effect, beside) for effect in effects]
    return np.array(marks, dtype=np.bool_)


def still_open(effect: Effect) -> bool:
    """Returns whether a ticket in this state is not finished."""
    passed = effect.action is Action.EVENT and not ends_work(effect.name)
    return passed or wakes_up(effect)


def _beside(effects: list[Effect]) -> tuple[str, ...]:
    resumed = (effect.name for effect in effects if effect.action is Action.RESUME)
    return tuple(sorted(set(resumed)))


def _is_status(effect: Effect, beside: tuple[str, ...]) -> bool:
    return effect.action is Action.PAUSE and effect.name not in beside


def _is_silent(effect: Effect, beside: tuple[str, ...]) -> bool:
    runs_beside = effect.action is Action.PAUSE and effect.name in beside
    return runs_beside or effect.action in {Action.IGNORE, Action.RESUME}


def _events(effects: list[Effect], names: tuple[str, ...]) -> Mask:
    marks = [effect.action is Action.EVENT and effect.name in names for effect in effects]
    return np.array(marks, dtype=np.bool_)
