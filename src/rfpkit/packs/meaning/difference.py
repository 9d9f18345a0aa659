"""One thing that changed between two versions of a pack, and how much of a version it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from rfpkit.model.packs.version import Version


class Step(IntEnum):
    """The part of a version's number that a change raises."""

    NONE = 0
    """Nothing changed."""
    PATCH = 1
    """Wording that leaves what is asked as it was."""
    MINOR = 2
    """Something new, or something tighter."""
    MAJOR = 3
    """Something that members rely on is gone, looser, or another promise."""

    @property
    def word(self) -> str:
        """`major`, `minor`, `patch` or `none`."""
        return self.name.lower()


class Kind(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    REPLACED = "replaced"
    REWORDED = "reworded"
    STRICTER = "stricter"
    """Those above may change less of it."""
    LAXER = "laxer"
    """Those above may change more of it."""
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """Something that changed."""

    kind: Kind
    what: str
    """What it is called: `service_levels.repair-time`, `sections.scope`."""
    told: str
    """What became of it, in words."""
    step: Step

    @property
    def line(self) -> str:
        """The difference for a person."""
        return f"{self.step.word}: {self.what}: {self.told}"

    def facts(self) -> dict[str, Any]:
        """Returns the difference for a program."""
        told = {"kind": self.kind.value, "what": self.what, "told": self.told}
        return told | {"deserves": self.step.word}


def step_of(found: Iterable[Difference]) -> Step:
    """Returns the largest step that a difference takes."""
    return max((one.step for one in found), default=Step.NONE)


def smallest(before: Version, step: Step) -> Version:
    """Returns the smallest version after another that a step deserves."""
    major, minor, patch = before
    match step:
        case Step.MAJOR:
            return major + 1, 0, 0
        case Step.MINOR:
            return major, minor + 1, 0
        case Step.PATCH:
            return major, minor, patch + 1
        case _:
            return before
