"""What the units of a level come to: counts that add up over partitions of whole tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from rfpkit.model.audit import LevelLedger, Tally, Verdict
from rfpkit.model.exports.intake import Count
from rfpkit.sla.clocks.linked import CONTINUES
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.kinds.satisfaction import NO_RESPONSE
from rfpkit.sla.levels import NOWHERE, LevelUnits
from rfpkit.sla.units import OUT_OF_SCOPE, VERDICT, Coded, among, coded, codes_of, whole

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
    sums = LevelSums(subjects=measured.subjects.height, units=units.height)
    sums.verdicts.update(_verdicts(units))
    part = whole(units["part"], NOWHERE)
    placed = part != NOWHERE
    # Nobody's silence is judged: it has no verdict, and yet it belongs to a period.
    silent = pl.Series(placed) & (units["reason"] == NO_RESPONSE)
    sums.silent.update(_part_counts(part[silent.fill_null(value=False).to_numpy()]))
    held = placed & among(units["verdict"], *JUDGED)
    if not held.all():
        units, part = units.filter(pl.Series(held)), part[held]
    sums.versions.update(_tallied(part, coded(units["version"])))
    verdict = Coded(VERDICT.categories.to_list(), codes_of(units["verdict"]))
    for by, groups in _groupings(measured, units):
        for (place, group, word), count in _tallied(part, groups, verdict).items():
            sums.tallies[by, place, group, word] += count
    sums.values.update(_values(units))
    return sums


def _verdicts(units: pl.DataFrame) -> dict[tuple[str, str], int]:
    """Returns the units by verdict and reason; most of them need none."""
    plain = (units["reason"] == "").fill_null(value=False).to_numpy()
    words = VERDICT.categories.to_list()
    counts = np.bincount(codes_of(units["verdict"])[plain], minlength=len(words)).tolist()
    found = {(word, ""): count for word, count in zip(words, counts, strict=True) if count}
    if not plain.all():
        found |= _counts(_folded(units.filter(pl.Series(~plain))), "verdict", "reason")
    return found


def _part_counts(part: Codes) -> dict[int, int]:
    counts = np.bincount(part).tolist()
    return {place: count for place, count in enumerate(counts) if count}


def _tallied(part: Codes, *columns: Coded) -> dict[tuple[Any, ...], int]:
    """Returns how often each part stands with the words of some columns."""
    key: npt.NDArray[np.integer] = part
    sizes = [len(one.words) for one in columns]
    for one, size in zip(columns, sizes, strict=True):
        key = key * size + one.codes
    counts = np.bincount(key)
    found = {}
    for place in np.flatnonzero(counts).tolist():
        rest, words = place, []
        for one, size in zip(reversed(columns), reversed(sizes), strict=True):
            rest, code = divmod(rest, size)
            words.append(one.words[code])
        found[rest, *reversed(words)] = int(counts[place])
    return found


def _folded(units: pl.DataFrame) -> pl.DataFrame:
    """Gives tickets that go on in another one's clock one reason, whichever it is."""
    goes_on = pl.col("reason").str.starts_with(CONTINUES)
    reason = pl.when(goes_on).then(pl.lit("continues an earlier ticket")).otherwise("reason")
    return units.select("verdict", reason=reason)


def _groupings(measured: LevelUnits, judged: pl.DataFrame) -> Iterable[tuple[str, Coded]]:
    """Yields each way in which the level's tallies are grouped, with the group of each unit."""
    yield EVERY, Coded([EVERY], np.zeros(judged.height, dtype=np.int64))
    floors = (stage.level.attainment.floor for stage in measured.stages)
    for by in dict.fromkeys(floor.by for floor in floors if floor is not None):
        if by in _GROUPS:
            held = coded(measured.subjects[by], NOT_GIVEN)
            yield by, Coded(held.words, held.codes[judged["ticket"].to_numpy()])
        else:
            yield by, coded(judged[by], NOT_GIVEN)


def _values(judged: pl.DataFrame) -> dict[tuple[int, int], int]:
    if judged["value"].null_count() == judged.height:
        return {}
    held = judged.filter(pl.col("value").is_not_null())
    sums = held.group_by("part", "value").agg(pl.col("weight").fill_null(1).sum())
    return {(part, value): weight for part, value, weight in sums.iter_rows()}


def _counts(frame: pl.DataFrame, *names: str) -> dict[tuple[Any, ...], int]:
    return {row[:-1]: row[-1] for row in frame.group_by(names).len().iter_rows()}
