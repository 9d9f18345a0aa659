"""What answers come to: what is bought, for how long, and what the pack has for it."""

from __future__ import annotations

from dataclasses import dataclass

from rfpkit.model.scalars import parse_whole
from rfpkit.workflows.interview.checks import split
from rfpkit.workflows.interview.dates import last_day
from rfpkit.workflows.interview.prompt import Texts


@dataclass(frozen=True)
class Plan:
    """The answers, with what follows from them."""

    answers: Texts
    bought: frozenset[str]
    """Services that are bought."""
    levels: tuple[str, ...]
    """Service levels of the pack that measure them."""
    goals: tuple[str, ...]
    """Goals that were chosen, and those that the levels serve beside them."""
    waiting: tuple[str, ...]
    """Levels that run on school days, and wait for the school's calendar."""
    groups: tuple[str, ...]
    """Groups of requirements of the pack."""
    left_out: tuple[str, ...]
    """Requirements of these groups that do not fit."""
    pack: str
    help_desk: str = ""
    """Heading of the requirements on the help desk; empty where the pack has none."""
    drafted: tuple[tuple[str, str], ...] = ()
    """Drafted holidays: each date with its name."""
    drafted_from: str = ""
    """The library and release that drafted them."""

    def __getitem__(self, key: str) -> str:
        """Returns an answer; empty where it is not known, or was not asked."""
        return self.answers.get(key, "")

    def count(self, key: str) -> int:
        """Returns an answer that is a number; 0 where it is not known."""
        return parse_whole(self[key]) if self[key] else 0

    def names(self, key: str) -> list[str]:
        """Returns an answer that is a list."""
        return split(self[key])

    @property
    def start(self) -> str:
        """First day of the term."""
        return self["start"]

    @property
    def end(self) -> str:
        """Last day of the first term."""
        return last_day(self.start, self.count("years"))
