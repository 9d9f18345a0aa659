"""Twelve months of a calendar as a page to print."""

from __future__ import annotations

import datetime
import io
import re

import page as validation
import pikepdf
import pytest

from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.render import html, pdf
from rfpkit.render.calendar.document import calendar_html
from rfpkit.sla.calendars.year import lay_out

CALENDAR = {
    "id": "help-desk",
    "title": "Help Desk",
    "timezone": "America/Chicago",
    "covers": "2026-07-01 to 2027-05-31",
    "week": {"mon-fri": "08:00-16:00"},
    "seasons": [
        {
            "id": "testing",
            "from": "2027-04-05",
            "to": "2027-04-30",
            "week": {"mon-fri": "07:00-17:30"},
        }
    ],
    "holidays": [{"every": "12-24 to 01-02", "name": "Winter break"}],
    "closures": [
        {"date": "2027-01-27", "reason": "Snow & ice", "noticed": "2027-01-26"},
        {"date": "2027-02-18", "from": "12:00", "reason": "Early release"},
    ],
    "openings": [
        {"date": "2027-05-15", "from": "09:00", "to": "12:00", "reason": "Imaging \U0001f5a5"}
    ],
}
SCHOOL_YEAR = datetime.date(2026, 7, 1), datetime.date(2027, 6, 30)


def page_of(
    *, owner="Prairie City Public Schools", number="PC-1", note="as amended by A1", **changes
):
    calendar = ServiceCalendar.model_validate({**CALENDAR, **changes})
    return calendar_html(lay_out(calendar, *SCHOOL_YEAR), owner=owner, number=number, note=note)


@pytest.fixture(scope="module")
def made():
    return page_of()


def test_a_school_year_fits_two_sheets(made):
    with pikepdf.open(io.BytesIO(pdf.render(made))) as file:
        assert len(file.pages) == 2


def test_the_page_conforms_to_pdf_ua_1(made, tmp_path):
    path = tmp_path / "calendar.pdf"
    path.write_bytes(pdf.render(made))
    found = validation.validate_pdf(str(path), profile="ua1")
    assert found.is_compliant, found


def test_each_day_is_marked_by_a_letter_and_by_what_it_is(made):
    cells = dict(
        re.findall(r'<td id="([a-z_]+-[0-9-]+)">([^<]*(?:<span[^>]*>[^<]*</span>)?)', made)
    )
    marks = {day: re.sub(r"<[^>]*>", "", text) for day, text in cells.items()}
    assert marks["holiday-2026-12-24"] == "24 H"
    assert marks["closure-2027-01-27"] == "27 C"
    assert marks["part_day-2027-02-18"] == "18 P"
    assert marks["opening-2027-05-15"] == "15 +"
    assert marks["season-2027-04-05"] == "5"
    assert marks["outside-2027-06-30"] == "30"
    assert len(marks) == 365


def test_the_legend_names_the_marks_that_are_used_and_no_others(made):
    def legend(text):
        return re.findall(r'<td id="([a-z_]+)-key">', text)

    used = ["open", "season", "closed", "holiday", "closure", "part_day", "opening", "outside"]
    assert legend(made) == used
    plain = page_of(covers="2026-07-01 to 2027-06-30", seasons=[], closures=[], openings=[])
    assert legend(plain) == ["open", "closed", "holiday"]


def test_names_papers_and_source_are_printed(made):
    text = re.sub(r"<[^>]+>", " ", made)
    words = " ".join(text.split())
    assert "Jan 27, 2027 Wednesday Snow &amp; ice notice of 2027-01-26 C – Closure" in words
    assert "Feb 18, 2027 Thursday Early release P – Closed from 12:00" in words
    assert "Dec 24, 2026–Jan 2, 2027 Thursday to Saturday Winter break H – Holiday" in words
    assert "Testing, Apr 5–30, 2027 Monday to Friday 7:00–17:30" in words
    assert "PC-1, help-desk, version 1, as amended by A1" in words


def test_a_sign_that_cannot_be_printed_is_named(made):
    assert "Imaging [U+1F5A5]" in made


def test_a_calendar_of_its_own_file_has_no_owner_and_no_number():
    assert html.render(page_of(owner="", number="", note=""))


def test_the_same_calendar_gives_the_same_bytes(made):
    assert html.render(made) == html.render(page_of())
