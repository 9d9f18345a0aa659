"""A ticket's clock written by hand: a weekend, a pause, a pause not honoured, a reopening."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from rfpkit.model.explanation import Explanation, Slice

ZONE = "America/Chicago"
Kind = Literal["running", "paused", "not_honoured", "closed", "outside_hours"]

# From Friday to Tuesday over the end of daylight saving time, 1 November 2026.
CUTS: tuple[tuple[str, Kind, str, str, int], ...] = (
    ("2026-10-30T13:05:10", "running", "New", "", 2),
    ("2026-10-30T14:00:00", "paused", "Awaiting User Info", "awaiting-customer", 3),
    ("2026-10-30T15:30:00", "running", "Active", "", 4),
    ("2026-10-30T16:30:00", "outside_hours", "Active", "after hours", 4),
    ("2026-10-31T00:00:00", "outside_hours", "Active", "weekend", 4),
    ("2026-11-02T07:30:00", "running", "Active", "", 4),
    (
        "2026-11-02T09:00:00",
        "not_honoured",
        "Awaiting Vendor",
        "awaiting-vendor is not a reason for which this clock stands still",
        11,
    ),
    ("2026-11-02T11:20:30", "closed", "Resolved", "closed, then reopened", 12_307),
    ("2026-11-02T16:30:00", "outside_hours", "Active", "after hours", 12_307),
    ("2026-11-03T07:30:00", "running", "Active", "", 12_310),
    ("2026-11-03T08:00:01", "running", "", "", 0),
)


def instant(text: str) -> int:
    """Seconds UTC of a local time."""
    local = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))
    return int(local.timestamp())


def explanation() -> Explanation:
    """The ticket."""
    slices = tuple(_slice(one, after) for one, after in pairwise(CUTS))
    return Explanation(
        ticket="INC0010031",
        episode=1,
        level="repair-turnaround",
        digest="7f3a 91c2",
        version="original",
        timezone=ZONE,
        calendar="support-hours",
        start=slices[0].start,
        stop=slices[-1].end,
        open=False,
        due=instant("2026-11-02T16:30:00"),
        latest_compliant_before=instant("2026-11-03T07:30:00"),
        target="8 business hours",
        priority="P1",
        elapsed=sum(one.counted for one in slices),
        wall=slices[-1].end - slices[0].start,
        verdict="missed",
        reason="",
        slices=slices,
        notes=(
            "Daylight saving time ends on 2026-11-01: that day has 25 hours.",
            "With the pause that was not honoured, the verdict would be met.",
        ),
    )


def _slice(cut: tuple[str, Kind, str, str, int], after: tuple[str, Kind, str, str, int]) -> Slice:
    start, end = instant(cut[0]), instant(after[0])
    counts = cut[1] in {"running", "not_honoured"}
    return Slice(
        start=start,
        end=end,
        kind=cut[1],
        counted=end - start if counts else 0,
        state=cut[2],
        reason=cut[3],
        row=cut[4],
    )
