"""What the values of a column are, judged by a sample of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import polars as pl

from rfpkit.model.exports.inspection import ColumnKind
from rfpkit.tickets.inspect.tally import ColumnTally
from rfpkit.tickets.inspect.vocabulary import ROLES, bare
from rfpkit.tickets.stamps.destroyed import fate_of
from rfpkit.tickets.stamps.proposals import proposed
from rfpkit.tickets.stamps.zone_letters import without_letters

_MOST = 500
"""Values of a sample that are enough to tell what a column holds."""


def kind_of(name: str, column: ColumnTally) -> ColumnKind:
    """Returns what a column holds."""
    if column.is_time:
        return "stamp"
    values = column.sample[:: max(len(column.sample) // _MOST, 1)]
    if not values:
        return "empty"
    if {value.lower() for value in values} <= _FLAGS:
        return "flag"
    if _share(values, _is_duration) >= _MOSTLY:
        return "duration"
    if _is_stamp(name, values):
        return "stamp"
    return _kind_of_texts(name, column, values)


def _kind_of_texts(name: str, column: ColumnTally, values: Sequence[str]) -> ColumnKind:
    if _is_identifier(name, column, values):
        return "identifier"
    if _share(values, _is_number) >= _MOSTLY:
        return "number"
    return "words" if _are_words(column, values) else "text"


def is_named_as_time(name: str) -> bool:
    """Returns whether a column's name says that it holds stamps."""
    plain = bare(name)
    if any(plain in names for place, names in ROLES.items() if _is_time_place(place)):
        return True
    return bool(re.search(r"(date|time|stamp|_at$|_on$|_dt$|when)", name.lower()))


def _is_time_place(place: str) -> bool:
    return place.startswith("stamps.") or place in {"columns.at", "claims.due"}


def _is_stamp(name: str, values: Sequence[str]) -> bool:
    named = is_named_as_time(name)
    values = without_letters(pl.Series(values, dtype=pl.String)).to_list()
    # A bare number is a stamp only where the column is called like one.
    stamps = [bool(proposed([value])) and (named or not _is_number(value)) for value in values]
    ruined = [named and fate_of(value) is not None for value in values]
    share = sum(one or other for one, other in zip(stamps, ruined, strict=True)) / len(values)
    return share >= (_SOME if named else _MOSTLY)


def _is_identifier(name: str, column: ColumnTally, values: Sequence[str]) -> bool:
    if not all(re.fullmatch(r"\S{1,64}", value) for value in values):
        return False
    different = column.different / max(len(column.sample), 1)
    digits = _share(values, lambda value: any(sign.isdigit() for sign in value))
    numbers = _share(values, _is_number)
    is_called = bare(name) in ROLES["columns.ticket"] or bare(name).endswith(("id", "number", "no"))
    if numbers >= _MOSTLY:
        lengths = {len(value) for value in values}
        whole = all("." not in value and "," not in value for value in values)
        return whole and (is_called or (different > 0.9 and len(lengths) <= 2 < min(lengths)))
    return digits >= _SOME and (different > 0.3 or is_called)


def _are_words(column: ColumnTally, values: Sequence[str]) -> bool:
    if max(map(len, values)) > 60 or _share(values, lambda value: len(value.split()) > 6) > 0.1:
        return False
    return column.different <= _FEW_WORDS or column.different * 5 <= len(column.sample)


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[-+]?\d+([.,]\d+)?", value) is not None


def _is_duration(value: str) -> bool:
    return _DURATION.fullmatch(value) is not None


_DURATION = re.compile(
    r"-?\d{1,6}:\d{2}(:\d{2})?|(\d+\s*h\s*)?\d+\s*m(\s*\d+\s*s)?|1970-01-\d\d .*"
)
_FLAGS = {"true", "false", "yes", "no", "y", "n", "t", "f", "x"}
_MOSTLY, _SOME = 0.9, 0.5
_FEW_WORDS = 12
