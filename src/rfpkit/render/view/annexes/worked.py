"""The worked-example annex: for each level three requests or periods, with the arithmetic."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from rfpkit.model.audit import PeriodState
from rfpkit.model.calendars.week import WEEKDAY_NAMES
from rfpkit.model.clauses.pauses import named
from rfpkit.model.explanation import Explanation, Slice
from rfpkit.model.kinds.measure import DurationMeasure
from rfpkit.model.kinds.statistic import StatisticMeasure
from rfpkit.model.limit import TimeLimit
from rfpkit.model.scalars import write_share
from rfpkit.model.sentences.events import title
from rfpkit.model.sentences.span import Span
from rfpkit.model.sentences.statistic import statistic_name, write_target
from rfpkit.model.service_level import ServiceLevel
from rfpkit.model.solicitation import Solicitation
from rfpkit.model.words import MONTHS, joined, long_date, plain
from rfpkit.model.worked import Timeline, Tried, Worked
from rfpkit.render.view.annexes.instants import at, clock_time
from rfpkit.render.view.annexes.singles import single
from rfpkit.render.view.outline import Part
from rfpkit.render.view.writing import capital

MOST_ROWS = 9
"""Rows of a timeline that are printed; the days in the middle of a longer one are summed up."""

_TITLES = {"met": "In time", "missed": "Late", "edge": "On the edge"}
_STATES = {PeriodState.MET: "Met", PeriodState.MISSED: "Missed"}


def worked_examples(solicitation: Solicitation, worked: Iterable[Worked]) -> Part | None:
    """Returns the examples of each level; None where there are none."""
    found = {one.level: one for one in worked}
    parts = {
        level.id: _level(level, found[level.id], solicitation)
        for level in solicitation.service_levels
        if level.id in found and (found[level.id].timelines or found[level.id].periods)
    }
    return {"parts": parts} if parts else None


def _level(level: ServiceLevel, worked: Worked, solicitation: Solicitation) -> Part:
    return {
        "title": level.title,
        "anchor": f"service-levels.{level.id}",
        "comes_to": _comes_to(level, worked),
        "timelines": [_timeline(level, one, solicitation) for one in worked.timelines],
        "singles": [single(level, one, solicitation) for one in worked.singles],
        "periods": [_period(one) for one in worked.periods],
    }


def _comes_to(level: ServiceLevel, worked: Worked) -> str:
    """Writes what the table of periods shows: by which share, and since when it is owed."""
    span = Span(level.attainment.per, level.attainment.rolling or 1)
    period = level.attainment.per.value + (f" with the {span.before}" if span.rolls else "")
    return f"what a {period} comes to, where {_owed(level, worked)}"


def _owed(level: ServiceLevel, worked: Worked) -> str:
    if worked.owed is not None:
        since = f" from {long_date(worked.owed_from)}" if worked.owed_from else ""
        least = "" if worked.owed == 1 else "at least "
        return f"{least}{write_share(worked.owed)} is owed{since}"
    match level.measure:
        case StatisticMeasure() as measure:
            side = "at least" if measure.better == "higher" else "at most"
            return f"the {statistic_name(measure)} must be {side} {write_target(level.target)}"
        case _:
            return "the target must be reached"


def _period(tried: Tried) -> Part:
    state = _STATES.get(tried.state, capital(plain(tried.state.value)))
    return {"given": tried.given, "reached": tried.reached, "state": state}


def _timeline(level: ServiceLevel, timeline: Timeline, solicitation: Solicitation) -> Part:
    told = timeline.told
    zone = ZoneInfo(told.timezone)
    return {
        "case": timeline.case,
        "title": _TITLES[timeline.case],
        "verdict": _verdict(told),
        "facts": _facts(level, told, zone, solicitation),
        "rows": _rows(told, zone, solicitation),
        "total": length(told.elapsed or 0),
        "late": _late(timeline.late, zone) if timeline.late is not None else "",
        "notes": list(told.notes),
    }


def _verdict(told: Explanation) -> str:
    return "Met" if told.verdict == "met" else "Missed"


def _facts(
    level: ServiceLevel, told: Explanation, zone: ZoneInfo, solicitation: Solicitation
) -> str:
    begun, ended = _events(level, solicitation)
    start, stop, due = told.start or 0, told.stop or 0, told.due or 0
    by_priority = told.priority and not isinstance(level.target, TimeLimit)
    who = f", priority {told.priority}" if by_priority else ""
    told_due = _ended(f"The target is {told.target}{who}: it is over on {at(due, zone)}")
    if told.latest_compliant_before is not None and told.latest_compliant_before > due:
        later = at(told.latest_compliant_before, zone)
        told_due += f" No service time passes until {later}, so a stop before that is in time, too."
    happened = f"{capital(begun)} on {at(start, zone)}; {ended} on {at(stop, zone)}"
    return f"{_ended(happened)} {told_due}"


def _events(level: ServiceLevel, solicitation: Solicitation) -> tuple[str, str]:
    match level.measure:
        case DurationMeasure(start=start, stop=stop):
            return title(start[0], solicitation), title(stop[0], solicitation)
        case _:
            return "begun", "ended"


def _ended(text: str) -> str:
    """Writes the full stop of a sentence, once also behind `a.m.`."""
    return text if text.endswith(".") else f"{text}."


def _late(late: Explanation, zone: ZoneInfo) -> str:
    return f"One second later, on {at(late.stop or 0, zone)}, the same request is missed."


def _rows(told: Explanation, zone: ZoneInfo, solicitation: Solicitation) -> list[Part]:
    rows = list(_told(told.slices, zone, solicitation))
    total = 0
    for row in rows:
        total += row.pop("seconds")
        row["total"] = length(total)
    if len(rows) <= MOST_ROWS:
        return rows
    head, tail = rows[: MOST_ROWS // 2], rows[-(MOST_ROWS // 2) :]
    hidden = rows[len(head) : -len(tail)]
    middle = {
        "when": f"{hidden[0]['first']} to {hidden[-1]['last']}",
        "what": f"{len(hidden)} more stretches like these",
        "counts": "",
        "total": hidden[-1]["total"],
    }
    return [*head, middle, *tail]


def _told(slices: Sequence[Slice], zone: ZoneInfo, solicitation: Solicitation) -> Iterator[Part]:
    for kind, group in groupby(slices, key=_sort):
        found = list(group)
        first, last = found[0].start, found[-1].end
        counted = sum(one.counted for one in found)
        yield {
            "when": _from_to(first, last, zone),
            "first": _day(first, zone),
            "last": _day(last, zone),
            "what": _what(kind, found, solicitation),
            "counts": length(counted) if counted else "–",
            "seconds": counted,
        }


def _sort(one: Slice) -> str:
    return "closed" if one.kind in {"closed", "outside_hours"} else one.kind


def _what(kind: str, found: list[Slice], solicitation: Solicitation) -> str:
    match kind:
        case "running":
            return "The clock runs"
        case "paused":
            return f"The clock stands still: {_paused(found, solicitation)}"
        case "not_honoured":
            return f"The clock runs on: {_paused(found, solicitation)} is not honored here"
        case _:
            reasons = dict.fromkeys(one.reason or "closed" for one in found)
            return f"Closed: {joined([plain(one) for one in reasons])}"


def _paused(found: list[Slice], solicitation: Solicitation) -> str:
    return named(found[0].reason, solicitation.pauses)


def length(seconds: int) -> str:
    """Writes a length of time as people read it: `2 h 05 min`, `36 min`, `59 min 59 s`."""
    hours, rest = divmod(seconds, 3600)
    minutes, second = divmod(rest, 60)
    parts = [f"{hours:,} h"] if hours else []
    if minutes or (hours and second):
        parts.append(f"{minutes:02d} min" if hours else f"{minutes} min")
    if second or not parts:
        parts.append(f"{second} s")
    return " ".join(parts)


def _day(instant: int, zone: ZoneInfo) -> str:
    moment = datetime.datetime.fromtimestamp(instant, zone)
    return f"{WEEKDAY_NAMES[moment.weekday()][:3]}, {MONTHS[moment.month - 1][:3]} {moment.day}"


def _from_to(first: int, last: int, zone: ZoneInfo) -> str:
    start, end = (datetime.datetime.fromtimestamp(one, zone) for one in (first, last))
    if start.date() == end.date():
        return f"{_day(first, zone)}, {clock_time(start)} to {clock_time(end)}"
    return f"{_day(first, zone)}, {clock_time(start)} to {_day(last, zone)}, {clock_time(end)}"
