"""What a careful counsel finds in an RFP: one case for each rule, and one that is clean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rfpkit.errors import InputError
from rfpkit.review.lint.of_rfp import RULES_OF_RFPS
from rfpkit.workflows.check import check

FOLDER = Path(__file__).parents[1] / "cases" / "lint"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}
BASE = {
    "kind": "rfp",
    "id": "X-1",
    "title": "Repair",
    "issuer": {"name": "District", "level": "district", "timezone": "America/Chicago"},
    "calendars": [
        {
            "id": "hours",
            "covers": "2026-07-01 to 2027-06-30",
            "week": {"mon-fri": "08:00-16:00"},
            "holidays": [{"date": "2026-11-26", "name": "Thanksgiving"}],
        }
    ],
}


def found(folder: Path, changes: dict[str, Any]) -> list[tuple[str, str, int]]:
    """The rule, the place with its message, and the line of each finding."""
    path = folder / "rfp.yaml"
    path.write_text(yaml.safe_dump({**BASE, **changes}, sort_keys=False), "utf-8")
    return [
        (one.finding.rule, f"{one.finding.where}: {one.finding.message}", one.at.line)
        for one in check([path]).findings
    ]


def case(rule: str) -> dict[str, Any]:
    text = CASES[rule].read_text("utf-8")
    return dict(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 (text only)


def test_each_rule_has_a_case():
    assert set(CASES) == set(RULES_OF_RFPS)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for_with_its_place(rule, tmp_path):
    told = case(rule)
    mine = [one for one in found(tmp_path, told["found"]) if one[0] == rule]
    assert [text for _, text, _ in mine] == told["expect"]
    lines = (tmp_path / "rfp.yaml").read_text("utf-8").splitlines()
    for _, text, line in mine:
        last = text.partition(":")[0].rpartition(".")[2].partition("[")[0]
        assert line == 1 or last in lines[line - 1] or lines[line - 1].lstrip().startswith("- ")


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_nothing_where_it_is_mended(rule, tmp_path):
    assert [one for one in found(tmp_path, case(rule)["clean"]) if one[0] == rule] == []


def test_what_is_left_open_on_purpose_is_no_finding_and_is_told_if_it_is_none(tmp_path):
    open_point = {"rule": "few-tickets", "of": "repair", "settled": "The board decides."}
    told = case("few-tickets")
    rules = [one[0] for one in found(tmp_path, told["found"] | {"left_open": [open_point]})]
    assert "few-tickets" not in rules
    other = open_point | {"of": "another"}
    rules = [one[0] for one in found(tmp_path, told["found"] | {"left_open": [other]})]
    assert {"few-tickets", "nothing-left-open"} <= set(rules)


def test_a_vague_word_cannot_be_left_open(tmp_path):
    point = {"rule": "vague-word", "settled": "Everybody knows."}
    with pytest.raises(InputError, match="there is no point to leave open `vague-word`"):
        found(tmp_path, {"left_open": [point]})
