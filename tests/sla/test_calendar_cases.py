"""Cases in a contract manager's words: every policy in which programs differ, and its answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.model.calendars.cases import CalendarCase, Question
from rfpkit.model.calendars.exchanged_cases import ExchangedCase
from rfpkit.sla.calendars.cases import judge_exchanged
from rfpkit.workflows.calendars.cases import run_cases

FOLDER = Path(__file__).parent.parent / "cases" / "calendar"
HOURS = {"tz": "UTC", "week": {"mon": [["09:00", "17:00"]]}}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_case_gets_the_agreed_answer(path):
    run = run_cases(path)
    assert [(one.id, one.expected, one.got) for one in run.failed] == []
    assert len(run.results) > 5


def failing(tmp_path, text):
    path = tmp_path / "cases.yaml"
    path.write_text(text, "utf-8")
    return [(one.id, one.expected, one.got) for one in run_cases(path).failed]


CALENDAR = """kind: calendar-cases
timezone: America/Chicago
calendars:
  - {id: desk, covers: 2027-01-01 to 2027-12-31, week: {mon-fri: 08:00-16:00}}
cases:
"""


WRONG = """
  - {id: a, calendar: desk, from: 2027-05-04T08:00, to: 2027-05-04T10:00, service_time: 3:00}
  - {id: b, calendar: desk, from: 2027-05-04T08:00, within: 1 hour, due: 2027-05-04T09:01}
  - {id: c, calendar: desk, from: 2027-05-04T07:00, next_opening: 2027-05-04T07:00}
  - {id: d, calendar: desk, to: 2027-05-04T10:00, within: 1 hour, latest_start: 2027-05-04T08:00}
  - {id: e, calendar: desk, from: 2027-05-04T07:00, not_covered: true}
  - {id: f, calendar: desk, from: 2028-05-04T07:00, next_opening: 2028-05-04T08:00}
  - id: g
    calendar: desk
    from: 2027-05-04T08:00
    within: 8 hours
    due: 2027-05-04T16:00
    in_time_before: 2027-05-05T09:00
  - {id: h, calendar: desk, from: 2027-05-04T08:00, to: 2027-05-04T10:00, service_time: 120 minutes}
"""


def test_a_wrong_answer_fails_and_both_answers_are_told(tmp_path):
    found = failing(tmp_path, CALENDAR + WRONG)
    assert found == [
        ("a", "3:00:00", "2:00:00"),
        ("b", "2027-05-04 09:01:00-05:00", "2027-05-04 09:00:00-05:00"),
        ("c", "2027-05-04 07:00:00-05:00", "2027-05-04 08:00:00-05:00"),
        ("d", "2027-05-04 08:00:00-05:00", "2027-05-04 09:00:00-05:00"),
        ("e", "not covered", "2027-05-04 08:00:00-05:00"),
        ("f", "2028-05-04 08:00:00-05:00", "not covered"),
        (
            "g",
            "2027-05-04 16:00:00-05:00, in time before 2027-05-05 09:00:00-05:00",
            "2027-05-04 16:00:00-05:00, in time before 2027-05-05 08:00:00-05:00",
        ),
    ]


def test_cases_ask_the_calendars_of_the_file_that_they_name(tmp_path):
    (tmp_path / "hours.yaml").write_text(
        "kind: calendar\nid: desk\ntimezone: America/Denver\n"
        "covers: 2027-01-01 to 2027-12-31\nweek: {mon-fri: 08:00-16:00}\n",
        "utf-8",
    )
    text = """kind: calendar-cases
calendars_from: hours.yaml
cases:
  - {id: a, calendar: desk, from: 2027-05-04T00:00, next_opening: 2027-05-04T08:00-06:00}
  - {id: b, calendar: always, from: 2027-05-04T00:00, within: 1 hour, due: 2027-05-04T01:00}
"""
    assert failing(tmp_path, text) == []
    with pytest.raises(InputError, match=r"cases\.yaml:4:23: .*no calendar `dusk`"):
        failing(tmp_path, text.replace("calendar: desk", "calendar: dusk"))


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"from": "2027-05-04T08:00", "next_opening": "2027-05-04T08:00"}, Question.NEXT_OPENING),
        ({"from": "2027-05-04T08:00", "not_covered": True}, Question.NEXT_OPENING),
        (
            {"from": "2027-05-04T08:00", "to": "2027-05-04T08:00", "not_covered": True},
            Question.SERVICE_TIME,
        ),
        (
            {"from": "2027-05-04T08:00", "within": "1 hour", "not_covered": True},
            Question.DUE,
        ),
        (
            {"to": "2027-05-04T08:00", "within": "1 hour", "not_covered": True},
            Question.LATEST_START,
        ),
    ],
)
def test_what_a_case_asks_follows_from_what_it_gives(changes, question):
    case = CalendarCase.model_validate({"id": "a", "calendar": "desk", **changes})
    assert case.question is question


def test_a_pause_without_an_end_runs_to_the_stop():
    case = {
        "id": "open",
        "calendar": HOURS,
        "start": "2027-05-03T10:00:00+00:00",
        "end": "2027-05-03T12:00:00+00:00",
        "pauses": [["2027-05-03T11:30:00+00:00", None]],
        "expected_seconds": 5400,
    }
    assert judge_exchanged(ExchangedCase.model_validate(case)).passed


def test_hours_of_a_single_date_may_run_over_midnight():
    calendar = {**HOURS, "shifts": {"2027-05-04": [["22:00", "02:00"]]}}
    case = {
        "id": "night",
        "calendar": calendar,
        "start": "2027-05-04T00:00:00+00:00",
        "end": "2027-05-06T00:00:00+00:00",
        "expected_seconds": 14400,
    }
    assert judge_exchanged(ExchangedCase.model_validate(case)).passed


def test_a_broken_list_is_refused_where_it_is_broken(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(
        '# ours\n[{"id": "a", "calendar": {"tz": "Mars", "week": {}},\n'
        '"start": "2027-05-03", "expected_next_open": "2027-05-03T09:00:00Z"}]',
        "utf-8",
    )
    with pytest.raises(InputError) as refused:
        run_cases(path)
    places = [(one.at.line, one.at.column) for one in refused.value.diagnostics]
    assert places == [(2, 33), (3, 10)]
