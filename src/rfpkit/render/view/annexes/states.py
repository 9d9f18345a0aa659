"""The states of the ticket export: those that start, stop or hold a clock of the levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rfpkit.model.clauses.pauses import named
from rfpkit.model.kinds.accumulation import AccumulationMeasure
from rfpkit.model.kinds.measure import DurationMeasure, SatisfactionMeasure
from rfpkit.model.kinds.ratio import RatioMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.sentences.events import title
from rfpkit.model.sentences.ratio import CLOSED
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import joined
from rfpkit.render.view.reporting import feed_of
from rfpkit.render.view.writing import capital

REPORTED = "reported"
IN_WORK = "In work"


@dataclass
class State:
    """A state, with what it does to the clocks."""

    effect: str
    """What a mapping makes of it: `event returned`, `pause awaiting-parts`, `open`."""
    word: str
    """As it stands in the column of states."""
    does: dict[str, list[str]] = field(default_factory=dict)
    """What it does, and the titles of the levels to which it does so."""

    @property
    def means(self) -> str:
        """What the state does, in words."""
        if self.effect == "open":
            return (
                "Work goes on: after a pause, and when a ticket is opened again. It ends every "
                "pause and, after a stop, it is a reopening"
            )
        told = "; ".join(f"{does} {joined(levels)}" for does, levels in self.does.items())
        return capital(told)


def states(solicitation: Solicitation) -> list[State]:
    """Returns the states in the order in which a ticket usually has them."""
    found = {"open": State("open", IN_WORK)}
    for level in solicitation.service_levels:
        if feed_of(level) is None:
            for effect, word, does in _roles(level, solicitation):
                state = found.setdefault(effect, State(effect, word))
                held = state.does.setdefault(does, [])
                if level.title not in held:
                    held.append(level.title)
    starts = [one for one in found.values() if _starts(one)]
    middle = [one for one in found.values() if not _starts(one) and one.effect != "open"]
    waits = [one for one in middle if one.effect.startswith("pause")]
    ends = [one for one in middle if one.effect in _LAST]
    rest = [one for one in middle if one not in waits and one not in ends]
    first = [one for one in starts if one.effect == f"event {REPORTED}"]
    return [
        *first, *(one for one in starts if one not in first), found["open"], *waits, *rest, *ends,
    ]  # fmt: skip


_LAST = ("event resolved", "event returned", "event closed")


def _starts(state: State) -> bool:
    return "starts the clock of" in state.does


def _roles(level: ServiceLevel, solicitation: Solicitation) -> Iterator[tuple[str, str, str]]:
    """Yields each state of a level: its effect, its word and what it does."""
    for name, does in _events(level):
        yield f"event {name}", capital(title(name, solicitation)), does
    for rule in getattr(level.measure, "pause", None) or ():
        word = capital(named(rule.reason, solicitation.pauses))
        yield f"pause {rule.reason}", word, "holds the clock, within its limits, of"


def _events(level: ServiceLevel) -> Iterator[tuple[str, str]]:
    match level.measure:
        case DurationMeasure(start=start, stop=stop) | AccumulationMeasure(start=start, stop=stop):
            yield from _clock(start, stop)
        case StatisticMeasure(stop=stop) as measure if stop is not None:
            yield from _clock(measure.start or (REPORTED,), stop)
        case RatioMeasure() as measure:
            yield from ((name, "counts the ticket for") for name in measure.counted or CLOSED)
            if measure.good.event is not None:
                yield measure.good.event, "is counted for"
        case SatisfactionMeasure() | StatisticMeasure():
            yield from ((name, "counts the ticket for") for name in CLOSED)
        case _:
            return


def _clock(starts: tuple[str, ...], stops: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from ((name, "starts the clock of") for name in starts)
    yield from ((name, "stops the clock of") for name in stops)
