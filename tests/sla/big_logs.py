"""Logs of very many tickets, in which everything happens, and levels to judge them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from rfpkit.model.contract import Contract
from rfpkit.model.effect import parse_effect
from rfpkit.model.exports.event_log import EventLog, State
from rfpkit.model.exports.intake import Intake, Source
from tests.sla.duckdb_clock import Hours, Terms
from tests.sla.logs import EVENTS, TICKETS, at, contract_of, level_of

COVERS = ("2026-01-01", "2028-12-31")
SNOW = [
    {"date": "2026-10-27", "reason": "Snow day"},
    {"date": "2026-11-02", "from": "12:00", "reason": "Early release"},
    {"date": "2027-03-16", "from": "09:00", "to": "11:00", "reason": "Power cut"},
]
COMMON: dict[str, Any] = {
    "covers": COVERS,
    "closures": SNOW,
    "holidays": [{"date": "2026-11-03", "name": "Election Day"}],
    "openings": [{"date": "2026-10-31", "from": "09:00", "to": "12:00"}],
}
PLACES = {
    "north": Hours("America/New_York", week={"mon-fri": "07:30-16:30"}, **COMMON),
    "middle": Hours(
        "America/Chicago",
        week={
            "mon-thu": ["08:00-12:00", "13:00-17:00"],
            "fri": "08:00-12:00",
            "sat": "10:00-14:00",
        },
        seasons=[
            {"from": "2026-11-05", "to": "2026-11-06", "week": {"mon-fri": "09:00-12:00"}},
            {"from": "2027-03-22", "to": "2027-03-26", "week": {}},
        ],
        **COMMON,
    ),
    "west": Hours("Europe/Paris", week={"mon-sun": "00:00-24:00"}, **COMMON),
}
"""Three sites, each in a zone of its own."""
NIGHT_SHIFTS = {
    name: Hours(hours.zone, week={"mon-fri": "20:00-04:00", "sun": "23:00-04:00"}, **COMMON)
    for name, hours in PLACES.items()
}
# Both changes of the clocks lie in these weeks, in every zone.
SPANS = (("2026-10-19 06:00", "2026-11-09 06:00"), ("2027-03-08 06:00", "2027-04-02 06:00"))
EFFECTS = (
    *("open", "open", "pause awaiting-customer", "pause awaiting-parts", "pause backlog"),
    *("event resolved", "event resolved", "event closed", "event received", "event reopened"),
    *("event returned", "ignore"),
)
# In other logs two of the pauses run beside the status, and so over each other.
BESIDE = (*EFFECTS, "resume awaiting-parts", "resume awaiting-parts", "resume backlog")
BEGINNINGS = ("open", "open", "open", "event received", "event resolved", "pause backlog")
GAPS = (0, 1, 60, 1_799, 3_600, 21_600, 60_061, 86_400, 180_000)
PRIORITIES = ("P1", "P2", "P2", "P3", None)


def span_of(seed: int) -> tuple[int, int]:
    """The first and the last instant of a log."""
    first, last = SPANS[seed % len(SPANS)]
    return at(first), at(last)


def sites_of(chance: np.random.Generator, tickets: int) -> pl.DataFrame:
    """Puts each ticket at a site, which has a calendar of its own name."""
    places = np.array(list(PLACES))[chance.integers(0, len(PLACES), tickets)]
    return pl.DataFrame({"ticket": np.arange(tickets), "calendar": places})


def log_of(events: pl.DataFrame, sites: pl.DataFrame) -> EventLog:
    effects = sorted(set(events["effect"]))
    columns = {
        "ticket": events["ticket"],
        "at": events["moment"],
        "order": np.zeros(events.height, np.int64),
        "state": events["effect"].replace_strict(effects, range(len(effects))),
        "priority": events["priority"],
        "source": np.zeros(events.height, np.int64),
        "row": np.arange(2, events.height + 2),
    }
    held = sites.select(
        pl.col("ticket").cast(pl.String), site=pl.col("calendar"), no_target=pl.lit(value=False)
    )
    intake = Intake(
        sources=(Source(file="export.csv", sha256="0" * 64, rows=events.height),),
        rows_read=events.height,
        rows_used=events.height,
        events=events.height,
    )
    return EventLog(
        events=_shaped(pl.DataFrame(columns), EVENTS),
        tickets=_shaped(held, TICKETS),
        states=tuple(State(effect, parse_effect(effect)) for effect in effects),
        attributes=frozenset({"site"}),
        ratings=frozenset(),
        intake=intake,
    )


def _shaped(frame: pl.DataFrame, schema: dict[str, Any]) -> pl.DataFrame:
    return frame.select(
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    )


def contract(terms: Terms) -> Contract:
    unit, size = {"seconds": ("hours", 3_600), "business_days": ("business days", 1)}[terms.unit]
    target: str | dict[str, str]
    if isinstance(terms.target, int):
        target = f"{terms.target // size} {unit}"
    else:
        target = {name: f"{amount // size} {unit}" for name, amount in terms.target.items()}
    amount, kind = terms.window
    first, *others = terms.calendars
    measure = {
        "from": list(terms.start),
        "to": list(terms.stop),
        "calendar": first,
        "calendar_by_site": {name: name for name in others},
        "pause": list(terms.pause),
        "comparator": "less_than" if terms.strict else "at_most",
        "day_rule": terms.day_rule,
        "cutoff": None if terms.cutoff is None else f"{terms.cutoff // 3_600:02}:00",
        "final_stop": terms.final_stop or None,
        "priority_change": terms.priority_change,
        "on_reopen": terms.on_reopen,
        "reopen_window": (
            f"{amount // 3_600} hours"
            if kind == "seconds"
            else f"{amount} {kind.replace('_', ' ')}"
        ),
    }
    calendars = [_calendar(name, hours) for name, hours in terms.calendars.items()]
    return contract_of(level_of(measure, target=target), calendars=calendars)


def _calendar(name: str, hours: Hours) -> dict[str, Any]:
    return {
        "id": name,
        "timezone": hours.zone,
        "covers": " to ".join(hours.covers),
        "week": hours.week,
        "seasons": [{"id": f"season-{n}", **season} for n, season in enumerate(hours.seasons)],
        "holiday_scope": hours.holiday_scope,
        **{kind: list(getattr(hours, kind)) for kind in ("holidays", "closures", "openings")},
    }


def terms_of(chance: np.random.Generator, seed: int) -> Terms:
    """Makes a level: each policy comes up, and what else it says is chance."""

    def pick(choices: Sequence[Any]) -> Any:
        return choices[int(chance.integers(0, len(choices)))]

    unit = ("seconds", "seconds", "business_days")[seed % 3]
    by_day = unit == "business_days"
    # A business day of the oracle is a date: shifts over midnight come with hours only.
    calendars = NIGHT_SHIFTS if seed % 6 == 1 else PLACES
    windows = [(6 * 3_600, "seconds"), (1, "calendar_days")]
    windows += [] if calendars is NIGHT_SHIFTS else [(2, "business_days"), (5, "business_days")]
    size = 1 if by_day else 3_600
    single = size * int(chance.integers(1, 5 if by_day else 20))
    each = {"P1": size, "P2": (2 if by_day else 9) * size}
    first, last = span_of(seed)
    return Terms(
        as_of=int(chance.integers((first + last) // 2, last + 5 * 86_400)),
        target=single if seed % 5 == 4 else each,
        unit=unit,
        start=pick((["reported"], ["received"], ["received", "reported"])),
        stop=pick((["resolved"], ["returned", "resolved"])),
        pause=pick(([], ["awaiting-customer"], ["awaiting-customer", "awaiting-parts"])),
        strict=pick((False, True)),
        final_stop=seed == 7,
        on_reopen=("continue", "count_closed", "first_stop", "new_episode")[seed % 4],
        window=pick(windows),
        priority_change=("at_start", "at_stop", "strictest")[seed // 4 % 3],
        day_rule=pick(("close_of_business", "next_opening")),
        cutoff=pick((None, 14 * 3_600)),
        calendars=calendars,
    )


def stories(chance: np.random.Generator, tickets: int, seed: int, *, step: int = 1) -> pl.DataFrame:
    """Makes the rows of tickets in no order, some of them twice; instants are whole steps."""
    first, last = span_of(seed)
    told = BESIDE if seed // 2 % 2 else EFFECTS
    rows = chance.integers(1, 10, tickets)
    ticket = np.repeat(np.arange(tickets), rows)
    begins = np.cumsum(rows) - rows
    gaps = np.array(GAPS)[chance.integers(0, len(GAPS), ticket.size)]
    gaps[begins] = 0
    passed = np.cumsum(gaps)
    moments = chance.integers(first, last - 86_400, tickets)
    when = (np.repeat(moments - passed[begins], rows) + passed) // step * step
    effects = np.array(told)[chance.integers(0, len(told), ticket.size)]
    effects[begins] = np.array(BEGINNINGS)[chance.integers(0, len(BEGINNINGS), tickets)]
    priorities = pl.Series(PRIORITIES).gather(chance.integers(0, len(PRIORITIES), ticket.size))
    columns = {"ticket": ticket, "moment": when, "effect": effects, "priority": priorities}
    frame = pl.DataFrame(columns)
    twice = chance.integers(0, frame.height, frame.height // 20)
    order = chance.permutation(frame.height + twice.size)
    return pl.concat([frame, frame[twice]])[order]
