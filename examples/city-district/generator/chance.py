"""Chance that falls the same way on every machine and in every release of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

_WORD = 1 << 64


class Chance:
    """Draws whole numbers only, so that no rounding can differ. The method is SplitMix64."""

    def __init__(self, seed: int) -> None:
        self._state = seed % _WORD

    def below(self, limit: int) -> int:
        """Returns a whole number from 0 to limit - 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) % _WORD
        word = self._state
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9 % _WORD
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB % _WORD
        return (word ^ (word >> 31)) * limit // _WORD

    def between(self, least: int, most: int) -> int:
        """Returns a whole number, both ends included."""
        return least + self.below(most - least + 1)

    def happens(self, per_mille: int) -> bool:
        """Returns True so many times in a thousand."""
        return self.below(1000) < per_mille

    def pick(self, items: Sequence[Item]) -> Item:
        """Returns one of the items, each alike."""
        return items[self.below(len(items))]

    def weigh(self, weights: dict[Item, int]) -> Item:
        """Returns one of the keys, each as often as its weight says."""
        left = self.below(sum(weights.values()))
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        raise AssertionError("the weights add up to what was drawn from")

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Returns the items in another order."""
        rest = list(items)
        for last in range(len(rest) - 1, 0, -1):
            other = self.below(last + 1)
            rest[last], rest[other] = rest[other], rest[last]
        return rest
