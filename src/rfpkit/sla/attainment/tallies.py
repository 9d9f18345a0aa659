"""Sums of tallies."""

from __future__ import annotations

from rfpkit.model.audit import Tally

_COUNTS = ("met", "missed", "missed_open", "pending", "unscorable")


def total(one: Tally, other: Tally) -> Tally:
    """Returns the sum of two tallies."""
    return Tally(**{name: getattr(one, name) + getattr(other, name) for name in _COUNTS})
