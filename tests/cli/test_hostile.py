"""What a careless or unfriendly person gives the command line, and what comes of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.workflows.audits.as_of import parse_as_of
from rfpkit.workflows.build import build
from rfpkit.workflows.check import check
from rfpkit.workflows.write import write_files

CHICAGO = "America/Chicago"
LEAST = """\
kind: rfp
id: R-1
title: {title}
issuer: {{name: A District, level: district, timezone: America/Chicago}}
"""


def least(folder: Path, title: str = "Repair", name: str = "rfp.yaml") -> Path:
    path = folder / name
    path.write_text(LEAST.format(title=title), "utf-8")
    return path


def test_the_name_of_a_file_cannot_recolour_the_terminal(tmp_path):
    told = str(Diagnostic(Location("a\x1b[31m.csv", 2, field="x\u202ey"), "it is \x07 wrong"))
    assert told == r"a\x1b[31m.csv:2: x\x202ey: it is \x07 wrong"
    lines = check([least(tmp_path, name="a\x1b[31m.yaml")]).lines()
    assert [line for line in lines if "\x1b" in line] == []
    assert r"a\x1b[31m.yaml" in lines[0]


def test_a_folder_in_the_place_of_one_result_leaves_the_others_as_they_were(tmp_path):
    (tmp_path / "a.html").write_text("before", "utf-8")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(InputError, match=r"a folder is called `b\.pdf`"):
        write_files(tmp_path, {"a.html": b"after", "b.pdf": b"after"})
    assert (tmp_path / "a.html").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "20270715",
        "2027-W28-4",
        "2027-07-15T",
        "٢٠٢٧-٠٧-١٥",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "9999-12-31",
        "",
    ],
)
def test_an_instant_that_could_mean_another_or_is_far_off_is_refused(text):
    # `20270715` would be the beginning of the day whose end `2027-07-15` is.
    with pytest.raises(InputError, match="is not a date"):
        parse_as_of(text, CHICAGO)


def test_a_date_is_its_end_and_an_instant_is_itself():
    midnight = datetime.datetime(2027, 7, 16, tzinfo=ZoneInfo(CHICAGO)).timestamp()
    assert parse_as_of("2027-07-15", CHICAGO) == midnight
    assert parse_as_of("2027-07-15T09:30", CHICAGO) == midnight - 14.5 * 3600
    assert parse_as_of("2027-07-15T14:30Z", CHICAGO) == midnight - 14.5 * 3600


def test_a_sign_that_paper_cannot_show_is_told_with_its_place_and_a_browser_shows_it(tmp_path):
    rfp = least(tmp_path, title="修理")
    for form in ("pdf", "docx"):
        with pytest.raises(InputError) as caught:
            build(rfp, tmp_path / "out", formats=[form])
        (found,) = caught.value.diagnostics
        assert (found.at.line, found.at.column) == (3, 8)
        assert found.message == (
            "title: the bundled fonts have no sign for 修 (U+4FEE), 理 (U+7406)"
        )
    assert not (tmp_path / "out").exists()
    build(rfp, tmp_path / "out", formats=["html", "html"])
    assert "修理" in (tmp_path / "out" / "R-1.html").read_text("utf-8")
