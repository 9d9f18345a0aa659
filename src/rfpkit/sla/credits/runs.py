"""A level's periods in a row: repeated misses, chronic failure, and what is earned back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rfpkit.model.audit import PeriodResult, PeriodState
from rfpkit.model.credits.ledger import Trigger
from rfpkit.model.credits.terms import Chronic, EarnBack
from rfpkit.model.credits.values import Misses
from rfpkit.sla.levels import Part

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class History:
    """A level's parts with their results, in order of time."""

    level: str
    parts: tuple[Part, ...]
    results: tuple[PeriodResult, ...]

    def part(self, result: PeriodResult) -> Part:
        """Returns the part of a result."""
        return next(part for part in self.parts if part.label == result.period)

    def periods(self) -> tuple[Period, ...]:
        """Returns the complete periods; the parts of one that straddles an amendment are one."""
        found: dict[str, list[PeriodResult]] = {}
        for result in self.results:
            if result.state is not PeriodState.IN_PROGRESS:
                found.setdefault(self.part(result).stretch.label, []).append(result)
        return tuple(Period(label, tuple(results)) for label, results in found.items())


@dataclass(frozen=True)
class Period:
    """A measurement period as a whole."""

    label: str
    results: tuple[PeriodResult, ...]

    @property
    def last(self) -> datetime.date:
        """Last local date."""
        return self.results[-1].last

    @property
    def missed(self) -> bool:
        """Whether any part of it was missed."""
        return any(one.state is PeriodState.MISSED for one in self.results)

    @property
    def judged(self) -> bool:
        """Whether any part of it was met or missed; other periods are passed over."""
        return self.missed or any(one.state is PeriodState.MET for one in self.results)

    def keeps(self, terms: EarnBack) -> bool:
        """Returns whether it counts for earning back."""
        least = terms.at_least
        shares = [one.attainment for one in self.results if one.attainment is not None]
        return not self.missed and (least is None or all(share >= least for share in shares))


@dataclass(frozen=True)
class Earned:
    """Whether a credit was earned back, and by which periods."""

    periods: tuple[str, ...]
    by: datetime.date
    """Last day of the last of them."""


def runs(periods: Sequence[Period]) -> dict[str, int]:
    """Returns for each missed period how many misses in a row end with it."""
    found, run = {}, 0
    for period in periods:
        if period.judged:
            run = run + 1 if period.missed else 0
        if period.missed:
            found[period.label] = run
    return found


def earned_back(periods: Sequence[Period], label: str, terms: EarnBack | None) -> Earned | None:
    """Returns how the credit of a period was earned back; None where it was not, or not yet."""
    if terms is None:
        return None
    at = next(position for position, one in enumerate(periods) if one.label == label)
    following = [one for one in periods[at + 1 :] if one.judged][: terms.periods]
    if len(following) < terms.periods or not all(one.keeps(terms) for one in following):
        return None
    return Earned(tuple(one.label for one in following), following[-1].last)


def triggers(history: History) -> tuple[Trigger, ...]:
    """Returns each right that chronic failure has given, when it first did.

    A right is given again only after its rule has ceased to hold.
    """
    periods, found = history.periods(), []
    standing: set[Chronic] = set()
    for at, period in enumerate(periods):
        credit = history.part(period.results[-1]).stage.level.credit
        rules = (credit.chronic if credit is not None else None) or ()
        for place, rule in enumerate(rules, start=1):
            made = _made(periods[: at + 1], rule.misses)
            if not made:
                standing.discard(rule)
            elif rule not in standing:
                standing.add(rule)
                found.append(_trigger(history.level, rule, place, made))
    return tuple(found)


def _made(periods: Sequence[Period], rule: Misses) -> Sequence[Period]:
    """Returns the misses that fulfil a rule with the last period; none where it does not hold."""
    if rule.among is None:
        judged = [one for one in periods if one.judged]
        row = judged[-rule.count :]
        return row if len(row) == rule.count and all(one.missed for one in row) else ()
    missed = [one for one in periods[-rule.among :] if one.missed]
    return missed if len(missed) >= rule.count else ()


def _trigger(level: str, rule: Chronic, place: int, made: Sequence[Period]) -> Trigger:
    name = rule.then.replace(" ", "-")
    return Trigger(
        id=f"{level}/{name}-{place}/{made[-1].label.replace(' ', '-')}",
        level=level,
        right=rule.then,
        rule=rule.misses.told,
        periods=tuple(one.label for one in made),
        since=made[-1].last + _DAY,
    )


def all_triggers(histories: Iterable[History]) -> tuple[Trigger, ...]:
    """Returns the rights of every level, in the order in which they came about."""
    found = [one for history in histories for one in triggers(history)]
    return tuple(sorted(found, key=lambda one: one.since))
