"""Deliveries by a date: which period each one is for, and when it is late."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.sla.case import open_case
from rfpkit.sla.kinds import choice as kinds
from rfpkit.sla.setting import Setting
from rfpkit.sla.stages import stages
from tests.sla.counted import level, setting_of, units_of, with_feed
from tests.sla.logs import at, contract_of

TERM = "2026-09-15 to 2026-12-31"


def report(within: str = "10 calendar days", **measure: Any) -> dict[str, Any]:
    return level({"kind": "duty", "feed": "feed", "item": "report", "within": within, **measure})


def days_of(text: str) -> int:
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def delivery(day: str, covers: str | None = None, of: str | None = "report") -> dict[str, Any]:
    return {"at": day, "of": of, "covers": days_of(covers) if covers else None}


def told(
    written: dict[str, Any], rows: list[dict[str, Any]], as_of: str, term: str = TERM
) -> dict[str, str]:
    found = units_of(written, with_feed(rows), as_of, term=term)
    return {one["name"]: one["reason"] or one["verdict"] for one in found}


@pytest.mark.parametrize(
    ("within", "delivered", "verdict"),
    [
        ("10 calendar days", "2026-10-10 23:59", "met"),
        ("10 calendar days", "2026-10-10", "met"),
        ("10 calendar days", "2026-10-11", "missed"),
        ("10 calendar days", "2026-10-01", "met"),
        ("3 business days", "2026-10-05 16:30", "met"),
        ("3 business days", "2026-10-05 16:31", "missed"),
        ("3 business days", "2026-10-05", "met"),
        ("3 business days", "2026-10-06", "missed"),
        ("9 hours", "2026-10-01 16:30", "met"),
        ("9 hours", "2026-10-01 16:31", "missed"),
    ],
)
def test_a_delivery_is_due_at_the_end_of_the_last_day(within, delivered, verdict):
    more = {} if "calendar" in within else {"calendar": "support-hours"}
    found = told(report(within, **more), [delivery(delivered)], "2026-10-20")
    assert found["report 2026-09"] == verdict


def test_what_was_never_delivered_is_missed_as_soon_as_it_is_due():
    assert told(report(), [], "2026-09-14 12:00") == {}
    assert told(report(), [], "2026-10-10 23:59") == {
        "report 2026-09": "pending",
        "report 2026-10": "pending",
    }
    assert told(report(), [], "2026-10-11")["report 2026-09"] == "missed_open"
    late = told(report(), [delivery("2026-10-20")], "2026-10-21")
    assert late["report 2026-09"] == "missed"


def test_a_delivery_is_for_the_period_it_names_or_else_for_the_one_before():
    rows = [
        delivery("2026-10-20", "2026-10-05"),
        delivery("2026-11-05"),
        delivery("2026-11-06", "2026-09-20"),
        delivery("2026-12-05", None, None),
        delivery("2026-12-06"),
        delivery("2026-12-07", None, "raw-export"),
        delivery("2026-12-08", "2025-01-01"),
    ]
    assert told(report(), rows, "2027-01-05") == {
        "report 2026-09": "missed",
        "report 2026-10": "met",
        "report 2026-11": "met",
        "report 2026-12": "pending",
        "feed row 3": "delivered before for the period",
        "feed row 6": "delivered before for the period",
        "feed row 7": "another item: raw-export",
        "feed row 8": "for no period of the contract",
    }
    beyond = told(report(), [delivery("2026-12-20", "2027-01-10")], "2027-01-05")
    assert beyond["feed row 2"] == "for no period of the contract"
    last = told(report(), [delivery("2027-01-04")], "2027-02-05")
    assert last["report 2026-12"] == "met"
    early = told(report(), [delivery("2026-09-16")], "2026-11-05")
    assert early["feed row 2"] == "for no period of the contract"
    assert early["report 2026-09"] == "missed_open"


def test_what_else_is_delivered_is_listed_from_the_first_day_of_the_contract_to_the_last():
    days = ("2026-09-14", "2026-09-15", "2026-12-31", "2027-01-01")
    found = told(report(), [delivery(day, of="raw-export") for day in days], "2027-01-05")
    listed = {name for name, reason in found.items() if reason == "another item: raw-export"}
    assert listed == {"feed row 3", "feed row 4"}


def test_deliveries_that_do_not_count_are_told():
    log = with_feed([delivery("2026-10-02"), delivery("2026-10-03")])
    setting = setting_of(report(), log, "2026-10-31", term=TERM)
    measure: Any = setting.stage.level.measure
    (finding,) = kinds.doubts("report", kinds.of_subjects(setting, measure))
    assert finding.message == (
        "`report`: 1 delivery not counted, because an earlier one for the period is"
    )
    assert finding.examples == ("feed row 3",)


def test_a_due_date_beyond_the_calendar_is_not_guessed():
    calendar = {"covers": "2026-01-01 to 2026-12-31"}
    written = report("3 business days", calendar="support-hours")
    found = units_of(written, with_feed([]), "2027-01-31", term=TERM, calendar=calendar)
    assert [one["reason"] for one in found][-1] == "calendar support-hours does not cover it"


def test_a_duty_says_when_it_was_due_and_delivered():
    found = units_of(report(), with_feed([delivery("2026-10-02 09:00")]), "2026-10-31", term=TERM)
    first = found[0]
    assert (first["start"], first["due"], first["stop"]) == (
        at("2026-10-01"),
        at("2026-10-11"),
        at("2026-10-02 09:00"),
    )
    assert first["known"] == at("2026-09-30")


def test_an_amendment_in_the_middle_of_a_period_owes_no_second_delivery():
    """The period is judged by the terms in force at its end."""
    later = report("5 calendar days")
    amendment = {
        "id": "A1",
        "effective": "2026-10-15",
        "reason": "Sooner",
        "service_levels": [later],
    }
    contract = contract_of(report(), term=TERM, amendments=[amendment])
    log = with_feed([delivery("2026-10-08"), delivery("2026-11-08")])
    case = open_case(contract, log, at("2026-11-30"))
    found = []
    for stage in stages(contract, "kind"):
        setting = Setting(contract, stage, log, case.timeline, case.compiled)
        measure: Any = stage.level.measure
        counts = kinds.of_subjects(setting, measure)
        found.append(list(zip(counts.subjects["ticket"], counts.units["verdict"], strict=True)))
    assert found == [
        [("report 2026-09", "met")],
        [("report 2026-10", "missed"), ("report 2026-11", "pending")],
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 140), st.one_of(st.none(), st.integers(0, 120))), max_size=6),
    st.integers(1, 150),
    st.integers(1, 40),
)
def test_a_walk_through_the_months_says_the_same(found, end, days):
    first = datetime.date(2026, 9, 15)
    rows = []
    for day, covers in found:
        date = first + datetime.timedelta(days=day)
        covered = None if covers is None else str(first + datetime.timedelta(days=covers))
        rows.append(delivery(str(date), covered))
    today = first + datetime.timedelta(days=end)
    expected: dict[str, str] = {}
    for month in (9, 10, 11, 12):
        begin = datetime.date(2026, month, 1)
        after = datetime.date(2026 + month // 12, month % 12 + 1, 1)
        nxt = datetime.date(2026, month + 2, 1) if month < 11 else datetime.date(2027, 1, 1)
        nxt = datetime.date.max if month == 12 else nxt
        if max(begin, first) >= today:
            continue
        due = after + datetime.timedelta(days=days)
        mine = []
        for day, covers in found:
            date = first + datetime.timedelta(days=day)
            of = None if covers is None else first + datetime.timedelta(days=covers)
            within = begin <= of < after if of else after <= date < nxt
            if date <= today and within:
                mine.append(date)
        if mine:
            verdict = "met" if min(mine) < due else "missed"
        else:
            verdict = "missed_open" if today >= due else "pending"
        expected[f"report 2026-{month:02d}"] = verdict
    units = units_of(report(f"{days} calendar days"), with_feed(rows), f"{today} 00:00", term=TERM)
    assert {
        one["name"]: one["verdict"] for one in units if one["name"].startswith("report")
    } == expected
