"""The page about calendars tells the truth: its calendar is sound, and its cases pass."""

from __future__ import annotations

import re
from pathlib import Path

from rfpkit.load.document import load_any
from rfpkit.model.calendars.calendar import CalendarFile
from rfpkit.workflows.calendars.cases import run_cases

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-calendar.md"


def test_the_cases_of_the_page_pass_on_the_calendar_of_the_page(tmp_path):
    calendar, cases = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "calendar.yaml").write_text(calendar, "utf-8")
    (tmp_path / "cases.yaml").write_text(cases, "utf-8")
    assert isinstance(load_any(tmp_path / "calendar.yaml"), CalendarFile)
    run = run_cases(tmp_path / "cases.yaml")
    assert [(one.id, one.expected, one.got) for one in run.failed] == []
    assert len(run.results) == 6
