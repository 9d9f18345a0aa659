"""Whether the data can be trusted: the books, the bounds, and what the audit rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rfpkit.model.audit import Audit, LevelLedger, LevelResult, PeriodResult, PeriodState
from rfpkit.model.audit_words import (
    counted,
    exactly,
    feed_line,
    number,
    period_name,
    reasons,
    rows_line,
    units,
)
from rfpkit.model.exports.intake import Intake
from rfpkit.render.scorecard.months import recent
from rfpkit.render.scorecard.questions import OURS

_REASONS = 3
"""Reasons that are spelled out for each level; the workbook's sheet Ledger lists every one."""


def view(audit: Audit) -> dict[str, Any]:
    """Returns the ledgers, the bounds, the doubts and the digests."""
    return {
        "answer": _answer(audit),
        "rows": {"text": rows_line(audit.intake), "check": _check(audit.intake)},
        "feeds": [f"Feed {feed.feed}: {feed_line(feed)}" for feed in audit.intake.feeds],
        "tickets": [book for level in audit.levels for book in _tickets(level)],
        "lists": [
            {"term": term, "items": items}
            for term, items in (
                ("Left out, and why", [line for level in audit.levels for line in _reasons(level)]),
                ("Bounds", list(_bounds(audit))),
                ("To keep in mind", _doubts(audit)),
            )
            if items
        ],
        "rests_on": list(_rests_on(audit)),
    }


def _answer(audit: Audit) -> str:
    if audit.balanced:
        return "The books balance: every row and every ticket is accounted for."
    return "The books do not balance: do not use this scorecard before the cause is found."


def _tickets(level: LevelResult) -> Iterable[dict[str, Any]]:
    ledger = level.ledger
    if ledger is not None:
        counts = (
            ledger.tickets + ledger.new_episodes,
            ledger.in_scope,
            ledger.met,
            ledger.missed,
            ledger.missed_open,
            ledger.pending,
            ledger.no_target,
            sum(line.count for line in ledger.excluded),
            sum(line.count for line in ledger.unscorable),
        )
        cells = [number(count) for count in counts]
        others = "" if ledger.noun == "ticket" else f" ({units(level)})"
        yield {"title": level.title + others, "counts": cells, "check": _check(ledger)}


def _check(books: Intake | LevelLedger) -> dict[str, str]:
    if books.balanced:
        return {"status": "met", "text": "✓ balances", "short": "✓ yes"}
    return {"status": "missed", "text": "× does not balance", "short": "× no"}


def _reasons(level: LevelResult) -> Iterable[str]:
    ledger = level.ledger
    if ledger is not None:
        parts = [
            f"{what}{reasons(lines, most=_REASONS)}"
            for what, lines in (
                ("out of scope", ledger.out_of_scope),
                ("excluded", ledger.excluded),
                ("unscorable", ledger.unscorable),
            )
            if lines
        ]
        if ledger.new_episodes:
            parts.insert(0, f"{number(ledger.new_episodes)} reopened and counted anew")
        if parts:
            yield f"{level.title}: {', '.join(parts)}"


def _bounds(audit: Audit) -> Iterable[str]:
    """Yields what unscorable tickets could change: each verdict in doubt, then the rest at once."""
    doubtful = [
        (level.title, result)
        for level in audit.levels
        for result in recent(level)
        if result.tally.unscorable
    ]
    for title, result in doubtful:
        if result.state == PeriodState.INDETERMINATE:
            yield f"{title}: {_range(result)}, and the verdict hangs on it"
    decided = [
        (title, result)
        for title, result in doubtful
        if result.state != PeriodState.INDETERMINATE and result.statistic is None
    ]
    if decided:
        title, widest = max(decided, key=lambda one: (one[1].best or 0) - (one[1].worst or 0))
        many = counted(len(decided), "period" if len(decided) == len(doubtful) else "other period")
        told = f"{many}: no verdict hangs on unscorable tickets"
        yield f"{told}; the widest range is {_range(widest)} ({title})"


def _range(result: PeriodResult) -> str:
    if result.statistic is not None:
        return f"{result.statistic.text} in {period_name(result)}, without the unscorable"
    low, high = exactly(result.worst), exactly(result.best)
    return f"{low} to {high} in {period_name(result)}"


def _doubts(audit: Audit) -> list[str]:
    ours = [finding for finding in audit.findings if finding.id in OURS]
    return [finding.message for finding in (*audit.intake.findings, *ours)]


def _rests_on(audit: Audit) -> Iterable[dict[str, str]]:
    for source in (*audit.intake.sources, *(feed.source for feed in audit.intake.feeds)):
        text = f"{number(source.rows)} rows, SHA-256"
        yield {"term": source.file, "text": text, "code": source.sha256}
    digests = [
        f"digest {audit.contract_digest}",
        f"mapping, digest {audit.mapping_digest}",
        *(
            f"calendar {calendar.id} version {calendar.version}, {calendar.timezone}, "
            f"digest {calendar.digest}"
            for calendar in audit.calendars
        ),
    ]
    yield {"term": "Contract", "text": audit.contract, "code": "; ".join(digests)}
    made = f"{audit.as_of}; {audit.product}, time zones of {audit.timezone_data}"
    yield {"term": "Known until", "text": made, "code": ""}
