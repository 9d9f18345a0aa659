"""JSON exports: records, the arrays inside them, and what they are refused for."""

import gzip
import json

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.readers import json_file
from rfpkit.tickets.tables.export import FILE
from rfpkit.tickets.tables.read import read_export
from tests.tickets.samples import snapshot_mapping

FIRST = {"number": "T1", "opened": "2026-01-05 08:00:00", "closed": "2026-01-05 09:00:00"}
SECOND = {"number": 2, "opened": "2026-01-06 08:00:00", "closed": None}
EXPECTED = [
    (1, "T1", "2026-01-05 08:00:00", "2026-01-05 09:00:00"),
    (2, "2", "2026-01-06 08:00:00", None),
]
ISSUES = [
    {
        "key": "A-1",
        "fields": {"created": "2026-01-05", "status": {"name": "Done"}, "labels": ["x", "y"]},
        "changelog": {
            "histories": [
                {"created": "2026-01-06", "items": [{"toString": "Open"}, {"toString": "Done"}]},
                {"created": "2026-01-07", "items": []},
            ]
        },
    },
    {"key": "A-2", "fields": {"created": "2026-01-08", "status": {"name": "New"}, "labels": []}},
]
HISTORY = "changelog.histories[]"


def read(folder, content, name="tickets.json", **mapping):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_export([file], snapshot_mapping(**mapping))


def rows(export):
    return export.cells.drop(FILE).rows()


def issues(folder, content, columns, path=None):
    mapping = snapshot_mapping(
        columns={"ticket": "key", **columns},
        stamps={"reported": "fields.created"},
        rows=path,
    )
    file = folder / "issues.json"
    file.write_text(json.dumps(content))
    return read_export([file], mapping).cells


LINES = "\n".join(map(json.dumps, (FIRST, SECOND))).encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ([FIRST, SECOND], "tickets.json"),
        ({"result": [FIRST, SECOND]}, "tickets.json"),
        ({"total": 2, "warnings": [], "tickets": [FIRST, SECOND]}, "tickets.txt"),
        (json.dumps([FIRST, SECOND], indent=2).encode(), "tickets.json"),
        (json.dumps([FIRST, SECOND]).encode("utf-8-sig"), "tickets.json"),
        (json.dumps([FIRST, SECOND]).encode("utf-16"), "tickets.json"),
        (gzip.compress(json.dumps([FIRST, SECOND]).encode()), "tickets.json.gz"),
        (LINES, "tickets.jsonl"),
        (LINES + b"\n", "tickets.log"),
        (LINES.replace(b"\n", b"\r\n\r\n"), "tickets.ndjson"),
    ],
)
def test_spellings_of_the_same_records_are_read_alike(tmp_path, content, name):
    assert rows(read(tmp_path, content, name)) == EXPECTED


def test_a_file_in_one_long_line_is_read(tmp_path):
    assert len(rows(read(tmp_path, [FIRST | {"notes": "x" * 1000}] * 3000))) == 3000


def test_an_object_without_a_table_is_one_record(tmp_path):
    assert rows(read(tmp_path, FIRST)) == EXPECTED[:1]


def test_values_are_text_as_the_file_spells_them(tmp_path):
    content = b'[{"number": 1.50, "opened": true, "closed": 12345678901234567890}]'
    assert rows(read(tmp_path, content)) == [(1, "1.50", "true", "12345678901234567890")]


def test_a_name_leads_into_objects_and_lists(tmp_path):
    cells = issues(tmp_path, ISSUES, {"site": "fields.status.name", "device": "fields.labels.1"})
    assert cells["fields.status.name"].to_list() == ["Done", "New"]
    assert cells["fields.labels.1"].to_list() == ["y", None]


def test_a_key_with_dots_of_its_own_is_found(tmp_path):
    content = [{"key": 1, "fields.created": "2026", "a": {"b.c": {"d": "x"}}}]
    assert issues(tmp_path, content, {"site": "a.b.c.d"})["a.b.c.d"].to_list() == ["x"]


def test_each_element_of_a_nested_list_is_a_row_and_its_parents_are_named_as_ever(tmp_path):
    columns = {"site": f"{HISTORY}.created", "device": f"{HISTORY}.items[].toString"}
    cells = issues(tmp_path, ISSUES, columns, f"{HISTORY}.items[]")
    assert cells.select("key", *columns.values()).rows() == [
        ("A-1", "2026-01-06", "Open"),
        ("A-1", "2026-01-06", "Done"),
        ("A-1", "2026-01-07", None),
        ("A-2", None, None),
    ]


def test_rows_may_begin_with_the_table_of_the_file(tmp_path):
    columns = {"device": f"{HISTORY}.items[].toString"}
    content = {"issues": ISSUES, "others": [{"key": "B-1"}]}
    cells = issues(tmp_path, content, columns, f"issues[].{HISTORY}.items[]")
    assert cells["key"].to_list() == ["A-1", "A-1", "A-1", "A-2"]


def test_elements_may_be_single_values(tmp_path):
    content = [{"key": 1, "fields": {"created": "2026"}, "tags": ["a", "b"]}]
    assert issues(tmp_path, content, {"site": "tags[]"}, "tags[]")["tags[]"].to_list() == ["a", "b"]


def test_long_files_come_in_pieces_with_running_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(json_file, "PIECE", 3)
    export = read(tmp_path, [FIRST] * 10)
    assert [row[0] for row in rows(export)] == list(range(1, 11))


@pytest.mark.parametrize(
    ("content", "mapping", "told"),
    [
        (
            b'{"result": [{"number": "T1"',
            {},
            (
                "tickets.json:1:28: the JSON ends too early\n"
                "  hint: the file was cut or damaged on its way; get it again"
            ),
        ),
        (
            b'[{"number": "T1"},\n {"number": T2}]',
            {},
            (
                "tickets.json:2:13: this is no JSON from here on\n"
                "  hint: the file was cut or damaged on its way; get it again"
            ),
        ),
        (
            LINES + b'\n{"number": ',
            {},
            (
                "tickets.json:3:12: the JSON ends too early\n"
                "  hint: the file was cut or damaged on its way; get it again"
            ),
        ),
        (
            b'[{"number": 1, "number": 2}]',
            {},
            (
                "tickets.json: an object has the key `number` twice\n"
                "  hint: which of the two counts cannot be known; export the tickets again"
            ),
        ),
        (
            b'[{"a":' * 100_000,
            {},
            (
                "tickets.json: the JSON is nested too deeply\n"
                "  hint: no export of tickets is; look at the file"
            ),
        ),
        (
            {"tickets": []},
            {},
            (
                "tickets.json: the file has no records\n"
                "  hint: export the tickets again, with their rows"
            ),
        ),
        (
            {"open": [FIRST], "done": [SECOND]},
            {},
            (
                "tickets.json: the file holds 2 tables: `open`, `done`\n"
                "  hint: write which one holds the rows: `rows: open[]` in the mapping"
            ),
        ),
        (
            [FIRST, 7],
            {},
            (
                "tickets.json: a record of the file is not an object\n"
                '  hint: a record is an object: {"number": "T1", "opened": "2027-03-08 07:30:00"}'
            ),
        ),
        (
            [FIRST | {"closed": {"at": "2026"}}],
            {},
            (
                "tickets.json:1: closed: the column holds an object, and a cell is one value\n"
                "  hint: name a value inside it: `closed.at`"
            ),
        ),
        (
            [FIRST, FIRST | {"closed": ["2026"]}],
            {},
            (
                "tickets.json:2: closed: the column holds a list, and a cell is one value\n"
                "  hint: name one of its elements, from 0: `closed.0`, or make a row of each with"
                " `rows`"
            ),
        ),
        (
            [{"number": 1, "opened": "x", "state": {"closed": ""}}],
            {},
            (
                "tickets.json: the mapping reads `closed` (stamps.closed), and the file has no such"
                " column\n  hint: did you mean `state.closed`?"
            ),
        ),
        (
            b'[{"number": "\\ud800", "opened": 1, "closed": 1}]',
            {},
            (
                "tickets.json:1: number: the value holds half a sign\n"
                "  hint: export the tickets again as text in UTF-8"
            ),
        ),
        (
            b'[{"number": "a\\u0000", "opened": 1, "closed": 1}]',
            {},
            (
                "tickets.json:1: the file holds a NUL, which no text has\n"
                "  hint: export the tickets again as text in UTF-8"
            ),
        ),
        (
            b'[{"number": "\xfc", "opened": 1, "closed": 1}]',
            {},
            (
                "tickets.json:1: the byte FC is not UTF-8 text\n"
                "  hint: JSON is UTF-8; export it again, or write its `encoding` in the mapping"
            ),
        ),
    ],
)
def test_broken_json_is_told_in_words_that_help(tmp_path, monkeypatch, content, mapping, told):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read(tmp_path, content, **mapping)
    assert str(caught.value).replace(f"{tmp_path}/", "") == told


@pytest.mark.parametrize("rows", ["items", "items[].name", "[]", "a[]b"])
def test_rows_that_name_no_array_are_told(rows):
    mapping = snapshot_mapping().model_copy(update={"rows": rows})
    (problem,) = mapping.problems()
    assert problem.path == ("rows",)
