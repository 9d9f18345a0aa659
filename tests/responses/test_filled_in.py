"""A workbook that a proposer filled in and LibreOffice saved: checks, locks, lists and digests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office import needs_office, saved_again
from tests.pricing import sheets
from tests.responses import matrix

EXAMPLE = sheets.example()
FILLED: dict[str, dict[str, Any]] = {
    "Requirements": {
        "F4": "Y ",  # pasted with a blank behind it
        "F5": "E",
        "F6": "E",
        "G6": "Once a week in July",
        "F7": "E",
        "G7": "=cmd|' /C calc'!A0",
        "F8": "maybe",
        "F9": "N",
    },
    "Service levels": {"F4": "B", "F5": "B", "F6": "Y", "F7": "Y"},
    "Better targets": {"H4": 2, "H5": 4.5, "H6": 97, "H14": 4},
    "Exceptions": {"B4": "RPR-004", "B5": "RPR-002"},
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    file = matrix.filled(matrix.made(EXAMPLE), FILLED)
    return saved_again(file, tmp_path_factory.mktemp("office"))


def states(file, sheet):
    return {row["Id"]: row["Still missing"] for row in matrix.rows(file, sheet)}


@needs_office
def test_each_row_says_what_is_still_missing(saved):
    found = states(saved, "Requirements")
    assert [found[f"RPR-00{number}"] for number in range(1, 7)] == [
        *("answered", "comment missing", "exception missing", "cannot be read", "not a code"),
        "answered",
    ]
    assert {state for name, state in found.items() if not name.startswith("RPR")} == {"no answer"}


@needs_office
def test_a_better_target_needs_its_number_and_its_code(saved):
    assert states(saved, "Service levels") == {
        "repair-turnaround": "answered",
        "acknowledgement": "better target missing",
        "satisfaction": "answered",
        "spare-pool": "code for better missing",
    }


@needs_office
def test_a_day_cannot_be_split(saved):
    found = {row["Place"]: row["Reads as"] for row in [*matrix.rows(saved, "Better targets")][:4]}
    assert found["target.P2"] == "better"
    assert found["target.P3"] == "not better"


@needs_office
def test_the_summary_counts_the_answers(saved):
    found = matrix.counts(saved, "Requirements")
    assert found == {
        "Answer": "All",
        "Y: complies as written": 1,
        "E: complies with an exception": 3,
        "N: does not comply": 1,
        "Answered and complete": 2,
        "No answer yet": 22,
        "Not a code of the list": 1,
        "Cannot be read: a formula in the answer": 1,
        "Comment missing": 1,
        "Row in Exceptions missing": 1,
    }
    assert matrix.counts(saved, "Service levels")["Better numbers offered"] == 3
    assert matrix.counts(saved, "Exceptions")["Rows in the sheet Exceptions"] == 2


@needs_office
def test_locks_lists_and_hidden_digests_survive(saved):
    again = matrix.opened(saved)
    for sheet in again:
        assert sheet.protection.sheet
    assert again["Origin"].sheet_state == "hidden"
    sheet = again["Requirements"]
    assert sheet.column_dimensions["J"].hidden
    assert [sheet[place].protection.locked for place in ("D4", "F4", "J4")] == [True, False, True]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1.replace("$", "") == "Codes!A4:A6"
    for name, items in (
        ("Requirements", EXAMPLE.requirements),
        ("Service levels", EXAMPLE.service_levels),
    ):
        found = {row["Id"]: row["Digest"] for row in matrix.rows(saved, name)}
        assert found == {item.id: item.digest for item in items}


@needs_office
def test_a_workbook_without_a_blank_is_complete_and_no_text_became_a_formula(tmp_path):
    texts = {"R-1": "=1+1 must be so", "R-2": "+2 must be so", "R-3": "@SUM must be so"}
    file = matrix.made(matrix.solicitation(texts))
    answers = {
        "Requirements": {f"F{row}": "Y" for row in (4, 5, 6)},
        "Instructions": {"B3": " Acme & Sons "},
    }
    saved = saved_again(matrix.filled(file, answers), tmp_path)
    rows = [*matrix.rows(saved, "Requirements")]
    assert {row["Id"]: row["Requirement"] for row in rows} == texts
    assert {row["Still missing"] for row in rows} == {"answered"}
    again = matrix.opened(saved)["Requirements"]
    assert [again[f"D{row}"].data_type for row in (4, 5, 6)] == ["s", "s", "s"]
    state = matrix.opened_values(saved)["Summary"]["B5"].value
    assert state == "complete"
    assert matrix.opened_values(saved)["Summary"]["B4"].value == "Acme & Sons"
