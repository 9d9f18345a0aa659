"""Makes the log of a help desk: any number of tickets, the same ones each time.

A ticket is a row of instants, one for each step of its life, of which most tickets skip some.
Tickets are made in blocks, in the order in which they are reported, so that a log of any length
is written, in the order of time, with the memory of one block.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SEED = 20260701
BLOCK = 100_000
"""Tickets that are made at once."""

DAY, HOUR, MINUTE = 86_400, 3_600, 60
FIRST = int(datetime.datetime(2026, 7, 6, 5, tzinfo=datetime.UTC).timestamp())
"""The Monday on which the first ticket is reported, 00:00 in Chicago; seconds UTC."""
WEEKS = 48
"""How long tickets are reported: both changes of the clocks lie inside."""
LAST = int(datetime.datetime(2027, 7, 1, 5, tzinfo=datetime.UTC).timestamp())
"""When the log is exported: nothing later stands in it."""

STATES = (
    *("New", "Assigned", "In Progress", "Awaiting Customer", "Awaiting Parts"),
    *("Vendor Backlog", "Resolved", "Reopened", "Closed"),
)
PRIORITIES = ("1 - Critical", "2 - High", "3 - Moderate")
SITES = {
    "Harbor High School": "America/New_York",
    "Mill River School": "America/New_York",
    "Prairie Middle School": "America/Chicago",
    "Lakeview School": "America/Chicago",
    "Mesa Elementary School": "America/Denver",
}
"""Each site with its time zone."""
SERVICES = ("Device repair", "Classroom software", "Password and access")
CLASSES = ("Student Laptop", "Staff Laptop", "Tablet", "Charging Cart")

COLUMNS = ("number", "changed_at", "state", "priority", "location", "u_service", "u_device_class")
"""The columns of the log, as a vendor's help desk would name them."""

SIZES = {"200": 200, "20k": 20_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}


@dataclass(frozen=True)
class Step:
    """A step of a ticket's life."""

    states: tuple[str, ...]
    """The states that it may lead to, each as likely as the others."""
    share: float
    """How many of the tickets that took the step `after` take this one too."""
    hours: float
    """How long it is in coming, in half of the tickets."""
    after: int = -1
    """The step that it needs; the one before it if left out."""


HOLDS = ("Awaiting Customer", "Awaiting Parts", "Vendor Backlog")
STEPS = (
    Step(("New",), 1.0, 0),
    Step(("Assigned",), 1.0, 0.7),
    Step(("In Progress",), 0.97, 2),
    Step(HOLDS, 0.40, 3, after=1),
    # Another hold before the first one is over: they overlap.
    Step(HOLDS, 0.30, 4, after=3),
    Step(("In Progress",), 0.95, 16, after=3),
    Step(HOLDS[:2], 0.30, 5, after=5),
    Step(("In Progress",), 0.95, 9, after=6),
    Step(("Resolved",), 0.985, 5, after=0),
    Step(("Reopened",), 0.08, 30, after=8),
    Step(("In Progress",), 0.9, 2, after=9),
    Step(("Resolved",), 0.985, 6, after=9),
    Step(("Closed",), 0.93, 60, after=8),
)
_REOPENED, _RESOLVED_AGAIN, _CLOSED = 9, 11, 12
_DUPLICATED = 0.01
_CHANGED_PRIORITY = 0.07


def blocks(tickets: int, seed: int = SEED) -> Iterator[pl.DataFrame]:
    """Yields the log block by block, in the order of time, in the columns of `COLUMNS`."""
    waiting = pl.DataFrame()
    for first in range(0, tickets, BLOCK):
        made = _block(first, min(BLOCK, tickets - first), tickets, seed)
        rows = pl.concat([waiting, made]) if waiting.height else made
        rows = rows.sort("changed_at", maintain_order=True)
        # What lies behind the first report of the next block may still be overtaken.
        limit = _reported(np.array([min(first + BLOCK, tickets)]), tickets)[0]
        ripe = int((rows["changed_at"].to_physical() // MINUTE_US < limit // MINUTE).sum())
        ripe = rows.height if first + BLOCK >= tickets else ripe
        yield rows[:ripe]
        waiting = rows[ripe:]


MINUTE_US = MINUTE * 1_000_000


def _block(first: int, count: int, tickets: int, seed: int) -> pl.DataFrame:
    """Makes the rows of some tickets, ticket by ticket."""
    chance = np.random.default_rng([seed, first])
    number = np.arange(first, first + count)
    begin = _reported(number, tickets) + chance.integers(0, MINUTE, count)
    taken, at = _lives(chance, begin)
    taken &= at < LAST
    ticket, step = np.nonzero(taken)
    rows = np.repeat(np.arange(ticket.size), 1 + (chance.random(ticket.size) < _DUPLICATED))
    state = _states(chance, ticket.size, step)
    priority = _priorities(chance, count, ticket)
    site, service, kind = (
        chance.integers(0, len(words), count) for words in (SITES, SERVICES, CLASSES)
    )
    ticket, when = ticket[rows], at[taken][rows]
    return pl.DataFrame(
        {
            "number": pl.select(
                pl.lit("INC") + pl.Series(number[ticket]).cast(pl.String).str.zfill(8)
            ).to_series(),
            "changed_at": pl.Series(when * 1_000_000).cast(pl.Datetime("us", "UTC")),
            "state": _words(STATES, state[rows]),
            "priority": _words(PRIORITIES, priority[rows]),
            "location": _words(tuple(SITES), site[ticket]),
            "u_service": _words(SERVICES, service[ticket]),
            "u_device_class": _words(CLASSES, kind[ticket]),
        }
    )


def _reported(number: Numbers, tickets: int) -> Numbers:
    """Returns the minute in which each ticket is reported: weekdays, mostly at school hours."""
    # Tickets are spread evenly over the minutes of school weeks, which are then put into days.
    day, minute = np.divmod(number * (WEEKS * 5 * 720) // tickets, 720)
    reported: Numbers = FIRST + (day // 5 * 7 + day % 5) * DAY + 6 * HOUR + minute * MINUTE
    return reported


def _lives(chance: np.random.Generator, begin: Numbers) -> tuple[Mask, Numbers]:
    """Returns which steps each ticket takes, and when."""
    taken = np.zeros((begin.size, len(STEPS)), dtype=np.bool_)
    at = np.zeros((begin.size, len(STEPS)), dtype=np.int64)
    clock = begin.copy()
    for position, step in enumerate(STEPS):
        before = position - 1 if step.after < 0 else step.after
        mine = chance.random(begin.size) < step.share
        taken[:, position] = mine & (taken[:, before] if position else True)
        if position == _CLOSED:
            taken[:, position] &= taken[:, _RESOLVED_AGAIN] | ~taken[:, _REOPENED]
        wait = np.exp(chance.normal(0, 1.1, begin.size)) * step.hours * HOUR
        clock += np.where(taken[:, position], wait.astype(np.int64), 0)
        at[:, position] = clock
    return taken, at


def _states(chance: np.random.Generator, rows: int, step: Numbers) -> Numbers:
    choices = np.array([len(one.states) for one in STEPS])[step]
    pick = (chance.random(rows) * choices).astype(np.int64)
    widest = max(len(one.states) for one in STEPS)
    table = np.array(
        [[STATES.index(word) for word in (one.states * widest)[:widest]] for one in STEPS]
    )
    found: Numbers = table[step, pick]
    return found


def _priorities(chance: np.random.Generator, count: int, ticket: Numbers) -> Numbers:
    """Returns the priority on each row: some tickets have another one from some row on."""
    begin = chance.choice(3, count, p=(0.1, 0.4, 0.5))
    later = np.where(chance.random(count) < _CHANGED_PRIORITY, chance.integers(0, 3, count), begin)
    sizes = np.bincount(ticket, minlength=count)
    turn = (chance.random(count) * sizes).astype(np.int64)
    place = np.arange(ticket.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.where(place >= turn[ticket], later[ticket], begin[ticket])


def _words(words: tuple[str, ...], codes: Numbers) -> pl.Series:
    return pl.Series(words).gather(pl.Series(codes))
