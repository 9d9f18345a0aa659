"""Where work goes on after most stops, the audit doubts the event and says so."""

from __future__ import annotations

from rfpkit.sla.audit import measure_contract
from tests.sla.logs import at, contract_of, level_of, log_of

STORY = [
    ("2026-09-01 08:00", "open"),
    ("2026-09-01 09:00", "event returned"),
    ("2026-09-01 10:00", "open"),
]


def doubts(**measure):
    level = level_of({"to": "returned", **measure})
    log = log_of({f"T{number}": STORY for number in range(3)})
    found = measure_contract(contract_of(level), log, at("2026-10-01 00:00"))
    return [one.message for one in found.findings if one.id == "stops-undone"]


def test_an_event_that_ends_no_ticket_is_doubted():
    (told,) = doubts()
    assert told.startswith("3 of 3 stops of repair were undone")
    assert "`final_stop: true`" in told


def test_stops_of_reopenings_that_count_anew_were_undone_all_but_the_last():
    day = ("open", "event returned")
    story = [(f"2026-09-0{n} {8 + h:02}:00", day[h]) for n in (1, 2, 3) for h in (0, 1)]
    level = level_of({"to": "returned", "on_reopen": "new_episode"})
    found = measure_contract(contract_of(level), log_of({"A": story}), at("2026-10-01"))
    (told,) = [one.message for one in found.findings if one.id == "stops-undone"]
    assert told.startswith("2 of 3 stops of repair were undone")


def test_a_level_that_calls_its_stop_final_is_not_doubted():
    assert doubts(final_stop=True) == []
