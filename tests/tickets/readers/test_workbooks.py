"""Workbooks: what their cells say, and what they are refused for."""

import datetime
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rfpkit.errors import InputError
from rfpkit.tickets.readers.never_run import never_run
from rfpkit.tickets.tables.export import FILE
from rfpkit.tickets.tables.read import read_export
from tests.tickets.readers.workbooks import (
    CLOSED,
    HEAD,
    OPENED,
    ROW,
    edited,
    ods,
    with_parts,
    xls,
    xlsx,
)
from tests.tickets.samples import snapshot_mapping


def read(file, **mapping):
    return read_export([file], snapshot_mapping(**mapping))


def rows(export):
    return export.cells.drop(FILE).rows()


def told(file, **mapping):
    with pytest.raises(InputError) as caught:
        read(file, **mapping)
    return str(caught.value).replace(f"{file.parent}/", "")


def rejected(export):
    return [
        (row.rejected.row, row.rejected.column, row.rejected.value, row.rejected.reason, row.ticket)
        for row in export.broken
    ]


def test_dates_are_local_instants_and_everything_else_is_text(tmp_path):
    values = [
        (7, "7"),
        (1.5, "1.5"),
        (True, "true"),
        ("=1", "=1"),
        (datetime.time(7, 30), "07:30:00"),
    ]
    file = xlsx(tmp_path / "t.xlsx", {"A": [(*HEAD, "site"), *((*ROW, one) for one, _ in values)]})
    # A library takes a text that begins so for a formula; a person's spreadsheet does not.
    cell = '<c r="D5" t="str"><v>=1</v></c>'
    edited(file, '<c r="D5"><f>1</f><v></v></c>', cell)
    export = read(file, columns={"site": "site"})
    assert export.cells["site"].to_list() == [text for _, text in values]
    assert export.cells["opened"].to_list() == [OPENED] * 5
    assert export.cells["closed"].to_list() == [CLOSED] * 5


def test_rows_bear_the_numbers_that_a_person_sees(tmp_path):
    lines = [(), (None, None, *HEAD), (None, None, *ROW), (), (None, None, "T2", OPENED, None)]
    file = xlsx(tmp_path / "t.xlsx", {"Tickets": lines})
    export = read(file)
    assert rows(export) == [(3, "T1", OPENED, CLOSED), (5, "T2", OPENED, None)]
    assert export.sources[0].file == "t.xlsx[Tickets]"


def test_the_year_in_which_a_workbook_begins_to_count_is_its_own(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (HEAD, ROW):
        book["Sheet"].append(row)
    book.save(tmp_path / "t.xlsx")
    assert rows(read(tmp_path / "t.xlsx")) == [(2, *ROW)]


def test_every_second_of_a_day_is_read_as_it_is(tmp_path):
    stamps = [OPENED + datetime.timedelta(seconds=61 * n) for n in range(1440)]
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, *((f"T{n}", at) for n, at in enumerate(stamps))]})
    assert read(file).cells["opened"].to_list() == stamps


def test_an_old_workbook_is_read_and_its_errors_are_told(tmp_path):
    errors = {(3, 2): "#REF!"}
    file = xls(tmp_path / "t.xls", [(), HEAD, ROW, ("T2", OPENED, None)], errors)
    export = read(file)
    assert rows(export) == [(3, *ROW)]
    assert rejected(export) == [(4, "closed", "#REF!", SHOWS_ERROR, "T2")]


def test_errors_are_found_in_a_long_old_workbook(tmp_path):
    lines = [(f"T{n}", OPENED, CLOSED) for n in range(3000)]
    file = xls(tmp_path / "t.xls", [HEAD, *lines], {(2000, 0): "#NUM!"})
    export = read(file)
    assert export.cells.height == 2999
    assert rejected(export) == [(2001, "number", "#NUM!", SHOWS_ERROR, None)]


def test_an_open_document_sheet_is_read(tmp_path):
    cells = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-01-05T08:00:01"/>'
        "</table:table-row>"
    )
    assert rows(read(ods(tmp_path / "t.ods", cells))) == [(4, "7", OPENED, None)]


def test_a_cell_that_shows_an_error_leaves_its_row_out(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW, ("T2", OPENED, "#DIV/0!"), ("#REF!",)]})
    export = read(file)
    assert rows(export) == [(2, *ROW)]
    assert rejected(export) == [
        (3, "closed", "#DIV/0!", SHOWS_ERROR, "T2"),
        (4, "number", "#REF!", SHOWS_ERROR, None),
    ]
    assert export.sources[0].rows == 3


def test_an_error_in_a_column_that_nobody_reads_is_no_matter(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [(*HEAD, "cost"), (*ROW, "#DIV/0!")]})
    assert rows(read(file)) == [(2, *ROW)]


def test_a_formula_that_was_never_worked_out_is_not_taken_for_an_empty_cell(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ("T1", OPENED, "=NOW()")]})
    reason = "a cell with a formula that no program has worked out"
    assert rejected(read(file)) == [(2, "closed", "", reason, "T1")]


def test_text_among_dates_leaves_its_row_out_without_its_words(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW, ("T2", OPENED, "ask Ann")]})
    reason = "text among the dates of a column"
    assert rejected(read(file)) == [(3, "closed", "7 signs", reason, "T2")]
    assert rows(read(file, nulls=["", "ask Ann"]))[1] == (3, "T2", OPENED, None)


@pytest.mark.parametrize("text", ["29/2/2027 09:14:30", "31.11.2026", "5/5", "tomorrow 5/5/2026"])
def test_text_that_is_no_date_in_any_order_leaves_its_row_out(tmp_path, text):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW, ("T2", OPENED, text)]})
    assert rows(read(file)) == [(2, *ROW)]


@pytest.mark.parametrize(
    "text", ["25/02/2026", "02/13/26 08:00", "2026-02-13T08:00Z", "3 Mar 2026"]
)
def test_text_that_is_a_date_in_some_order_stops_the_reading(tmp_path, text):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW, ("T2", OPENED, text)]})
    assert f"`{text}` is text here, and other cells of the column are dates" in told(file)


def test_stamps_that_are_text_in_all_rows_stay_text(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ("T1", "05/01/2026 08:00", None)]})
    assert rows(read(file)) == [(2, "T1", "05/01/2026 08:00", None)]


def test_the_only_sheet_with_the_columns_is_read_and_another_if_the_mapping_says_so(tmp_path):
    other = [HEAD, ("T9", OPENED, None)]
    file = xlsx(tmp_path / "t.xlsx", {"Cover": [("Tickets",)], "May": [HEAD, ROW]})
    assert rows(read(file)) == [(2, *ROW)]
    file = xlsx(tmp_path / "t.xlsx", {"May": [HEAD, ROW], "June": other})
    assert rows(read(file, sheet="June")) == [(2, "T9", OPENED, None)]
    assert told(file) == (
        "t.xlsx: 2 sheets have the columns that the mapping reads: `May`, `June`\n"
        "  hint: write which one is meant: `sheet: May` in the mapping"
    )
    assert told(file, sheet="Jun") == (
        "t.xlsx: the workbook has no sheet `Jun`\n  hint: did you mean `June`?"
    )


def test_the_head_may_stand_in_another_row(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [("Tickets of May",), (), HEAD, ROW]})
    assert rows(read(file, head=3)) == [(4, *ROW)]
    assert told(file) == (
        "t.xlsx[A]:1: the columns that the mapping reads stand in row 3, not in row 1\n"
        "  hint: write `head: 3` in the mapping"
    )


def test_a_column_that_is_missing_is_told_with_its_sheet(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"Cover": [("x",)], "May": [("number", "opened"), ROW]})
    assert told(file) == (
        "t.xlsx[May]:1: the mapping reads `closed` (stamps.closed), and the file has no such column"
        "\n  hint: the file has number, opened"
    )


def test_dates_that_a_program_has_half_understood_are_refused(tmp_path):
    half = ("T2", OPENED, "25/02/2026 09:10")
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW, half]})
    assert told(file) == (
        "t.xlsx[A]:3: closed: `25/02/2026 09:10` is text here, and other cells of the column are"
        " dates\n  hint: a program took days for months where it could: the dates cannot be"
        " trusted; export the tickets again as CSV, or with this column as text"
    )


def test_numbers_of_tickets_that_lost_their_last_digits_are_refused(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, (1234567890123456789, OPENED, None)]})
    assert told(file).startswith("t.xlsx[A]:2: number: the number 1.234567890123457e+18 has lost")


def test_errors_that_cannot_be_placed_stop_the_reading(tmp_path):
    cells = (
        '<table:table-row><table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
    )
    assert told(ods(tmp_path / "t.ods", cells)) == (
        "t.ods: cells of the workbook show errors of formulas\n"
        "  hint: which ones they are cannot be told of such a file; save the sheet as .xlsx"
    )


def test_cells_far_from_the_others_do_not_take_all_memory(tmp_path):
    book = openpyxl.Workbook()
    book["Sheet"].append(HEAD)
    book["Sheet"]["XFD1048576"] = "x"
    book.save(tmp_path / "t.xlsx")
    assert told(tmp_path / "t.xlsx").startswith("t.xlsx: the workbook needs more memory or time")


def test_an_old_workbook_whose_parts_follow_each_other_in_a_circle_comes_to_an_end(tmp_path):
    file = xls(tmp_path / "t.xls", [HEAD, ROW], {})
    raw = bytearray(file.read_bytes())
    directory, table = (int.from_bytes(raw[at : at + 4], "little") for at in (48, 76))
    place = 512 * (table + 1) + 4 * directory
    raw[place : place + 4] = directory.to_bytes(4, "little")
    file.write_bytes(raw)
    assert told(file).startswith("t.xls: the workbook needs more memory or time")


def test_a_workbook_that_grows_beyond_measure_is_refused_before_it_is_unpacked(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW]})
    with_parts(file, {"xl/sharedStrings.xml": " " * 30_000_000})
    assert told(file).startswith("t.xlsx: the workbook grows to 30 MB when it is unpacked")


def test_a_workbook_with_a_password_is_refused(tmp_path):
    file = tmp_path / "t.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert told(file) == (
        "t.xlsx: the workbook is protected with a password\n"
        "  hint: open it, save it without a password, or save the sheet as CSV in UTF-8"
    )


@pytest.mark.parametrize("kept", [300, 2000, 4000])
def test_a_workbook_that_was_cut_is_refused(tmp_path, kept):
    for name, made in (("t.xlsx", xlsx(tmp_path / "t.xlsx", {"A": [HEAD, ROW]})),):
        made.write_bytes(made.read_bytes()[:kept])
        assert told(made) == f"{name}: the zip cannot be read\n  hint: {DAMAGED}"
    old = xls(tmp_path / "t.xls", [HEAD, ROW], {})
    old.write_bytes(old.read_bytes()[:kept])
    assert told(old).startswith("t.xls: the workbook cannot be read")


def test_a_binary_workbook_and_a_letter_are_no_workbooks_that_can_be_read(tmp_path):
    for part, message in (
        ("xl/workbook.bin", "this is a binary Excel workbook (.xlsb)"),
        ("word/document.xml", "this is the file of an office program, and no workbook"),
    ):
        with zipfile.ZipFile(tmp_path / "t.xlsb", "w") as archive:
            archive.writestr("[Content_Types].xml", "")
            archive.writestr(part, "")
        assert told(tmp_path / "t.xlsb").startswith(f"t.xlsb: {message}")


def test_macros_and_links_are_found_and_the_cells_are_read_all_the_same(tmp_path):
    file = xlsx(tmp_path / "t.xlsm", {"A": [HEAD, ROW]})
    with_parts(file, {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>"})
    assert rows(read(file)) == [(2, *ROW)]
    found = never_run([file, xlsx(tmp_path / "u.xlsx", {"A": [HEAD]})])
    assert [(one.id, one.count, one.examples) for one in found] == [
        ("macros-not-run", 1, ("t.xlsm",)),
        ("links-not-followed", 1, ("t.xlsm",)),
    ]


SHOWS_ERROR = "a cell that shows the error of a formula"
DAMAGED = "the file was damaged or cut on its way; get it again"
