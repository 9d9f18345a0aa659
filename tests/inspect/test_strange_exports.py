"""Exports that nobody foresaw: what the questions lead to must be readable, in the right zone."""

from __future__ import annotations

import json

import pytest

from rfpkit.load.document import load
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.event_log import read_event_log
from rfpkit.workflows.audits.inspect import inspect, inspection_json, write_draft
from tests.inspect.test_counted_columns import CONTRACT
from tests.inspect.test_samples import answered

CLOCK = CONTRACT[: CONTRACT.index("  - id: satisfaction")].replace(", evidence: required", "")


def drafted(folder, name, raw, contract=CLOCK):
    """Returns what is found in an export, and the text of its draft."""
    file = folder / name
    file.write_bytes(raw)
    (folder / "contract.yaml").write_text(contract, "utf-8")
    found = inspect([file], folder / "contract.yaml")
    return found, write_draft(found, [file], folder / "mapping.yaml").read_text("utf-8")


def log_of(folder, name, draft, answers):
    (folder / "mapping.yaml").write_text(answered(draft, answers), "utf-8")
    return read_event_log([folder / name], load(folder / "mapping.yaml", ExportMapping))


def lines(head, row, days=range(1, 29)):
    return "\n".join([head, *(row.format(day=day) for day in days)]) + "\n"


GERMAN = lines(
    "Ticket-Nr;Geöffnet;Geschlossen", "T{day};{day:02}.01.2027 09:00;{day:02}.01.2027 16:30"
)


def test_stamps_under_foreign_names_are_read_once_they_are_named(tmp_path):
    _, draft = drafted(tmp_path, "t.csv", GERMAN.encode("cp1252"))
    assert "dates: d.m.y h:m   # " in draft
    answers = {"timezone": "Europe/Berlin", "reported": "Geöffnet", "closed": "Geschlossen"}
    log = log_of(tmp_path, "t.csv", draft, answers)
    assert (log.tickets.height, log.intake.rows_used) == (28, 28)


def test_columns_that_may_be_answers_and_are_written_otherwise_are_read_too(tmp_path):
    text = lines(
        "Ticket ID,Opened,Finished", "{day},2027-01-{day:02} 09:00:00,01/{day:02}/2027 4:30 PM"
    )
    _, draft = drafted(tmp_path, "t.csv", text.encode())
    assert "dates: detect   # columns that may be answers are written otherwise" in draft
    log = log_of(tmp_path, "t.csv", draft, {"timezone": "UTC", "closed": "Finished"})
    assert log.intake.rows_used == 28


def test_the_zone_is_asked_for_a_column_that_may_be_an_answer(tmp_path):
    text = lines(
        "Ticket ID,Opened,Finished", "{day},2027-01-{day:02}T09:00:00Z,2027-01-{day:02} 16:30:00"
    )
    found, draft = drafted(tmp_path, "t.csv", text.encode())
    assert [one.place for one in found.questions] == ["timezone", "stamps.closed"]
    assert "timezone: QUESTION 1" in draft


@pytest.mark.parametrize("half", ["{} a.m.", "{} A.M.", "{}\u202fAM", "{} am"])
def test_a_clock_of_twelve_hours_is_known_by_any_spelling(tmp_path, half):
    first, last = half.format("9:00"), half.format("11:30")
    row = f"{{day}},01/{{day:02}}/2027 {first},01/{{day:02}}/2027 {last}"
    found, draft = drafted(tmp_path, "t.csv", lines("Job No.,Opened,Closed", row).encode())
    assert [one.orders for one in found.orders] == [("m/d/y h:m p",)] * 2
    log = log_of(tmp_path, "t.csv", draft, {"timezone": "UTC", "ticket": "Job No."})
    assert log.intake.rows_used == 28


def test_the_encoding_that_a_mark_tells_is_told(tmp_path):
    text = lines(
        "Ticket ID\tOpened\tClosed", "{day}\t2027-01-{day:02} 09:00\t2027-01-{day:02} 10:00"
    )
    found, draft = drafted(tmp_path, "t.txt", text.encode("utf-16"))
    assert found.files[0].form == "CSV with tabs, utf-16-le"
    assert "\nencoding:" not in draft
    assert log_of(tmp_path, "t.txt", draft, {"timezone": "UTC"}).intake.rows_used == 28


def test_the_command_of_the_draft_can_be_copied_whatever_the_file_is_called(tmp_path):
    text = lines("Ticket ID,Opened,Closed", "{day},2027-01-{day:02} 09:00,2027-01-{day:02} 10:00")
    _, draft = drafted(tmp_path, "my export (1).csv", text.encode())
    assert f"'{tmp_path}/my export (1).csv' --mapping" in draft


def test_a_program_reads_which_files_are_the_export_itself(tmp_path):
    found, _ = drafted(tmp_path, "t.csv", GERMAN.encode())
    assert json.loads(inspection_json(found))["main"] == [str(tmp_path / "t.csv")]


def test_a_head_of_two_rows_is_told_by_the_column_without_a_name(tmp_path):
    head = "Ticket ID,When,,Other,\n,Opened,Closed,Priority,"
    row = "{day},2027-01-{day:02} 09:00,2027-01-{day:02} 10:00,High,"
    found, _ = drafted(tmp_path, "t.csv", lines(head, row).encode())
    (told,) = [one.message for one in found.doubts if one.kind == "head"]
    assert told == (
        "column 3 has no name in the head, and cannot be read; where a head has two rows, put all"
        " names into one"
    )
