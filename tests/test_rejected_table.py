"""What an audit leaves out of an export, or uses in spite of a doubt, is in `rejected.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from rfpkit.workflows.audits.audit import audit
from rfpkit.workflows.audits.case import Inputs

CONTRACT = """\
kind: contract
id: C-1
title: Repairs
parties: {district: District, contractor: Contractor}
timezone: America/Chicago
currency: USD
term: 2026-07-01 to 2027-06-30
priorities: [{id: P1, name: Urgent}]
service_levels:
  - id: repair
    title: Repair
    measure: {kind: duration, from: reported, to: resolved, calendar: always}
    target: 24 hours
    attainment: {at_least: 90%, per: month}
"""
MAPPING = """\
kind: mapping
timezone: America/Chicago
unmapped: run
columns: {ticket: Number, at: At, state: State, site: Site}
states: {New: event reported, Done: event resolved}
"""
HEAD = ("Number", "At", "State", "Site")
ROWS = [
    ("T1", "2026-10-05 08:00", "New", "Hill"),
    ("T1", "2026-10-05 09:00", "Done", "Lake"),  # another site than before
    ("T1", "2026-10-05 09:00", "Done", "Lake"),  # said twice
    ("T2", "2026-11-01 01:30", "New", "Hill"),  # this hour occurs twice
    ("T2", "2027-03-14 02:30", "Done", "Hill"),  # this one never does
    ("T3", "yesterday", "New", "Hill"),
    ("T4", "2026-10-06 08:00", "Vendor said =2+2", "Hill"),  # no meaning: the clock runs
    ("", "2026-10-06 08:00", "New", "Hill"),
]
EXPECTED = [
    ("rejected", "7", "At", "(text of 9 signs, not shown)", "`At` is no stamp in the order `iso`"),
    ("rejected", "9", "Number", "", "the row has no ticket number"),
    (
        "doubtful",
        "3",
        "Site",
        "Lake",
        "not what an earlier row of the ticket says",
    ),
    ("doubtful", "4", "", "", "the same as an earlier row"),
    (
        "doubtful",
        "4",
        "Site",
        "Lake",
        "not what an earlier row of the ticket says",
    ),
    ("doubtful", "5", "At", "2026-11-01 01:30", "within the hour that occurs twice in autumn"),
    ("doubtful", "6", "At", "2027-03-14 02:30", "within the hour that the clocks skip in spring"),
    ("doubtful", "8", "State", "Vendor said =2+2", "a word that the mapping gives no meaning"),
]


def export(kind: str, folder: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    file = folder / f"export.{kind}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Log"
        for row in (HEAD, *rows):
            sheet.append(row)
        book.save(file)
        return file
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD, *rows])
    file.write_text(text.getvalue(), "utf-8")
    return file


def audited(kind: str, folder: Path, rows: Sequence[tuple[str, ...]] = ROWS) -> Path:
    (folder / "contract.yaml").write_text(CONTRACT, "utf-8")
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    inputs = Inputs(
        contract=folder / "contract.yaml",
        exports=(export(kind, folder, rows),),
        mapping=folder / "mapping.yaml",
        as_of="2027-04-01",
    )
    audit(inputs, folder / "out")
    return folder / "out"


@pytest.mark.parametrize(("kind", "sheet"), [("csv", ""), ("xlsx", "Log")])
def test_each_value_stands_there_with_its_place_and_its_reason(kind, sheet, tmp_path):
    out = audited(kind, tmp_path)
    lines = list(csv.DictReader(io.StringIO((out / "rejected.csv").read_text("utf-8"))))
    found = [
        (line["what"], line["row"], line["column"], line["value"], line["reason"]) for line in lines
    ]
    assert found == EXPECTED
    assert {(line["file"], line["sheet"]) for line in lines} == {(f"export.{kind}", sheet)}


def test_the_workbook_holds_the_same_lines(tmp_path):
    out = audited("csv", tmp_path)
    book = openpyxl.load_workbook(out / "audit.xlsx")
    head, *rows = book["Rejected"].iter_rows(values_only=True)
    assert head[:3] == ("What became of it", "File", "Sheet")
    found = [(row[0], str(row[3]), row[4] or "", row[5] or "", row[6]) for row in rows]
    assert found == EXPECTED


def test_an_export_without_a_flaw_leaves_the_table_empty(tmp_path):
    out = audited("csv", tmp_path, ROWS[:1])
    assert (out / "rejected.csv").read_text("utf-8") == "what,file,sheet,row,column,value,reason\n"
