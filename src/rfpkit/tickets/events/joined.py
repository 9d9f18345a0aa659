"""Several files that tell of the same tickets, put together to one event log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.intake import Intake
from rfpkit.model.exports.joined import joined
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import to_event_log
from rfpkit.tickets.events.changes import begins_in, whole_rows
from rfpkit.tickets.events.passed import fields_passed, without_passed, without_strangers
from rfpkit.tickets.stamps.detect import decide_orders
from rfpkit.tickets.tables.side_files import ADDED, INCOMPLETE, PART, SILENT, one_table, read_files


class JoinedLog:
    """The event log of several files; all of it at once, since rows need each other."""

    def __init__(
        self, paths: Sequence[Path], parts: Mapping[str, Path], mapping: ExportMapping
    ) -> None:
        """Takes the main files, the files of the parts by name, and how they are read."""
        self._paths = paths
        self._parts = parts
        self._mapping = mapping
        self._intake: Intake | None = None

    def __iter__(self) -> Iterator[EventLog]:
        """Yields the log.

        Raises:
            InputError: with everything that is wrong with the files and in them.
        """
        log = read_joined(self._paths, self._parts, self._mapping)
        self._intake = log.intake
        yield log

    @property
    def intake(self) -> Intake:
        """The ledger of all files, known when the log was handed out."""
        if self._intake is None:
            raise RuntimeError("the ledger is complete when the log was read")
        return self._intake


def read_joined(
    paths: Sequence[Path], parts: Mapping[str, Path], mapping: ExportMapping
) -> EventLog:
    """Reads the main files and the parts as one event log.

    Raises:
        InputError: with everything that is wrong with the files and in them.
    """
    table = one_table(read_files(paths, parts, mapping), mapping)
    table, passed = without_passed(table, mapping)
    files = [source.file for source in table.sources]
    whole, decided = decide_orders(joined(mapping), lambda: [table.cells], files)
    mapping = mapping.model_copy(update={"dates": whole.dates})
    if mapping.fields:
        _check_one_order(mapping, whole, files[-1])
    findings = [*passed.findings, *fields_passed(table.cells, mapping)]
    cells = whole_rows(table.cells, mapping) if mapping.fields else table.cells
    cells, added = _without_mark(cells)
    table = without_strangers(replace(table, cells=cells), mapping)
    export = replace(
        table,
        cells=table.cells.drop(PART, SILENT, INCOMPLETE),
        silent=table.cells[SILENT].to_numpy(),
        incomplete=table.cells[INCOMPLETE].to_numpy(),
    )
    log = to_event_log(export, whole, decided)
    told: dict[str, Any] = {
        "rows_used": log.intake.rows_used + passed.rows - added,
        "findings": (*log.intake.findings, *findings),
    }
    return replace(log, intake=log.intake.model_copy(update=told))


def _check_one_order(mapping: ExportMapping, whole: ExportMapping, file: str) -> None:
    """Checks that the begins of tickets are written like their changes.

    Raises:
        InputError: they are not, and they would stand in one column.
    """
    at = mapping.columns.at or ""
    order = whole.order_of(at)
    for column in begins_in(mapping):
        if whole.order_of(column) != order:
            message = f"`{column}` is written as `{whole.order_of(column)}`, `{at}` as `{order}`"
            hint = "export both files with one way to write a date"
            raise InputError([Diagnostic(Location(file, field=column), message, hint)])


def _without_mark(cells: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Returns the cells, and how many of their rows stand in no file."""
    if ADDED not in cells.columns:
        return cells, 0
    return cells.drop(ADDED), int(cells[ADDED].sum())
