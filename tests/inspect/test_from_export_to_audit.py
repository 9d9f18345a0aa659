"""Two commands and a few answers: from an export that nobody has read to an audit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inspect.exports import EXPORTS

CONTRACT = """
kind: contract
id: T-1
title: Repairs
parties: {district: District, contractor: Contractor}
timezone: America/Chicago
term: 2026-07-01 to 2028-06-30
priorities: [{id: P1, name: One}, {id: P2, name: Two}]
calendars:
  - {id: hours, covers: 2026-07-01 to 2028-06-30, week: {mon-fri: 08:00-16:00}}
service_levels:
  - id: repair
    title: Repair
    measure: {kind: duration, from: BEGIN, to: END, calendar: hours}
    target: 3 business days
    attainment: {at_least: 90%, per: month}
"""


def rfpkit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "rfpkit", *arguments]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)


def audited(folder: Path, name: str, events: tuple[str, str], answers: dict[str, str]):
    """Inspects an export, answers the questions of the draft, and audits."""
    (folder / "export.csv").write_text(EXPORTS[name](), "utf-8")
    contract = CONTRACT.replace("BEGIN", events[0]).replace("END", events[1])
    (folder / "contract.yaml").write_text(contract)
    seen = rfpkit(folder, "tickets", "inspect", "export.csv", "-o", "mapping.yaml")
    assert seen.returncode == 0, seen.stderr
    call = ["audit", "contract.yaml", "export.csv", "--mapping", "mapping.yaml"]
    call += ["--as-of", "2027-12-31", "--json"]
    refused = rfpkit(folder, *call)
    assert refused.returncode == 2
    assert "question 1 is not answered yet" in refused.stderr
    draft = (folder / "mapping.yaml").read_text("utf-8")
    for question, answer in answers.items():
        assert question in draft
        draft = draft.replace(question, answer)
    (folder / "mapping.yaml").write_text(draft)
    done = rfpkit(folder, *call)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_list_of_repairs(tmp_path):
    audit = audited(
        tmp_path,
        "repairs",
        ("received", "returned"),
        {
            "timezone: QUESTION 1": "timezone: America/Chicago",
            "High: QUESTION 2": "High: P1",
            "Normal: QUESTION 2": "Normal: P2",
            "exclusions: QUESTION 3": "exclusions: {void: {Status: [Void]}}",
        },
    )
    intake = audit["intake"]
    assert intake["rows_read"] == intake["rows_used"] + sum(
        one["count"] for one in intake["rows_rejected"]
    )
    assert audit["levels"][0]["measured"]
    reasons = {one["reason"] for one in intake["rejected"]}
    assert "a spreadsheet left minutes and seconds; date and hour are gone" in reasons


def test_a_log(tmp_path):
    audit = audited(
        tmp_path,
        "log",
        ("reported", "resolved"),
        {
            "timezone: QUESTION 1": "timezone: America/Chicago",
            "New: QUESTION 2": "New: event reported",
            "In Progress: QUESTION 2": "In Progress: open",
            "On Hold: QUESTION 2": "On Hold: open",
            "Resolved: QUESTION 2": "Resolved: event resolved",
            "Closed: QUESTION 2": "Closed: event closed",
            "1 - High: QUESTION 3": "1 - High: P1",
            "3 - Moderate: QUESTION 3": "3 - Moderate: P2",
        },
    )
    assert audit["intake"]["rows_used"] == 170
    assert audit["levels"][0]["measured"]


def test_dates_and_times_of_day_in_two_columns(tmp_path):
    audit = audited(
        tmp_path,
        "two-columns",
        ("received", "returned"),
        {
            "timezone: QUESTION 1": "timezone: America/Chicago",
            "CST: QUESTION 2": "CST: -06:00",
            "EST: QUESTION 2": "EST: -05:00",
        },
    )
    (rejected,) = audit["intake"]["rejected"]
    assert (rejected["row"], rejected["value"]) == (8, "01/11/2027 (no time of day)")
    assert audit["levels"][0]["measured"]


@pytest.mark.parametrize(
    ("order", "months"), [("m/d/y h:m", set(range(1, 10))), ("d/m/y h:m", {2})]
)
def test_an_order_that_only_a_person_knows(tmp_path, order, months):
    audit = audited(
        tmp_path,
        "undecided",
        ("reported", "closed"),
        {
            "timezone: QUESTION 1": "timezone: America/Chicago",
            "Date Created: QUESTION 2": f"Date Created: {order}",
        },
    )
    periods = audit["levels"][0]["periods"]
    assert {int(one["first"][5:7]) for one in periods if one["tally"]["missed_open"]} == months


def test_with_the_contract_the_draft_asks_in_its_words(tmp_path):
    text = CONTRACT.replace("BEGIN", "reported").replace("END", "returned")
    text = text.replace("    measure", "    applies_to: {service: [loan]}\n    measure").replace(
        "id: P1", "id: urgent"
    )
    (tmp_path / "contract.yaml").write_text(text)
    rows = [f"T{n},2027-01-0{n} 10:00:00,,{word},{n % 2}" for n, word in enumerate(WORDS, 1)]
    head = "Ticket Number,Opened,Closed,Category,Priority"
    (tmp_path / "export.csv").write_text("\n".join([head, *rows]))
    call = ["tickets", "inspect", "export.csv", "--contract", "contract.yaml", "-o", "m.yaml"]
    done = rfpkit(tmp_path, *call)
    assert done.returncode == 0, done.stderr
    draft = " ".join(line.strip("# ") for line in (tmp_path / "m.yaml").read_text().splitlines())
    assert "rfpkit audit contract.yaml export.csv --mapping m.yaml" in draft
    assert "timezone: QUESTION 1" in draft
    assert "Answer: America/Chicago, or another IANA zone." in draft
    assert "Which column tells when a ticket was `returned`, as the contract's clocks ask?" in draft
    assert "priority: 1: QUESTION 3   # 2 rows 0: QUESTION 3   # 1 row" in draft
    assert "Answer: urgent, or P2." in draft
    assert "Loan of laptop: QUESTION 4" in draft
    assert "Which service of the contract is each word of `Category`?" in draft


WORDS = ("Loan of laptop", "Repair", "Repair")


def test_a_contract_that_cannot_be_used_is_told_with_its_lines(tmp_path):
    (tmp_path / "contract.yaml").write_text("kind: contract\n")
    (tmp_path / "export.csv").write_text(EXPORTS["log"]())
    done = rfpkit(tmp_path, "tickets", "inspect", "export.csv", "--contract", "contract.yaml")
    assert done.returncode == 2
    assert "contract.yaml:1:1" in done.stderr
