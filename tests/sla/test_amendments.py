"""A contract that changes: each ticket is judged by the terms at its clock start."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.model.credits.register import CreditRegister
from rfpkit.sla.audit import Measured, measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import ATTRIBUTES, CALENDAR, LEVEL, at, contract_of, level_of, log_of

DECEMBER = at("2026-12-01")


def amended(
    story: dict[str, Any], *changes: dict[str, Any], level: Any = None, as_of: int = DECEMBER
) -> Measured:
    contract = contract_of(
        level or level_of(),
        amendments=[amendment(n, one) for n, one in enumerate(changes, start=1)],
    )
    found = measure_contract(contract, log_of(story), as_of)
    assert all(one.ledger.balanced for one in found.levels if one.ledger)
    return found


def amendment(number: int, change: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"A{number}", "effective": "2026-09-15", "reason": "Agreed.", **change}


def judged(found: Measured) -> list[tuple[str, int, str, str, str]]:
    return [
        (row.ticket, row.episode, row.verdict, row.version, row.period)
        for row in rows(found.verdicts)
    ]


def at_hour(day: str, hours: int, start: str = "08:00") -> list[tuple[str, str]]:
    """A ticket of so many hours on one day."""
    return [(f"{day} {start}", "open"), (f"{day} {8 + hours:02}:00", "event resolved")]


STRICTER = level_of(target="2 business hours")


def test_a_ticket_is_judged_by_the_version_at_its_clock_start():
    story = {
        "before": [("2026-09-14 16:00", "open"), ("2026-09-15 11:00", "event resolved")],
        "after": at_hour("2026-09-15", 4),
    }
    found = amended(story, {"service_levels": [STRICTER]})
    assert judged(found) == [
        ("after", 1, "missed", "A1", "2026-09 part 2"),
        ("before", 1, "met", "original", "2026-09 part 2"),
    ]


def test_a_period_that_straddles_an_amendment_shows_both_parts():
    story = {"a": at_hour("2026-09-01", 4), "b": at_hour("2026-09-20", 4, "07:00")}
    story["c"] = at_hour("2026-09-16", 4)
    found = amended(story, {"service_levels": [STRICTER]})
    parts = [
        (one.period, str(one.first), str(one.last), one.state, one.versions)
        for one in found.levels[0].periods
        if one.period.startswith("2026-09")
    ]
    assert parts == [
        ("2026-09 part 1", "2026-09-01", "2026-09-14", "met", ("original",)),
        ("2026-09 part 2", "2026-09-15", "2026-09-30", "missed", ("A1",)),
    ]
    assert [one.period for one in found.levels[0].periods][-2:] == ["2026-10", "2026-11"]


def test_each_part_of_a_month_costs_its_share_of_the_fee():
    credit = {"base": "monthly-fee", "bands": [{"below": "95%", "credit": "10%"}]}
    levels = [level_of(credit=credit), level_of(credit=credit, target="2 business hours")]
    story = {"a": [("2026-09-01 08:00", "open")], "b": [("2026-09-20 08:00", "open")]}
    found = amended(story, {"service_levels": [levels[1]]}, level=levels[0])
    assert [(line.id, str(line.amount)) for line in found.credits] == [
        ("repair/2026-09-part-1", "466.67"),
        ("repair/2026-09-part-2", "533.33"),
    ]


def test_an_amendment_of_something_else_parts_nothing():
    found = amended({"a": at_hour("2026-09-16", 1)}, {"service_levels": [{**STRICTER, "id": "x"}]})
    assert judged(found)[0] == ("a", 1, "met", "A1", "2026-09")
    assert [one.period for one in found.levels[0].periods][2:] == ["2026-09", "2026-10", "2026-11"]
    assert found.levels[0].periods[2].versions == ("A1",)


def test_a_level_that_is_added_speaks_of_later_tickets_only():
    story = {"a": at_hour("2026-09-01", 1), "b": at_hour("2026-09-16", 1)}
    found = amended(story, {"service_levels": [{**STRICTER, "id": "quick"}]})
    quick = found.levels[1]
    assert quick.ledger is not None
    assert [(line.reason, line.count) for line in quick.ledger.out_of_scope] == [
        ("the level was not in force", 1)
    ]
    assert [str(quick.periods[0].first), quick.periods[0].period] == ["2026-09-15", "2026-09"]


def test_a_ticket_after_the_term_or_without_an_event_is_in_the_books_of_an_amended_level():
    contract = contract_of(
        level_of(),
        term="2026-07-01 to 2026-09-30",
        amendments=[amendment(1, {"service_levels": [STRICTER]})],
    )
    log = log_of({"a": at_hour("2026-10-05", 1)}, {"a": {}, "b": {}})
    (level,) = measure_contract(contract, log, DECEMBER).levels
    assert level.ledger is not None
    assert level.ledger.balanced
    assert (len(level.ledger.out_of_scope), len(level.ledger.unscorable)) == (1, 1)


def test_each_version_counts_its_tickets_as_it_says():
    by_start = level_of(attainment=LEVEL["attainment"] | {"counted_by": "start"})
    story = {
        "a": [("2026-08-31 16:00", "open"), ("2026-09-01 09:00", "event resolved")],
        "b": [("2026-09-30 16:00", "open"), ("2026-10-01 09:00", "event resolved")],
    }
    change = {"service_levels": [level_of()]}
    assert [one[4] for one in judged(amended(story, change, level=by_start))] == [
        "2026-08",
        "2026-10",
    ]
    change = {"service_levels": [by_start]}
    assert [one[4] for one in judged(amended(story, change))] == [
        "2026-09 part 1",
        "2026-09 part 2",
    ]


def test_a_retired_level_counts_its_last_tickets_in_its_last_period():
    story = {"a": [("2026-09-14 15:00", "open"), ("2026-09-20 15:00", "event resolved")]}
    found = amended(story, {"retired": ["repair"]})
    assert judged(found) == [("a", 1, "missed", "original", "2026-09")]
    (only,) = [one for one in found.levels[0].periods if one.tally.decided]
    assert (str(only.last), only.state) == ("2026-09-14", "missed")


def test_before_the_contract_begins_a_level_is_shown_as_it_was_signed():
    found = amended({}, {"service_levels": [STRICTER]}, as_of=at("2026-06-01")).levels[0]
    assert found.sentence_in_force == found.sentence
    assert found.amended == ()


SNOW = {"calendars": [{**CALENDAR, "closures": [{"date": "2026-09-16", "reason": "Flood"}]}]}


def test_a_calendar_that_is_amended_holds_for_tickets_that_start_under_it():
    story = {
        "old": [("2026-09-14 16:00", "open"), ("2026-09-16 12:00", "event resolved")],
        "new": [("2026-09-15 12:00", "open"), ("2026-09-17 10:00", "event resolved")],
    }
    found = amended(story, SNOW)
    elapsed = {row.ticket: (row.elapsed or 0) / 3600 for row in rows(found.verdicts)}
    assert elapsed == {"old": 0.5 + 9 + 4.5, "new": 4.5 + 2.5}
    assert [one.id for one in found.calendars] == ["support-hours", "support-hours"]


REOPENED = [
    ("2026-09-01 08:00", "open"),
    ("2026-09-01 09:00", "event resolved"),
    ("2026-09-28 08:00", "open"),
    ("2026-09-28 12:00", "event resolved"),
]


def test_a_reopening_that_counts_anew_is_judged_by_the_version_in_which_it_starts():
    story = {"a": REOPENED, "b": at_hour("2026-09-01", 1)}
    found = amended(story, {"service_levels": [STRICTER]})
    assert judged(found) == [
        ("a", 1, "met", "original", "2026-09 part 1"),
        ("a", 2, "missed", "A1", "2026-09 part 2"),
        ("b", 1, "met", "original", "2026-09 part 1"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [("continue", "new_episode", 1), ("new_episode", "continue", 2)],
)
def test_whether_a_reopening_counts_anew_is_for_the_first_version_to_say(before, after, count):
    story = [(when.replace("09-28", "09-16"), what) for when, what in REOPENED]
    story[0] = ("2026-09-14 08:00", "open")
    story[1] = ("2026-09-14 09:00", "event resolved")
    found = amended(
        {"a": story},
        {"service_levels": [level_of({"on_reopen": after})]},
        level=level_of({"on_reopen": before}),
    )
    assert len(judged(found)) == count


@pytest.mark.parametrize(("before", "after"), [("reported", "received"), ("received", "reported")])
def test_a_ticket_whose_start_moves_with_the_amendment_is_judged_once(before, after):
    story = [
        ("2026-09-14 08:00", "open"),
        ("2026-09-16 08:00", "event received"),
        ("2026-09-16 09:00", "event resolved"),
    ]
    found = amended(
        {"a": story},
        {"service_levels": [level_of({"from": after})]},
        level=level_of({"from": before}),
    )
    assert len(judged(found)) == 1


def test_a_level_is_shown_as_signed_and_as_amendments_in_force_made_it():
    change = {"service_levels": [STRICTER]}
    before = amended({}, change, as_of=at("2026-09-15")).levels[0]
    after = amended({}, change, as_of=at("2026-09-15 00:00:01")).levels[0]
    assert "8 business hours" in before.sentence_in_force
    assert "2 business hours" in after.sentence_in_force
    assert (after.sentence, after.digest) == (before.sentence, before.digest)
    assert [(one.version, str(one.effective)) for one in after.amended] == [("A1", "2026-09-15")]


def test_a_credit_for_single_tickets_that_an_amendment_brings_counts_those_after_it():
    bands = {"base": "monthly-fee", "bands": [{"below": "95%", "credit": "10%"}]}
    later = level_of(credit={"per_missed_ticket": "$25"})
    story = {"late": [("2026-09-22 08:00", "open"), ("2026-09-28 08:00", "event resolved")]}
    found = amended(story, {"service_levels": [later]}, level=level_of(credit=bands))
    told = [(line.id, str(line.amount)) for line in found.credits]
    assert told == [("repair/2026-09-part-2", "25.00")]


def late_on(*days: str) -> dict[str, Any]:
    return {
        day: [(f"{day} 08:00", "open"), (f"{day[:8]}28 08:00", "event resolved")] for day in days
    }


PLAN = [{"misses": "2 in a row", "then": "corrective action plan"}]


def test_a_right_that_an_amendment_brings_holds_from_the_month_in_which_it_begins():
    later = level_of(credit={"per_missed_period": "$500", "chronic": PLAN})
    found = amended(
        late_on("2026-08-04", "2026-09-22"),
        {"service_levels": [later]},
        level=level_of(credit={"per_missed_period": "$500"}),
    )
    assert [one.periods for one in found.triggers] == [("2026-08", "2026-09")]


def test_a_right_that_an_amendment_takes_away_is_not_given_by_a_later_miss():
    rights = level_of(credit={"per_missed_period": "$500", "chronic": PLAN})
    change = {
        "service_levels": [level_of(credit={"per_missed_period": "$500"})],
        "effective": "2026-09-01",
    }
    assert amended(late_on("2026-08-04", "2026-09-22"), change, level=rights).triggers == ()


def test_a_split_month_that_earns_a_credit_back_is_over_with_its_last_part():
    credit = {"per_missed_period": "$500", "earn_back": {"periods": 1}}
    levels = [level_of(credit=credit), level_of(credit=credit, target="2 business hours")]
    contract = contract_of(levels[0], amendments=[amendment(1, {"service_levels": [levels[1]]})])
    story = late_on("2026-08-04")
    story |= {"first": at_hour("2026-09-03", 1), "second": at_hour("2026-09-23", 1)}
    entry = {"id": "repair/2026-08", "claimed": "2026-09-05", "paid": "2026-09-20"}
    written = {"kind": "credit-register", "contract": "C-1", "credits": [entry]}
    register = CreditRegister.model_validate(written)
    found = measure_contract(contract, log_of(story), DECEMBER, register=register)
    assert [(line.id, line.state) for line in found.credits] == [("repair/2026-08", "paid")]


# A new ticket for the same device and fault, soon after, on the other side of an amendment: the
# terms at the earlier ticket's start say whether it is the same repair. A5 starts before, B5 after.

SAME_FAULT = {"device": "A7", "fault": "screen"}
BEFORE = [("2026-09-14 08:00", "open"), ("2026-09-14 10:00", "event resolved")]
AFTER = [("2026-09-16 08:00", "open"), ("2026-09-16 09:00", "event resolved")]


def rejoined(
    story: dict[str, Any], before: dict[str, Any], after: dict[str, Any], **more: Any
) -> dict[str, tuple[str, str, int | None, str]]:
    """Verdict, reason, hours that counted and version of each ticket."""
    levels = [level_of(measure=level_of()["measure"] | one) for one in (before, after)]
    change = amendment(1, {"service_levels": [levels[1]]})
    contract = contract_of(levels[0], amendments=[change], **more)
    same = dict.fromkeys(story, SAME_FAULT)
    log = log_of(story, same, attributes=(*ATTRIBUTES, "device", "fault"))
    found = measure_contract(contract, log, DECEMBER)
    assert all(one.ledger.balanced for one in found.levels if one.ledger)
    return {
        row.ticket: (
            row.verdict,
            row.reason,
            None if row.elapsed is None else row.elapsed // 3600,
            row.version,
        )
        for row in rows(found.verdicts)
    }


def test_a_repair_that_began_under_terms_that_join_tickets_counts_its_time_once():
    found = rejoined({"A5": BEFORE, "B5": AFTER}, {}, {"reopen_by": "ticket"})
    assert found == {
        "A5": ("met", "", 3, "original"),
        "B5": ("excluded", "continues A5", None, "original"),
    }


def test_a_repair_that_began_under_terms_that_join_none_loses_no_time():
    found = rejoined({"A5": BEFORE, "B5": AFTER}, {"reopen_by": "ticket"}, {})
    assert found == {"A5": ("met", "", 2, "original"), "B5": ("met", "", 1, "A1")}


def test_terms_that_stay_join_tickets_across_an_amendment_of_another_term():
    found = rejoined({"A5": BEFORE, "B5": AFTER}, {}, {"reopen_window": "4 business days"})
    assert found["A5"] == ("met", "", 3, "original")
    assert found["B5"] == ("excluded", "continues A5", None, "original")


def test_a_third_ticket_goes_on_in_the_clock_of_the_first_by_the_first_ones_terms():
    third = [("2026-09-17 08:00", "open"), ("2026-09-17 09:00", "event resolved")]
    found = rejoined({"A5": BEFORE, "B5": AFTER, "C5": third}, {}, {"reopen_by": "ticket"})
    assert found["A5"][2] == 4
    assert found["C5"][1] == "continues A5"
    found = rejoined({"A5": BEFORE, "B5": AFTER, "C5": third}, {"reopen_by": "ticket"}, {})
    assert found["A5"][2] == 2
    assert found["B5"] == ("met", "", 2, "A1")
    assert found["C5"] == ("excluded", "continues B5", None, "A1")


def test_a_ticket_that_would_go_on_in_one_of_two_clocks_is_told_and_bounds_the_month():
    # By the old terms B5 goes on in A5 and C5 in neither; by the new ones C5 goes on in B5.
    late = [("2026-09-24 08:00", "open"), ("2026-09-24 09:00", "event resolved")]
    old, new = {"reopen_window": "3 business days"}, {"reopen_window": "9 business days"}
    found = rejoined({"A5": BEFORE, "B5": AFTER, "C5": late}, old, new)
    assert found["A5"] == ("met", "", 3, "original")
    assert found["B5"][1] == "continues A5"
    assert found["C5"] == (
        "unscorable",
        "an amendment leaves open whether it continues B5",
        None,
        "A1",
    )


def test_a_repair_from_before_the_contract_takes_no_later_ticket_out_of_it():
    early = [("2026-07-31 08:00", "open"), ("2026-07-31 10:00", "event resolved")]
    soon = [("2026-08-03 08:00", "open"), ("2026-08-03 09:00", "event resolved")]
    found = rejoined({"A5": early, "B5": soon}, {}, {}, term="2026-08-01 to 2026-12-31")
    assert found == {"B5": ("met", "", 1, "original")}


def test_a_repair_from_the_first_second_of_the_contract_goes_on_in_a_later_ticket():
    first = [("2026-08-03 00:00", "open"), ("2026-08-03 10:00", "event resolved")]
    soon = [("2026-08-03 11:00", "open"), ("2026-08-03 12:00", "event resolved")]
    found = rejoined({"A5": first, "B5": soon}, {}, {}, term="2026-08-03 to 2026-12-31")
    assert found["B5"][1] == "continues A5"


def test_four_versions_judge_each_the_tickets_that_began_under_them():
    two, six = level_of(target="2 business hours"), level_of(target="6 business hours")
    changes = [
        {"service_levels": [two], "effective": "2026-09-10"},
        {"service_levels": [two], "effective": "2026-09-22"},
        {"service_levels": [six], "effective": "2026-10-01"},
    ]
    days = ["2026-09-09", "2026-09-10", "2026-09-21", "2026-09-22", "2026-09-30", "2026-10-01"]
    story = {day: at_hour(day, 4) for day in days}
    story["over"] = [
        ("2026-09-09 08:00", "open"),
        ("2026-09-09 09:00", "event resolved"),
        ("2026-10-02 08:00", "open"),
        ("2026-10-02 13:00", "event resolved"),
    ]
    found = amended(story, *changes)
    assert [(ticket, verdict, version) for ticket, _, verdict, version, _ in judged(found)] == [
        ("2026-09-09", "met", "original"),
        ("2026-09-10", "missed", "A1"),
        ("2026-09-21", "missed", "A1"),
        ("2026-09-22", "missed", "A2"),
        ("2026-09-30", "missed", "A2"),
        ("2026-10-01", "met", "A3"),
        ("over", "met", "original"),
        ("over", "met", "A3"),
    ]
    parts = [one for one in found.levels[0].periods if one.period.startswith("2026-09")]
    assert [(one.period, one.versions) for one in parts] == [
        ("2026-09 part 1", ("original",)),
        ("2026-09 part 2", ("A1", "A2")),
    ]
    assert [one.version for one in found.levels[0].amended] == ["A1", "A3"]
