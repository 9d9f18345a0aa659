"""Patterns in the records of one export: each is told with its tickets, and changes no verdict."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from rfpkit.model.contract import Contract
from rfpkit.model.signals import Signals
from rfpkit.sla.audit import Measuring, measure_contract
from rfpkit.sla.signals.telling import tickets, were
from tests.sla.logs import ATTRIBUTES, at, contract_of, log_of

OCTOBER = at("2026-10-01")
MORNING = at("2026-09-01 08:00")
DAY = 86_400
SIGNALS = {
    *("bulk-closing", "ticket-numbers-missing", "closed-and-again", "round-stamps"),
    *("closed-at-month-end", "paused-close-to-due", "pause-lifted-for-close"),
    *("priority-lowered", "just-under-target"),
}


def told(
    contract: Contract, stories: Any, tickets: Any = None, as_of: int = OCTOBER, **how: Any
) -> Any:
    measured = measure_contract(contract, log_of(stories, tickets, **how), as_of)
    return {one.id: (one.count, one.message, one.examples) for one in measured.findings}


def closed(begin: int, end: int) -> list[Any]:
    return [(begin, "open"), (end, "event resolved")]


def listing(**terms: Any) -> Contract:
    return contract_of(signals=terms)


def spread(count: int, name: str = "T", step: int = 3607) -> dict[str, list[Any]]:
    """Tickets at odd moments, one after the other."""
    return {
        f"{name}{n:04d}": closed(MORNING + 41 + n * step, MORNING + 1903 + n * step)
        for n in range(count)
    }


def test_tickets_closed_in_one_second_are_told_with_the_moment():
    same = {f"B{n}": closed(MORNING + n, MORNING + 7200) for n in range(10)}
    count, message, examples = told(contract_of(), {**spread(20), **same})["bulk-closing"]
    assert (count, examples) == (10, ("B0",))
    assert message == (
        "10 tickets were closed in bulk, 10 or more in one second, at 10:00:00 on 2026-09-01; "
        "ask why"
    )


def test_nine_in_one_second_and_ten_in_one_minute_are_no_bulk():
    nine = {f"B{n}": closed(MORNING, MORNING + 7200) for n in range(9)}
    minute = {f"C{n}": closed(MORNING, MORNING + 7800 + 3 * n) for n in range(10)}
    assert "bulk-closing" not in told(contract_of(), {**spread(20), **nine, **minute})


def test_where_many_share_every_stamp_anyway_nothing_is_bulk():
    hourly = {f"B{n:03d}": closed(MORNING, MORNING + 3600 * (1 + n % 20)) for n in range(160)}
    more = {f"C{n}": closed(MORNING, MORNING + 3600) for n in range(4)}
    assert "bulk-closing" not in told(contract_of(), {**hourly, **more})


def test_ten_in_one_second_are_bulk_where_they_are_five_times_the_usual():
    ten = {f"B{n}": closed(MORNING, MORNING + 3600) for n in range(10)}
    # Two other seconds: with three tickets each, and then with one ticket more.
    six = {f"C{n}": closed(MORNING, MORNING + 7200 + n % 2) for n in range(6)}
    assert told(contract_of(), {**ten, **six})["bulk-closing"][0] == 10
    seven = {**six, "C6": closed(MORNING, MORNING + 7200)}
    assert "bulk-closing" not in told(contract_of(), {**ten, **seven})


def test_closes_of_the_next_century_keep_their_moment():
    end = at("2110-01-06 16:00")
    stories = {f"B{n}": closed(end - 7200, end) for n in range(10)}
    message = told(contract_of(), stories, as_of=end + DAY)["bulk-closing"][1]
    assert message.endswith("at 16:00:00 on 2110-01-06; ask why")


def test_of_several_bulks_the_largest_is_told_and_each_has_an_example():
    ten = {f"B{n}": closed(MORNING, MORNING + 3600) for n in range(10)}
    twelve = {f"C{n:02}": closed(MORNING, MORNING + 7200) for n in range(12)}
    count, message, examples = told(contract_of(), {**ten, **twelve})["bulk-closing"]
    assert (count, examples) == (22, ("B0", "C00"))
    assert "on 2 occasions, most of them (12) at 10:00:00 on 2026-09-01" in message


def test_only_the_last_close_of_a_ticket_counts():
    first = MORNING + 3600
    again = {
        f"B{n}": [*closed(MORNING, first), (first + 60, "open"), (first + 61 + n, "event resolved")]
        for n in range(12)
    }
    assert "bulk-closing" not in told(contract_of(), again)


def test_missing_numbers_of_a_series_are_named():
    stories = spread(100, "INC")
    for name in ("INC0017", "INC0031", "INC0032"):
        del stories[name]
    count, message, examples = told(contract_of(), stories)["ticket-numbers-missing"]
    assert (count, examples) == (3, ("INC0017", "INC0031", "INC0032"))
    assert message == (
        "3 ticket numbers are missing between INC0000 and INC0099; ask what became of them"
    )


def test_a_single_missing_number_among_fifty_is_told_and_among_fewer_is_not():
    stories = spread(51)
    del stories["T0007"]
    _, message, _ = told(contract_of(), stories)["ticket-numbers-missing"]
    assert message.startswith("1 ticket number is missing between T0000 and T0050")
    del stories["T0050"]
    assert "ticket-numbers-missing" not in told(contract_of(), stories)


def test_a_series_of_which_a_twentieth_is_missing_is_one():
    stories = spread(100)
    for n in (10, 20, 30, 40, 50):
        del stories[f"T{n:04}"]
    assert told(contract_of(), stories)["ticket-numbers-missing"][0] == 5
    del stories["T0060"]
    assert "ticket-numbers-missing" not in told(contract_of(), stories)
    three = {name: rows for n, (name, rows) in enumerate(spread(60).items()) if n % 20 != 10}
    assert told(contract_of(), three)["ticket-numbers-missing"][0] == 3
    del three["T0059"]
    assert "ticket-numbers-missing" not in told(contract_of(), three)


def test_numbers_with_another_count_of_digits_are_another_series():
    stories = {f"T{n}": rows for n, rows in enumerate(spread(100).values()) if n != 50}
    _, message, _ = told(contract_of(), stories)["ticket-numbers-missing"]
    assert message.startswith("1 ticket number is missing between T10 and T99")


def test_a_name_that_is_no_number_is_in_no_series():
    stories = {**spread(60), "T00X5": closed(MORNING, MORNING + 7211)}
    del stories["T0007"]
    for name in ("ABC", ""):
        more = {**stories, f"T{name}": closed(MORNING, MORNING + 7213)}
        assert told(contract_of(), more)["ticket-numbers-missing"][0] == 1


def test_numbers_of_more_than_eighteen_digits_are_no_series():
    stories = {f"{10**18 + n}": rows for n, rows in enumerate(spread(60).values()) if n != 7}
    assert "ticket-numbers-missing" not in told(contract_of(), stories)
    shorter = {name[1:].replace("000", "100", 1): rows for name, rows in stories.items()}
    assert told(contract_of(), shorter)["ticket-numbers-missing"][0] == 1


def test_a_series_of_which_much_is_missing_is_no_series():
    sparse = {name: rows for n, (name, rows) in enumerate(spread(120).items()) if n % 10}
    assert "ticket-numbers-missing" not in told(contract_of(), sparse)


def test_numbers_of_two_series_are_told_apart():
    stories = {**spread(60, "A"), **spread(60, "LONG-")}
    del stories["LONG-0007"]
    count, _, examples = told(contract_of(), stories)["ticket-numbers-missing"]
    assert (count, examples) == (1, ("LONG-0007",))


def test_the_gap_between_two_series_of_one_prefix_is_none():
    stories = {**spread(60, "A"), **{f"A{n}": rows for n, rows in enumerate(spread(60).values())}}
    assert "ticket-numbers-missing" not in told(contract_of(), stories)


def test_a_new_ticket_for_the_same_device_soon_after_the_close_is_told():
    stories: dict[str, Any] = {}
    tickets: dict[str, Any] = {}
    for n in range(6):
        stories[f"A{n}"] = closed(MORNING, MORNING + 3600 + n)
        stories[f"B{n}"] = closed(MORNING + 3600 + n + 10 * DAY, MORNING + 20 * DAY + 100 * n)
        tickets |= {f"A{n}": {"device": f"PC-{n}"}, f"B{n}": {"device": f"PC-{n}"}}
    count, message, _ = told(contract_of(), stories, tickets, attributes=(*ATTRIBUTES, "device"))[
        "closed-and-again"
    ]
    assert count == 6
    assert message == (
        "6 of 12 tickets with a device were followed by a new ticket for the same device within "
        "10 calendar days of the close (listed from 5% on); ask whether it is the same repair"
    )
    assert "closed-and-again" not in told(contract_of(), stories, tickets)
    sooner = listing(again_within="9 calendar days")
    assert "closed-and-again" not in told(
        sooner, stories, tickets, attributes=(*ATTRIBUTES, "device")
    )


def again(first: Any, second: Any, count: int = 6, **terms: Any) -> Any:
    """So many devices, each with two tickets."""
    stories: dict[str, Any] = {}
    tickets: dict[str, Any] = {}
    for n in range(count):
        stories |= {f"A{n}": first, f"B{n}": second}
        tickets |= {f"A{n}": {"device": f"PC-{n}"}, f"B{n}": {"device": f"PC-{n}"}}
    # Of one ticket the export has no event.
    tickets["A"] = {"device": "PC-0"}
    found = told(listing(**terms), stories, tickets, attributes=(*ATTRIBUTES, "device"))
    return found.get("closed-and-again")


def test_a_new_ticket_in_the_second_of_the_close_is_one_and_five_are_shown():
    end = MORNING + 3600
    count, _, examples = again(closed(MORNING, end), closed(end, end + 100))
    assert (count, examples) == (6, ("A0", "A1", "A2", "A3", "A4"))
    assert again(closed(MORNING, end), closed(end - 1, end + 100)) is None


def test_an_open_ticket_is_none_of_the_closed_ones():
    first, second = closed(MORNING, MORNING + 3600), [(MORNING + 7200, "open")]
    assert again(first, second)[1].startswith("6 of 6 tickets with a device")
    assert again(first, second, 4) is None
    assert again(first, second, at_least=7) is None


def test_the_time_between_a_close_and_the_next_ticket_may_be_hours():
    first, second = closed(MORNING, MORNING + 3600), [(MORNING + 3600 + 36 * 3600, "open")]
    assert again(first, second, again_within="24 hours") is None
    assert again(first, second, again_within="36 hours")[0] == 6


def test_the_next_ticket_of_another_device_is_none_of_this_one():
    stories: dict[str, Any] = {}
    tickets: dict[str, Any] = {}
    for n in range(12):
        begin = at("2026-07-01 08:00") + n * 20 * DAY
        stories[f"A{n:02}"] = closed(begin, begin + (1 if n % 2 == 0 else 19) * DAY)
        tickets[f"A{n:02}"] = {"device": f"PC-{n // 2}"}
    how = {"attributes": (*ATTRIBUTES, "device")}
    found = told(contract_of(), stories, tickets, at("2027-06-01"), **how)
    assert "closed-and-again" not in found


def test_work_ended_with_the_return_of_a_ticket_that_is_closed_later():
    returned = [*closed(MORNING, MORNING + 3600), (MORNING + 20 * DAY, "event closed")]
    assert again(returned, closed(MORNING + DAY, MORNING + 2 * DAY))[0] == 6
    worked_on = [*returned[:2], (MORNING + 2 * DAY, "open"), (MORNING + 20 * DAY, "event closed")]
    assert again(worked_on, closed(MORNING + DAY, MORNING + 2 * DAY)) is None


def test_a_ticket_that_a_state_leaves_out_is_no_new_ticket():
    duplicate = [(MORNING + 7200, "open"), (MORNING + 7300, "exclude duplicate")]
    assert again(closed(MORNING, MORNING + 3600), duplicate) is None


@pytest.mark.parametrize("why", ["excluded", "open at once"])
def test_a_duplicate_and_a_ticket_beside_another_are_no_new_ticket(why):
    stories: dict[str, Any] = {}
    tickets: dict[str, Any] = {}
    later = MORNING + 7200 if why == "excluded" else MORNING + 60
    for n in range(6):
        stories[f"A{n}"] = closed(MORNING, MORNING + 3600)
        stories[f"B{n}"] = closed(later, MORNING + 9000 + 60 * n)
        tickets |= {f"A{n}": {"device": f"PC-{n}"}, f"B{n}": {"device": f"PC-{n}"}}
        if why == "excluded":
            tickets[f"B{n}"]["excluded"] = "duplicate"
    assert "closed-and-again" not in told(
        contract_of(), stories, tickets, attributes=(*ATTRIBUTES, "device")
    )


def test_closes_on_the_full_minute_are_told_where_stamps_carry_seconds():
    stories = spread(180)
    full = list(stories)[:20]
    for n, name in enumerate(full):
        stories[name] = closed(MORNING + 17, MORNING + 3600 + 60 * n)
    minutes = {f"M{n}": closed(MORNING, MORNING + 3660 + 60 * n) for n in range(200)}
    count, message, examples = told(contract_of(), stories)["round-stamps"]
    assert count == 22, "two of the others are there by chance"
    assert message.startswith("22 of 180 tickets were closed on the full minute, at second 00,")
    assert set(examples) <= set(stories)
    assert "round-stamps" not in told(contract_of(), minutes)


def test_where_a_tenth_of_the_begins_are_on_the_full_minute_closes_may_be_too():
    full = {f"F{n:02}": closed(MORNING + 17, MORNING + 3600 + 60 * n) for n in range(20)}
    assert told(contract_of(), full)["round-stamps"][0] == 20
    for n in (0, 19):
        full[f"F{n:02}"] = closed(MORNING, MORNING + 3600 + 60 * n)
    assert "round-stamps" not in told(contract_of(), full)


def test_closes_on_the_last_weekday_of_a_month_or_after_it_are_told():
    stories = spread(80, step=8641)
    for n in range(20):
        end = at(f"2026-{7 + n % 2:02d}-31 15:{n + 10}:31")
        stories[f"E{n:02d}"] = closed(end - 7200 - n, end)
    count, message, examples = told(contract_of(), stories)["closed-at-month-end"]
    assert (count, examples[0]) == (20, "E00")
    assert message.startswith("20 of 100 tickets were closed on the last weekday of a month or")


def test_the_last_friday_of_a_month_that_ends_on_a_sunday_is_its_end():
    stories = spread(40, step=8641)
    for n in range(20):
        end = at(f"2027-01-{29 + n % 3} 15:{n + 10}:31")
        stories[f"E{n:02d}"] = closed(end - 7200 - n, end)
        stories[f"N{n:02d}"] = closed(end - 7200 - n, end - DAY if n % 3 == 0 else end - 4 * DAY)
    later = at("2027-03-01")
    assert told(contract_of(), stories, None, later)["closed-at-month-end"][0] == 20


@pytest.mark.parametrize("size", [3, 12])
def test_an_export_in_parts_has_the_signals_of_the_whole(size):
    end = at("2026-08-31 15:00:31")
    bulk = {f"B{n:02}": closed(end - 7200 - 7 * n, end) for n in range(24)}
    measuring = Measuring(contract_of(), OCTOBER)
    for first in range(0, 24, size):
        measuring.add(log_of(dict(list(bulk.items())[first : first + size])))
    found = {one.id: one for one in measuring.result().findings if one.id in SIGNALS}
    assert {name: one.count for name, one in found.items()} == {
        "bulk-closing": 24,
        "closed-at-month-end": 24,
    }
    assert found["bulk-closing"].examples == ("B00",)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 ticket was"), (2, "2 tickets were"), (1204, "1,204 tickets were")]
)
def test_counts_are_told_in_words_that_fit(count, words):
    assert f"{tickets(count)} {were(count)}" == words


def test_a_sound_record_has_no_signal():
    assert not SIGNALS & told(contract_of(), spread(120)).keys()
    assert not SIGNALS & told(contract_of(), {}).keys()


def test_a_contract_sets_thresholds_of_its_own():
    three = {f"B{n}": closed(MORNING + n, MORNING + 7200) for n in range(3)}
    assert "bulk-closing" not in told(contract_of(), three)
    assert told(listing(bulk_closing=3), three)["bulk-closing"][0] == 3


def test_thresholds_leave_the_digest_of_a_contract_without_them_alone():
    assert contract_of().signals is None
    assert listing().digest != contract_of().digest


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ({"at_least": 0}, "no ticket is no signal"),
        ({"again_within": "3 business days"}, "a signal has no calendar"),
        ({"lift_and_close": "2 business hours"}, "a signal has no calendar"),
    ],
)
def test_a_threshold_that_means_nothing_is_refused(written, why):
    with pytest.raises(ValidationError, match=why):
        Signals.model_validate(written)
