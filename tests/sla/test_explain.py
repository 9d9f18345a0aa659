"""Every second of a ticket's clock has one line."""

from __future__ import annotations

from typing import Any

import pytest

from rfpkit.errors import InputError
from rfpkit.model.explanation import Explanation
from rfpkit.sla.explain import explain
from tests.sla.logs import ATTRIBUTES, CALENDAR, at, contract_of, level_of, log_of

OCTOBER = at("2026-10-01")


def explained(story: Any, as_of: int = OCTOBER, calendar: Any = None, **level: Any) -> Explanation:
    contract = contract_of(level_of(**level), calendar=calendar)
    (found,) = explain(contract, log_of({"T1": story}), as_of, "T1")
    return found


def lines(found: Explanation) -> list[tuple[str, int, str, str]]:
    return [(part.kind, part.seconds // 60, part.state, part.reason) for part in found.slices]


def test_a_pause_a_reopening_a_snow_day_and_a_change_of_the_clocks():
    story = [
        ("2026-10-30 15:30", "open"),
        ("2026-11-02 09:30", "pause awaiting-customer"),
        ("2026-11-02 11:30", "open"),
        ("2026-11-02 12:30", "event resolved"),
        ("2026-11-03 08:30", "pause awaiting-parts"),
        ("2026-11-03 09:30", "open"),
        ("2026-11-05 08:30", "event resolved"),
    ]
    snow = {"closures": [{"date": "2026-11-04", "reason": "Snow day"}]}
    found = explained(story, at("2026-12-01"), snow, target="16 business hours")
    refused = "awaiting-parts is not a reason for which this clock stands still"
    assert lines(found) == [
        ("running", 60, "open", ""),
        ("outside_hours", 64 * 60, "open", "weekend"),  # an hour longer than other weekends
        ("running", 120, "open", ""),
        ("paused", 120, "pause awaiting-customer", "awaiting-customer"),
        ("running", 60, "open", ""),
        ("closed", 20 * 60, "event resolved", "closed, then reopened"),
        ("not_honoured", 60, "pause awaiting-parts", refused),
        ("running", 7 * 60, "open", ""),
        ("outside_hours", 39 * 60, "open", "Snow day"),
        ("running", 60, "open", ""),
    ]
    assert found.elapsed == (1 + 2 + 1 + 1 + 7 + 1) * 3600
    assert found.wall == at("2026-11-05 08:30") - at("2026-10-30 15:30")
    assert (found.verdict, found.open, found.due) == ("met", False, at("2026-11-05 11:30"))
    assert found.notes == (
        (
            "The clocks go back on 2026-11-01, from 02:00 to 01:00: that day is an hour longer; "
            "the seconds are those that passed."
        ),
        "A pause was not honored: the verdict is met; with the pause it would be met.",
        "Reopened once inside this clock.",
    )


def test_an_open_ticket_runs_to_the_instant_of_the_audit():
    found = explained([("2026-09-01 08:00", "open")], at("2026-09-01 20:00"))
    assert (found.open, found.stop, found.verdict) == (True, at("2026-09-01 20:00"), "missed_open")
    assert lines(found)[-1] == ("outside_hours", 210, "open", "night")


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ([], "the ticket is open again"),
        ([("2026-09-02 10:30", "event resolved")], "the last stop was 2026-09-02 10:30:00-05:00"),
    ],
)
def test_the_final_stop_is_told_where_the_first_one_counts(end, told):
    first = [("2026-09-01 08:30", "open"), ("2026-09-01 09:30", "event resolved")]
    story = [*first, ("2026-09-02 08:30", "open"), *end]
    found = explained(story, measure={"on_reopen": "first_stop"})
    assert found.notes == (f"Reopened once: the first stop counts; {told}.",)


def test_a_ticket_that_stops_in_the_second_of_its_start_has_a_clock_of_no_time():
    story = [("2026-09-01 08:00", "event reported"), ("2026-09-01 08:00", "event resolved")]
    found = explained(story)
    assert (found.elapsed, found.wall, found.slices, found.verdict) == (0, 0, (), "met")


def test_the_next_opening_is_shown_where_the_due_time_is_a_close():
    story = [("2026-09-04 08:30", "open"), ("2026-09-04 20:00", "event resolved")]
    found = explained(story)
    assert (found.due, found.verdict) == (at("2026-09-04 16:30"), "met")
    assert found.latest_compliant_before == at("2026-09-07 07:30")
    assert explained([("2026-09-04 08:00", "open")]).latest_compliant_before is None


def test_a_business_day_ends_at_its_close_and_not_at_the_next_opening():
    found = explained([("2026-09-04 08:30", "open")], target="1 business day")
    assert (found.due, found.latest_compliant_before) == (at("2026-09-07 16:30"), None)


@pytest.mark.parametrize(
    ("calendar", "start", "stop", "reason"),
    [
        ({}, "2026-09-01 20:00", "2026-09-01 22:00", "night"),
        ({}, "2026-09-04 16:30", "2026-09-05 00:00", "night"),
        ({}, "2026-09-05 08:00", "2026-09-05 12:00", "weekend"),
        (
            {"week": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}},
            "2026-09-01 12:00",
            "2026-09-01 13:00",
            "break",
        ),
        (
            {"week": {"mon-thu": "08:00-17:00"}},
            "2026-09-04 09:00",
            "2026-09-04 10:00",
            "closed on Fridays",
        ),
        (
            {
                "seasons": [
                    {
                        "id": "summer",
                        "from": "2026-07-01",
                        "to": "2026-08-07",
                        "week": {"mon-thu": "07:00-17:00"},
                    }
                ]
            },
            "2026-07-10 09:00",
            "2026-07-10 10:00",
            "closed on Fridays (summer)",
        ),
        (
            {"holidays": [{"date": "2026-09-07", "name": "Labor Day"}]},
            "2026-09-04 16:30",
            "2026-09-08 07:30",
            "weekend, Labor Day",
        ),
        (
            {"closures": [{"date": "2026-09-01", "from": "12:00", "reason": "Early release"}]},
            "2026-09-01 13:00",
            "2026-09-02 07:00",
            "Early release",
        ),
    ],
)
def test_hours_that_do_not_count_have_their_reason(calendar, start, stop, reason):
    found = explained([(start, "open"), (stop, "event resolved")], calendar=calendar)
    assert [(part.kind, part.reason) for part in found.slices] == [("outside_hours", reason)]


def test_closed_time_that_counts_says_so():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "event resolved"),
        ("2026-09-01 10:00", "open"),
        ("2026-09-01 11:00", "event resolved"),
    ]
    level = level_of({"on_reopen": "count_closed"})
    found = explained(story, measure=level["measure"])
    assert lines(found)[1] == (
        "running",
        60,
        "event resolved",
        "closed, then reopened: the time counts",
    )
    assert found.elapsed == 3 * 3600


def test_each_episode_and_each_level_is_explained():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "event resolved"),
        ("2026-09-21 10:00", "open"),
    ]
    contract = contract_of(level_of(), {**level_of(), "id": "other"})
    log = log_of({"T1": story, "T2": story})
    found = explain(contract, log, OCTOBER, "T2")
    assert [(one.level, one.episode) for one in found] == [
        ("repair", 1),
        ("repair", 2),
        ("other", 1),
        ("other", 2),
    ]
    (one, _) = explain(contract, log, OCTOBER, "T2", "other")
    assert [part.row for part in one.slices] == [5]


def test_a_ticket_out_of_scope_is_explained_without_a_clock():
    contract = contract_of(level_of(applies_to={"service": "device-repair"}))
    log = log_of({"T1": [("2026-09-01 08:00", "open")]}, {"T1": {"service": "request"}})
    (found,) = explain(contract, log, OCTOBER, "T1")
    assert (found.verdict, found.reason, found.slices) == ("out of scope", "another service", ())
    assert (found.elapsed, found.wall) == (None, None)


def test_an_unknown_ticket_is_an_error_with_the_ones_that_look_like_it():
    log = log_of({"INC0012": [("2026-09-01 08:00", "open")], "REQ7": []})
    with pytest.raises(InputError) as raised:
        explain(contract_of(), log, OCTOBER, "INC0021")
    (diagnostic,) = raised.value.diagnostics
    assert str(diagnostic) == (
        "export.csv: there is no ticket `INC0021`\n  hint: did you mean `INC0012`?"
    )


def test_no_more_than_three_tickets_are_suggested():
    log = log_of({f"INC001{n}": [("2026-09-01 08:00", "open")] for n in range(5)})
    with pytest.raises(InputError) as raised:
        explain(contract_of(), log, OCTOBER, "INC0019")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.hint.count("INC001") == 3


def test_an_unknown_level_is_an_error_too():
    log = log_of({"T1": [("2026-09-01 08:00", "open")]})
    with pytest.raises(InputError, match="there is no service level `repairs`"):
        explain(contract_of(), log, OCTOBER, "T1", "repairs")


def test_a_level_that_the_export_cannot_measure_has_nothing_to_explain():
    log = log_of({"T1": [("2026-09-01 08:00", "open")]}, attributes=())
    contract = contract_of(level_of(applies_to={"site": "north"}))
    assert explain(contract, log, OCTOBER, "T1") == ()
    with pytest.raises(
        InputError, match="`repair` cannot be measured: the mapping fills no `site`"
    ):
        explain(contract, log, OCTOBER, "T1", "repair")


def of_tickets(stories: Any, ticket: str, facts: Any = None, calendars: Any = (), **level: Any):
    log = log_of(stories, facts, attributes=(*ATTRIBUTES, "device", "fault"))
    changes: dict[str, Any] = {"calendars": [CALENDAR, *calendars]} if calendars else {}
    (found,) = explain(contract_of(level_of(**level), **changes), log, OCTOBER, ticket)
    return found


def test_pauses_that_overlap_are_told_together():
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-customer"),
        ("2026-09-01 10:00", "pause awaiting-parts"),
        ("2026-09-01 11:00", "pause awaiting-quote"),
        ("2026-09-01 12:00", "resume awaiting-customer"),
        ("2026-09-01 13:00", "resume awaiting-parts"),
        ("2026-09-01 14:00", "resume awaiting-quote"),
        ("2026-09-01 15:00", "event resolved"),
    ]
    found = explained(story, measure={"pause": ["awaiting-customer", "awaiting-quote"]})
    refused = "awaiting-parts is not a reason for which this clock stands still"
    customer = "pause awaiting-customer"
    assert lines(found) == [
        ("running", 60, "open", ""),
        ("paused", 120, customer, "awaiting-customer"),
        ("paused", 60, customer, "awaiting-customer, awaiting-quote"),
        ("paused", 120, "pause awaiting-quote", "awaiting-quote"),
        ("running", 60, "open", ""),
    ]
    alone = explained(story, measure={"pause": []})
    assert [kind for kind, *_ in lines(alone)] == ["running", *["not_honoured"] * 5, "running"]
    assert lines(alone)[2][3] == f"awaiting-customer{refused[14:]}; {refused}"


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        (
            {"pause": [{"reason": "awaiting-customer", "each": "2 business hours"}]},
            "awaiting-customer, after the 2 business hours for which one such pause counts",
        ),
        (
            {"pause": [{"reason": "awaiting-customer", "total": "2 business hours"}]},
            "awaiting-customer, after the 2 business hours for which all such pauses count",
        ),
        (
            {"pause": ["awaiting-customer"], "pause_total": "2 business hours"},
            "awaiting-customer, after the 2 business hours for which all pauses together count",
        ),
    ],
)
def test_the_cap_that_ends_a_pause_is_named(measure, told):
    story = [
        ("2026-09-01 08:00", "open"),
        ("2026-09-01 09:00", "pause awaiting-customer"),
        ("2026-09-01 12:00", "open"),
        ("2026-09-01 13:00", "event resolved"),
    ]
    found = explained(story, measure=measure)
    assert lines(found)[1:3] == [
        ("paused", 120, "pause awaiting-customer", "awaiting-customer"),
        ("not_honoured", 60, "pause awaiting-customer", told),
    ]
    assert [part.row for part in found.slices] == [2, 3, 3, 4]


def test_a_repair_that_goes_on_in_another_ticket_is_told_from_both_sides():
    stories = {
        "T1": [("2026-09-01 08:00", "open"), ("2026-09-01 10:00", "event resolved")],
        "T2": [("2026-09-01 12:00", "open"), ("2026-09-01 13:00", "event resolved")],
        "T3": [("2026-09-01 14:00", "open")],
    }
    same = {"device": "A1", "fault": "screen"}
    facts = {"T1": same, "T2": same, "T3": {"device": "A2", "fault": "screen"}}
    whole = of_tickets(stories, "T1", facts)
    assert [(part.reason, part.ticket, part.row) for part in whole.slices] == [
        ("", "", 2),
        ("closed, then reopened as T2", "", 3),
        ("", "T2", 4),
    ]
    assert whole.elapsed == 3 * 3600
    assert "T2, for the same device and fault, goes on in this clock." in whole.notes
    other = of_tickets(stories, "T2", facts)
    assert (other.verdict, other.reason, other.slices) == ("excluded", "continues T1", ())
    assert of_tickets(stories, "T3", facts).elapsed == of_tickets(stories, "T3").elapsed


def test_of_two_repairs_of_one_device_each_names_its_own_tickets():
    first = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
    second = [("2026-09-01 10:00", "open"), ("2026-09-01 11:00", "event resolved")]
    stories = {"T1": first, "T2": first, "T3": second}
    keyboard = {"device": "A1", "fault": "keyboard"}
    facts = {"T1": {"device": "A1", "fault": "screen"}, "T2": keyboard, "T3": keyboard}
    whole = of_tickets(stories, "T2", facts)
    assert [part.ticket for part in whole.slices] == ["", "", "T3"]


def test_the_hours_of_the_site_are_those_of_the_explanation():
    hawaii = {**CALENDAR, "id": "hawaii-hours", "timezone": "Pacific/Honolulu"}
    stories = {"T1": [("2026-09-01 13:00", "open"), ("2026-09-01 23:00", "event resolved")]}
    level = {"measure": {"calendar_by_site": {"kula": "hawaii-hours"}}}
    found = of_tickets(stories, "T1", {"T1": {"site": "kula"}}, [hawaii], **level)
    assert (found.timezone, found.calendar) == ("Pacific/Honolulu", "hawaii-hours")
    assert [(part.kind, part.seconds // 60) for part in found.slices] == [
        ("running", 510),
        ("outside_hours", 90),
    ]
    assert found.notes == (
        "The site has its own calendar, hawaii-hours; elsewhere the clock runs on support-hours.",
    )


def test_a_level_that_counts_devices_has_no_ticket_to_explain():
    days = {"kind": "accumulation", "to": "resolved", "calendar": "support-hours"}
    contract = contract_of({**level_of(target="10 business days"), "measure": days})
    story = [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "event resolved")]
    log = log_of({"T1": story}, attributes=(*ATTRIBUTES, "device"))
    assert explain(contract, log, OCTOBER, "T1") == ()
    with pytest.raises(InputError, match="`repair` counts no tickets"):
        explain(contract, log, OCTOBER, "T1", "repair")
