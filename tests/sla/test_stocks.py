"""Counts of spares: which count of a day counts, what is enough, and which day owes one."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.sla.audit import measure_contract
from rfpkit.sla.kinds import choice as kinds
from rfpkit.sla.setting import Counts
from rfpkit.sla.verdicts import rows as rows_of
from tests.sla.counted import level, setting_of, units_of, with_feed
from tests.sla.logs import at, contract_of

WEEK = {"calendar": "support-hours"}
TERM = "2026-09-01 to 2026-12-31"


def spares(target: str = "3% of users", **measure: Any) -> dict[str, Any]:
    written = {"kind": "stock", "feed": "feed", "of": "student-laptops", **measure}
    return level(written, target=target)


def told(written: dict[str, Any], rows: list[dict[str, Any]], as_of: str) -> dict[str, str]:
    found = units_of(written, with_feed(rows), as_of, term=TERM)
    return {one["name"]: one["reason"] or one["verdict"] for one in found}


def count(
    day: str, site: str | None = "lincoln", value: Any = 3, base: Any = 100
) -> dict[str, Any]:
    return {"at": day, "site": site, "of": "student-laptops", "value": value, "base": base}


@pytest.mark.parametrize(
    ("value", "base", "verdict"),
    [
        (3, 100, "met"),
        (2.999999, 100, "missed"),
        (12, 400, "met"),
        (12, 401, "missed"),
        (0, 0, "met"),
        (0, 1, "missed"),
        (5, None, "`base` is not given"),
        (None, 100, "`value` is not given"),
    ],
)
def test_a_count_is_compared_with_its_exact_share_of_the_users(value, base, verdict):
    found = told(spares(), [count("2026-09-02", value=value, base=base)], "2026-10-01")
    assert found == {"lincoln 2026-09-02": verdict}


def test_a_number_needs_no_users():
    rows = [count("2026-09-02", value=12, base=None), count("2026-09-03", value=11, base=None)]
    found = told(spares("12"), rows, "2026-10-01")
    assert list(found.values()) == ["met", "missed"]


def test_the_last_count_of_a_day_and_site_counts_and_earlier_ones_are_told():
    rows = [
        count("2026-09-02 15:00", value=1),
        count("2026-09-02 16:00", value=4),
        count("2026-09-02 08:00", value=9),
        count("2026-09-02 12:00", "adams", 1),
        {**count("2026-09-02"), "of": "staff-laptops"},
        count("2026-09-02", None),
    ]
    setting = setting_of(spares(), with_feed(rows), "2026-10-01", term=TERM)
    measure: Any = setting.stage.level.measure
    counts: Counts = kinds.of_subjects(setting, measure)
    units = counts.units.with_columns(name=counts.subjects["ticket"]).sort("name")
    assert units.select("name", "verdict", "reason").rows() == [
        ("adams 2026-09-02", "missed", ""),
        ("feed row 2", "out_of_scope", "a later count of the day counts"),
        ("feed row 4", "out_of_scope", "a later count of the day counts"),
        ("feed row 6", "out_of_scope", "a count of staff-laptops"),
        ("feed row 7", "unscorable", "site is not given"),
        ("lincoln 2026-09-02", "met", ""),
    ]
    (finding,) = kinds.doubts("spares", counts)
    assert finding.message == (
        "`spares`: 2 counts not counted, because a later one of the same day is"
    )
    assert (finding.id, finding.count) == ("count-repeated", 2)


def test_each_complete_open_day_owes_a_count_of_every_site():
    rows = [
        *(count("2026-09-01"), count("2026-09-02"), count("2026-09-01", "adams")),
        *(count("2026-09-05", "adams"), count("2026-09-04 12:00")),
        {**count("2026-09-03", "madison"), "of": "staff-laptops"},
    ]
    found = told(spares(**WEEK), rows, "2026-09-04 13:00")
    assert found == {
        "adams 2026-09-01": "met",
        "adams 2026-09-02": "no count",
        "adams 2026-09-03": "no count",
        "lincoln 2026-09-01": "met",
        "lincoln 2026-09-02": "met",
        "lincoln 2026-09-03": "no count",
        "lincoln 2026-09-04": "met",
        "feed row 7": "a count of staff-laptops",
    }


def test_a_day_without_a_count_is_missed_unless_the_level_says_otherwise():
    verdicts = {}
    for missing in (None, "missed", "unscorable"):
        more = {} if missing is None else {"missing": missing}
        log = with_feed([count("2026-09-01"), count("2026-09-02", value=None)])
        found = units_of(spares(**WEEK, **more), log, "2026-09-03", term=TERM)
        verdicts[missing] = [(one["verdict"], one["reason"]) for one in found]
    assert verdicts[None] == verdicts["missed"] == [("met", ""), ("missed", "no count")]
    assert verdicts["unscorable"] == [("met", ""), ("unscorable", "no count")]


def test_a_count_on_a_closed_day_does_not_stand_for_an_open_one():
    later = told(spares(**WEEK), [count("2026-09-05"), count("2026-09-01")], "2026-09-06")
    assert later["feed row 2"] == "the calendar is closed on the day"
    assert "lincoln 2026-09-05" not in later


def test_the_last_day_of_the_contract_owes_a_count_and_holds_one():
    term = "2026-09-01 to 2026-09-04"
    rows = [count("2026-09-01"), count("2026-09-04", "adams")]
    found = units_of(spares(**WEEK), with_feed(rows), "2026-10-01", term=term)
    assert {one["name"]: one["verdict"] for one in found if one["name"][-1] == "4"} == {
        "adams 2026-09-04": "met",
        "lincoln 2026-09-04": "missed",
    }


def test_counts_after_an_amendment_are_held_against_its_number():
    contract = contract_of(
        spares("3"),
        term=TERM,
        amendments=[
            {
                "id": "A1",
                "effective": "2026-10-01",
                "reason": "Fewer spares.",
                "service_levels": [spares("2")],
            }
        ],
    )
    log = with_feed([count(day, value=2) for day in ("2026-09-30", "2026-10-01", "2026-10-02")])
    found = list(rows_of(measure_contract(contract, log, at("2026-11-01")).verdicts))
    assert [(one.ticket, one.verdict, one.row, one.site) for one in found] == [
        ("lincoln 2026-09-30", "missed", 2, "lincoln"),
        ("lincoln 2026-10-01", "met", 3, "lincoln"),
        ("lincoln 2026-10-02", "met", 4, "lincoln"),
    ]


def test_of_many_counts_that_do_not_count_five_are_shown():
    rows = [count("2026-09-02", value=number) for number in range(7)]
    setting = setting_of(spares(), with_feed(rows), "2026-10-01", term=TERM)
    measure: Any = setting.stage.level.measure
    (finding,) = kinds.doubts("spares", kinds.of_subjects(setting, measure))
    assert (finding.count, len(finding.examples)) == (6, 5)


def test_a_day_that_the_calendar_does_not_cover_is_not_guessed():
    log = with_feed([count("2026-09-02"), count("2026-09-03")])
    calendar = {"covers": "2026-01-01 to 2026-09-02"}
    found = units_of(spares(**WEEK), log, "2026-09-05", term=TERM, calendar=calendar)
    assert [one["reason"] or one["verdict"] for one in found] == [
        "no count",
        "met",
        "calendar support-hours does not cover it",
        "calendar support-hours does not cover it",
    ]


def test_a_site_that_never_reports_is_missed_where_the_level_names_it():
    written = spares(**WEEK) | {"applies_to": {"site": ["lincoln", "adams"]}}
    rows = [count("2026-09-01"), count("2026-09-01", "madison")]
    assert told(written, rows, "2026-09-02") == {
        "adams 2026-09-01": "no count",
        "feed row 3": "another site",
        "lincoln 2026-09-01": "met",
    }
    assert told(spares(**WEEK), [], "2026-09-02") == {"district 2026-09-01": "no count"}


def test_the_district_s_spares_are_added_up():
    rows = [
        *(count("2026-09-01", "lincoln", 6), count("2026-09-01", "adams", 0)),
        *(count("2026-09-02", "lincoln", 6), count("2026-09-02", "adams", 0, 101)),
        count("2026-09-03", "lincoln", 6),
    ]
    assert told(spares(by="district"), rows, "2026-09-04") == {
        "district 2026-09-01": "met",
        "district 2026-09-02": "missed",
        "district 2026-09-03": "met",
    }
    found = told(spares(by="district", **WEEK), rows, "2026-09-04")
    assert found["district 2026-09-03"] == "no count of adams"
    assert told(spares(by="district", **WEEK), rows, "2026-09-03 12:00")["district 2026-09-03"] == (
        "pending"
    )


days = st.integers(0, 20)
rows = st.lists(
    st.tuples(
        days,
        st.integers(0, 23),
        st.sampled_from(["adams", "lincoln"]),
        st.one_of(st.none(), st.integers(0, 6)),
        st.one_of(st.none(), st.integers(0, 200)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(rows, days, st.booleans(), st.booleans(), st.randoms(use_true_random=False))
def test_a_walk_through_every_day_and_site_says_the_same(found, end, calendar, lenient, chance):
    first = datetime.date(2026, 9, 1)
    last: dict[tuple[datetime.date, str], tuple[Any, ...]] = {}
    held = []
    for day, hour, site, value, base in found:
        date = first + datetime.timedelta(days=day)
        held.append(count(f"{date} {hour:02d}:30", site, value, base))
    chance.shuffle(held)
    numbered = [{**row, "row": number} for number, row in enumerate(held, start=2)]
    today = first + datetime.timedelta(days=end)
    known = [row for row in numbered if row["at"] < f"{today} 00:00"]
    for row in sorted(known, key=lambda one: (one["at"], one["row"])):
        last[datetime.date.fromisoformat(row["at"][:10]), row["site"]] = (row["value"], row["base"])
    expected = {}
    sites = sorted({row["site"] for row in known})
    for step in range(end):
        date = first + datetime.timedelta(days=step)
        for site in sites:
            value, base = last.get((date, site), (None, None))
            if calendar and date.weekday() > 4:
                continue
            if calendar and value is None:
                verdict = "unscorable" if lenient else "missed"
            elif (date, site) not in last:
                continue
            elif value is None or base is None:
                verdict = "unscorable"
            else:
                verdict = "met" if Fraction(value) >= Fraction(3 * base, 100) else "missed"
            expected[f"{site} {date}"] = verdict
    if calendar and not sites:
        workdays = (first + datetime.timedelta(days=step) for step in range(end))
        word = "unscorable" if lenient else "missed"
        expected = {f"district {date}": word for date in workdays if date.weekday() < 5}
    more = {"calendar": "support-hours"} if calendar else {}
    written = spares(**more, **({"missing": "unscorable"} if lenient else {}))
    units = units_of(written, with_feed(numbered), f"{today} 00:00", term=TERM)
    judged = {one["name"]: one["verdict"] for one in units if one["verdict"] != "out_of_scope"}
    assert judged == expected
    assert all(
        at(one["name"].split()[-1]) <= one["known"] for one in units if one["name"] in judged
    )
