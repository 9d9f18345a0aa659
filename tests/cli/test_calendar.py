"""`rfpkit calendar` as a person meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from rfpkit.cli.main import main

CALENDAR = """kind: calendar
id: help-desk
title: Help Desk
timezone: America/Chicago
covers: 2026-07-01 to 2028-06-30
week: {mon-fri: 08:00-16:00}
seasons:
  - {id: summer-2027, from: 2027-06-07, to: 2027-08-06, week: {mon-thu: 07:00-17:00}}
holidays:
  - {every: 12-24 to 01-02, name: Winter break}
  - {date: 2026-11-26, name: Thanksgiving}   # the board's list
closures:
  - {date: 2027-01-27, reason: Snow day, noticed: 2027-01-27, approved_by: Superintendent}
openings:
  - {date: 2027-05-15, from: 09:00, to: 12:00, reason: Imaging day}
"""
CONTRACT = Path(__file__).parents[2] / "examples" / "city-district" / "contract.yaml"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def calendar(tmp_path, monkeypatch, capsys):
    """Runs the command in this process, eighty columns wide, beside a calendar of ours."""
    (tmp_path / "desk.yaml").write_text(CALENDAR, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("zoneinfo.reset_tzpath", dict)  # it would hold for every other test
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["rfpkit", "calendar", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(str(ended.value.code)), *capsys.readouterr())

    return run


def test_a_year_shows_every_day_with_its_mark_and_adds_it_up(calendar):
    done = calendar("show", "desk.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Help Desk, July 2026 to June 2027" in done.stderr
    assert "22·23 24 25 26H27 28·" in done.stderr  # November
    assert "24·25 26 27C28 29 30·" in done.stderr  # January
    assert " 9·10 11 12 13 14 15+" in done.stderr  # May
    assert " 6· 7' 8' 9'10'11·12·" in done.stderr  # June
    assert "H 2026-12-24 to 2027-01-02  Thu–Sat  Winter break" in done.stderr
    assert "Open 2,025:00 hours on 250 business days (7,290,000 seconds)" in done.stderr


def test_a_year_and_a_school_year_are_asked_for_by_name(calendar):
    year = calendar("show", "desk.yaml", "--year", "2027")
    assert "Help Desk, 2027" in year.stderr
    school = calendar("show", "desk.yaml", "--school-year", "2027")
    assert "Help Desk, July 2027 to June 2028" in school.stderr
    first = calendar("show", "desk.yaml", "--school-year")
    assert "Help Desk, July 2026 to June 2027" in first.stderr


def test_programs_get_the_days_as_json(calendar):
    done = calendar("show", "desk.yaml", "--json")
    year = json.loads(done.stdout)
    days = {day["date"]: day for month in year["months"] for day in month["days"]}
    assert days["2027-01-27"]["kind"] == "closure"
    assert days["2027-01-26"]["hours"] == [[28800, 57600]]
    assert sum(day["open_seconds"] for day in days.values()) == 7_290_000


def test_a_page_is_written_in_both_formats(calendar, tmp_path):
    for name, start in (("year.html", b"<!DOCTYPE html>"), ("year.pdf", b"%PDF")):
        done = calendar("show", "desk.yaml", "-o", name)
        assert done.stderr == f"wrote {name}\n"
        assert (tmp_path / name).read_bytes().startswith(start)


def test_elapsed_shows_what_counted_and_why_the_rest_did_not(calendar):
    ends = "2027-01-26T15:00", "2027-01-28T09:30"
    done = calendar("elapsed", "desk.yaml", *ends, "--json")
    assert done.returncode == 0
    assert "Service time  2:30:00 (9,000 seconds)" in done.stderr
    assert "closed: Snow day" in done.stderr
    found = json.loads(done.stdout)
    assert found["seconds"] == 9000
    assert [one["open"] for one in found["slices"]] == [True, False, True]


def test_due_is_told_with_the_next_opening_and_what_the_clocks_did(calendar):
    done = calendar("due", "desk.yaml", "2027-03-12T18:00", "8 business hours")
    assert "Due  Mon 2027-03-15 16:00:00-05:00" in done.stderr
    assert "Runs from  Mon 2027-03-15 08:00:00-05:00, the next opening" in done.stderr
    assert "also a stop before Tue 2027-03-16 08:00:00-05:00" in done.stderr
    assert "the clocks go forward on 2027-03-14" in done.stderr


def test_due_takes_the_rule_the_cut_off_and_the_other_direction(calendar):
    def answer(*arguments):
        done = calendar("due", "desk.yaml", *arguments)
        return done.stderr.splitlines()[0]

    days = "2027-05-04T15:30", "2 business days"
    assert answer(*days) == "Due  Thu 2027-05-06 16:00:00-05:00"
    assert answer(*days, "--day-rule", "same_time") == "Due  Thu 2027-05-06 15:30:00-05:00"
    assert answer(*days, "--day-rule", "next_opening") == "Due  Fri 2027-05-07 08:00:00-05:00"
    assert answer(*days, "--cutoff", "15:00") == "Due  Fri 2027-05-07 16:00:00-05:00"
    back = answer("2027-05-10T09:00", "2 business hours", "--backward")
    assert back == "Latest start  Fri 2027-05-07 15:00:00-05:00"


def test_a_local_time_that_is_skipped_or_comes_twice_is_told(calendar):
    gap = calendar("due", "desk.yaml", "2027-03-14T02:30", "1 hour")
    assert "the clocks skip 2027-03-14T02:30: 2027-03-14 03:00:00-05:00 stands" in gap.stderr
    twice = calendar("due", "desk.yaml", "2026-11-01T01:30", "1 hour")
    assert "the clocks show 2026-11-01T01:30 twice" in twice.stderr
    offset = calendar("due", "desk.yaml", "2026-11-01T01:30-06:00", "1 hour")
    assert "twice" not in offset.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "none.yaml"), "none.yaml: there is no such file"),
        (("show", CONTRACT), "the file has several calendars"),
        (("show", CONTRACT, "--id", "desk"), "--id: there is no calendar `desk`"),
        (("show", "desk.yaml", "--year", "2031"), "--year: the calendar covers no day of 2031"),
        (("show", "desk.yaml", "--year", "0"), "--year: 0 is too far off"),
        (("show", "desk.yaml", "-o", "year.docx"), "-o: `year.docx` names no format of a page"),
        (
            ("show", CONTRACT.parent / "mapping.yaml"),
            "a file of kind `mapping` has no calendars",
        ),
        (
            ("elapsed", "desk.yaml", "2027-01-26", "2027-01-27T10:00"),
            "FROM: `2027-01-26` is not an instant",
        ),
        (
            ("elapsed", "desk.yaml", "2027-01-26T10:00", "2028-07-01T00:00"),
            "TO: 2028-07-01T00:00 lies outside the dates that `help-desk` covers (2026-07-01 to 20",
        ),
        (("due", "desk.yaml", "2027-01-26T10:00", "3 days"), "does not say which days count"),
        (("due", "desk.yaml", "2027-01-26T10:00", "0 hours"), "leaves no time at all"),
        (
            ("due", "desk.yaml", "2028-06-29T10:00", "2 business days"),
            "TARGET: 2 business days from 2028-06-29T10:00 on reach beyond the dates",
        ),
        (
            ("due", "desk.yaml", "2027-01-26T10:00", "1 hour", "--cutoff", "25:00"),
            "--cutoff: 25:00 is not a time of day",
        ),
        (("cases", "desk.yaml"), "here a file of kind `calendar-cases` is wanted"),
        (("draft", "--country", "US"), "--years: the years are not named"),
        (("draft", "--country", "US", "--years", "2030-2026"), "names no years"),
        (("draft", "--country", "US", "--years", "1900"), "--years: `1900` is too far off"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(calendar, arguments, message):
    done = calendar(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "hint: " in done.stderr


def test_cases_end_with_1_where_one_fails_and_tell_both_answers(calendar, tmp_path):
    case = "  - {id: a, calendar: help-desk, from: 2027-01-26T15:00, to: 2027-01-28T09:30,"
    head = "kind: calendar-cases\ncalendars_from: desk.yaml\ncases:\n"
    (tmp_path / "good.yaml").write_text(f"{head}{case} service_time: 2:30}}\n", "utf-8")
    (tmp_path / "bad.yaml").write_text(f"{head}{case} service_time: 10:30}}\n", "utf-8")
    good, bad = (calendar("cases", f"{name}.yaml", "--json") for name in ("good", "bad"))
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "1 of 1 cases: ✓ all pass" in good.stderr
    assert "expected  10:30:00\ngot       2:30:00" in bad.stderr
    assert "0 of 1 cases: × 1 fail" in bad.stderr
    assert json.loads(bad.stdout)["failed"] == 1


def test_a_draft_goes_to_standard_output_or_into_the_calendar(calendar, tmp_path):
    printed = calendar("draft", "--country", "US", "--subdivision", "ME", "--years", "2026-2027")
    assert printed.stdout.startswith("# US, ME: a draft from the library holidays ")
    assert "check every date before you sign" in printed.stderr
    assert 'name: "Patriots\' Day"}  # Monday; draft of holidays ' in printed.stdout
    path = tmp_path / "desk.yaml"
    path.write_text(CALENDAR.replace("name: Thanksgiving}", "name: Thanksgiving Day}"), "utf-8")
    into = calendar("draft", "--country", "US", "--into", "desk.yaml")
    assert into.returncode == 0, into.stderr
    text = path.read_text("utf-8")
    assert "# the board's list" in text
    assert text.count("2026-11-26") == 1  # it was there
    assert text.count("2026-12-25") == 0  # inside the winter break
    assert "{date: 2027-05-31, name: Memorial Day}" in text
    again = calendar("draft", "--country", "US", "--into", "desk.yaml")
    assert "desk.yaml: 0 dates added" in again.stderr
    assert path.read_text("utf-8") == text


def test_a_date_under_another_name_is_refused_and_nothing_is_written(calendar, tmp_path):
    done = calendar("draft", "--country", "US", "--into", "desk.yaml")
    assert done.returncode == 2
    said = "desk.yaml:11:12: 2026-11-26 is `Thanksgiving` here and `Thanksgiving Day` in the draft"
    assert said in done.stderr
    assert (tmp_path / "desk.yaml").read_text("utf-8") == CALENDAR


def test_the_help_of_the_group_imports_no_heavy_library(tmp_path):
    code = (
        "import sys; from rfpkit.cli.calendar import command; "
        "command(['--help'], standalone_mode=False); "
        "print([m for m in ('numpy', 'rich', 'pydantic', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]"
