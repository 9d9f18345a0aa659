"""Question 8 in the file: hours of support and school days, each date written out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rfpkit.workflows.interview.plan import Plan
from rfpkit.workflows.interview.spans import DRAFT, NONE, SAME, Span, spans, summer_hours
from rfpkit.workflows.interview.text.lines import As, missing, row

_DAY = datetime.timedelta(days=1)
_JULY_31 = (7, 31)


def calendars(plan: Plan) -> list[str]:
    """Returns the calendars."""
    lines = ["# Question 8: what are the hours? Every clock runs on them; the dates are frozen."]
    lines += [
        "calendars:",
        "  - id: support-hours",
        "    title: Support Hours",
        f"    covers: {plan.start} to {plan.end}",
        f"    week: {{mon-fri: {plan['hours']}}}",
        *_summers(plan),
        *_holidays(plan, "holidays", plan.start, plan.end),
    ]
    if not plan["school_years"]:
        return [*lines, missing("  ", "the calendar of school days")]
    first, last = plan.start, _known_until(plan)
    return [
        *lines,
        "  - id: school-days",
        "    title: School Days",
        f"    covers: {first} to {last}",
        f"    week: {{mon-fri: {plan['school_hours']}}}",
        *_listed("seasons", list(_out_of_school(plan, first, last))),
        *_holidays(plan, "breaks", first, last),
    ]


def _summers(plan: Plan) -> list[str]:
    if plan["summer"] == SAME:
        return []
    if not plan["summer"]:
        return [missing("    ", "seasons: the summer hours")]
    rows = []
    for one in spans(plan["summer"]):
        first, last = max(one.first, plan.start), min(one.last, plan.end)
        week = As(f"{{mon-fri: {summer_hours(one)}}}")
        rows.append(_season(f"summer-{first[:4]}", first, last, week))
    return _listed("seasons", rows)


def _out_of_school(plan: Plan, first: str, last: str) -> Iterator[str]:
    """Yields the stretches between school years as closed seasons."""
    free_from = first
    for year in spans(plan["school_years"]):
        before = _moved(year.first, -_DAY)
        if free_from <= before:
            yield _season(f"summer-{before[:4]}", free_from, before, As("{mon-fri: closed}"))
        free_from = max(free_from, _moved(year.last, _DAY))
    if free_from <= last:
        yield _season(f"summer-{last[:4]}", free_from, last, As("{mon-fri: closed}"))


def _known_until(plan: Plan) -> str:
    """Returns the last day on which it is known whether there is school."""
    last = spans(plan["school_years"])[-1].days[1]
    july = datetime.date(last.year, *_JULY_31)
    end = datetime.date.fromisoformat(plan.end)
    return plan.end if end <= max(july, last) else min(last, end).isoformat()


def _holidays(plan: Plan, key: str, first: str, last: str) -> list[str]:
    answer = plan[key]
    if answer == NONE:
        return []
    if not answer:
        return [missing("    ", "holidays; `rfpkit calendar draft` drafts those of a state")]
    if answer != DRAFT:
        rows = [_holiday(one, first, last) for one in spans(answer)]
        return _listed("holidays", [one for one in rows if one])
    lines = [f"    # drafted by the library {plan.drafted_from}: check each date", "    holidays:"]
    for day, name in plan.drafted:
        if first <= day <= last:
            lines.append(f"      - {row(date=As(day), name=name)}   # check")
    return lines


def _holiday(one: Span, first: str, last: str) -> str:
    if one.each_year:
        days = one.first if one.first == one.last else f"{one.first} to {one.last}"
        return row(every=As(days), name=one.note)
    begins, ends = max(one.first, first), min(one.last, last)
    if begins > ends:
        return ""
    if begins == ends:
        return row(date=As(begins), name=one.note)
    return "{" + f"from: {begins}, to: {ends}, {row(name=one.note)[1:]}"


def _season(name: str, first: str, last: str, week: str) -> str:
    return f"{{id: {name}, from: {first}, to: {last}, week: {week}}}"


def _listed(key: str, rows: list[str]) -> list[str]:
    return [f"    {key}:", *(f"      - {one}" for one in rows)] if rows else []


def _moved(day: str, by: datetime.timedelta) -> str:
    return (datetime.date.fromisoformat(day) + by).isoformat()
