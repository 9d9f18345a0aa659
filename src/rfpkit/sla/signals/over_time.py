"""What a later export tells otherwise than the one before it: questions, never verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from rfpkit.model.exports.intake import Finding
from rfpkit.model.over_time import ChangeKind, Comparison, Tally
from rfpkit.sla.signals.telling import finding, tickets, were


def findings(found: Comparison, timezone: str) -> Iterator[Finding]:
    """Yields what was compared, what changed, and what could not be compared."""
    yield _compared(found, timezone)
    for tally in found.tallies:
        yield _told(tally, found, timezone)
    if found.unreadable:
        message = (
            f"{tickets(found.unreadable)} {were(found.unreadable)} not compared with export "
            f"{found.number}: one of the two records cannot be read whole"
        )
        yield finding("not-compared", message, found.unreadable, found.unreadable_examples)
    for skipped in found.skipped:
        message = f"not compared with export {found.number}, which was kept with another mapping: "
        yield finding("not-compared", message + skipped, 1, ())


def _compared(found: Comparison, timezone: str) -> Finding:
    message = f"compared with export {found.number} of the store ({', '.join(found.files)}): "
    message += f"{tickets(found.both)} in both"
    if not found.changed:
        message += ", and nothing that could be compared has changed"
    if found.beyond:
        message += (
            f"; {tickets(found.beyond)} of it {were(found.beyond)} not looked for, as this export, "
            f"which begins {_day(found.first, timezone)}, covers another time"
        )
    return finding("compared-with-earlier", message, found.both, found.beyond_examples)


def _told(tally: Tally, found: Comparison, timezone: str) -> Finding:
    message = _message(tally, found.number, _instant(found.until, timezone))
    return finding(_IDS[tally.change], message, tally.count, tally.examples)


def _message(tally: Tally, number: int, until: str) -> str:  # noqa: PLR0911 (one for each kind)
    count, held = tally.count, tickets(tally.tickets)
    are, was = _are(count), were(count)
    match tally.change:
        case ChangeKind.TICKET_VANISHED:
            told = f"{held} of export {number} {are} missing, although this export covers their "
            return told + "time; ask what became of them"
        case ChangeKind.TICKET_LATE:
            told = f"{held} began before {until}, the end of export {number}, and {was} not in it; "
            return told + "ask when they were entered, and why then"
        case ChangeKind.STAMP_CHANGED:
            told = f"{_counted(count, 'stamp')} of {held} {are} not what export {number} told"
            return told + f"{_earlier(tally)}; ask who changed them, and on what ground"
        case ChangeKind.EVENT_VANISHED:
            told = f"{_counted(count, 'event')} of {held} that export {number} told {are} gone; "
            return told + "ask who removed them, and why"
        case ChangeKind.EVENT_LATE:
            told = f"{_counted(count, 'event')} of {held} {_lie(count)} before {until}, the end of "
            return told + f"export {number}, and {was} not in it; ask when they were entered"
        case ChangeKind.PRIORITY_CHANGED:
            told = f"{_counted(count, 'priority', 'priorities')} of {held} changed for instants "
            return told + f"that export {number} told already; ask who changed them, and why"
        case ChangeKind.ATTRIBUTE_CHANGED:
            told = f"{_counted(count, 'other value')} of {held} changed that export {number} told "
            return told + "already; ask who changed them, and why"
    assert_never(tally.change)


_IDS = {
    ChangeKind.TICKET_VANISHED: "tickets-vanished",
    ChangeKind.TICKET_LATE: "tickets-late",
    ChangeKind.STAMP_CHANGED: "stamps-changed",
    ChangeKind.EVENT_VANISHED: "events-vanished",
    ChangeKind.EVENT_LATE: "events-late",
    ChangeKind.PRIORITY_CHANGED: "priorities-changed",
    ChangeKind.ATTRIBUTE_CHANGED: "attributes-changed",
}


def _earlier(tally: Tally) -> str:
    if not tally.earlier or tally.earlier == tally.count:
        return ", and earlier now" if tally.earlier else ", and later now"
    return f", {tally.earlier:,} of them earlier now"


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _lie(count: int) -> str:
    return "lies" if count == 1 else "lie"


def _instant(instant: int, timezone: str) -> str:
    return f"{_local(instant, timezone):%Y-%m-%d %H:%M:%S}"


def _day(instant: int, timezone: str) -> str:
    return f"{_local(instant, timezone):%Y-%m-%d}"


def _local(instant: int, timezone: str) -> datetime:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(timezone))
