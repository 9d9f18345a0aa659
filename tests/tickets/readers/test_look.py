"""Files looked into without a mapping: what is found there can be read."""

import json
from dataclasses import replace

import polars as pl
import pytest

from rfpkit.tickets.readers.look import ANYTHING, likely_encoding, look_into
from rfpkit.tickets.readers.opening import open_table
from tests.tickets.readers.workbooks import HEAD, ROW, xlsx

CSV = "number;opened;Category;Category\nT1;2026-01-05;a;b\n"


def look(file, **known):
    found = look_into(file, replace(ANYTHING, **known))
    cells = open_table(file, found.asking(found.names)).read(0).cells
    assert set(cells.columns[2:]) == set(found.names)
    return found


def test_a_text_tells_its_sign_and_numbers_columns_of_one_name(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(CSV)
    found = look(file)
    assert found.form == "CSV with semicolons, utf-8"
    assert found.names == ("number", "opened", "Category#1", "Category#2")


def test_a_column_that_no_name_leads_to_is_left_out(tmp_path):
    (tmp_path / "t.csv").write_text("Category#2,Category,Category\n1,2,3\n")
    assert look(tmp_path / "t.csv").names == ("Category#2", "Category#1")


def test_a_text_is_looked_into_below_a_head_that_is_known(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("title\n\n" + CSV)
    assert look(file, head=3).names[0] == "number"


def test_a_workbook_tells_its_sheets_and_opens_the_fullest(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"Cover": [("x",)], "May": [(), HEAD, ROW]})
    found = look(file)
    assert (found.form, found.sheets) == ("workbook, sheet May", ("Cover", "May"))
    assert (found.names, found.wanted.head) == (HEAD, 2)


def test_json_tells_the_paths_to_its_values(tmp_path):
    file = tmp_path / "t.json"
    record = {"key": 1, "fields": {"status": {"name": "x"}}, "changes": [{"at": 1}, {"at": 2}]}
    file.write_text(json.dumps({"issues": [record, {"more": True}]}))
    assert look(file).names == ("key", "fields.status.name", "changes.0.at", "changes.1.at", "more")
    assert look(file, rows="changes[]").names == (
        "key",
        "fields.status.name",
        "changes[].at",
        "more",
    )


def test_parquet_tells_its_columns(tmp_path):
    pl.DataFrame({"number": ["T1"], "opened": ["x"]}).write_parquet(tmp_path / "t.parquet")
    assert look(tmp_path / "t.parquet").names == ("number", "opened")


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (CSV.encode(), "utf-8"),
        ("ü☃".encode(), "utf-8"),
        (b"x" * 3_000_000 + b"\xfc", "windows-1252"),
        (CSV.encode("utf-16"), "utf-16-le"),
    ],
)
def test_an_encoding_is_proposed(tmp_path, raw, encoding):
    (tmp_path / "t.csv").write_bytes(raw)
    assert likely_encoding(tmp_path / "t.csv") == encoding
