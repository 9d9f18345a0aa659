"""What two exports can be held against each other for: the time and the words that both have."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from rfpkit.model.exports.kept import Cover, HowRead


@dataclass(frozen=True)
class Side:
    """One of the two exports."""

    cover: Cover
    how: HowRead

    @property
    def begin(self) -> int:
        """The beginning of the local day of its first stamp."""
        return _day_of(self.cover.first, self.how.timezone)

    def expects(self) -> pl.Expr:
        """Whether a ticket with a `first` and a `last` stamp would have to be in the export.

        It would, if it began in the time that the export covers, and did not end before the
        local day on which the export's first ticket ended: that is how an export of what was
        opened, changed or closed in a month is told from one of everything. Where each ticket of
        the export has ended, one that had not is not expected either.
        """
        ends_from = _day_of(self.cover.ends_from, self.how.timezone)
        within = pl.col("first").is_between(self.begin, self.cover.until)
        found = within & (pl.col("last") >= ends_from)
        if self.cover.finals is not None:
            found &= pl.col("final").is_in(self.cover.finals)
        return found


@dataclass(frozen=True)
class Ground:
    """An earlier export, a later one, and what both can tell."""

    old: Side
    new: Side
    effects: frozenset[str]
    """Effects on a clock that both can tell."""
    attributes: tuple[str, ...]
    """Attributes whose words both take for the same, sorted."""
    skipped: tuple[str, ...]
    """What is not compared, and why."""

    @property
    def snapshot(self) -> bool:
        """Whether one of the two has one row for each ticket, and so the last word only."""
        return "snapshot" in {self.old.how.shape, self.new.how.shape}


def common_ground(old: Side, new: Side) -> Ground:
    """Returns what both exports can tell, and says what only one of them can."""
    if old.how.mapping == new.how.mapping:
        return Ground(old, new, _both(old, new), tuple(sorted(old.how.words)), ())
    skipped = []
    effects = _both(old, new)
    if old.how.time != new.how.time:
        effects = frozenset()
        skipped.append(
            "stamps, and what was told of them: the two mappings read times otherwise "
            "(timezone, shift, dates)"
        )
    else:
        alone = sorted(set(old.how.effects) ^ set(new.how.effects))
        if alone:
            skipped.append(f"{', '.join(f'`{one}`' for one in alone)}: one mapping only tells them")
    theirs, ours = old.how.words, new.how.words
    common = sorted(name for name in theirs.keys() & ours.keys() if theirs[name] == ours[name])
    other = sorted((theirs.keys() | ours.keys()) - set(common))
    if other:
        named = ", ".join(written(name) for name in other)
        skipped.append(f"{named}: one mapping only fills them, or takes their words otherwise")
    return Ground(old, new, effects, tuple(common), tuple(skipped))


def written(name: str) -> str:
    """Returns an attribute as people call it: `device class`, `rating quality`."""
    return name.replace("_", " ")


def _both(old: Side, new: Side) -> frozenset[str]:
    if old.how.mapping == new.how.mapping:
        # A state that the mapping lacks may occur in one of the two only: it is `open`.
        return frozenset({*old.how.effects, *new.how.effects})
    return frozenset(old.how.effects) & frozenset(new.how.effects)


def _day_of(instant: int, timezone: str) -> int:
    moment = datetime.datetime.fromtimestamp(instant, ZoneInfo(timezone))
    return int(moment.replace(hour=0, minute=0, second=0, fold=0).timestamp())
