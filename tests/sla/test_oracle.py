"""The kernel and the clock that looks at every minute agree, ticket by ticket."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from rfpkit.model.contract import Contract
from rfpkit.model.limit import TimeLimit
from rfpkit.model.measure import DurationMeasure
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import at, contract_of, level_of, log_of
from tests.sla.minutes import Minutes
from tests.sla.oracle import Judged, judge

FullRow = tuple[int, str, str | None]
SEEDS = range(12)
TICKETS = 50
DAY = 86_400

ZONES = ("America/Chicago", "America/New_York", "Europe/Paris")
# Both changes of the clocks lie in these weeks, in every zone.
SPANS = (("2026-10-19 06:00", "2026-11-09 06:00"), ("2027-03-08 06:00", "2027-04-02 06:00"))
WEEKS = (
    {"mon-fri": "07:30-16:30"},
    {"mon-thu": ["08:00-12:00", "13:00-17:00"], "fri": "08:00-12:00", "sat": "10:00-14:00"},
    {"mon-sun": "00:00-24:00"},
)
NIGHTS = {"mon-fri": "20:00-04:00", "sun": "23:00-04:00"}
WINDOWS = ("6 business hours", "1 calendar days")
SNOW = [
    {"date": "2026-10-27", "reason": "Snow day"},
    {"date": "2026-11-02", "from": "12:00", "reason": "Early release"},
    {"date": "2027-03-16", "from": "09:00", "to": "11:00", "reason": "Power cut"},
]
EFFECTS = (
    *("open", "open", "pause awaiting-customer", "pause awaiting-parts", "event resolved"),
    *("event closed", "event received", "event reopened", "event returned", "ignore"),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_kernel_agrees_with_the_minutes(seed):
    chance = Random(seed)  # noqa: S311 (a seed makes the same tickets each time)
    contract, stories, as_of = case(chance)
    moments = [row[0] for story in stories.values() for row in story]
    first, last = min(moments) - 2 * DAY, max(moments) + 45 * DAY
    level = contract.service_levels[0]
    measure = level.measure
    assert isinstance(measure, DurationMeasure)
    assert isinstance(level.target, TimeLimit | dict)
    calendar = contract.versions()[0].calendars[0]
    minutes = Minutes.between(calendar, first, last)
    verdicts = rows(measure_contract(contract, log_of(stories), as_of).verdicts)
    ours = {(row.ticket, row.episode): row for row in verdicts}
    for name, story in stories.items():
        known = story
        if min(when for when, _, _ in known) > as_of:
            continue
        for told in judge(known, measure, level.target, minutes, as_of):
            compare(ours.pop((name, told.number)), told)
    assert not ours


def compare(row, told: Judged) -> None:
    said = (row.verdict, row.start, row.first_stop, row.stop)
    if told.verdict == "unscorable":
        assert row.verdict == "unscorable", (row, told)
        return
    assert said == (told.verdict, told.start, told.first_stop, told.stop), (row, told)
    if told.verdict != "no_target":
        sums = (row.elapsed, row.paused, row.not_honoured)
        assert sums == (told.elapsed, told.paused, told.not_honoured), (row, told)
        assert (row.due, row.verdict_if_honoured) == (told.due, told.if_honoured), (row, told)


def case(chance: Random) -> tuple[Contract, dict[str, list[FullRow]], int]:
    span = chance.choice(SPANS)
    first, last = at(span[0]), at(span[1])
    unit = chance.choice(("hours", "hours", "business days", "calendar days"))
    week = chance.choice(WEEKS if unit != "hours" else (*WEEKS, NIGHTS))
    # The oracle counts business days by date: a shift over midnight has tests of its own.
    windows = WINDOWS if week is NIGHTS else (*WINDOWS, "2 business days", "5 business days")
    contract = contract_of(
        level_of(measure_of(chance, windows), target=target_of(chance, unit)),
        calendar={
            "week": week,
            "closures": SNOW,
            "timezone": chance.choice(ZONES),
            "holidays": [{"date": "2026-11-03", "name": "Election Day"}],
            "openings": [{"date": "2026-10-31", "from": "09:00", "to": "12:00"}],
        },
    )
    stories = {f"T{number:03}": story(chance, first, last) for number in range(TICKETS)}
    return contract, stories, chance.randrange(first, last + 5 * 86_400, 60)


def measure_of(chance: Random, windows: tuple[str, ...]) -> dict[str, Any]:
    return {
        "from": chance.choice(("reported", "received", ["received", "reported"])),
        "to": chance.choice(("resolved", ["returned", "resolved"])),
        "pause": chance.choice(([], ["awaiting-customer"])),
        "comparator": chance.choice(("at_most", "less_than")),
        "day_rule": chance.choice(("close_of_business", "same_time", "next_opening")),
        "cutoff": chance.choice((None, "14:00")),
        "priority_change": chance.choice(("at_start", "at_stop", "strictest")),
        "on_reopen": chance.choice(("continue", "count_closed", "first_stop", "new_episode")),
        "reopen_window": chance.choice(windows),
    }


def target_of(chance: Random, unit: str) -> str | dict[str, str]:
    if chance.random() < 0.4:
        return f"{chance.randrange(1, 20 if unit == 'hours' else 5)} {unit}"
    return {
        f"P{number}": f"{number * 4 - 3 if unit == 'hours' else number} {unit}" for number in (1, 2)
    }


def story(chance: Random, first: int, last: int) -> list[FullRow]:
    moments = [chance.randrange(first, last - 86_400, 60)]
    for _ in range(chance.randrange(0, 9)):
        moments.append(moments[-1] + 60 * chance.choice((0, 1, 30, 200, 1000, 3000)))
    told = [(moment, chance.choice(EFFECTS), priority(chance)) for moment in moments]
    told[0] = (
        moments[0],
        chance.choice(("open", "open", "event received", "event resolved")),
        told[0][2],
    )
    told += [chance.choice(told) for _ in range(chance.randrange(0, 2))]
    chance.shuffle(told)
    return told


def priority(chance: Random) -> str | None:
    return chance.choice(("P1", "P2", "P2", "P3", None))
