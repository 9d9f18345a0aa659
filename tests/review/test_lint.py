"""What a careful counsel finds in an RFP: one case for each rule, and one that is clean."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from rfpkit.review.lint.of_rfp import RULES_OF_RFPS
from rfpkit.workflows.check import check
from rfpkit.workflows.findings import Placed

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


def found(folder: Path, text: str) -> list[Placed]:
    """The findings of an RFP that begins with a text; what every RFP must say comes behind it."""
    return list(check([written(folder, text)]).findings)


def written(folder: Path, text: str) -> Path:
    said = yaml.safe_load(text) or {}
    rest = {name: value for name, value in BASE.items() if name not in said}
    path = folder / "rfp.yaml"
    path.write_text(text + yaml.safe_dump(rest, sort_keys=False), "utf-8")
    return path


def told(one: Placed) -> str:
    """A finding with its place, in which line 1 is the first line below `found:` of the case."""
    at = f"{Path(one.at.file).name}:{one.at.line}:{one.at.column}"
    return f"{at}: {one.finding.where}: {one.finding.message}"


def part(rule: str, name: str) -> str:
    """The lines below `found:` or `clean:` of a case, as they are written there."""
    text = CASES[rule].read_text("utf-8")
    (lines,) = re.findall(rf"^{name}:\n((?:  .*\n)+)", text, re.MULTILINE)
    return textwrap.dedent(lines)


def expected(rule: str) -> list[str]:
    return list(yaml.safe_load(CASES[rule].read_text("utf-8"))["expect"])


def test_each_rule_has_a_case():
    assert set(CASES) == set(RULES_OF_RFPS)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for_with_its_line_and_column(rule, tmp_path):
    mine = [one for one in found(tmp_path, part(rule, "found")) if one.finding.rule == rule]
    assert [told(one) for one in mine] == expected(rule)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_nothing_where_it_is_mended(rule, tmp_path):
    assert rule not in {one.finding.rule for one in found(tmp_path, part(rule, "clean"))}


LEFT_OPEN = """\
left_open:
  - {rule: RULE, of: repair, settled: The board decides.}
"""


def test_what_is_left_open_on_purpose_is_no_finding_and_is_told_if_it_is_none(tmp_path):
    few, left_open = part("few-tickets", "found"), LEFT_OPEN.replace("RULE", "few-tickets")
    rules = {one.finding.rule for one in found(tmp_path, few + left_open)}
    assert not rules & {"few-tickets", "nothing-left-open"}
    other = left_open.replace("of: repair", "of: hours")
    rules = {one.finding.rule for one in found(tmp_path, few + other)}
    assert {"few-tickets", "nothing-left-open"} <= rules


def test_a_vague_word_cannot_be_left_open(tmp_path):
    found(tmp_path, LEFT_OPEN.replace("RULE", "vague-word").replace("of: repair, ", ""))
    (told,) = check([tmp_path / "rfp.yaml"]).diagnostics
    assert told.message.endswith("there is no point to leave open `vague-word`")
