"""Stamps as they are written, in one order, to millionths of a second: no zone is known yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from rfpkit.model.exports.date_order import EPOCH, EPOCH_MS, EXCEL, EXCEL_1904, DateOrder, Part
from rfpkit.tickets.stamps.half_days import plain_halves
from rfpkit.tickets.stamps.offsets import Mask, Seconds
from rfpkit.tickets.tables.cells import spelled

MICROS = 1_000_000

FIRST, LAST = 0, 7_258_118_400
"""Instants outside 1970 to 2199 are no stamps of a ticket."""


@dataclass
class Written:
    """A column of stamps as it is written; every array has one place for each row."""

    micros: Seconds
    """Millionths of a second since 1970, in UTC or on the local clock."""
    known: Mask
    """There is a stamp and it can be read."""
    local: Mask
    """It carries no offset of its own."""
    given: Mask
    """There is something."""

    @property
    def sound(self) -> Mask:
        """Stamps that a ticket can have."""
        seconds = self.micros // MICROS
        return self.known & (seconds >= FIRST) & (seconds < LAST)

    def take_all(self, micros: Seconds, *, local: bool) -> None:
        """Takes every value from one reading."""
        self.micros = micros
        self.known[:], self.local[:] = True, local


def read_written(texts: pl.Series, order: DateOrder, nulls: Sequence[str]) -> Written:
    """Reads a column of text, or of instants and dates of a file that has types."""
    if texts.dtype != pl.String:
        is_time = texts.dtype.is_temporal()
        return _typed(texts) if is_time else read_written(spelled(texts), order, nulls)
    given = texts.is_not_null().to_numpy().copy()
    parsed = Written(np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_), ~given, given)
    parsed.local[:] = True
    _try(parsed, texts, order)
    left = given & ~parsed.known
    if left.any():
        # Rare spellings are paid for only where they occur.
        plain = plain_halves(texts.str.strip_chars())
        stripped = pl.select(pl.when(pl.Series(left)).then(plain)).to_series()
        empty = stripped.is_in(["", *nulls], nulls_equal=False).fill_null(value=False).to_numpy()
        given &= ~empty
        if (stripped != texts).any():
            _try(parsed, stripped, order)
    return parsed


def may_read(text: str, order: DateOrder) -> bool:
    """Returns whether one value is a stamp in an order; Python sees it sooner than Polars does."""
    if order in _UNITS:
        return read_written(pl.Series([text]), order, ()).sound.any().item()
    for form, _ in _formats(order):
        try:
            known = form.replace("%.f", ".%f").replace("%#z", "%z")
            datetime.datetime.strptime(text, known)  # noqa: DTZ007 - no instant is made of it
        except ValueError:
            continue
        return True
    return False


def _typed(stamps: pl.Series) -> Written:
    """Takes instants as they are; those without a zone, and dates, are local."""
    given = stamps.is_not_null().to_numpy()
    zone = stamps.dtype.time_zone if isinstance(stamps.dtype, pl.Datetime) else None
    micros = stamps.cast(pl.Datetime("us", zone)).to_physical().fill_null(0).to_numpy()
    return Written(micros, given, np.full(len(given), zone is None), given)


def _try(parsed: Written, texts: pl.Series, order: DateOrder) -> None:
    if order in _UNITS:
        _take_numbers(parsed, texts, order)
    else:
        _try_formats(parsed, texts, _formats(order))


def _take_numbers(parsed: Written, texts: pl.Series, order: DateOrder) -> None:
    """Reads a count of seconds, milliseconds or days. An epoch is an instant, a day is local."""
    start, unit = _UNITS[order]
    parts = texts.alias("text").str.extract_groups(_NUMBER).struct.unnest()
    parts.columns = ["whole", "decimals"]
    whole = pl.col("whole").cast(pl.Int64, strict=False)
    decimals = pl.col("decimals").fill_null("").str.head(12).str.pad_end(12, "0").cast(pl.Int64)
    # A day of millionths times twelve decimals would not fit into a number: nine are enough.
    cut = decimals // 1_000 * (unit // 1_000) // 1_000_000
    if unit == _DAY:
        # Excel keeps 0.3541666… for 8:30: what is nearest to a thousandth of a second is meant.
        cut = (cut + 500) // 1_000 * 1_000
    found = parts.select(start + whole * unit + cut).to_series()
    found = found.set(found < _EARLIEST, None)
    hit = found.is_not_null().to_numpy() & parsed.given & ~parsed.known
    parsed.micros = np.where(hit, found.fill_null(0).to_numpy(), parsed.micros)
    parsed.known |= hit
    parsed.local[hit] = unit == _DAY


def _try_formats(parsed: Written, texts: pl.Series, forms: Sequence[_Form]) -> None:
    for form, local in _by_success(forms, texts):
        left = parsed.given & ~parsed.known
        if not left.any():
            return
        rows = np.flatnonzero(left)
        found = _strptime(texts if len(rows) == len(texts) else texts.gather(rows), form)
        if len(rows) == len(texts) and not found.null_count():
            micros = found.to_physical().to_numpy()
            if micros.min() >= FIRST:
                parsed.take_all(micros, local=local)
                return
        hit = found.is_not_null().to_numpy()
        micros = found.to_physical().fill_null(0).to_numpy()[hit]
        # A year of two digits, read as one of four, lies long ago: another form will fit.
        sound = micros >= FIRST
        rows = rows[hit][sound]
        parsed.micros[rows] = micros[sound]
        parsed.known[rows] = True
        parsed.local[rows] = local


def _strptime(texts: pl.Series, form: str) -> pl.Series:
    return texts.str.to_datetime(form, time_unit="us", strict=False, exact=True)


def _by_success(forms: Sequence[_Form], texts: pl.Series) -> Sequence[_Form]:
    if len(texts) < _FEW:
        return forms
    sample = texts.drop_nulls().head(50)
    misses = {form: _strptime(sample, form[0]).null_count() for form in forms}
    return sorted(forms, key=misses.__getitem__)


_Form = tuple[str, bool]
"""A pattern of Polars, and whether its stamps are local."""


def _formats(order: DateOrder) -> list[_Form]:
    if not order.pieces:
        return [
            (f"%Y-%m-%d{sign}%H:%M{seconds}{zone}", not zone)
            for zone, seconds, sign in product(
                ("", "Z", "%#z", " UTC"), (":%S", ":%S%.f", ""), " T"
            )
        ]
    half, zone = Part.HALF in order.pieces, Part.ZONE in order.pieces
    patterns = {**_PATTERNS, Part.HOUR: "%I" if half else "%H"}
    form = "".join(patterns[piece] if isinstance(piece, Part) else piece for piece in order.pieces)
    # A column may show seconds in some rows only, and a year with two digits or four.
    times = (
        {"%M:%S": ["%M:%S", "%M:%S%.f"]}
        if Part.SECOND in order.pieces
        else {"%M": ["%M", "%M:%S", "%M:%S%.f"]}
    )
    ((shown, others),) = times.items()
    others = others if order.has_time else [shown]
    names = ["%b", "%B"] if Part.MONTH_NAME in order.pieces else ["%b"]
    return [
        (form.replace(shown, other).replace("%Y", year).replace("%b", name), not zone)
        for year, other, name in product(("%Y", "%y"), others, names)
    ]


_FEW = 1000
"""A column with fewer rows is read as quickly as it is looked into."""

_PATTERNS = {
    Part.YEAR: "%Y",
    Part.MONTH: "%m",
    Part.MONTH_NAME: "%b",
    Part.DAY: "%d",
    Part.MINUTE: "%M",
    Part.SECOND: "%S",
    Part.HALF: "%p",
    Part.ZONE: "%#z",
}
_NUMBER = r"^([0-9]{1,13})(?:\.([0-9]+))?$"
_DAY = 86_400 * MICROS
_UNITS = {
    EPOCH: (0, MICROS),
    EPOCH_MS: (0, MICROS // 1_000),
    EXCEL: (-25_569 * _DAY, _DAY),
    EXCEL_1904: (-24_107 * _DAY, _DAY),
}
"""Where a count begins and the length of its unit, in millionths of a second since 1970."""
_EARLIEST = 631_152_000 * MICROS
"""1990: a count that leads to an earlier day is one of another unit."""
