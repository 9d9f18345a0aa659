"""Exports that rfpkit knows: the preset is found by its columns, and the draft names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.load.document import load
from rfpkit.load.yaml import parse
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.preset_files import preset_files
from rfpkit.workflows.audits.inspect import inspect, write_draft

EXPORTS = Path(__file__).parent.parent.parent / "examples" / "exports"
TABLES = sorted(
    folder.name for folder in EXPORTS.iterdir() if folder.is_dir() and list(folder.glob("*.csv"))
)
BESIDE = {"zendesk-audits": "zendesk-tickets"}
"""A folder whose own export is JSON: the table in it is that of another preset."""


def drafted(folder: str, draft: Path) -> str:
    files = sorted((EXPORTS / folder).glob("*.csv"))
    found = inspect(files)
    assert found.preset is not None
    assert found.preset.name == BESIDE.get(folder, folder)
    write_draft(found, files, draft)
    return draft.read_text("utf-8")


@pytest.mark.parametrize("folder", TABLES)
def test_the_preset_of_an_export_is_found_by_its_columns(folder, tmp_path):
    text = drafted(folder, tmp_path / "mapping.yaml")
    said = parse((EXPORTS / folder / "mapping.yaml").read_text("utf-8"), "mapping.yaml").data
    answers = [
        ("timezone: QUESTION 1", f"timezone: {said['timezone']}"),
        *((f"QUESTION {number}", "P1") for number in range(1, 9)),
    ]
    if "metrics: QUESTION" in text:
        text = text.replace("metrics: QUESTION 3", "metrics: null")
    for question, answer in answers:
        text = text.replace(question, answer)
    (tmp_path / "answered.yaml").write_text(text)
    mapping = load(tmp_path / "answered.yaml", ExportMapping, None, preset_files())
    assert mapping.preset == BESIDE.get(folder, folder)


@pytest.mark.parametrize(
    ("folder", "name"), [("jira-changelog", "issues.json"), ("zendesk-audits", "audits.json")]
)
def test_the_preset_of_json_is_found_in_its_rows(folder, name, tmp_path):
    file = EXPORTS / folder / name
    found = inspect([file])
    write_draft(found, [file], tmp_path / "mapping.yaml")
    assert f"\npreset: {folder}\n" in (tmp_path / "mapping.yaml").read_text("utf-8")
    assert found.shape.name == "field-change log"


def test_files_that_belong_together_are_told_apart(tmp_path):
    text = drafted("zendesk-metric-events", tmp_path / "mapping.yaml")
    folder = EXPORTS / "zendesk-metric-events"
    assert f"{folder / 'ticket_field_history.csv'} --part tickets={folder / 'ticket.csv'}" in text
    assert f"--part clocks={folder / 'ticket_metric_events.csv'}" in text


def test_the_clocks_of_jira_beside_its_issues_are_found_in_their_own_rows(tmp_path):
    files = [EXPORTS / "jira-service-management" / name for name in ("issues.json", "sla.json")]
    found = inspect(files)
    write_draft(found, files, tmp_path / "mapping.yaml")
    text = (tmp_path / "mapping.yaml").read_text("utf-8")
    assert "\npreset: jira-service-management\n" in text
    assert f"{files[0]} --part sla={files[1]} --mapping" in text


def test_a_part_that_stands_in_the_export_itself_is_found(tmp_path):
    files = [EXPORTS / "incident-iq-json" / "tickets.json"]
    found = inspect(files)
    write_draft(found, files, tmp_path / "mapping.yaml")
    text = (tmp_path / "mapping.yaml").read_text("utf-8")
    assert f"{files[0]} --part sla={files[0]} --mapping" in text
    assert "parts:" not in text


def test_priorities_that_only_changes_tell_are_asked_for(tmp_path):
    text = drafted("zendesk-field-history", tmp_path / "mapping.yaml")
    asked = " ".join(line.strip("# ") for line in text.splitlines())
    assert "each word of `value of priority` and `tickets: priority`?" in asked
    # Ticket 8 began as P3, and two others are P3 still: a change, a list, and one change more.
    assert "normal: QUESTION 2   # 3 rows" in asked


def test_a_file_that_is_missing_beside_an_export_is_asked_for(tmp_path):
    text = drafted("zendesk-tickets", tmp_path / "mapping.yaml")
    assert "Is there a file `metrics`" in text
    assert "\nparts:\n  # QUESTION 3" in text


def test_a_column_of_the_preset_that_the_file_lacks_is_taken_away(tmp_path):
    head, *rows = (EXPORTS / "freshdesk" / "tickets.csv").read_text("utf-8").splitlines()
    text = "\n".join([head.replace("Due by Time", "Other"), *rows])
    (tmp_path / "tickets.csv").write_text(text)
    found = inspect([tmp_path / "tickets.csv"])
    write_draft(found, [tmp_path / "tickets.csv"], tmp_path / "mapping.yaml")
    assert (
        "claims:\n  due: null   # there is no column `Due by Time` here"
        in (tmp_path / "mapping.yaml").read_text()
    )


def test_what_is_known_from_memory_only_is_said(tmp_path):
    text = drafted("repair-log", tmp_path / "mapping.yaml")
    assert "it is known from memory only, so check each name" in " ".join(
        line.strip("# ") for line in text.splitlines()
    )
