"""The order of each column of stamps, decided from the whole column where the mapping asks so."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.date_order import DETECT, ISO, DateOrder
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.ledger.notes import Doubt, Note
from rfpkit.tickets.ledger.privacy import without_names
from rfpkit.tickets.stamps.order_search import (
    Chunks,
    Fork,
    OrderSearch,
    Value,
    find_fork,
    search_order,
)
from rfpkit.tickets.stamps.zone_letters import without_letters
from rfpkit.tickets.tables.head import count_of, shown

Notes = Mapping[tuple[str, ...], Note]


def decide_orders(
    mapping: ExportMapping, chunks: Chunks, files: Sequence[str]
) -> tuple[ExportMapping, Notes]:
    """Returns the mapping with an order for each column, and what was found for the ledger.

    A mapping that leaves nothing to detect is returned as it is, and nothing is read.

    Raises:
        InputError: a column that no order fits, or more than one.
    """
    asked = [name for name in mapping.stamp_columns() if mapping.order_of(name) == DETECT]
    if not asked:
        return mapping, {}
    if mapping.zones:
        chunks = _explained(chunks, asked, mapping.zones)
    found = {name: search_order(chunks, name, mapping.nulls) for name in asked}
    deciding = _Deciding(mapping, chunks, files)
    deciding.decide(found)
    orders = {name: mapping.order_of(name) for name in mapping.stamp_columns()} | deciding.orders
    notes = [_note(name, found[name], order) for name, order in deciding.orders.items()]
    return mapping.model_copy(update={"dates": orders}), {n.key: n for n in notes if n.count}


def _explained(chunks: Chunks, columns: Sequence[str], zones: Collection[str]) -> Chunks:
    """Returns the rows without the letters of zones, which tell nothing of the order."""

    def without() -> Iterator[pl.DataFrame]:
        for cells in chunks():
            held = [name for name in columns if name in cells.columns]
            yield cells.with_columns(
                without_letters(cells[name], zones).alias(name) for name in held
            )

    return without


class _Deciding:
    """Decides column after column; what cannot be decided is kept until all were seen."""

    def __init__(self, mapping: ExportMapping, chunks: Chunks, files: Sequence[str]) -> None:
        self.orders: dict[str, DateOrder] = {}
        self._mapping = mapping
        self._chunks = chunks
        self._files = files

    def decide(self, found: Mapping[str, OrderSearch]) -> None:
        forks: dict[str, Fork] = {}
        for name, search in found.items():
            fitting = search.fitting
            if len(fitting) > 1:
                fork = find_fork(self._chunks, name, fitting, self._mapping.nulls)
                if fork is not None:
                    forks[name] = fork
                    continue
            if fitting or not search.trials:
                self.orders[name] = fitting[0] if fitting else ISO
        problems = [
            problem
            for name, search in found.items()
            for problem in self._problems(name, search, forks.get(name))
        ]
        if problems:
            raise InputError(problems)

    def _problems(self, name: str, search: OrderSearch, fork: Fork | None) -> Iterator[Diagnostic]:
        if fork is not None:
            yield self._undecided(name, search, fork)
        elif search.trials and not search.fitting:
            yield from self._contradicting(name, search)

    def _undecided(self, name: str, search: OrderSearch, fork: Fork) -> Diagnostic:
        one, other = search.fitting[:2]
        message = f"`{fork.value.text}` is {clock(fork.readings[0])} as `{one}` and"
        message += f" {clock(fork.readings[1])} as `{other}`; no stamp of the column tells which"
        hint = f"ask the vendor, then write {self._line(name, one)} or {self._line(name, other)}"
        same = [column for column, order in self.orders.items() if order in (one, other)]
        if same:
            hint += f"; `{same[0]}` of this export is written {self.orders[same[0]]}"
        return Diagnostic(self._at(name, fork.value), message, hint)

    def _contradicting(self, name: str, search: OrderSearch) -> Iterator[Diagnostic]:
        best = search.trials[0]
        hint = "have the column exported again in one order; a spreadsheet may have changed some"
        others = f"{best.missed:,} {'contradicts' if best.missed == 1 else 'contradict'} it"
        for value in best.misses:
            message = f"`{shown(without_names(value.text))}` is no stamp in the order"
            message += f" `{best.order}`, in which {count_of(best.read, 'value')} of the column"
            message += f" {'is' if best.read == 1 else 'are'} written; {others}"
            yield Diagnostic(self._at(name, value), message, hint)

    def _line(self, name: str, order: DateOrder) -> str:
        """Returns what the mapping would say of its orders."""
        said = {column: self._mapping.order_of(column) for column in self._mapping.stamp_columns()}
        said[name] = order
        if len(set(said.values())) == 1:
            return f"`dates: {order}`"
        return f"`dates: {{{', '.join(f'{key}: {value}' for key, value in said.items())}}}`"

    def _at(self, name: str, value: Value) -> Location:
        return Location(self._files[value.place.file], value.place.row, field=name)


def clock(micros: int) -> str:
    """Writes a stamp on its own clock: `February 5, 2012, 13:32`."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)  # noqa: DTZ001 - on its own clock
    return f"{moment:%B} {moment.day}, {moment:%Y, %H:%M}"


def _note(name: str, search: OrderSearch, order: DateOrder) -> Doubt:
    read = next((trial.read for trial in search.trials if trial.order == order), 0)
    message = f"stamp in `{name}` read in the order {order}, which the whole column decided"
    proof = sorted({value.text for trial in search.trials for value in trial.misses})
    return Doubt("date-order", message, read, tuple(proof[:1]))
