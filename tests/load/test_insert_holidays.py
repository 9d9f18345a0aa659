"""Drafted holidays go into a file as text; what a person wrote stays to the letter."""

from __future__ import annotations

import datetime

import pytest

from rfpkit.errors import InputError
from rfpkit.load.document import load_text
from rfpkit.load.holiday_draft import HolidayDraft, draft_holidays
from rfpkit.load.insert_holidays import draft_text, insert_holidays
from rfpkit.model.calendars.calendar import CalendarFile

DATES = (
    (datetime.date(2026, 7, 3), "Independence Day (observed)"),
    (datetime.date(2026, 12, 25), "Christmas Day"),
    (datetime.date(2027, 1, 1), "New Year's Day"),
)
DRAFT = HolidayDraft(DATES, "holidays 0.109", "US")
HEAD = """# Our calendar
kind: calendar
id: desk
timezone: America/New_York
covers: 2026-07-01 to 2027-06-30   # one school year
"""
WEEK = "week: {mon-fri: 07:30-16:30}\n"
SHAPES = {
    "a list below the field": WEEK
    + "holidays:\n  # as voted\n  - {date: 2026-11-26, name: Thanksgiving}  # fixed\n# the end\n",
    "a list without margin": WEEK + "holidays:\n- {date: 2026-11-26, name: Thanksgiving}\n",
    "items of several lines": WEEK
    + "holidays:\n  - every: 12-26 to 12-31\n    name: Break  # long\nopenings: []\n",
    "a list in brackets": WEEK
    + "holidays: [{date: 2026-11-26, name: Thanksgiving}]  # one\nopenings: []\n",
    "an empty list": WEEK + "holidays: []\n",
    "no holidays yet": WEEK,
    "a week of several lines": "week:\n  mon: 07:30-16:30\n  tue: 07:30-16:30\nopenings: []\n",
    "no end of the last line": WEEK
    + "holidays:\n  - {date: 2026-11-26, name: Thanksgiving}".rstrip("\n"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("shape", SHAPES)
def test_dates_are_added_and_every_other_line_stays(shape, end):
    text = (HEAD + SHAPES[shape]).replace("\n", end)
    changed = insert_holidays(text, "c.yaml", (), DRAFT, DATES)
    before, after = (load_text(one, CalendarFile, "c.yaml") for one in (text, changed))
    assert set(after.closed_dates()) == {*before.closed_dates(), *DATES}
    lines = changed.splitlines()
    kept = [line for line in lines if "draft of holidays 0.109, check it" not in line]
    assert len(lines) - len(kept) == 3
    if "holidays:" not in text:
        kept.remove("holidays:")
    assert "".join(kept).replace(" ", "") == "".join(text.splitlines()).replace(" ", "")
    assert ("\r" in changed) is (end == "\r\n")
    assert changed.count("\r") in {0, changed.count("\n")}


def test_a_calendar_of_a_document_is_found_by_its_place():
    text = "calendars:\n  - id: other\n    week: {}\n  - id: desk\n    week: {}\n    seasons: []\n"
    changed = insert_holidays(text, "c.yaml", ("calendars", 1), DRAFT, DATES[1:2])
    note = "# Friday; draft of holidays 0.109, check it"
    assert changed.splitlines()[-3:] == [
        "    holidays:",
        f"      - {{date: 2026-12-25, name: Christmas Day}}  {note}",
        "    seasons: []",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{kind: calendar, id: desk, covers: 2026-07-01 to 2027-06-30, week: {}}\n",
        "kind: calendar\nweek: {}\nholidays:\n",
    ],
)
def test_a_calendar_that_leaves_no_room_is_refused(text):
    with pytest.raises(InputError, match="paste what is printed"):
        insert_holidays(text, "c.yaml", (), DRAFT, DATES)


def test_a_printed_draft_says_what_it_is_on_every_line_and_can_be_read():
    text = draft_text(DRAFT)
    head, _, *items = text.splitlines()
    assert head == "# US: a draft from the library holidays 0.109; check every line."
    assert all("draft of holidays 0.109, check it" in line for line in items)
    calendar = load_text(HEAD + WEEK + text, CalendarFile, "c.yaml")
    assert calendar.closed_dates() == DATES


def test_days_off_in_place_of_others_are_called_observed():
    found = dict(draft_holidays("US", "ME", [2026], []).dates)
    assert found[datetime.date(2026, 7, 3)] == "Independence Day (observed)"
    assert found[datetime.date(2026, 4, 20)] == "Patriots' Day"
    assert {day.year for day in found} == {2026}


def test_names_are_english_where_the_library_knows_them():
    found = dict(draft_holidays("MX", None, [2026], []).dates)
    assert found[datetime.date(2026, 9, 16)] == "Independence Day"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("USA1", None, [2026], []), "--country: .*no country `USA1`"),
        (("US", "XX", [2026], []), "--subdivision: .*no subdivision of US `XX`"),
        (("US", "ME", [2026], ["schools"]), "--category: .*no category `schools`"),
    ],
)
def test_what_the_library_does_not_know_is_refused_by_name(arguments, message):
    with pytest.raises(InputError, match=message):
        draft_holidays(*arguments)
