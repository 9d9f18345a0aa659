"""The shared cases of business time, taken from the tests of a dozen other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from rfpkit.model.calendars.exchanged_cases import ExchangedCase
from rfpkit.sla.calendars.cases import judge_exchanged
from rfpkit.workflows.calendars.cases import run_cases

CASES = Path(__file__).parents[2].parent / "shared" / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    path = CASES / name
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


BUSINESS_TIME = cases("business-time.json")


@pytest.mark.parametrize("case", BUSINESS_TIME, ids=lambda case: case["id"])
def test_the_calendar_answers_as_the_case_says(case):
    result = judge_exchanged(ExchangedCase.model_validate(case))
    assert result.got == result.expected


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_all_cases_pass_from_their_file_and_are_counted_by_what_they_ask(form, tmp_path):
    if not BUSINESS_TIME:
        pytest.skip("../shared/cases is absent: the business-time cases are not run")
    path = CASES / "business-time.json"
    if form == "yaml":
        path = tmp_path / "cases.yaml"
        path.write_text(yaml.safe_dump(BUSINESS_TIME), "utf-8")
    run = run_cases(path)
    assert run.failed == ()
    assert {question: (passed, asked) for question, passed, asked in run.counts()} == {
        "service time": (62, 62),
        "due": (40, 40),
        "latest start": (4, 4),
        "next opening": (4, 4),
    }
