"""The kernel and the clock that looks at every minute agree, ticket by ticket."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from rfpkit.model.contract import Contract
from rfpkit.model.kinds.measure import DurationMeasure, OnReopen
from rfpkit.model.limit import TimeLimit
from rfpkit.sla.audit import measure_contract
from rfpkit.sla.verdicts import rows
from tests.sla.logs import ATTRIBUTES, CALENDAR, at, contract_of, level_of, log_of
from tests.sla.minutes import Minutes
from tests.sla.oracle import Judged, judge
from tests.sla.oracle_walk import About, Row, Terms, goes_on, joint, known_rows

SEEDS = range(10)
TICKETS = 40
DAY = 86_400

ZONES = ("America/Chicago", "America/New_York", "Europe/Paris", "Pacific/Honolulu")
# Both changes of the clocks lie in these weeks, in every zone that has them.
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
TESTING = [
    {"id": "testing", "from": "2026-10-28", "to": "2026-11-04", "week": {"mon-fri": "07:00-18:00"}},
    {
        "id": "testing-again",
        "from": "2027-03-11",
        "to": "2027-03-17",
        "week": {"mon-sat": "09:00-15:00"},
    },
]
EFFECTS = (
    *("open", "open", "pause awaiting-customer", "pause awaiting-parts", "event resolved"),
    *("event closed", "event received", "event reopened", "event returned", "ignore"),
)
BESIDE = (
    *("pause awaiting-quote", "pause awaiting-quote", "resume awaiting-quote"),
    *("resume awaiting-parts", "pause awaiting-parts"),
)


@dataclass(frozen=True)
class Case:
    """A log, and everything by which it is judged."""

    contract: Contract
    stories: dict[str, list[Row]]
    facts: dict[str, dict[str, str | None]]
    as_of: int

    @property
    def links(self) -> bool:
        measure = self.measure
        return measure.reopen_by != "ticket" and measure.on_reopen is not OnReopen.NEW_EPISODE

    @property
    def measure(self) -> DurationMeasure:
        measure = self.contract.service_levels[0].measure
        assert isinstance(measure, DurationMeasure)
        return measure


@pytest.mark.parametrize("seed", SEEDS)
def test_the_kernel_agrees_with_the_minutes(seed):
    one = case(Random(seed))  # noqa: S311 (a seed makes the same tickets each time)
    stories = {
        name: [(row.at, row.effect, row.priority, more(row)) for row in story]
        for name, story in one.stories.items()
    }
    log = log_of(stories, one.facts, attributes=(*ATTRIBUTES, "device", "fault"))
    verdicts = rows(measure_contract(one.contract, log, one.as_of).verdicts)
    ours = {(row.ticket, row.episode): row for row in verdicts}
    for name, story, terms in repairs(one, ours):
        for told in judge(story, terms, about(one, name)):
            compare(ours.pop((name, told.number)), told)
    assert not ours


def more(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {"device_class": row.device_class} if row.device_class else {}
    return {**told, "evidenced": True} if row.evidenced else told


def about(one: Case, name: str) -> About:
    return About(one.facts[name]["site"], one.facts[name]["device_class"])


def repairs(one: Case, ours: dict[tuple[str, int], Any]):
    """Yields each ticket that has a clock of its own, with the rows that count in it.

    Those that go on in another one's must say so, and are taken out of our verdicts.
    """
    known = {name: known_rows(story, one.as_of) for name, story in one.stories.items()}
    known = {name: story for name, story in known.items() if story}
    terms = {name: terms_of(one, name) for name in known}
    head = {name: name for name in known}
    whole = dict(known)
    if one.links:
        for earlier, later in neighbours(one, known):
            kept = goes_on(known[earlier], known[later], terms[earlier])
            if kept is None:
                continue
            first = head[earlier]
            head[later] = first
            whole[first] = whole[first][: len(whole[first]) - len(known[earlier])] + kept
            if first != earlier:
                begin = len(whole[first]) - len(kept)
                whole[first] = whole[first][:begin] + joint(kept)
            whole[first] = whole[first] + joint(known[later])
    for name in known:
        if head[name] == name:
            yield name, whole[name], terms[name]
        else:
            row = ours.pop((name, 1))
            assert (row.verdict, row.reason) == ("excluded", f"continues {head[name]}"), row


def neighbours(one: Case, known: dict[str, list[Row]]):
    keyed = [
        ((facts["device"], facts["fault"]), known[name][0].at, name)
        for name, facts in one.facts.items()
        if name in known and facts["device"] and facts["fault"]
    ]
    for (key, _, earlier), (other, _, later) in pairwise(sorted(keyed)):
        if key == other:
            yield earlier, later


SEEN: dict[tuple[str, int], Minutes] = {}


def terms_of(one: Case, name: str) -> Terms:
    terms = one.contract.versions()[0]
    level = terms.service_levels[0]
    site = one.facts[name]["site"]
    wanted = (one.measure.calendar_by_site or {}).get(site or "", one.measure.calendar)
    calendar = next(entry for entry in terms.calendars if entry.id == wanted)
    first = min(row.at for story in one.stories.values() for row in story) // DAY * DAY
    key = (calendar.model_dump_json(), first)
    if key not in SEEN:
        SEEN[key] = Minutes.between(calendar, first - 2 * DAY, first + 45 * DAY)
    target = level.target
    assert isinstance(target, TimeLimit | dict | tuple)
    effects = {row.effect for story in one.stories.values() for row in story}
    return Terms(
        one.measure,
        target,
        SEEN[key],
        one.as_of,
        frozenset(effect[7:] for effect in effects if effect.startswith("resume")),
        any(row.device_class for story in one.stories.values() for row in story),
    )


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


def case(chance: Random) -> Case:
    span = chance.choice(SPANS)
    first, last = at(span[0]), at(span[1])
    unit = chance.choice(("hours", "hours", "business days", "calendar days"))
    week = chance.choice(WEEKS if unit != "hours" else (*WEEKS, NIGHTS))
    # The oracle counts business days by date: a shift over midnight has tests of its own.
    days = week is not NIGHTS
    windows = (*WINDOWS, "2 business days", "5 business days") if days else WINDOWS
    contract = contract_of(
        level_of(measure_of(chance, windows, days=days), target=target_of(chance, unit, span)),
        calendars=[
            calendar_of(chance, "support-hours", week),
            calendar_of(chance, "other-hours", chance.choice(WEEKS)),
        ],
    )
    effects = (*EFFECTS, *chance.choice(((), BESIDE[:3], BESIDE)))
    changing = chance.random() < 0.4
    names = [f"T{number:03}" for number in range(TICKETS)]
    stories = {name: story(chance, first, last, effects, changing=changing) for name in names}
    facts = {name: facts_of(chance) for name in names}
    for earlier, later in pairwise(names):
        if chance.random() < 0.5:
            stories[earlier], stories[later] = again(chance, stories[earlier], stories[later])
            facts[earlier] |= {"device": facts[earlier]["device"] or earlier, "fault": "screen"}
            facts[later] |= {name: facts[earlier][name] for name in ("device", "fault")}
    return Case(contract, stories, facts, chance.randrange((first + last) // 120 * 60, last, 60))


def calendar_of(chance: Random, name: str, week: Any) -> dict[str, Any]:
    return {
        **CALENDAR,
        "id": name,
        "week": week,
        "closures": SNOW,
        "seasons": TESTING if week is not NIGHTS else [],
        "timezone": chance.choice(ZONES),
        "holidays": [{"date": "2026-11-03", "name": "Election Day"}],
        "openings": [{"date": "2026-10-31", "from": "09:00", "to": "12:00"}],
    }


def measure_of(chance: Random, windows: tuple[str, ...], *, days: bool) -> dict[str, Any]:
    caps = ["3 business hours", "90 minutes", "1 calendar days", *(["1 business days"] * days)]
    return {
        "from": chance.choice(("reported", "received", ["received", "reported"])),
        "to": chance.choice(("resolved", ["returned", "resolved"])),
        "pause": [
            {
                "reason": reason,
                "each": chance.choice((None, None, *caps)),
                "total": chance.choice((None, None, "5 business hours", "100 minutes")),
                "evidence": chance.choice((None, None, "required")),
            }
            for reason in ("awaiting-customer", "awaiting-parts", "awaiting-quote")
            if chance.random() < 0.6
        ],
        "pause_total": chance.choice((None, None, "7 business hours")),
        "calendar_by_site": chance.choice((None, {"kula": "other-hours"})),
        "comparator": chance.choice(("at_most", "less_than")),
        "day_rule": chance.choice(("close_of_business", "same_time", "next_opening")),
        "cutoff": chance.choice((None, "14:00")),
        "priority_change": chance.choice(("at_start", "at_stop", "strictest")),
        "on_reopen": chance.choice(("continue", "count_closed", "first_stop", "new_episode")),
        "reopen_window": chance.choice(windows),
        "reopen_by": chance.choice((None, None, "ticket")),
    }


def target_of(chance: Random, unit: str, span: tuple[str, str]) -> Any:
    def some(number: int) -> str:
        return f"{number * 4 - 3 if unit == 'hours' else number} {unit}"

    form = chance.random()
    if form < 0.3:
        return f"{chance.randrange(1, 20 if unit == 'hours' else 5)} {unit}"
    if form < 0.5:
        return {f"P{number}": some(number) for number in (1, 2)}
    middle = "2026-10-30" if span is SPANS[0] else "2027-03-19"
    conditions: dict[str, list[Any]] = {
        "priority": [None, "P1", ["P1", "P2"]],
        "site": [None, None, "kula"],
        "device_class": [None, None, "tablet"],
        "from": [None, None, middle],
        "season": [None, None, None, ["testing", "testing-again"]],
    }
    table = [
        {
            "within": some(number),
            **{key: chance.choice(values) for key, values in conditions.items()},
        }
        for number in chance.sample((1, 2, 3, 4), chance.randrange(1, 4))
    ]
    # A line that fits every ticket may stand only at the end.
    table = [line for line in table if any(line[key] for key in conditions)]
    return [*table, {"within": some(5)}] if chance.random() < 0.5 or not table else table


def story(
    chance: Random, first: int, last: int, effects: tuple[str, ...], *, changing: bool
) -> list[Row]:
    moments = [chance.randrange(first, last - DAY, 60)]
    for _ in range(chance.randrange(0, 9)):
        moments.append(moments[-1] + 60 * chance.choice((0, 1, 30, 200, 1000, 3000)))
    told = [
        Row(
            moment,
            chance.choice(effects),
            chance.choice(("P1", "P2", "P2", "P3", None)),
            chance.choice(("tablet", "laptop", None)) if changing else None,
            chance.random() < 0.4,
        )
        for moment in moments
    ]
    begin = chance.choice(("open", "open", "event received", "event resolved"))
    told[0] = told[0]._replace(effect=begin)
    told += [chance.choice(told) for _ in range(chance.randrange(0, 2))]
    chance.shuffle(told)
    return told


def again(chance: Random, earlier: list[Row], later: list[Row]) -> tuple[list[Row], list[Row]]:
    """Lets a ticket begin soon after the end of another one."""
    end = max(row.at for row in earlier) + 60 * chance.choice((1, 100))
    begin = end + 60 * chance.choice((0, 5, 300, 2000, 6000))
    moved = begin - min(row.at for row in later)
    ended = Row(end, "event resolved", chance.choice(("P1", None)))
    records = [Row(begin + 60, "event closed")] if chance.random() < 0.3 else []
    return [*earlier, ended, *records], [row._replace(at=row.at + moved) for row in later]


def facts_of(chance: Random) -> dict[str, str | None]:
    return {
        "site": chance.choice(("north", "kula", "kula", None)),
        "device_class": chance.choice(("tablet", "laptop", None)),
        "device": chance.choice(("A1", None, None)),
        "fault": chance.choice(("screen", "screen", "battery", None)),
    }
