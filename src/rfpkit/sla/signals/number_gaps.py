"""Numbers that are missing from a series of ticket numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from rfpkit.model.exports.intake import Finding
from rfpkit.model.signals import Signals
from rfpkit.sla.clocks.timeline import Codes
from rfpkit.sla.signals.numbers import Numbers
from rfpkit.sla.signals.seen import EXAMPLES, Seen
from rfpkit.sla.signals.telling import finding, reaches

_FEWEST = 50
"""Numbers from which on a series can be told from chance."""
_DIGITS = "0123456789"
_MOST_DIGITS = 18
"""Longer numbers are not counted: a machine's whole number does not hold all of them."""


@dataclass(eq=False)
class NumberGaps:
    """The numbers of all partitions by what stands before them and how many digits they have."""

    _series: dict[tuple[str, int], Numbers] = field(default_factory=dict)

    def add(self, seen: Seen) -> None:
        """Adds the ticket numbers of a partition."""
        for key, numbers in _series(seen.log.tickets["ticket"]):
            if key[1] <= _MOST_DIGITS:
                self._series.setdefault(key, Numbers()).add(numbers)

    def merge(self, other: NumberGaps) -> None:
        """Adds the numbers of another partition."""
        for key, numbers in other._series.items():
            self._series.setdefault(key, Numbers()).merge(numbers)

    def findings(self, terms: Signals) -> Iterator[Finding]:
        """Yields the missing numbers of each series that is otherwise complete."""
        for (prefix, digits), held in sorted(self._series.items(), key=lambda item: item[0]):
            (first, last), count = held.ends, held.count
            span, missing = last - first + 1, last - first + 1 - count
            if not missing or count < _FEWEST or not reaches(count, span, 1 - terms.number_gaps):
                continue
            named = [f"{prefix}{number:0{digits}d}" for number in (first, last)]
            are = "number is" if missing == 1 else "numbers are"
            message = (
                f"{missing:,} ticket {are} missing between {named[0]} and {named[1]}; "
                "ask what became of them"
            )
            examples = (f"{prefix}{number:0{digits}d}" for number in held.missing(EXAMPLES))
            yield finding("ticket-numbers-missing", message, missing, examples)


Series = tuple[tuple[str, int], Codes]


def _series(names: pl.Series) -> Iterator[Series]:
    if names.is_empty():
        return
    prefix = names[0].rstrip(_DIGITS)
    size = len(names[0].encode())
    if bool((names.str.len_bytes() == size).all()) and bool(names.str.starts_with(prefix).all()):
        digits = size - len(prefix.encode())
        found = names.str.slice(len(prefix)).cast(pl.Int64, strict=False)
        if not found.null_count():
            yield (prefix, digits), found.to_numpy()
            return
    yield from _apart(names)


def _apart(names: pl.Series) -> Iterator[Series]:
    """Yields the series of numbers that do not all look alike."""
    parts = (
        pl.DataFrame({"name": names, "prefix": names.str.strip_chars_end(_DIGITS)})
        .with_columns(
            digits=pl.col("name").str.len_bytes() - pl.col("prefix").str.len_bytes(),
            number=pl.col("name")
            .str.slice(pl.col("prefix").str.len_chars())
            .cast(pl.Int64, strict=False),
        )
        .drop_nulls("number")
    )
    for (prefix, digits), held in parts.group_by("prefix", "digits"):
        yield (str(prefix), int(str(digits))), held["number"].to_numpy()
