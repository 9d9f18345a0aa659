"""The numbers of the tickets: which repeat, and which are missing between first and last."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from rfpkit.model.exports.inspection import NumberFacts
from rfpkit.tickets.inspect.private import is_shown
from rfpkit.tickets.inspect.spellings import NULLS
from rfpkit.tickets.tables.cells import spelled


def number_facts(column: str, chunks: Iterable[pl.DataFrame]) -> NumberFacts:
    """Counts the numbers in a column of all files."""
    texts = pl.concat([spelled(cells[column]) for cells in chunks], rechunk=True)
    texts = texts.str.strip_chars().alias("text")
    given = texts.filter(texts.is_not_null() & ~texts.is_in(["", *NULLS]))
    counts = given.value_counts(name="rows")
    first, last, missing = _run(counts["text"])
    return NumberFacts(
        column=column,
        tickets=counts.height,
        repeated=len(given) - counts.height,
        most_rows=int(counts["rows"].max() or 0),  # type: ignore[arg-type] # a count
        without=len(texts) - len(given),
        first=first,
        last=last,
        missing=missing,
    )


def _run(numbers: pl.Series) -> tuple[str, str, int]:
    """Returns the lowest and the highest number that run on, and how many lack between them."""
    parts = numbers.str.extract_groups(r"^(.*?)([0-9]{1,15})$").struct.unnest()
    parts.columns = ["prefix", "digits"]
    parts = parts.with_columns(pl.col("digits").cast(pl.Int64).alias("number")).drop_nulls()
    if not parts.height:
        return "", "", 0
    prefix = (
        parts["prefix"].value_counts(sort=True).sort("count", "prefix", descending=[True, False])
    )
    run = parts.filter(pl.col("prefix") == prefix["prefix"][0]).sort("number", "digits")
    low, high = int(run["number"][0]), int(run["number"][-1])
    missing = high - low + 1 - run["number"].n_unique()
    # Numbers that leave out most of those between them do not run on.
    if run.height < _FEW or missing > run.height * _MOST_MISSING:
        return "", "", 0
    ends = [f"{run['prefix'][row]}{run['digits'][row]}" for row in (0, -1)]
    return (ends[0], ends[1], missing) if all(map(is_shown, ends)) else ("", "", missing)


_FEW = 5
_MOST_MISSING = 3
