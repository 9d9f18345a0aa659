"""A column of stamps to instants, in the one order of parts that holds for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from rfpkit.model.exports.date_order import DateOrder, parse_date_order
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.stamps.offsets import Instants, Mask, Offsets, Seconds, offsets_of
from rfpkit.tickets.stamps.stamp_text import MICROS, may_read
from rfpkit.tickets.stamps.zone_letters import read_with_letters


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


def read_stamps(texts: pl.Series, mapping: ExportMapping, order: DateOrder) -> Stamps:
    """Reads a column of stamps: text in one order, or instants and dates of a file with types.

    A stamp without an offset of its own is local to the mapping's zone, after its `shift`.
    """
    parsed = read_with_letters(texts, order, mapping)
    seconds = parsed.micros // MICROS
    fraction = parsed.micros - seconds * MICROS
    known = parsed.sound
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
    orders = [order for order in _USUAL if may_read(wrong.strip(), order)]
    for texts in columns if orders else ():
        orders = [order for order in orders if _reads_all(texts, order, mapping)]
    return [order.text for order in orders]


def _reads_all(texts: pl.Series, order: DateOrder, mapping: ExportMapping) -> bool:
    parsed = read_with_letters(texts, order, mapping)
    return not (parsed.given & ~parsed.sound).any()


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
        "m/d/y",
        "d/m/y",
        "y-m-d",
        "d.m.y",
        "epoch",
        "epoch-ms",
        "excel",
    )
]
