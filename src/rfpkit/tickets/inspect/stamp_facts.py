"""How each column of stamps is written: its order with the evidence, its span, its clock."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

import polars as pl

from rfpkit.model.exports.date_order import DateOrder
from rfpkit.model.exports.inspection import OrderFacts
from rfpkit.tickets.inspect.given import GivenFiles
from rfpkit.tickets.inspect.spellings import NULLS
from rfpkit.tickets.ledger.privacy import without_names
from rfpkit.tickets.stamps.clock_times import Cluster, count_clock_times, find_cluster
from rfpkit.tickets.stamps.destroyed import fate_of
from rfpkit.tickets.stamps.detect import clock
from rfpkit.tickets.stamps.offsets import offsets_of
from rfpkit.tickets.stamps.order_search import OrderSearch, Trial, Value, find_fork, search_order
from rfpkit.tickets.stamps.stamp_text import MICROS, read_written
from rfpkit.tickets.stamps.zone_letters import letters_in, without_letters
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.head import shown


def order_facts(given: GivenFiles, column: str) -> OrderFacts:
    """Returns how the stamps of a column are written, from all of its values."""
    search = search_order(lambda: _without_letters(given, column), column, NULLS)
    orders = tuple(str(order) for order in search.fitting)
    evidence, orders = _evidence(given, column, search, orders)
    best = search.trials[0] if search.trials else None
    return OrderFacts(
        column=column,
        orders=orders,
        stamps=best.read if best else search.given if search.is_typed else 0,
        evidence=evidence,
        unreadable=search.unread,
        strangers=tuple(map(_stranger, search.strangers[:_SHOWN])),
        contradicting=best.missed if best else 0,
        first=_moment(best.first) if best else "",
        last=_moment(best.last) if best else "",
        with_offset=best.with_offset if best else 0,
        letters=_letters(given, column) if best else {},
    )


def _without_letters(given: GivenFiles, column: str) -> Iterator[pl.DataFrame]:
    for cells in given.chunks(column):
        yield cells.with_columns(without_letters(cells[column]).alias(column))


def _letters(given: GivenFiles, column: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for cells in given.chunks(column):
        counts.update(letters_in(cells[column]))
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _evidence(
    given: GivenFiles, column: str, search: OrderSearch, orders: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if search.is_typed:
        return "the file has types, and holds instants", ("iso",)
    if not search.trials:
        return "no value is a stamp in any order that is known", ()
    if not orders:
        one, other = search.trials[:2]
        why = f"{one.read:,} stamps are {one.order}, {_missed(one, other)}"
        return why, ()
    if len(orders) == 1:
        return _proof(search, orders[0]), orders
    fork = find_fork(lambda: _without_letters(given, column), column, search.fitting, NULLS)
    if fork is None:
        return "the orders that fit read every stamp alike", orders[:1]
    first, second = (clock(reading) for reading in fork.readings)
    return f"`{fork.value.text}` is {first} as {orders[0]} and {second} as {orders[1]}", orders


def _stranger(value: Value) -> str:
    told = f"`{shown(without_names(value.text))}` in row {value.place.row:,}"
    fate = fate_of(value.text)
    return f"{told} ({fate})" if fate else told


def _missed(one: Trial, other: Trial) -> str:
    value = one.misses[0]
    return f"and `{value.text}` in row {value.place.row:,} is only {other.order}"


def _proof(search: OrderSearch, order: str) -> str:
    losers = [trial for trial in search.trials if str(trial.order) != order and trial.misses]
    if not losers:
        return "no other order fits"
    value = losers[0].misses[0]
    return f"`{value.text}` in row {value.place.row:,} is no {losers[0].order}"


def find_clock(given: GivenFiles, column: str, order: DateOrder) -> Cluster | None:
    """Returns a cluster of clock times that moves with the daylight saving of the United States."""
    counts: dict[tuple[int, int], int] = {}
    for cells in given.chunks(column):
        written = read_written(spelled(cells[column]), order, NULLS)
        known = written.sound & written.local
        if not known.any():
            continue
        local = written.micros[known] // MICROS
        table = offsets_of(_ZONE, int(local.min()), int(local.max()))
        instants = table.to_utc(local).seconds
        for key, count in count_clock_times(instants, known[known], _ZONE).items():
            counts[key] = counts.get(key, 0) + count
    found = find_cluster(counts)
    # Without a zone, a clock time at night alone says nothing: it takes two seasons.
    return found if found is not None and found.summer is not None else None


def _moment(micros: int) -> str:
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)  # noqa: DTZ001 - on its own clock
    return f"{moment:%Y-%m-%d %H:%M}"


_SHOWN = 3
_ZONE = "America/Chicago"
"""Any zone of the United States changes its clocks on the same days."""
