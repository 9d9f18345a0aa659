"""The verdict of every ticket for every level, from what the contract says."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.clock import (
    FOREVER,
    Span,
    business_days_between,
    close_of_business,
    local_time,
    open_seconds,
    reached,
)
from tests.oracle.export import Row, Ticket
from tests.oracle.terms import (
    AMENDED,
    ANSWER,
    ANSWER_SECONDS,
    EXCLUSIONS,
    IN_SCOPE_CLASSES,
    PRIORITY,
    REPAIR,
    REPAIR_DAYS,
    REPAIR_DAYS_AMENDED,
    SATISFACTION,
    TERM_BEGINS,
)

REOPEN_DAYS = 5


@dataclass
class Judged:
    """One ticket's verdict for one level."""

    level: str
    ticket: str
    episode: int
    verdict: str
    reason: str = ""
    site: str = ""
    start: int | None = None
    stop: int | None = None
    due: int | None = None
    elapsed: int | None = None
    seen: int | None = None
    """The first that is known of a ticket whose clock never started."""


def judge(ticket: Ticket, as_of: int) -> list[Judged]:
    """The verdicts of a ticket, for each level and episode."""
    return [
        *_of_level(ticket, REPAIR, as_of),
        *_of_level(ticket, ANSWER, as_of),
        *_of_level(ticket, SATISFACTION, as_of),
    ]


def _of_level(ticket: Ticket, level: str, as_of: int) -> list[Judged]:
    scope = _scope(ticket, level)
    if scope == "out":
        return []
    plain = Judged(level, ticket.number, 1, "", site=ticket.cells.get("location", ""))
    excluded = _exclusion(ticket) if _exclusion(ticket) in EXCLUSIONS[level] else ""
    if level == SATISFACTION:
        return _rated(ticket, plain, scope)
    clocks = _repairs(ticket) if level == REPAIR else _answers(ticket)
    if not clocks:
        return []
    found = []
    for episode, clock in enumerate(clocks, 1):
        judged = Judged(**(vars(plain) | {"episode": episode}))
        if clock.start is not None and local_time(clock.start).date() < TERM_BEGINS:
            continue
        found.append(judged)
        judged.start, judged.stop = clock.start, clock.stop
        judged.seen = ticket.rows[0].at
        if excluded:
            judged.verdict, judged.reason = "excluded", excluded
        elif ticket.broken or scope != "in" or clock.fault:
            judged.verdict = "unscorable"
            judged.reason = "broken row" if ticket.broken else clock.fault or scope
        else:
            _decide(judged, clock, as_of)
    return found


def _scope(ticket: Ticket, level: str) -> str:
    """`in`, `out`, or what the ticket does not say."""
    service, device = ticket.cells.get("u_service"), ticket.cells.get("u_device_class")
    if service and service != "Device repair":
        return "out"
    if level == REPAIR and device and device not in IN_SCOPE_CLASSES:
        return "out"
    if not service:
        return "no service"
    return "no device class" if level == REPAIR and not device else "in"


def _exclusion(ticket: Ticket) -> str:
    code = ticket.cells.get("close_code")
    if code == "Duplicate" or any(row.state == "Cancelled" for row in ticket.rows):
        return "duplicate"
    return {
        "Beyond economical repair": "beyond-economical-repair",
        "Storm": "force-majeure",
    }.get(code or "", "")


# Clocks.


@dataclass
class _Clock:
    level: str
    start: int | None
    stop: int | None
    rows: list[Row]
    standing: list[Span]
    """When the clock stood still: waits for the District, and the time closed."""
    fault: str = ""


def _repairs(ticket: Ticket) -> list[_Clock]:
    """The clock of each repair: a device that comes back after weeks is a new repair."""
    rows = ticket.rows
    clocks: list[_Clock] = []
    while rows:
        begins = next((i for i, row in enumerate(rows) if row.state == "Device Received"), None)
        if begins is None:
            returned = any(row.state == "Returned" for row in rows)
            fault = "no start" if returned else "not started"
            return clocks or [_Clock(REPAIR, None, None, rows, [], fault)]
        clock, rows = _repair(rows, begins)
        clocks.append(clock)
        if not any(row.state == "Device Received" for row in rows):
            break
    return clocks


def _repair(rows: list[Row], begins: int) -> tuple[_Clock, list[Row]]:
    clock = _Clock(REPAIR, rows[begins].at, None, [], [])
    if any(row.state == "Returned" for row in rows[:begins]):
        clock.fault = "stop before start"
        return clock, []
    waiting_since: int | None = None
    for at, row in enumerate(rows[begins:], begins):
        if clock.stop is not None and row.state in ("Work in Progress", "Device Received"):
            gap = business_days_between(clock.stop, row.at)
            assert gap <= REOPEN_DAYS - 2 or gap >= REOPEN_DAYS + 2, "the example avoids the edge"
            if gap > REOPEN_DAYS:
                return clock, rows[at:]
            clock.standing.append((clock.stop, row.at))
            clock.stop = None
        clock.rows.append(row)
        if waiting_since is not None and row.state != "Awaiting Approval":
            clock.standing.append((waiting_since, row.at))
            waiting_since = None
        if row.state == "Awaiting Approval" and waiting_since is None:
            waiting_since = row.at
        if row.state == "Returned" and clock.stop is None:
            clock.stop = row.at
    if waiting_since is not None:
        clock.standing.append((waiting_since, FOREVER))
    return clock, []


def _answers(ticket: Ticket) -> list[_Clock]:
    """The clock of the first answer; what comes later does not matter."""
    asked = next((row for row in ticket.rows if row.state == "New"), None)
    if asked is None:
        return [_Clock(ANSWER, None, None, ticket.rows, [], "no start")]
    taken = next((row for row in ticket.rows if row.state == "Assigned"), None)
    until = taken.at if taken else FOREVER
    rows = [row for row in ticket.rows if row.at <= until]
    return [_Clock(ANSWER, asked.at, taken.at if taken else None, rows, [])]


# Verdicts.


def _decide(judged: Judged, clock: _Clock, as_of: int) -> None:
    """Fills in due time, elapsed time and verdict."""
    assert clock.start is not None
    names = {PRIORITY[row.priority] for row in clock.rows if row.priority}
    if not names:
        judged.verdict, judged.reason = "unscorable", "no priority"
        return
    # A wait that has not ended is taken to end now.
    standing = [(start, min(end, as_of)) for start, end in clock.standing]
    running = _between(clock.start, standing)
    end = as_of if clock.stop is None else clock.stop
    counted = [(start, min(stop, end)) for start, stop in running if start < end]
    judged.elapsed = open_seconds(counted)
    if clock.level == REPAIR:
        judged.due = _repair_due(clock.start, names, running)
        in_time = end <= judged.due
    else:
        target = min(ANSWER_SECONDS[name] for name in names)
        judged.due = reached(running, target)
        in_time = judged.elapsed <= target
    if clock.stop is not None:
        judged.verdict = "met" if in_time else "missed"
        return
    judged.verdict = "pending" if in_time else "missed_open"
    if in_time and any(end == FOREVER for _, end in clock.standing):
        judged.due = None  # nobody knows when the wait ends


def _repair_due(start: int, names: set[str], running: list[Span]) -> int:
    """The close of the last business day, or later by what the clock stood still."""
    amended = local_time(start).date() >= AMENDED
    days = min((REPAIR_DAYS_AMENDED if amended else REPAIR_DAYS)[name] for name in names)
    due = close_of_business(start, days)
    budget = open_seconds([(start, due)])
    return max(due, reached(running, budget))


def _between(start: int, standing: list[Span]) -> list[Span]:
    """The time from a start on, without the stretches in which the clock stands."""
    spans, at = [], start
    for first, last in sorted(standing):
        spans.append((at, first))
        at = last
    return [*spans, (at, FOREVER)]


WORK = ("Work in Progress", "Awaiting Approval", "Awaiting Vendor", "Resolved")


def _rated(ticket: Ticket, judged: Judged, scope: str) -> list[Judged]:
    """A closed ticket with a rating of 4 or 5 is met; without one it is not counted."""
    judged.stop = _closed_for_good(ticket.rows)
    judged.start = judged.stop if judged.stop is not None else ticket.rows[0].at
    if local_time(judged.start).date() < TERM_BEGINS:
        return []
    rating = ticket.cells.get("u_survey_quality")
    excluded = _exclusion(ticket)
    if excluded in EXCLUSIONS[SATISFACTION]:
        judged.verdict, judged.reason = "excluded", excluded
    elif ticket.broken or scope != "in":
        judged.verdict, judged.reason = "unscorable", "broken row" if ticket.broken else scope
    elif judged.stop is None:
        judged.verdict = "pending"
    elif not rating:
        judged.verdict, judged.reason = "excluded", "no response"
    else:
        judged.verdict = "met" if int(rating) >= 4 else "missed"
    return [judged]


def _closed_for_good(rows: list[Row]) -> int | None:
    """The last close, or else the last return, after which nobody worked on the ticket."""
    for state in ("Closed", "Returned"):
        at = max((i for i, row in enumerate(rows) if row.state == state), default=-1)
        if at >= 0 and not any(row.state in WORK for row in rows[at:]):
            return rows[at].at
    return None
