"""Text tables: heads, columns of one name, encodings, and files too large to be held."""

import gzip
import os

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.readers import text
from rfpkit.tickets.tables import table
from rfpkit.tickets.tables.export import FILE
from rfpkit.tickets.tables.files import open_file
from rfpkit.tickets.tables.read import read_export
from tests.tickets.samples import snapshot_mapping

HEAD = "number,opened,closed\n"
ROWS = "T1,2026-01-05 08:00:00,\nT2,2026-01-06 08:00:00,\n"
NUMBERS = ["T1", "T2"]


def read(folder, raw, name="t.csv", **mapping):
    file = folder / name
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read_export([file], snapshot_mapping(**mapping))


def rows(export):
    return export.cells.drop(FILE).rows()


def told(folder, raw, **mapping):
    with pytest.raises(InputError) as caught:
        read(folder, raw, **mapping)
    return str(caught.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    "above",
    ["Tickets of May\n\n", '"Tickets,\nof May"\n,,,,\n', "\n\n", "number,opened\n\n"],
)
def test_the_head_may_stand_in_row_3_and_rows_keep_their_numbers(tmp_path, above):
    export = read(tmp_path, above + HEAD + ROWS, head=3)
    assert [row[:2] for row in rows(export)] == [(4, "T1"), (5, "T2")]


def test_torn_rows_below_a_head_in_row_3_keep_their_numbers(tmp_path):
    export = read(tmp_path, "Tickets\n\n" + HEAD + "T0,\n" + ROWS, head=3)
    assert [row[:2] for row in rows(export)] == [(5, "T1"), (6, "T2")]
    assert [row.rejected.row for row in export.broken] == [4]


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n'])
def test_a_line_that_tells_the_sign_between_columns_is_obeyed(tmp_path, first):
    export = read(tmp_path, first + (HEAD + ROWS).replace(",", ";"))
    assert [row[:2] for row in rows(export)] == [(3, "T1"), (4, "T2")]


def test_one_of_several_columns_of_a_name_is_chosen_by_its_number(tmp_path):
    raw = "number,Date,Date,Date\nT1,a,b,c\n"
    export = read(tmp_path, raw, stamps={"reported": "Date#1", "closed": "Date#3"})
    assert rows(export) == [(2, "T1", "a", "c")]


def test_a_column_that_bears_such_a_name_itself_is_meant(tmp_path):
    raw = "number,Date#2,Date,Date\nT1,a,b,c\n"
    export = read(tmp_path, raw, stamps={"reported": "Date#2", "closed": "Date#1"})
    assert rows(export) == [(2, "T1", "a", "b")]


def test_a_column_that_stands_there_less_often_is_missing(tmp_path):
    problem = told(tmp_path, "number,opened,Date,Date\n", stamps={"reported": "Date#3"})
    assert problem.startswith("t.csv:1: the mapping reads `Date#3` (stamps.reported)")


@pytest.mark.parametrize(
    ("encoding", "sign"),
    [("windows-1252", "€"), ("shift_jis", "ソ"), ("utf-16", "☃"), ("cp437", "é")],
)
def test_an_encoding_that_the_mapping_names_is_read(tmp_path, encoding, sign):
    raw = HEAD + ROWS.replace("T1", f"T{sign}")
    export = read(tmp_path, raw.encode(encoding), encoding=encoding)
    assert rows(export)[0][1] == f"T{sign}"


def test_a_byte_that_is_not_utf8_is_told_wherever_it_stands(tmp_path):
    raw = ("notes," + HEAD + '"a\nb",' + ROWS).encode() + b"\xfc,T3,,\n"
    assert told(tmp_path, raw).startswith("t.csv:4: the byte FC is not UTF-8 text\n")


def test_utf8_is_not_read_in_an_encoding_of_single_bytes(tmp_path):
    raw = HEAD + ROWS.replace("T1", "Té")
    assert told(tmp_path, raw, encoding="windows-1252") == (
        "t.csv: the file is UTF-8 text, and the mapping says windows-1252\n"
        "  hint: take `encoding` out of the mapping"
    )


def test_a_byte_that_is_none_of_the_encoding_is_told_with_its_line(tmp_path):
    raw = (HEAD + ROWS).encode() + b"\x81\n"
    assert told(tmp_path, raw, encoding="windows-1252").startswith(
        "t.csv:4: the file is not windows-1252 text\n"
    )


def pieces(folder, raw, name="t.csv", **mapping):
    file = folder / name
    file.write_bytes(raw)
    return list(open_file(file, snapshot_mapping(**mapping)).pieces(0))


LONG = (HEAD + "".join(f'T{n},"2026-01-05\n08:00:00 ☃",\n' for n in range(500))).encode()


@pytest.mark.parametrize("piece", [64, 1000, 7777])
@pytest.mark.parametrize(
    ("raw", "name", "mapping"),
    [
        (LONG, "t.csv", {}),
        (gzip.compress(LONG), "t.csv.gz", {}),
        (LONG.decode().encode("utf-16"), "t.csv", {}),
        (b"title\n\n" + LONG, "t.csv", {"head": 3}),
        (LONG.replace(b"\n", b"\r\n"), "t.csv", {}),
        (LONG + b"\n\r\n" * 50, "t.csv", {}),
    ],
)
def test_a_text_is_read_in_pieces_of_whole_rows(tmp_path, monkeypatch, piece, raw, name, mapping):
    monkeypatch.setattr(text, "PIECE", piece)
    found = pieces(tmp_path, raw, name, **mapping)
    assert len(found) > 1
    first = mapping.get("head", 1) + 1
    numbers = [number for one in found for number in one["number"]]
    assert numbers == [f"T{n}" for n in range(500)]
    assert [row for one in found for row in one["\0row"]] == list(range(first, first + 500))


def test_pieces_end_where_a_row_may_be_torn_and_the_whole_is_read_with_care(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "PIECE", 1000)
    monkeypatch.setattr(table, "_TOGETHER", 7)
    raw = LONG + b"T500\n" + ROWS.encode()
    assert pieces(tmp_path, raw)[-1] is None
    export = read(tmp_path, raw)
    assert export.cells.height == 502
    assert [row.rejected.row for row in export.broken] == [502]
    assert rows(export)[-1][0] == 504


def test_a_quotation_mark_that_stands_alone_holds_nothing_up(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "PIECE", 64)
    raw = HEAD + 'T0,a 5" pipe,\n' + ROWS * 50
    assert len(rows(read(tmp_path, raw))) == 101


def test_several_members_of_gzip_are_one_text(tmp_path):
    raw = gzip.compress(HEAD.encode()) + gzip.compress(ROWS.encode()) + b"\0" * 100
    assert [row[1] for row in rows(read(tmp_path, raw, "t.csv.gz"))] == NUMBERS


def test_a_bomb_of_sound_rows_is_refused(tmp_path):
    raw = gzip.compress((HEAD + ",,\n" * 10_000_000).encode())
    file = tmp_path / "t.csv.gz"
    file.write_bytes(raw)
    with pytest.raises(InputError, match="grows to more than 250 times"):
        list(open_file(file, snapshot_mapping()).pieces(0))


def test_packed_files_in_packed_files_are_refused(tmp_path):
    raw = gzip.compress(gzip.compress(HEAD.encode()))
    assert told(tmp_path, raw) == (
        "t.csv: the file is compressed, and in it is another compressed file\n"
        "  hint: unpack it, and give the file in it"
    )


def test_a_link_to_a_file_is_read_and_one_to_nothing_is_told(tmp_path):
    (tmp_path / "real.csv").write_text(HEAD + ROWS)
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "loose.csv").symlink_to(tmp_path / "gone.csv")
    export = read_export([tmp_path / "link.csv"], snapshot_mapping())
    assert export.sources[0].file == "link.csv"
    with pytest.raises(InputError, match="this is a link to a file that is not there"):
        read_export([tmp_path / "loose.csv"], snapshot_mapping())


def test_pipes_and_devices_are_refused_without_waiting_for_them(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for name in (str(tmp_path / "pipe.csv"), "/dev/zero", "/dev/null"):
        with pytest.raises(InputError, match="this is not a file on the disk"):
            read_export([tmp_path / name], snapshot_mapping())
