"""Two versions of a pack side by side: every difference, and the number that they deserve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rfpkit.model.packs.version import Version, write_version
from rfpkit.packs.meaning.contents import Contents
from rfpkit.packs.meaning.difference import Difference, Step, smallest, step_of
from rfpkit.packs.meaning.of_items import of_items
from rfpkit.packs.meaning.of_pack import of_defaults, of_files, of_groups, of_layers, of_manifest


@dataclass(frozen=True)
class Comparison:
    """What changed from one version of a pack to another."""

    name: str
    before: Version
    after: Version
    differences: tuple[Difference, ...]
    """The differences, those that take the largest step first."""

    @property
    def step(self) -> Step:
        """The part of the version's number that the differences raise."""
        return step_of(self.differences)

    @property
    def deserved(self) -> Version:
        """The smallest number that the new version may have."""
        return smallest(self.before, self.step)

    @property
    def is_too_small(self) -> bool:
        """Whether the new version's number says less than what changed."""
        return self.after < self.deserved

    @property
    def lines(self) -> list[str]:
        """What a person should know."""
        told = [one.line for one in self.differences]
        if not told:
            return [f"{self.name} {write_version(self.before)}: nothing changed"]
        return [*told, self.verdict]

    @property
    def verdict(self) -> str:
        """Whether the number says as much as what changed."""
        old, new, least = map(write_version, (self.before, self.after, self.deserved))
        says = "too small a number" if self.is_too_small else "a number that is large enough"
        return (
            f"{self.name} {old} → {new}: the change is {self.step.word}, "
            f"it deserves {least} or later: {new} is {says}"
        )

    def json(self) -> str:
        """Returns the comparison for programs."""
        facts = {
            "name": self.name,
            "before": write_version(self.before),
            "after": write_version(self.after),
            "step": self.step.word,
            "deserved": write_version(self.deserved),
            "too_small": self.is_too_small,
            "differences": [one.facts() for one in self.differences],
        }
        return json.dumps(facts, indent=2, ensure_ascii=False)


def compare(old: Contents, new: Contents) -> Comparison:
    """Returns what changed from one version of a pack to another."""
    found = [
        *of_items(old, new),
        *of_groups(old, new),
        *of_layers(old, new),
        *of_defaults(old, new),
        *of_manifest(old.manifest, new.manifest),
        *of_files(old, new),
    ]
    return Comparison(
        new.manifest.name, old.manifest.version, new.manifest.version, tuple(_in_order(found))
    )


def _in_order(found: Sequence[Difference]) -> list[Difference]:
    return sorted(found, key=lambda one: (-one.step, one.what, one.kind, one.told))
