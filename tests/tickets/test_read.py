import csv
import gzip
import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.tickets.tables import table
from rfpkit.tickets.tables.export import FILE, ROW
from rfpkit.tickets.tables.head import read_head
from rfpkit.tickets.tables.read import read_export
from rfpkit.tickets.tables.source import TableText
from tests.tickets.samples import snapshot_mapping

HEAD = "number,opened,closed,caller\n"
ROWS = "T1,2026-01-05 08:00:00,2026-01-05 09:00:00,Ann\nT2,2026-01-06 08:00:00,,Bea\n"


def read(folder, raw, name="tickets.csv", **mapping):
    file = folder / name
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read_export([file], snapshot_mapping(**mapping))


def rows(export):
    return export.cells.drop(FILE).rows()


EXPECTED = [
    (2, "T1", "2026-01-05 08:00:00", "2026-01-05 09:00:00"),
    (3, "T2", "2026-01-06 08:00:00", None),
]


@pytest.mark.parametrize(
    ("raw", "mapping"),
    [
        (HEAD + ROWS, {}),
        ((HEAD + ROWS).rstrip("\n"), {}),
        ((HEAD + ROWS).replace("\n", "\r\n"), {}),
        ((HEAD + ROWS).replace("\n", "\r"), {}),
        ("\ufeff" + HEAD + ROWS + "\n\n", {}),
        ("\r\n" + HEAD + ROWS, {}),
        ((HEAD + ROWS).replace(",", ";"), {}),
        ((HEAD + ROWS).replace(",", "\t"), {}),
        ((HEAD + ROWS).replace(",", "\t"), {"delimiter": "tab"}),
        ((HEAD + ROWS).replace(",", "|"), {"delimiter": "|"}),
        ((HEAD + ROWS).replace(",", "^"), {"delimiter": "^"}),
        (HEAD.replace("number", " number ") + ROWS, {}),
        (HEAD.replace("caller", '"caller\nname"') + ROWS, {}),
        ((HEAD + ROWS).encode("utf-16"), {"encoding": "utf-16"}),
        ((HEAD + ROWS).encode("utf-16"), {}),
        ((HEAD + ROWS).encode("utf-32"), {}),
        (("\ufeff" + HEAD + ROWS).encode("utf-16-be"), {}),
        ((HEAD + ROWS).encode("utf-16-le"), {"encoding": "utf-16-le"}),
        ((HEAD + ROWS).replace("Ann", "Renée").encode("windows-1252"), {"encoding": "cp1252"}),
        (gzip.compress((HEAD + ROWS).encode()), {}),
        (HEAD + ROWS.replace("Ann", '"Ann, of ""Hill"" street"'), {}),
        (HEAD + ROWS.replace("Ann", 'a 5" pipe'), {}),
        (HEAD + ROWS.replace("Ann", '"Ann"y'), {}),
    ],
)
def test_spellings_of_one_table_are_read_alike(tmp_path, raw, mapping):
    assert rows(read(tmp_path, raw, **mapping)) == EXPECTED


def test_only_the_columns_that_the_mapping_names_are_read(tmp_path):
    export = read(tmp_path, HEAD + ROWS)
    assert export.cells.columns == [FILE, ROW, "number", "opened", "closed"]
    assert "Ann" not in str(export)


def test_the_head_is_row_1_and_a_value_with_line_ends_is_one_row(tmp_path):
    raw = HEAD + 'T1,2026-01-05 08:00:00,,"one\ntwo\r\nthree"\n' + ROWS
    assert [row[:2] for row in rows(read(tmp_path, raw))] == [(2, "T1"), (3, "T1"), (4, "T2")]


def test_an_empty_line_is_no_row_but_keeps_its_number(tmp_path):
    first, second, _ = ROWS.split("\n")
    export = read(tmp_path, f"{HEAD}{first}\n\n  \n{second}\n")
    assert [row[:2] for row in rows(export)] == [(2, "T1"), (5, "T2")]
    assert export.sources[0].rows == 2


def test_columns_of_the_same_name_are_no_matter_where_nobody_reads_them(tmp_path):
    assert rows(read(tmp_path, HEAD.replace("caller", "x,x,x") + ROWS.replace("\n", ",,\n"))) == (
        EXPECTED
    )


@pytest.mark.parametrize(
    ("line", "reason", "value"),
    [
        ("T3,2026-01-07 08:00:00", table.TOO_FEW, "2 values for 4 columns"),
        ("T3", table.TOO_FEW, "1 value for 4 columns"),
        ("T3,2026-01-07 08:00:00,,Cleo,secret", table.TOO_MANY, "5 values for 4 columns"),
    ],
)
def test_a_torn_row_is_left_out_with_its_number_and_without_its_content(
    tmp_path, line, reason, value
):
    first, second, _ = ROWS.split("\n")
    export = read(tmp_path, f"{HEAD}{first}\n{line}\n{second}\n")
    assert [row[:2] for row in rows(export)] == [(2, "T1"), (4, "T2")]
    (broken,) = export.broken
    assert (broken.rejected.row, broken.rejected.reason) == (3, reason)
    assert (broken.rejected.value, broken.ticket) == (value, "T3")


def test_a_row_that_is_too_long_does_not_hide_one_that_is_too_short(tmp_path):
    first, second, _ = ROWS.split("\n")
    export = read(tmp_path, f"{HEAD}{first}\nT3,,,,more\nT4,,\n{second}\n")
    assert [row[1] for row in rows(export)] == ["T1", "T2"]
    assert [row.ticket for row in export.broken] == ["T3", "T4"]


def test_delimiters_behind_the_last_column_lose_nothing(tmp_path):
    assert rows(read(tmp_path, HEAD + ROWS.replace("\n", ",,\n"))) == EXPECTED


def test_files_are_read_one_below_the_other_whatever_the_order_of_their_columns(tmp_path):
    raw = HEAD + ROWS
    first, second = tmp_path / "january.csv", tmp_path / "february.csv"
    first.write_text(raw)
    second.write_text("closed,opened,number\n,2026-02-01 08:00:00,T3\n")
    export = read_export([first, second], snapshot_mapping())
    assert rows(export) == [*EXPECTED, (2, "T3", "2026-02-01 08:00:00", None)]
    assert export.cells[FILE].to_list() == [0, 0, 1]
    assert [(source.file, source.rows) for source in export.sources] == [
        ("january.csv", 2),
        ("february.csv", 1),
    ]


def test_a_month_without_tickets_is_no_mistake_beside_one_with_some(tmp_path):
    first, second = tmp_path / "january.csv", tmp_path / "february.csv"
    first.write_text(HEAD + ROWS)
    second.write_text(HEAD)
    export = read_export([first, second], snapshot_mapping())
    assert [source.rows for source in export.sources] == [2, 0]


def test_the_digest_is_that_of_the_bytes_on_the_disk(tmp_path):
    raw = gzip.compress((HEAD + ROWS).encode())
    export = read(tmp_path, raw, "tickets.csv.gz")
    assert export.sources[0].sha256 == hashlib.sha256(raw).hexdigest()


VALUES = st.text(st.sampled_from("ab ,;\"'\n\r\té€0"), max_size=8).filter(
    lambda value: "\r" not in value.replace("\r\n", "")
)


def table_text(raw):
    return TableText("t.csv", "t.csv", lambda: "", raw, lambda: iter([raw]))


@given(
    st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_the_fast_way_and_the_careful_way_read_the_same(records, sign, line_end, quoting):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=sign, lineterminator=line_end, quoting=quoting)
    writer.writerow(["number", "opened", "closed"])
    writer.writerows(records)
    text = table_text(file.getvalue().encode())
    head = read_head(text, None, {"number": "", "closed": ""})
    fast = table.read_fast(text, head, 0)
    careful = table.read_carefully(text, head, 0, "number").cells
    assert fast is not None
    assert fast.equals(careful)
    expected = [(number or None, closed or None) for number, _, closed in records]
    assert fast.select("number", "closed").rows() == expected


@given(st.text(st.sampled_from('ab,,,"" \n\n'), max_size=30))
def test_what_the_fast_way_accepts_the_careful_way_reads_alike(body):
    text = table_text(f"x,y,z\n{body}".rstrip("\n").encode())
    head = read_head(text, None, {"x": "", "z": ""})
    fast = table.read_fast(text, head, 0)
    if fast is not None:
        careful = table.read_carefully(text, head, 0, "x")
        assert fast.equals(careful.cells)
        assert careful.broken == ()


@given(st.binary(max_size=400), st.sampled_from(["tickets.csv", "tickets.csv.gz"]))
def test_any_bytes_are_a_table_or_a_diagnostic(tmp_path_factory, raw, name):
    head = HEAD.encode()
    for content in (raw, head + raw, gzip.compress(head + raw)):
        folder = tmp_path_factory.mktemp("export")
        try:
            export = read(folder, content, name)
        except InputError as refusal:
            told, lost = refusal.diagnostics, 0
        else:
            told = export.sources
            lost = export.sources[0].rows - export.cells.height - len(export.broken)
        assert told
        assert lost == 0
