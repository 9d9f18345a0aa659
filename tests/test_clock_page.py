"""The page about clocks shows the slices that the program finds."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from rfpkit.workflows.audits.case import Inputs
from rfpkit.workflows.audits.explain import explain

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "explanation" / "how-a-clock-runs.md").read_text("utf-8")
FOLDER = ROOT / "tests" / "cases" / "explain"
ROW = re.compile(r"^\| (\w{3} \d+ [\d:]+) \| ([^|]+) \| ([^|]+) \| ([\d:]+) \|$", re.MULTILINE)


def shown(seconds, zone):
    at = datetime.datetime.fromtimestamp(seconds, ZoneInfo(zone))
    return f"{at:%b} {at.day} {at:%H:%M:%S}".removesuffix(":00")


def test_the_table_of_the_page_has_every_slice_of_its_ticket():
    inputs = Inputs(
        FOLDER / "contract.yaml", (FOLDER / "export.csv",), FOLDER / "mapping.yaml", "2026-12-01"
    )
    (found,) = explain(inputs, ticket="INC-2041")
    told = ROW.findall(PAGE)
    assert len(told) == len(found.slices)
    for (begin, end, what, counted), part in zip(told, found.slices, strict=True):
        assert begin == shown(part.start, found.timezone)
        assert shown(part.end, found.timezone).endswith(end)
        assert counted == str(datetime.timedelta(seconds=part.counted))
        assert what.split(": ")[-1] in (part.reason, part.reason.partition(", ")[2]) or (
            what.startswith(("runs", "closed"))
        )
    assert found.elapsed == _seconds("16:35:20")
    assert "16:35:20" in PAGE


def test_the_picture_of_the_page_adds_up_to_the_same_time():
    text = (ROOT / "docs" / "images" / "pauses.svg").read_text("utf-8")
    [(terms, total)] = re.findall(r">([\d: +]+) = ([\d:]+) of", text)
    assert sum(map(_seconds, terms.split(" + "))) == _seconds(total) == 59_720


def _seconds(text):
    hours, minutes, *rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + sum(rest)
