"""The words and edges that no other test looks at: each of these was once changed unnoticed."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from rfpkit.model.attainment import Period
from rfpkit.model.audit import PeriodResult
from rfpkit.model.calendars.calendar import ServiceCalendar
from rfpkit.sla.attainment.periods import stretches
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.calendars.compiled import CompiledCalendar, compile_calendar
from rfpkit.sla.calendars.year import lay_out
from rfpkit.sla.calendars.zones import UNKNOWN
from rfpkit.sla.clocks import timeline
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of
from tests.sla.test_statistics import judged

QUICK = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
SLOW = [("2026-09-01 08:00", "open"), ("2026-09-03 09:00", "event resolved")]


def september(met: int, missed: int, **attainment: Any) -> PeriodResult:
    rules = {"at_least": "95%", "per": "month", **attainment}
    story = {f"A{n}": QUICK for n in range(met)} | {f"B{n}": SLOW for n in range(missed)}
    contract = contract_of(level_of(attainment=rules))
    (level,) = measure_contract(contract, log_of(story), at("2026-10-01")).levels
    return level.periods[-1]


@pytest.mark.parametrize(
    ("met", "allowed", "told"),
    [
        (0, 1, "1 ticket decided, 5 needed: 1 miss allowed"),
        (2, 2, "3 tickets decided, 5 needed: 2 misses allowed"),
    ],
)
def test_few_tickets_and_few_misses_are_counted_in_words(met, allowed, told):
    minimum = {"tickets": 5, "otherwise": {"allow_misses": allowed}}
    assert september(met, 1, minimum=minimum).reason == told


def test_a_period_without_tickets_names_the_versions_that_were_in_force():
    change = {"id": "A1", "effective": "2026-09-15", "reason": "Agreed."}
    stricter = {**change, "service_levels": [level_of(target="2 business hours")]}
    contract = contract_of(amendments=[stricter])
    (level,) = measure_contract(contract, log_of({}), at("2026-11-01")).levels
    assert [(one.period, one.versions) for one in level.periods][-4:] == [
        ("2026-08", ("original",)),
        ("2026-09 part 1", ("original",)),
        ("2026-09 part 2", ("A1",)),
        ("2026-10", ("A1",)),
    ]


def test_two_changes_in_a_month_without_tickets_are_both_named():
    other = level_of(credit={"per_missed_period": "$500"})
    elsewhere = {**other, "id": "elsewhere"}
    changes = [
        {"id": name, "effective": day, "reason": "Agreed.", "service_levels": [elsewhere]}
        for name, day in (("A1", "2026-09-10"), ("A2", "2026-10-05"))
    ]
    contract = contract_of(other, elsewhere, amendments=changes)
    first, _ = measure_contract(contract, log_of({}), at("2026-11-01")).levels
    assert [one.versions for one in first.periods] == [
        ("original",),
        ("original",),
        ("original", "A1"),
        ("A1", "A2"),
    ]


def calendar_of(**changes: Any) -> CompiledCalendar:
    written = {"id": "hours", "timezone": "UTC", "covers": "2026-01-01 to 2026-12-31", **changes}
    return compile_calendar(ServiceCalendar.model_validate(written))


def test_a_calendar_that_changes_at_odd_seconds_needs_no_table():
    drill = {"date": "2026-05-05", "from": "10:07:01", "to": "10:20", "reason": "Drill"}
    calendar = calendar_of(week={"mon-fri": "08:00-16:00"}, closures=[drill])
    moments = np.arange(calendar.first, calendar.last, 601)
    assert moments.size > 50_000
    some = moments[::997]
    assert calendar.open(moments)[::997].tolist() == calendar.open(some).tolist()


def test_the_steps_of_a_table_are_those_of_the_hours_whatever_the_date():
    # From midnight, and from nothing else: on this date a step of 7,000 s would fit the rest.
    day = next(one for one in range(20_454, 20_490) if (1 + 2 * one) % 35 == 0)
    date = str(np.datetime64(day, "D"))
    openings = [
        {"date": date, "from": "00:40", "to": "02:36:40"},
        {"date": date, "from": "20:06:40", "to": "22:03:20"},
    ]
    calendar = calendar_of(week={}, covers=f"{date} to {date}", openings=openings)
    moments = np.resize(np.arange(calendar.first, calendar.last + 1, 100), 60_000)
    few = moments[:864]
    assert calendar.open(moments)[:864].tolist() == calendar.open(few).tolist()


def test_a_rolling_window_says_how_many_of_its_periods_have_passed():
    rules = {"at_least": "95%", "per": "month", "rolling": 3}
    contract = contract_of(level_of(attainment=rules))
    (level,) = measure_contract(contract, log_of({"A": QUICK}), at("2026-11-01")).levels
    assert [(one.state.value, one.reason) for one in level.periods] == [
        ("not_yet_judged", "the window of 3 months is not full: 1 has passed"),
        ("not_yet_judged", "the window of 3 months is not full: 2 have passed"),
        ("met", ""),
        ("met", ""),
    ]


def test_a_season_may_begin_with_the_first_day_of_the_calendar():
    season = {
        "id": "winter",
        "from": "2026-01-01",
        "to": "2026-01-09",
        "week": {"mon": "9:00-10:00"},
    }
    calendar = calendar_of(week={}, seasons=[season]).calendar
    year = lay_out(calendar, datetime.date(2025, 12, 31), datetime.date(2026, 1, 10))
    days = [one for month in year.months for one in month.days]
    assert [one.season for one in days] == ["", *["winter"] * 9, ""]


def missed_in(*months: str) -> dict[str, Any]:
    return {
        month: [(f"{month}-02 08:00", "open"), (f"{month}-20 08:00", "event resolved")]
        for month in months
    }


MISS = {"per_missed_period": "$500"}


def test_the_cap_of_the_contract_counts_the_other_levels_of_the_same_month():
    other = {**level_of(credit=MISS), "id": "other"}
    risk = {"cap": "$5,000 per month", "contract": "$900 per contract"}
    contract = contract_of(level_of(credit=MISS), other, at_risk=risk)
    lines = measure_contract(contract, log_of(missed_in("2026-09")), at("2026-10-01")).credits
    assert [str(line.amount) for line in lines] == ["500.00", "400.00"]


def test_the_at_risk_amount_of_december_is_that_of_its_own_year():
    contract = contract_of(level_of(credit=MISS), at_risk={"cap": "$400 per month"})
    (line,) = measure_contract(contract, log_of(missed_in("2026-12")), at("2027-01-01")).credits
    assert "the at-risk amount of 2026-12 leaves $400.00: cut to it" in [
        one.step for one in line.steps
    ]


def test_a_right_stands_from_the_day_after_its_last_miss():
    credit = {**MISS, "chronic": [{"misses": "3 in a row", "then": "termination right"}]}
    story = missed_in("2026-07", "2026-08", "2026-09")
    (right,) = measure_contract(
        contract_of(level_of(credit=credit)), log_of(story), at("2026-11-01")
    ).triggers
    assert right.since == datetime.date(2026, 10, 1)


@pytest.mark.parametrize(("undone", "told"), [(2, []), (3, ["stops-undone"])])
def test_stops_are_doubtful_where_more_than_half_of_them_were_undone(undone, told):
    again = [*QUICK, ("2026-09-01 10:00", "open"), ("2026-09-01 11:00", "event resolved")]
    story = {f"T{n}": again if n < undone else QUICK for n in range(4)}
    found = measure_contract(contract_of(), log_of(story), at("2026-10-01")).findings
    assert [one.id for one in found if one.id == "stops-undone"] == told


@pytest.mark.parametrize("week", [{"mon-sun": "22:00-06:00"}, {"mon-sun": "00:00-24:00"}])
def test_no_hours_lie_beyond_the_dates_of_a_calendar(week):
    calendar = calendar_of(week=week, covers="2026-03-02 to 2026-03-05")
    assert (calendar.starts[0] >= calendar.first, calendar.ends[-1]) == (True, calendar.last)
    late = np.array([calendar.last - 60])
    assert calendar.due(late, np.array([60])).tolist() == [calendar.last]
    assert calendar.due(late, np.array([61])).tolist() == [UNKNOWN]


def test_a_pause_that_waits_for_its_own_end_stops_no_other_ticket():
    story = {
        "A": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "pause awaiting-customer")],
        "B": QUICK,
        "C": [*QUICK[:1], ("2026-09-01 08:30", "resume awaiting-customer"), *QUICK[1:]],
    }
    verdicts = measure_contract(contract_of(), log_of(story), at("2026-09-01 12:00")).verdicts
    told = [(row.ticket, row.elapsed, row.paused) for row in rows(verdicts)]
    assert told == [("A", 3600, 3 * 3600), ("B", 3600, 0), ("C", 3600, 0)]


def test_a_device_with_two_broken_records_names_the_first():
    measure = {
        "kind": "accumulation",
        "unit": "device",
        "from": "reported",
        "to": "resolved",
        "calendar": "support-hours",
    }
    level = {**level_of(target="8 business hours"), "measure": measure}
    held = {
        "A": {"device": "D1", "unreadable": "a stamp of A"},
        "B": {"device": "D1", "unreadable": "a stamp of B"},
    }
    log = log_of({"A": SLOW, "B": QUICK}, held, attributes=("device",))
    measured = measure_contract(contract_of(level), log, at("2026-10-01"))
    told = [(row.period, row.verdict, row.reason) for row in rows(measured.verdicts)]
    assert ("2026-09", "unscorable", "a stamp of A") in told


def test_a_share_of_tickets_is_not_measured_where_its_tickets_cannot_be_told_apart():
    measure = {"kind": "ratio", "good": {"event": "reopened", "at_most": 0}}
    level = {**level_of(applies_to={"site": ["north"]}), "measure": measure}
    del level["target"]
    log = log_of({"A": QUICK}, attributes=("service",))
    (found,) = measure_contract(contract_of(level), log, at("2026-10-01")).levels
    assert found.reason == "the mapping fills no `site`, by which the level chooses its tickets"


@pytest.mark.parametrize(
    ("begins", "years"),
    [
        ("1996-02-29", ["1996-02-29", "1997-03-01", "1998-03-01", "1999-03-01", "2000-02-29"]),
        ("2096-02-29", ["2096-02-29", "2097-03-01", "2098-03-01", "2099-03-01", "2100-03-01"]),
        ("2024-02-29", ["2024-02-29", "2025-03-01", "2026-03-01", "2027-03-01", "2028-02-29"]),
    ],
)
def test_years_of_a_contract_that_began_on_a_leap_day_begin_on_it_where_there_is_one(begins, years):
    first = datetime.date.fromisoformat(begins)
    contract = contract_of(term=f"{begins} to {first.year + 5}-02-27")
    found = stretches(contract, Period.CONTRACT_YEAR, first, contract.term.last)
    assert [str(one.first) for one in found] == years


def test_an_event_that_is_called_like_a_reason_to_pause_pauses_nothing():
    story = {"A": [QUICK[0], ("2026-09-01 08:30", "event awaiting-customer"), QUICK[1]]}
    (row,) = rows(measure_contract(contract_of(), log_of(story), at("2026-10-01")).verdicts)
    assert (row.elapsed, row.paused) == (3600, 0)


def test_a_mean_that_is_exactly_what_is_owed_is_met():
    measure = {"kind": "satisfaction", "dimension": "quality", "scale": 5}
    level = {
        **level_of(attainment={"at_least": "80%", "per": "month"}),
        "measure": {**measure, "method": "mean_over_max"},
    }
    del level["target"]
    closed = [QUICK[0], ("2026-09-01 09:00", "event closed")]
    held = {"A": {"rating_quality": 3}, "B": {"rating_quality": 5}}
    log = log_of({"A": closed, "B": closed}, held, ratings=["quality"])
    (found,) = measure_contract(contract_of(level), log, at("2026-10-01")).levels
    assert (found.periods[-1].state.value, found.periods[-1].attainment) == ("met", Fraction(4, 5))


def outages(target: str, *spans: tuple[str, str], **more: Any) -> str:
    """What September is for a device that was out of service so long."""
    measure = {
        "kind": "accumulation",
        "unit": "device",
        "from": "reported",
        "to": "resolved",
        "calendar": "support-hours",
        **more,
    }
    level = {**level_of(target=target), "measure": measure}
    story = {
        f"T{n}": [(begin, "open"), (end, "event resolved")] for n, (begin, end) in enumerate(spans)
    }
    log = log_of(story, {name: {"device": "D1"} for name in story}, attributes=("device",))
    measured = measure_contract(contract_of(level), log, at("2026-10-01"))
    found = [row.verdict for row in rows(measured.verdicts) if row.period == "2026-09"]
    return found[0] if found else "no outage"


def test_an_outage_that_ends_as_it_begins_is_none():
    moments = [(f"2026-09-0{day} 09:00", f"2026-09-0{day} 09:00") for day in (1, 2, 3)]
    real = [(begin, begin.replace("09:00", "09:01")) for begin, _ in moments]
    assert outages("1 school day", *moments, day_counts="any_part") == "no outage"
    assert outages("1 school day", *real, day_counts="any_part") == "missed"


def test_an_outage_that_ends_at_midnight_begins_no_day_more():
    assert outages("1 calendar day", ("2026-09-01 08:00", "2026-09-03 00:00")) == "met"
    assert outages("1 calendar day", ("2026-09-01 08:00", "2026-09-03 00:01")) == "missed"


def test_one_unknown_value_in_ten_does_not_touch_the_ninth():
    assert judged([1] * 9, "percentile", unscorable=1).met is True
    assert judged([1] * 8, "percentile", unscorable=1).met is None


def test_the_thirteenth_percentile_is_no_thirteerd():
    names = [judged([3], "percentile", percentile=one).result.name for one in (11, 12, 13, 22)]
    assert names == [f"{one} percentile" for one in ("11th", "12th", "13th", "22nd")]


@pytest.mark.parametrize("rows_of_a_block", [1, 2, 5, 63, 64])
def test_blocks_of_any_size_give_the_same_audit(monkeypatch, rows_of_a_block):
    again = [*QUICK, ("2026-09-02 10:00", "open"), ("2026-09-03 11:00", "event resolved")]
    story = {f"T{n:02}": (QUICK, SLOW, again, QUICK[:1])[n % 4] for n in range(28)}
    log, contract = log_of(story), contract_of()
    whole = list(rows(measure_contract(contract, log, at("2026-10-01")).verdicts))
    monkeypatch.setattr(timeline, "_BLOCK", rows_of_a_block)
    cut = list(rows(measure_contract(contract, log, at("2026-10-01")).verdicts))
    assert len(whole) == 28
    assert cut == whole


def test_a_value_that_is_exactly_the_least_that_is_owed_is_enough():
    measure = {"kind": "statistic", "statistic": "mean", "to": "resolved", "better": "higher"}
    level = {
        **level_of(target="1 business hour", attainment={"per": "month"}),
        "measure": {**measure, "calendar": "support-hours"},
    }
    measured = measure_contract(contract_of(level), log_of({"A": QUICK}), at("2026-10-01"))
    assert [row.verdict for row in rows(measured.verdicts)] == ["met"]


def test_a_holiday_takes_the_one_second_that_a_night_reaches_into_it():
    holiday = [{"date": "2026-05-05", "name": "A Tuesday"}]
    calendar = calendar_of(week={"mon-sun": "22:00-00:00:01"}, holidays=holiday)
    ends = np.array([at("2026-05-05", "UTC")]), np.array([at("2026-05-05 22:00", "UTC")])
    assert calendar.elapsed(*ends).tolist() == [0]
