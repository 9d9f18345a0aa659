"""Rows that no clock reads: those that the mapping does not ask for, and those of no ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from rfpkit.model.exports.intake import Finding, Rejected
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.export import FILE, ROW, BrokenRow, Export
from rfpkit.tickets.tables.side_files import PART

_EXAMPLES = 5


class Passed(NamedTuple):
    """Rows that the mapping does not ask for."""

    rows: int
    findings: tuple[Finding, ...]


def without_passed(table: Export, mapping: ExportMapping) -> tuple[Export, Passed]:
    """Returns the rows that `only` asks for, and the count of the others."""
    cells = table.cells
    kept = pl.Series([True]).new_from_index(0, cells.height)
    findings: list[Finding] = []
    for place, part, wanted in _filters(mapping):
        mine = (
            cells[PART].is_null() if part is None else (cells[PART] == part).fill_null(value=False)
        )
        meant = mine.clone()
        for column, values in wanted.items():
            words = spelled(cells[column]).str.strip_chars().fill_null("")
            meant &= words.is_in([value.strip() for value in values])
        passed = mine & ~meant
        kept &= ~passed
        findings += _told(place, int(passed.sum()), is_all=not (mine & ~passed).any())
    rest = replace(table, cells=cells.filter(kept))
    return rest, Passed(cells.height - rest.cells.height, tuple(findings))


def fields_passed(cells: pl.DataFrame, mapping: ExportMapping) -> Iterator[Finding]:
    """Yields how many rows tell of a field that is not followed, with the most frequent ones."""
    column = mapping.columns.field
    if not mapping.fields or column is None:
        return
    # The one row of a ticket that never changed tells of no field.
    is_change = pl.col(PART).is_null() & pl.col(mapping.columns.at or "").is_not_null()
    words = spelled(cells.filter(is_change)[column]).str.strip_chars()
    other = words.filter(~words.is_in(list(mapping.fields)).fill_null(value=False))
    if other.len():
        counts = other.fill_null("(no name)").value_counts(name="rows")
        listed = counts.sort(["rows", counts.columns[0]], descending=[True, False])
        examples = [f"{name} ({rows:,})" for name, rows in listed.head(_EXAMPLES).iter_rows()]
        followed = ", ".join(f"`{name}`" for name in mapping.fields)
        message = f"{_count(other.len())} of other fields than {followed}; no clock reads them"
        yield Finding(
            id="fields-passed-over",
            message=message,
            count=other.len(),
            examples=tuple(example for example in examples if len(example) <= 60),
        )


def without_strangers(table: Export, mapping: ExportMapping) -> Export:
    """Refuses the rows of a part of which no other file knows the ticket.

    A part with stamps is a list of tickets itself; others only tell of what is known.
    """
    cells, parts = table.cells, mapping.parts or {}
    guests = [name for name, part in parts.items() if not part.stamps]
    number = spelled(cells[mapping.columns.ticket]).str.strip_chars()
    is_guest = cells[PART].is_in(guests).fill_null(value=False)
    known = number.filter(~is_guest).drop_nulls().unique()
    strange = is_guest & number.is_not_null() & ~number.is_in(known).fill_null(value=False)
    if not strange.any():
        return table
    lost = cells.filter(strange).select(FILE, ROW, PART).rows()
    refused = [
        BrokenRow(_refused(table.sources[file].file, row, name, mapping), None)
        for file, row, name in lost
    ]
    return replace(table, cells=cells.filter(~strange), broken=(*table.broken, *refused))


def _filters(
    mapping: ExportMapping,
) -> Iterator[tuple[str, str | None, Mapping[str, tuple[str, ...]]]]:
    if mapping.only:
        yield "only", None, mapping.only
    for name, part in (mapping.parts or {}).items():
        if part.only:
            own = {f"{name}: {column}": values for column, values in part.only.items()}
            yield f"parts.{name}.only", name, own


def _told(place: str, count: int, *, is_all: bool) -> Iterator[Finding]:
    if count:
        message = f"{_count(count)} that `{place}` of the mapping does not ask for"
        if is_all:
            message += "; no other is there: check how its words are written"
        yield Finding(id="rows-passed-over", message=message, count=count)


def _refused(file: str, row: int, name: str, mapping: ExportMapping) -> Rejected:
    column = (mapping.parts or {})[name].columns.ticket
    reason = f"no other file has the ticket of this row of the part `{name}`"
    return Rejected(file=file, row=row, column=column, value="", reason=reason)


def _count(count: int) -> str:
    return f"{count:,} row" + ("" if count == 1 else "s")
