"""A column of stamps to instants, in the one order of parts that the mapping declares."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from rfpkit.model.date_order import DateOrder, Part, parse_date_order
from rfpkit.model.mapping import ExportMapping
from rfpkit.tickets.cells import spelled
from rfpkit.tickets.offsets import Instants, Mask, Offsets, Seconds, offsets_of

MICROS = 1_000_000

FIRST, LAST = 0, 7_258_118_400
"""Instants outside 1970 to 2199 are no stamps of a ticket."""


@dataclass(frozen=True)
class Stamps:
    """A column of stamps; every array has one place for each row."""

    seconds: Seconds
    """Instants in whole seconds UTC; 0 where `known` is false."""
    known: Mask
    """There is a stamp and it can be read."""
    fraction: Seconds
    """Millionths of a second that were cut."""
    unreadable: Mask
    """There is something, and it is no stamp."""
    in_gap: Mask
    """The local time does not exist; the change of the clocks is taken."""
    ambiguous: Mask
    """The local time occurs twice; the first is taken."""


def read_stamps(texts: pl.Series, mapping: ExportMapping) -> Stamps:
    """Reads a column of stamps: text, or instants and dates of a file that has types.

    A stamp without an offset of its own is local to the mapping's zone, after its `shift`.
    """
    parsed = _parse(texts, mapping.dates, tuple(mapping.nulls))
    seconds = parsed.micros // MICROS
    fraction = parsed.micros - seconds * MICROS
    known = parsed.known & (seconds >= FIRST) & (seconds < LAST)
    read = _to_utc(seconds, known & parsed.local, mapping)
    seconds = read.seconds
    if not known.all():
        seconds, fraction = np.where(known, seconds, 0), np.where(known, fraction, 0)
    return Stamps(
        seconds=seconds,
        known=known,
        fraction=fraction,
        unreadable=parsed.given & ~known,
        in_gap=read.in_gap,
        ambiguous=read.ambiguous,
    )


def fitting_orders(texts: pl.Series, stamps: Stamps, mapping: ExportMapping) -> list[str]:
    """Returns the usual orders in which every stamp of the column can be read."""
    return fitting(str(texts[int(np.argmax(stamps.unreadable))]), [texts], mapping)


def fitting(wrong: str, columns: Iterable[pl.Series], mapping: ExportMapping) -> list[str]:
    """Returns the usual orders in which every stamp of all the parts of a column can be read.

    `wrong` is one of them, which the mapping's own order does not read.
    """
    orders = [order for order in _USUAL if _may_read(wrong.strip(), order)]
    for texts in columns if orders else ():
        orders = [order for order in orders if _reads_all(texts, order, mapping)]
    return [order.text for order in orders]


def _may_read(text: str, order: DateOrder) -> bool:
    # One value decides in most columns, and Python reads one sooner than Polars does.
    for form in _formats(order):
        try:
            known = form.replace("%.f", ".%f").replace("%#z", "%z")
            datetime.datetime.strptime(text, known)  # noqa: DTZ007 - no instant is made of it
        except ValueError:
            continue
        return True
    return False


def _reads_all(texts: pl.Series, order: DateOrder, mapping: ExportMapping) -> bool:
    parsed = _parse(texts, order, tuple(mapping.nulls))
    seconds = parsed.micros // MICROS
    known = parsed.known & (seconds >= FIRST) & (seconds < LAST)
    return not (parsed.given & ~known).any()


def _to_utc(seconds: Seconds, local: Mask, mapping: ExportMapping) -> Instants:
    nothing = np.zeros(len(seconds), dtype=np.bool_)
    if not local.any():
        return Instants(seconds, nothing, nothing)
    everything = bool(local.all())
    kept = seconds if everything else seconds[local]
    offsets = offsets_of(mapping.timezone, int(kept.min()), int(kept.max()))
    found = offsets.to_utc(kept)
    if mapping.shift == "converted_twice":
        # Somebody took local time for UTC and made it local once more. Undone once, the stamp
        # is the local time again; undone twice, it is the instant.
        found = _again(offsets, found)
    if everything:
        return found
    masks = [nothing.copy(), nothing.copy()]
    masks[0][local], masks[1][local] = found.in_gap, found.ambiguous
    instants = seconds.copy()
    instants[local] = found.seconds
    return Instants(instants, masks[0], masks[1])


def _again(offsets: Offsets, once: Instants) -> Instants:
    twice = offsets.to_utc(once.seconds)
    return Instants(twice.seconds, once.in_gap | twice.in_gap, once.ambiguous | twice.ambiguous)


@dataclass
class _Parsed:
    micros: Seconds
    known: Mask
    local: Mask
    given: Mask

    def take_all(self, micros: Seconds, *, local: bool) -> None:
        """Takes every value from one reading."""
        self.micros = micros
        self.known[:], self.local[:] = True, local


def _parse(texts: pl.Series, order: DateOrder, nulls: Sequence[str]) -> _Parsed:
    if texts.dtype != pl.String:
        return _typed(texts) if texts.dtype.is_temporal() else _parse(spelled(texts), order, nulls)
    given = texts.is_not_null().to_numpy().copy()
    parsed = _Parsed(np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_), ~given, given)
    parsed.local[:] = True
    _try_formats(parsed, texts, order)
    left = given & ~parsed.known
    if left.any():
        # Rare spellings are paid for only where they occur.
        stripped = pl.select(pl.when(pl.Series(left)).then(texts.str.strip_chars())).to_series()
        empty = stripped.is_in(["", *nulls], nulls_equal=False).fill_null(value=False).to_numpy()
        given &= ~empty
        if (stripped != texts).any():
            _try_formats(parsed, stripped, order)
    return parsed


def _typed(stamps: pl.Series) -> _Parsed:
    """Takes instants as they are; those without a zone, and dates, are local."""
    given = stamps.is_not_null().to_numpy()
    zone = stamps.dtype.time_zone if isinstance(stamps.dtype, pl.Datetime) else None
    micros = stamps.cast(pl.Datetime("us", zone)).to_physical().fill_null(0).to_numpy()
    return _Parsed(micros, given, np.full(len(given), zone is None), given)


def _try_formats(parsed: _Parsed, texts: pl.Series, order: DateOrder) -> None:
    for form in _by_success(_formats(order), texts):
        left = parsed.given & ~parsed.known
        if not left.any():
            return
        rows = np.flatnonzero(left)
        found = _strptime(texts if len(rows) == len(texts) else texts.gather(rows), form)
        local = not form.endswith(("z", "Z"))
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


def _by_success(forms: Sequence[str], texts: pl.Series) -> Sequence[str]:
    if len(texts) < _FEW:
        return forms
    sample = texts.drop_nulls().head(50)
    misses = {form: _strptime(sample, form).null_count() for form in forms}
    return sorted(forms, key=misses.__getitem__)


def _formats(order: DateOrder) -> list[str]:
    if not order.pieces:
        return [
            f"%Y-%m-%d{sign}%H:%M{seconds}{zone}"
            for zone, seconds, sign in product(("", "Z", "%#z"), (":%S", ":%S%.f", ""), " T")
        ]
    half = Part.HALF in order.pieces
    patterns = {**_PATTERNS, Part.HOUR: "%I" if half else "%H"}
    form = "".join(patterns[piece] if isinstance(piece, Part) else piece for piece in order.pieces)
    # A column may show seconds in some rows only, and a year with two digits or four.
    times = (
        {"%M:%S": ["%M:%S", "%M:%S%.f"]}
        if Part.SECOND in order.pieces
        else {"%M": ["%M", "%M:%S", "%M:%S%.f"]}
    )
    ((shown, others),) = times.items()
    names = ["%b", "%B"] if Part.MONTH_NAME in order.pieces else ["%b"]
    return [
        form.replace(shown, other).replace("%Y", year).replace("%b", name)
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
}
_USUAL = [
    parse_date_order(text)
    for text in (
        "iso",
        "m/d/y h:m",
        "d/m/y h:m",
        "m/d/y h:m p",
        "d/m/y h:m p",
        "m-d-y h:m",
        "d-m-y h:m",
        "d.m.y h:m",
        "y/m/d h:m",
        "d/b/y h:m p",
        "d-b-y h:m",
        "d-b-y h:m p",
        "b d, y h:m p",
    )
]
