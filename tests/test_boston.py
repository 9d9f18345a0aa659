"""A real city's 311 data, audited against a contract that describes its own due times."""

from __future__ import annotations

import csv
import datetime
import gzip
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rfpkit.model.audit import ClaimResult, LevelLedger
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.model.exports.event_log import EventLog
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from rfpkit.workflows.audits.case import Case, Inputs, open_case, silent
from rfpkit.workflows.audits.event_log import read_log

EXAMPLE = Path(__file__).parent.parent / "examples" / "boston-311"
SERVICE = "Pick up Dead Animal"
BOSTON = ZoneInfo("America/New_York")

DAY_OF_EXTRACT = "2022-09-15"
"""The last closing in the data is of that afternoon."""


@pytest.fixture(scope="module")
def export(shared: Path) -> Path:
    return shared / "data" / "boston311_2014_2017.csv.gz"


@pytest.fixture(scope="module")
def case(export) -> Case:
    return opened(export, DAY_OF_EXTRACT)


@pytest.fixture(scope="module")
def log(export, case) -> EventLog:
    return read_log((export,), (), case.mapping)


@pytest.fixture(scope="module")
def measured(case, log) -> Measured:
    return measure_contract(case.contract, log, case.as_of, case.claims_level)


@pytest.fixture(scope="module")
def claims(measured) -> ClaimResult:
    result: ClaimResult = measured.claims[0]
    return result


@pytest.fixture(scope="module")
def ledger(measured) -> LevelLedger:
    found: LevelLedger | None = measured.levels[0].ledger
    assert found is not None
    return found


@pytest.fixture(scope="module")
def cases(export) -> list[dict[str, str]]:
    """The cases of the service as the file has them, read without rfpkit."""
    with gzip.open(export, "rt", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["type"] == SERVICE]


def opened(export: Path, as_of: str) -> Case:
    inputs = Inputs(EXAMPLE / "contract.yaml", (export,), EXAMPLE / "mapping.yaml", as_of)
    return open_case(inputs, silent)


def local(stored: str) -> datetime.datetime:
    """Returns the local time of a stamp: stored - UTC offset of Boston."""
    stamp = datetime.datetime.fromisoformat(stored)
    offset = stamp.replace(tzinfo=BOSTON).utcoffset()
    assert offset is not None
    return stamp - offset


def test_every_row_of_the_export_is_read_and_used(log):
    intake = log.intake
    assert intake.balanced
    assert (intake.rows_read, intake.rows_used, intake.rejected) == (26_743, 26_743, ())
    found = {finding.id: finding.count for finding in intake.findings}
    assert found == {"ambiguous-local-time": 1, "stamps-out-of-order": 10}


def test_the_books_of_the_level_balance(ledger, cases):
    assert ledger.balanced, ledger
    assert ledger.in_scope == len(cases) == 11_227


def test_our_due_time_is_the_citys_within_15_minutes(claims, ledger, cases):
    given = sum(bool(row["sla_target_dt"]) for row in cases)
    unscorable = sum(line.count for line in ledger.unscorable)
    within = claims.due_within_15_minutes
    told = f"{within} of {given}: {within / given:.4%}; {claims.dues} compared"
    assert claims.dues == given - unscorable, told
    assert within * 1000 >= given * 995, told


def test_the_citys_flag_follows_from_its_own_due_time_in_every_case(claims, cases):
    given = sum(bool(row["sla_target_dt"]) for row in cases)
    assert claims.flag_contradicts_own_due == 0
    assert claims.flag_agrees_with_own_due == given


def test_a_case_to_which_the_city_gave_no_due_time_has_no_target(ledger, cases):
    assert ledger.no_target == sum(not row["sla_target_dt"] for row in cases) == 1


def test_at_the_extract_every_open_case_is_long_overdue(ledger, cases):
    still_open = [row for row in cases if not row["closed_dt"]]
    assert {row["on_time"] for row in still_open} == {"OVERDUE"}
    assert (ledger.missed_open, ledger.pending) == (len(still_open), 0)


def test_cases_closed_before_they_were_opened_are_not_scored(ledger, cases):
    reversed_cases = [
        row for row in cases if row["closed_dt"] and row["closed_dt"] < row["open_dt"]
    ]
    (line,) = ledger.unscorable
    assert (line.reason, line.count) == ("stop before start", len(reversed_cases))


def test_every_disagreement_with_the_city_has_its_cause(claims):
    causes = {one.ticket: one.cause for one in claims.disagreements}
    assert len(causes) == claims.flag_differs_from_ours == 5
    assert all(cause.startswith("the vendor's due time is") for cause in causes.values())
    # Opened in May 2015, open for 14 months, and ONTIME: its due time was moved past its closing.
    assert causes["101001381601"] == "the vendor's due time is 10346 h 07 min later"


@pytest.mark.parametrize("moment", ["2016-08-07T14:00", "2017-06-05T11:00", "2017-07-17T11:00"])
def test_on_a_day_in_between_open_cases_that_are_not_yet_due_are_pending(
    export, log, cases, moment
):
    now = datetime.datetime.fromisoformat(moment)
    waiting = {
        row["case_enquiry_id"]
        for row in cases
        if local(row["open_dt"]) <= now
        and not (row["closed_dt"] and local(row["closed_dt"]) <= now)
        and row["sla_target_dt"]
        and local(row["sla_target_dt"]) > now
    }
    case = opened(export, moment)
    found = measure_contract(case.contract, log, case.as_of, case.claims_level)
    pending = {one.ticket for one in rows(found.verdicts) if one.verdict == "pending"}
    assert pending == waiting
    assert len(pending) >= 10


def test_the_city_sets_no_due_time_on_a_day_that_the_calendar_closes(case, cases):
    due = {local(row["sla_target_dt"]).date() for row in cases if row["sla_target_dt"]}
    (calendar,) = case.contract.calendars
    closed = closed_days(calendar)
    assert due & closed == {datetime.date(2018, 1, 1)}, "the city's clock did not know that one"


def closed_days(calendar: ServiceCalendar) -> set[datetime.date]:
    holidays = {holiday.date for holiday in calendar.holidays if holiday.date}
    return holidays | {closure.date for closure in calendar.closures}


def test_columns_that_are_dropped_reach_no_table(case, log):
    dropped = {"case_title", "closure_reason_datestamp_only"}
    assert set(case.mapping.drop) == dropped
    assert not dropped & {*log.tickets.columns, *log.events.columns}
