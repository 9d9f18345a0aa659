"""What the units of a level come to: counts that add up over partitions of whole tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rfpkit.model.audit import LevelLedger, Tally, Verdict
from rfpkit.model.intake import Count
from rfpkit.sla.clocks.linked import CONTINUES
from rfpkit.sla.kinds.satisfaction import NO_RESPONSE
from rfpkit.sla.levels import LevelUnits
from rfpkit.sla.units import OUT_OF_SCOPE

NOT_GIVEN = "(not given)"
"""The group of tickets of which the export does not say to which they belong."""

JUDGED = ("met", "missed", "missed_open", "pending", "unscorable")
"""Verdicts that a tally counts."""

EVERY = ""
"""Stands for the one group that holds all."""

_GROUPS = ("service", "device_class", "site", "audience")


@dataclass(eq=False)
class LevelSums:
    """The sums of one level. Parts are positions in the level's parts."""

    subjects: int = 0
    """Tickets of the log, or whatever else the level counts."""
    units: int = 0
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Units by verdict and reason."""
    tallies: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)
    """Judged units by grouping, part, group and verdict."""
    silent: Counter[int] = field(default_factory=Counter)
    """Closed tickets without a rating, by part."""
    versions: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Judged units by part and version of the contract."""
    values: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How often each value counts, by part and value."""

    def add(self, other: LevelSums) -> None:
        """Adds the sums of another partition."""
        self.subjects += other.subjects
        self.units += other.units
        for name in ("verdicts", "tallies", "silent", "versions", "values"):
            getattr(self, name).update(getattr(other, name))

    def tally(self, by: str, part: int, group: str) -> Tally:
        """Returns the tally of one group of one part."""
        counts = {word: self.tallies[by, part, group, word] for word in JUDGED}
        return Tally(**counts)

    def groups(self, by: str, parts: Iterable[int]) -> list[str]:
        """Returns the groups that have a judged unit in one of some parts, sorted."""
        wanted = set(parts)
        return sorted(
            {group for name, part, group, _ in self.tallies if name == by and part in wanted}
        )

    def ledger(self, noun: str) -> LevelLedger:
        """Returns the books of the level."""
        counts: Counter[str] = Counter()
        for (verdict, _), count in self.verdicts.items():
            counts[verdict] += count
        return LevelLedger(
            tickets=self.subjects,
            noun=noun,
            new_episodes=self.units - self.subjects,
            out_of_scope=self._reasons(OUT_OF_SCOPE),
            met=counts[Verdict.MET],
            missed=counts[Verdict.MISSED],
            missed_open=counts[Verdict.MISSED_OPEN],
            pending=counts[Verdict.PENDING],
            no_target=counts[Verdict.NO_TARGET],
            excluded=self._reasons(Verdict.EXCLUDED),
            unscorable=self._reasons(Verdict.UNSCORABLE),
        )

    def _reasons(self, verdict: str) -> tuple[Count, ...]:
        """Returns the reasons of a verdict with their counts, the most frequent first."""
        held = [
            (reason, count) for (word, reason), count in self.verdicts.items() if word == verdict
        ]
        held.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(Count(reason=reason, count=count) for reason, count in held)


def level_sums(measured: LevelUnits) -> LevelSums:
    """Returns the sums of a level's units."""
    units = measured.units
    judged = units.filter(pl.col("verdict").is_in(JUDGED), pl.col("part").is_not_null())
    sums = LevelSums(subjects=measured.subjects.height, units=units.height)
    sums.verdicts.update(_counts(_folded(units), "verdict", "reason"))
    sums.versions.update(_counts(judged, "part", "version"))
    silent = units.filter(pl.col("reason") == NO_RESPONSE, pl.col("part").is_not_null())
    sums.silent.update({part: count for (part,), count in _counts(silent, "part").items()})
    for by, groups in _groupings(measured, judged):
        frame = judged.select("part", "verdict", group=groups)
        for (part, group, verdict), count in _counts(frame, "part", "group", "verdict").items():
            sums.tallies[by, part, group, verdict] += count
    sums.values.update(_values(judged))
    return sums


def _folded(units: pl.DataFrame) -> pl.DataFrame:
    """Gives tickets that go on in another one's clock one reason, whichever it is."""
    goes_on = pl.col("reason").str.starts_with(CONTINUES)
    reason = pl.when(goes_on).then(pl.lit("continues an earlier ticket")).otherwise("reason")
    return units.select("verdict", reason=reason)


def _groupings(measured: LevelUnits, judged: pl.DataFrame) -> Iterable[tuple[str, pl.Series]]:
    """Yields each way in which the level's tallies are grouped, with the group of each unit."""
    yield EVERY, pl.repeat(EVERY, judged.height, dtype=pl.String, eager=True)
    floors = (stage.level.attainment.floor for stage in measured.stages)
    for by in dict.fromkeys(floor.by for floor in floors if floor is not None):
        if by in _GROUPS:
            at = judged["ticket"].cast(pl.UInt32)
            yield by, measured.subjects[by].gather(at).fill_null(NOT_GIVEN)
        else:
            yield by, judged[by].fill_null(NOT_GIVEN)


def _values(judged: pl.DataFrame) -> dict[tuple[int, int], int]:
    held = judged.filter(pl.col("value").is_not_null())
    sums = held.group_by("part", "value").agg(pl.col("weight").fill_null(1).sum())
    return {(part, value): weight for part, value, weight in sums.iter_rows()}


def _counts(frame: pl.DataFrame, *names: str) -> dict[tuple[Any, ...], int]:
    return {row[:-1]: row[-1] for row in frame.group_by(names).len().iter_rows()}
