"""Columns that the mapping does not name are not decoded, where the format lets them be."""

from __future__ import annotations

import polars as pl
import pytest

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from tests.privacy.planted import HEAD, MAPPING, UNMAPPED, table, write

NAMED = ExportMapping.model_validate(MAPPING)


def test_a_parquet_column_that_is_not_named_may_be_damaged(tmp_path):
    path = tmp_path / "export.parquet"
    frame = pl.DataFrame(table(), schema=dict.fromkeys(HEAD, pl.String), orient="row")
    text = pl.Series("Summary", [f"swordfish {number} " * 9 for number in range(frame.height)])
    frame.with_columns(text).write_parquet(path, compression="uncompressed", statistics=False)
    sound = read_event_log([path], NAMED).events
    raw = path.read_bytes()
    start, end = raw.index(b"swordfish 0"), raw.rindex(b"swordfish")
    path.write_bytes(raw[: start - 400] + b"\xff" * (end - start + 400) + raw[end:])
    with pytest.raises(pl.exceptions.PolarsError):
        pl.read_parquet(path, columns=["Summary"])
    assert read_event_log([path], NAMED).events.equals(sound)


def test_a_column_of_a_text_that_is_not_named_is_not_in_the_cells(tmp_path):
    path = write(tmp_path / "export.csv", table())
    log = read_event_log([path], NAMED)
    told = log.events.write_csv() + log.tickets.write_csv() + str(log.intake)
    assert not {person for row in table() for person in row[-len(UNMAPPED) :] if person in told}
