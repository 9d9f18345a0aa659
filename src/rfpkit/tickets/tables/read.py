"""Files of an export to one table of cells, of which only what the mapping names is read."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rfpkit.errors import InputError
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.readers.given import Given, given_files
from rfpkit.tickets.stamps.two_columns import with_joined
from rfpkit.tickets.tables.export import Export
from rfpkit.tickets.tables.files import Sources, columns_of, open_file
from rfpkit.tickets.tables.table import Rows


def read_export(given: Sequence[Given], mapping: ExportMapping) -> Export:
    """Reads files one below the other, of any kind that `open_file` opens.

    Columns that the mapping does not name are never read.

    Raises:
        InputError: with everything that is wrong with each of the files.
    """
    paths = given_files(given)
    sources = Sources(paths)
    read: list[Rows] = []
    for path in paths:
        try:
            file = open_file(path, mapping)
            rows = file.read(sources.position)
            cells = with_joined(rows.cells, mapping).select(columns_of(mapping))
            sources.agree(file, cells)
            sources.add(path, file, cells.height + len(rows.broken))
            read.append(Rows(cells, rows.broken))
        except InputError as error:
            sources.problems += error.diagnostics
    sources.check()
    return Export(
        cells=pl.concat([rows.cells for rows in read]),
        sources=sources.all,
        broken=tuple(row for rows in read for row in rows.broken),
    )
