"""Golden timelines: what an audit makes of a ticket whose answer was written down before."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.moment import write_length
from rfpkit.model.packs.pack_test import Timeline
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.sla.worked.desk import Desk

NO_CLOCK = "no verdict: the level has no clock of single tickets"


def judge(
    case: Timeline, level: ServiceLevel, solicitation: Solicitation, zone: str
) -> dict[str, tuple[str, str]]:
    """Returns each answer that is not the expected one, by its name: expected, and now."""
    expected = case.expect
    if not isinstance(level.measure, DurationMeasure):
        return {"verdict": (expected.verdict, NO_CLOCK)}
    desk = Desk(
        solicitation, level, level.measure, case.priority, dict[str, str](case.attributes.items())
    )
    steps = [(_instant(line.at, zone), line.effect) for line in case.ticket]
    as_of = _instant(case.as_of, zone) if case.as_of is not None else steps[-1][0] + 1
    told = desk.ask(steps, as_of)
    found = {"verdict": (expected.verdict.value, told.verdict)}
    if expected.elapsed is not None:
        now = "none" if told.elapsed is None else write_length(told.elapsed)
        found["elapsed"] = (write_length(expected.elapsed), now)
    if expected.due is not None:
        found["due"] = (_written(_instant(expected.due, zone), zone), _written(told.due, zone))
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def _instant(moment: datetime.datetime, zone: str) -> int:
    zoned = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(zone))
    return int(zoned.timestamp())


def _written(instant: int | None, zone: str) -> str:
    if instant is None:
        return "none"
    return datetime.datetime.fromtimestamp(instant, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")
