"""What `rfpkit tickets inspect` says of small exports, to the letter."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from rich.console import Console

from rfpkit.cli.inspect_tables import print_inspection
from rfpkit.errors import InputError
from rfpkit.load.document import load
from rfpkit.model.exports.inspection import Inspection
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.workflows.audits.inspect import inspect, inspection_json, write_draft
from tests.inspect.exports import EXPORTS, PEOPLE

GOLDEN = Path(__file__).parent.parent / "cases" / "inspect"
TABLES = sorted(set(EXPORTS) - {"changes"})


@pytest.fixture(params=sorted(EXPORTS))
def name(request):
    return request.param


@pytest.fixture(autouse=True)
def _inside_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def written(name):
    """Writes an export into the folder of the test."""
    path = Path(f"{name}.csv")
    path.write_text(EXPORTS[name](), "utf-8")
    return path


def printed(found: Inspection, width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, color_system=None)
    print_inspection(console, found)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_what_a_person_reads_is_as_it_was_accepted(name, golden):
    found = inspect([written(name)])
    narrow, wide = printed(found, 80), printed(found, 120)
    assert narrow == golden(GOLDEN / f"{name}.80.txt", narrow)
    assert wide == golden(GOLDEN / f"{name}.120.txt", wide)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(name, width):
    text = printed(inspect([written(name)]), width)
    assert max(map(len, text.splitlines())) <= width


def test_what_a_program_reads_is_as_it_was_accepted(name, golden):
    text = inspection_json(inspect([written(name)]))
    assert text == golden(GOLDEN / f"{name}.json", text)
    assert Inspection.model_validate_json(text) == inspect([Path(f"{name}.csv")])


@pytest.mark.parametrize("table", TABLES)
def test_the_draft_is_as_it_was_accepted(table, golden):
    export = written(table)
    write_draft(inspect([export]), [export], Path("mapping.yaml"))
    draft = Path("mapping.yaml").read_text("utf-8")
    assert draft == golden(GOLDEN / f"{table}.yaml", draft)


@pytest.mark.parametrize("table", TABLES)
def test_a_draft_is_refused_for_its_open_questions_and_nothing_else(table):
    export = written(table)
    found = inspect([export])
    write_draft(found, [export], Path("mapping.yaml"))
    if not found.questions:
        load("mapping.yaml", ExportMapping)
        return
    with pytest.raises(InputError) as caught:
        load("mapping.yaml", ExportMapping)
    told = [problem.message for problem in caught.value.diagnostics]
    assert all(message.endswith("is not answered yet") for message in told)
    numbers = {int(message.split("question ")[1].split()[0]) for message in told}
    assert numbers == {question.number for question in found.questions}


@pytest.mark.parametrize("secret", [*PEOPLE, "@school.example", "010-1", "flickers", "key works"])
def test_nothing_that_tells_of_a_person_is_written_anywhere(secret):
    export = written("repairs")
    found = inspect([export])
    write_draft(found, [export], Path("mapping.yaml"))
    shown = printed(found, 120) + printed(found, 80) + inspection_json(found)
    shown += Path("mapping.yaml").read_text("utf-8")
    assert secret not in shown
    assert secret.split()[0] not in shown


def test_a_name_in_the_place_of_a_state_or_a_stamp_is_not_shown():
    text = EXPORTS["log"]().replace("INC000007,2027", "INC000007,Ana Stone left it open 2027")
    text = text.replace(
        "INC000009,2027-01-06 23:00:09,New", "INC000009,2027-01-06 23:00:09,Ana Stone"
    )
    Path("log.csv").write_text(text)
    found = inspect([Path("log.csv")])
    assert "Ana" not in printed(found, 120) + inspection_json(found)
    assert {words.column: words.hidden for words in found.words} == {
        "state": 1,
        "priority": 0,
        "made_sla": 0,
    }
    (doubt,) = [one.message for one in found.doubts if one.kind == "stamps"]
    assert doubt.startswith("4 values of `sys_updated_at` cannot be read as a stamp: `(text of ")


def test_several_files_are_one_export_and_another_head_is_refused():
    head, *rows = EXPORTS["log"]().splitlines()
    Path("a.csv").write_text("\n".join([head, *rows[:80]]))
    Path("b.csv").write_text("\n".join([head, *rows[80:]]))
    whole, parts = inspect([written("log")]), inspect([Path("a.csv"), Path("b.csv")])
    assert parts.main == ("a.csv", "b.csv")
    told = {name: getattr(whole, name) for name in ("files", "columns", "main")}
    assert parts.model_copy(update=told) == whole
    with pytest.raises(InputError, match="files that are read as one have the same head"):
        inspect([Path("a.csv"), written("repairs")])


def test_a_parquet_file_tells_the_same_as_its_text():
    export = written("log")
    pl.read_csv(export, infer_schema=False).write_parquet("log.parquet")
    text, typed = inspect([export]), inspect([Path("log.parquet")])
    assert typed.shape == text.shape
    assert typed.questions == text.questions
    assert [one.form for one in typed.files] == ["Parquet"]


def test_the_encoding_of_a_file_is_found_and_written():
    text = EXPORTS["undecided"]().replace("Status", "État")
    Path("old.csv").write_bytes(text.encode("windows-1252"))
    found = inspect([Path("old.csv")])
    write_draft(found, [Path("old.csv")], Path("mapping.yaml"))
    assert "encoding: windows-1252" in Path("mapping.yaml").read_text("utf-8")
    assert found.columns[-1].name == "État"


def test_a_draft_never_replaces_a_file_that_may_hold_answers():
    export = written("log")
    Path("mapping.yaml").write_text("answers")
    with pytest.raises(InputError, match="a draft never replaces one"):
        write_draft(inspect([export]), [export], Path("mapping.yaml"))
    assert Path("mapping.yaml").read_text() == "answers"


def test_a_log_of_changed_fields_gets_no_draft_and_says_why():
    export = written("changes")
    with pytest.raises(InputError) as caught:
        write_draft(inspect([export]), [export], Path("mapping.yaml"))
    assert str(caught.value) == (
        "changes.csv: no mapping can be drafted for a field-change log: it has the columns"
        " `Field` and `New value`\n"
        "  hint: inspect the list of the tickets, and give this beside it"
    )
    assert [path.name for path in Path().iterdir()] == ["changes.csv"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("a,b\n", None),
        ("\n\n", "the file is empty"),
        (",,\n,,\n", None),
        ("x," * 3000 + "\n", "the head has 3,000 columns, more than 2,000"),
        ("%PDF-1.7", "this is a PDF"),
    ],
)
def test_what_is_no_table_is_told_in_plain_words(text, told):
    Path("odd.csv").write_text(text)
    if told is None:
        assert inspect([Path("odd.csv")]).shape.name == "no tickets"
        return
    with pytest.raises(InputError) as caught:
        inspect([Path("odd.csv")])
    assert told in str(caught.value)


def test_a_workbook_with_a_title_above_its_head_is_read_from_the_head_on():
    head, *rows = csv.reader(io.StringIO(EXPORTS["repairs"]()), delimiter=";")
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Repairs of 2027", 0)
    for row in [["All repairs"], [], head, *(row for row in rows if len(row) == len(head))]:
        sheet.append(row)
    book["Sheet"].append(["nothing"])
    book.save("repairs.xlsx")
    found = inspect([Path("repairs.xlsx")])
    write_draft(found, [Path("repairs.xlsx")], Path("mapping.yaml"))
    text = Path("mapping.yaml").read_text("utf-8")
    assert "kind: mapping\nhead: 3\nsheet: Repairs of 2027\n" in text
    assert found.shape.name == "snapshot"
    assert [one.name for one in found.columns] == head
    assert found.questions == inspect([written("repairs")]).questions


def test_a_column_that_stands_twice_is_two_columns_with_numbers():
    Path("twice.csv").write_text("Ticket Number,Status,Status\nT1,Open,x\nT2,Open,y\n")
    found = inspect([Path("twice.csv")])
    assert [one.name for one in found.columns] == ["Ticket Number", "Status#1", "Status#2"]


def test_signs_that_would_break_the_draft_do_not():
    head = "number,sys_updated_at,state,priority"
    rows = [f'T{n % 3},2027-01-0{n} 10:00:00,"{word}",P1' for n, word in enumerate(ODD, 1)]
    Path("odd.csv").write_text("\n".join([head, *rows]))
    found = inspect([Path("odd.csv")])
    write_draft(found, [Path("odd.csv")], Path("mapping.yaml"))
    text = Path("mapping.yaml").read_text("utf-8").replace("timezone: QUESTION 1", "timezone: UTC")
    lines = [line.replace("QUESTION", "ignore #") for line in text.splitlines()]
    Path("mapping.yaml").write_text("\n".join(lines).replace("ignore # 3", "P1"))
    mapping = load("mapping.yaml", ExportMapping)
    assert set(mapping.states) == {word.replace('""', '"') for word in ODD}


ODD = ("true", "it's: open", "# 1", '""quoted""', "{a}", "*x", "- no", "a: b")


def test_a_head_below_titles_that_a_spreadsheet_filled_up_is_found():
    rows = [f"T{number:03};2026-09-{number:02} 08:00;Closed" for number in range(1, 25)]
    Path("t.csv").write_text("\n".join(["Tickets;;", "made;today;", "Ticket;Opened;Status", *rows]))
    found = inspect([Path("t.csv")])
    assert (found.head, found.rows, found.column("columns.ticket")) == (3, 24, "Ticket")


def test_of_a_path_the_last_part_may_tell_what_a_column_is():
    made: list[dict[str, Any]] = [
        {"id": f"T{day}", "times": {"opened": f"2026-09-{day:02}T08:00:00Z", "closed": None}}
        for day in range(1, 25)
    ]
    made[0]["times"]["closed"] = "2026-09-01T12:00:00Z"
    Path("t.jsonl").write_text("\n".join(map(json.dumps, made)))
    found = inspect([Path("t.jsonl")])
    assert found.shape.name == "snapshot"
    assert found.column("stamps.reported") == "times.opened"
    assert found.column("stamps.closed") == "times.closed"
    assert {one.maps_to.sureness for one in found.columns if one.maps_to} == {"likely"}
