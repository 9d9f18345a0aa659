"""What each state of an export means to the clock of one level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rfpkit.model.effect import Action, Effect
from rfpkit.model.endings import ends_work
from rfpkit.model.event_log import State
from rfpkit.model.measure import DurationMeasure
from rfpkit.sla.timeline import REOPENED, REPORTED
from rfpkit.sla.zones import Mask


@dataclass(frozen=True, eq=False)
class Roles:
    """One mark for each state. `ignored` states leave what was in force in force."""

    starts: Mask
    stops: Mask
    wakes: Mask
    """Work goes on: after a stop, a reopening."""
    honoured: Mask
    """A pause that the level allows."""
    refused: Mask
    """A pause that it does not allow; the clock runs."""
    ignored: Mask
    implicit_start: bool
    """The first row of a ticket is its report: the export has no event of that name."""
    milestone: bool
    """The clock stops at an event after which work goes on: nothing undoes it."""


def roles(states: tuple[State, ...], measure: DurationMeasure) -> Roles:
    """Returns the roles of an export's states for a duration."""
    effects = [state.effect for state in states]
    pauses = [effect.action is Action.PAUSE for effect in effects]
    allowed = [effect.name in measure.pause for effect in effects]
    starts = _events(effects, measure.start)
    wakes = np.array([wakes_up(effect) for effect in effects], dtype=np.bool_)
    reported = any(effect == Effect(Action.EVENT, REPORTED) for effect in effects)
    return Roles(
        starts=starts,
        stops=_events(effects, measure.stop),
        wakes=wakes | starts,
        honoured=np.array(pauses, dtype=np.bool_) & np.array(allowed, dtype=np.bool_),
        refused=np.array(pauses, dtype=np.bool_) & ~np.array(allowed, dtype=np.bool_),
        ignored=np.array([effect.action is Action.IGNORE for effect in effects], dtype=np.bool_),
        implicit_start=REPORTED in measure.start and not reported,
        milestone=measure.stops_for_good,
    )


def wakes_up(effect: Effect) -> bool:
    """Returns whether a ticket in this state is being worked on, or waits to be."""
    return effect.action in {Action.OPEN, Action.PAUSE} or effect == Effect(Action.EVENT, REOPENED)


def still_open(effect: Effect) -> bool:
    """Returns whether a ticket in this state is not finished."""
    passed = effect.action is Action.EVENT and not ends_work(effect.name)
    return passed or wakes_up(effect)


def _events(effects: list[Effect], names: tuple[str, ...]) -> Mask:
    marks = [effect.action is Action.EVENT and effect.name in names for effect in effects]
    return np.array(marks, dtype=np.bool_)
