"""What is odd in the records of tickets is counted, and changes no verdict."""

from __future__ import annotations

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.sla.clocks.record import pauses_never_given, record_doubts, record_findings
from rfpkit.sla.clocks.timeline import timeline
from tests.sla.logs import at, log_of

CLOSED = ("2026-09-01 09:00", "event resolved")


def told(stories):
    log = log_of(stories)
    found = record_findings(record_doubts(log, timeline(log, at("2026-10-01"))))
    return [(one.id, one.count, one.message, one.examples) for one in found]


def test_a_ticket_reopened_without_a_stop_is_counted_once():
    stories = {
        "A": [("2026-09-01 08:00", "open"), CLOSED, ("2026-09-02 09:00", "event reopened")],
        "B": [("2026-09-01 08:00", "open"), ("2026-09-02 09:00", "event reopened")],
        "C": [
            ("2026-09-01 08:00", "event reopened"),
            ("2026-09-01 08:30", "event reopened"),
            CLOSED,
        ],
    }
    assert told(stories) == [
        (
            "reopened-without-stop",
            2,
            "2 tickets reopened without having been closed before",
            ("B", "C"),
        )
    ]


def test_a_pause_that_ends_and_never_began_is_counted():
    stories = {
        "A": [
            ("2026-09-01 08:00", "pause awaiting-parts"),
            ("2026-09-01 09:00", "resume awaiting-parts"),
            ("2026-09-01 10:00", "resume awaiting-parts"),
        ],
        "B": [("2026-09-01 08:00", "open"), ("2026-09-01 09:00", "resume awaiting-parts")],
        "C": [
            ("2026-09-01 08:00", "pause awaiting-customer"),
            ("2026-09-01 09:00", "resume awaiting-parts"),
        ],
    }
    ((name, count, message, examples),) = told(stories)
    assert (name, count, examples) == ("resumed-without-pause", 2, ("B", "C"))
    assert message == "2 tickets with the end of a pause that never began"


def test_a_sound_record_has_no_finding():
    assert told({"A": [("2026-09-01 08:00", "open"), CLOSED]}) == []
    assert told({}) == []


def test_a_pause_that_no_state_gives_can_never_be_honored():
    log = log_of({"A": [("2026-09-01 08:00", "pause awaiting-parts")]})
    measure = DurationMeasure.model_validate(
        {"to": "resolved", "calendar": "always", "pause": ["awaiting-parts", "awaiting-quote"]}
    )
    (found,) = pauses_never_given("repair", measure, log)
    assert (
        found.message
        == "repair honors pauses for `awaiting-quote`, which no state of the mapping gives"
    )


def test_only_a_pause_that_never_began_is_told_and_five_tickets_are_shown():
    sound = [("2026-09-01 08:00", "pause x"), ("2026-09-01 08:10", "pause x")]
    sound += [("2026-09-01 08:20", "resume x"), CLOSED]
    assert told({"A": sound, "B": sound}) == []
    alone = [("2026-09-01 08:00", "open"), ("2026-09-01 08:20", "resume x"), CLOSED]
    assert told({"A": alone})[0][2] == "1 ticket with the end of a pause that never began"
    plain = [("2026-09-01 08:00", "open"), CLOSED]
    (found,) = told({**{f"T{n}": alone for n in range(6)}, "A": sound, "B": plain})
    assert found[1:] == (
        6,
        "6 tickets with the end of a pause that never began",
        ("T0", "T1", "T2", "T3", "T4"),
    )


def test_of_reasons_that_no_state_gives_five_are_shown():
    names = [f"reason-{n}" for n in range(6)]
    written = {"to": "resolved", "calendar": "always", "pause": names}
    measure = DurationMeasure.model_validate(written)
    (found,) = pauses_never_given("repair", measure, log_of({}))
    assert (found.count, found.examples) == (6, tuple(names[:5]))
