"""Zips of tables and patterns of names: several files, each told by its own name."""

import json
import stat
import threading
import zipfile

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.event_log import read_event_log
from rfpkit.tickets.partitions.parts import event_logs
from rfpkit.tickets.tables.export import FILE
from rfpkit.tickets.tables.read import read_export
from tests.tickets.readers.workbooks import HEAD as NAMES
from tests.tickets.readers.workbooks import ROW, xlsx
from tests.tickets.samples import snapshot_mapping

HEAD = "number,opened,closed\n"
MAPPING = snapshot_mapping()


def row(number):
    return f"{number},2026-01-05 08:00:00,\n"


def packed(file, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def numbers(export):
    return export.cells.select(FILE, "number").rows()


def told(file):
    with pytest.raises(InputError) as caught:
        read_export([file], MAPPING)
    return str(caught.value).replace(f"{file.parent}/", "")


def test_each_table_of_a_zip_is_a_file_of_its_own(tmp_path):
    members = {
        "2026/january.csv": HEAD + row("T1"),
        "2026/february.json": json.dumps([{"number": "T2", "opened": "x", "closed": None}]),
        "__MACOSX/2026/._january.csv": "side file",
        "2026/.DS_Store": "side file",
    }
    export = read_export([packed(tmp_path / "all.zip", members)], MAPPING)
    assert numbers(export) == [(0, "T1"), (1, "T2")]
    files = [source.file for source in export.sources]
    assert files == ["all.zip/2026/january.csv", "all.zip/2026/february.json"]


def test_a_workbook_in_a_zip_is_read(tmp_path):
    file = xlsx(tmp_path / "t.xlsx", {"A": [NAMES, ROW]})
    export = read_export([packed(tmp_path / "all.zip", {"t.xlsx": file.read_bytes()})], MAPPING)
    assert numbers(export) == [(0, "T1")]
    assert export.sources[0].file == "all.zip/t.xlsx[A]"


def test_an_audit_in_parts_reads_a_zip_too(tmp_path):
    lines = "".join(row(f"T{n}") for n in range(50))
    file = packed(tmp_path / "all.zip", {"a.csv": HEAD + lines, "b.csv": HEAD + row("U1")})
    with event_logs([file], MAPPING, most_rows=20, small=0) as parts:
        tickets = [ticket for log in parts for ticket in log.tickets["ticket"]]
    assert sorted(tickets) == sorted(read_event_log([file], MAPPING).tickets["ticket"])
    assert len(tickets) == 51


def test_a_row_in_a_zip_is_told_with_both_names(tmp_path):
    assert told(packed(tmp_path / "all.zip", {"a.csv": "number,opened\n"})) == (
        "all.zip/a.csv:1: the mapping reads `closed` (stamps.closed), and the file has no such"
        " column\n  hint: the file has number, opened"
    )


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({}, "all.zip: the zip holds no file"),
        ({"a.csv": "," * 30_000_000}, "all.zip/a.csv: a file of the zip grows to more than 250"),
        ({"a.csv.gz": "x"}, "all.zip/a.csv.gz: the zip holds another archive"),
        ({"b/a.ZIP": "x"}, "all.zip/b/a.ZIP: the zip holds another archive"),
        ({"../a.csv": "x"}, "all.zip/../a.csv: a name in the zip leads out of its folder"),
        ({"/a.csv": "x"}, "all.zip//a.csv: a name in the zip leads out of its folder"),
        ({f"{n}.csv": "" for n in range(300)}, "all.zip: the zip holds 300 files, more than 250"),
    ],
)
def test_a_zip_that_is_no_zip_of_tables_is_refused(tmp_path, members, problem):
    assert told(packed(tmp_path / "all.zip", members)).startswith(problem)


def test_an_archive_under_another_name_is_found_by_its_bytes(tmp_path):
    inner = packed(tmp_path / "inner.zip", {"a.csv": HEAD})
    problem = told(packed(tmp_path / "all.zip", {"a.csv": inner.read_bytes()}))
    assert problem.startswith("all.zip/a.csv: the zip holds another archive")


def test_a_symbolic_link_in_a_zip_is_never_followed(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert told(tmp_path / "all.zip").startswith("all.zip/a.csv: the zip holds a symbolic link")


def test_a_zip_with_a_password_is_refused(tmp_path):
    file = packed(tmp_path / "all.zip", {"a.csv": HEAD}, zipfile.ZIP_STORED)
    raw = bytearray(file.read_bytes())
    for place in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw[place] |= 1
    file.write_bytes(raw)
    assert told(file).startswith("all.zip/a.csv: the zip is protected with a password")


def test_a_file_without_a_name_in_a_zip_is_refused(tmp_path):
    file = packed(tmp_path / "all.zip", {"a": HEAD}, zipfile.ZIP_STORED)
    raw = bytearray(file.read_bytes())
    for place in (raw.index(b"PK\x03\x04") + 26, raw.index(b"PK\x01\x02") + 28):
        # The one letter of the name becomes something beside it.
        raw[place], raw[place + 2] = 0, 1
    file.write_bytes(raw)
    assert told(file).startswith("all.zip/: a name in the zip leads out of its folder")


def test_a_zip_that_was_damaged_is_refused(tmp_path):
    file = packed(tmp_path / "all.zip", {"a.csv": HEAD + row("T1") * 50}, zipfile.ZIP_STORED)
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b"T1,2026", b"T1,2027", 1))
    assert told(file).startswith("all.zip/a.csv: the compressed file cannot be unpacked")
    file.write_bytes(raw[:-30])
    assert told(file).startswith("all.zip: the zip cannot be read")


def test_a_large_table_in_a_damaged_zip_is_refused_in_words_alone(tmp_path, monkeypatch):
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    text = HEAD + "".join(row(f"T{number * 7919 % 1_000_003}") for number in range(60_000))
    file = packed(tmp_path / "t.zip", {"a.csv": text})
    raw = bytearray(file.read_bytes())
    middle = len(raw) // 2
    raw[middle : middle + 50] = bytes(50)
    file.write_bytes(raw)
    assert "a.csv: the compressed file cannot be unpacked" in told(file)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(10)
    assert raised == []


def test_a_pattern_stands_for_its_files_in_the_order_of_their_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text(HEAD + row(name))
    for pattern in (tmp_path / "*.csv", (tmp_path / "[ab].csv").relative_to(tmp_path)):
        assert numbers(read_export([pattern], MAPPING)) == [(0, "a.csv"), (1, "b.csv")]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    for name in ("a[1].csv", "a1.csv"):
        (tmp_path / name).write_text(HEAD + row(name))
    assert numbers(read_export([tmp_path / "a[1].csv"], MAPPING)) == [(0, "a[1].csv")]


def test_a_pattern_without_a_file_is_told(tmp_path):
    assert told(tmp_path / "*.csv") == (
        "*.csv: no file matches this pattern\n  hint: check the folder and the pattern"
    )
