"""Days, stretches of days and things with numbers, as people write them on one line."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import NamedTuple

from rfpkit.model.scalars import parse_clock, parse_date, parse_whole, write_clock
from rfpkit.workflows.interview.checks import TOO_MANY, words

SAME, DRAFT, NONE = "same", "draft", "none"
"""Words that stand for a list: no summer hours, drafted holidays, nothing."""


class Span(NamedTuple):
    """A stretch of days, with what is written behind it."""

    first: str
    """`2027-11-25`, or `12-24` for each year."""
    last: str
    """The same form; equal to the first for a single day."""
    note: str

    @property
    def each_year(self) -> bool:
        """Whether it comes back each year."""
        return len(self.first) == len("12-24")

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of a stretch that has a year."""
        return datetime.date.fromisoformat(self.first), datetime.date.fromisoformat(self.last)


class Counted(NamedTuple):
    """A thing with its number."""

    name: str
    number: int


def parts(answer: str) -> list[str]:
    """Returns the parts of a list; a semicolon divides, and a comma before a date or a number."""
    text = re.sub(r",\s*(?=\d)", ";", answer) if ";" not in answer else answer
    return [part.strip(" ,") for part in text.split(";") if part.strip(" ,")]


def spans(answer: str) -> list[Span]:
    """Reads `2027-11-25 to 2027-11-26 Thanksgiving; 12-24 to 01-01 Winter closing`."""
    found = [_span(part) for part in parts(answer)]
    if not found:
        raise ValueError("write at least one day: 2027-11-25 Thanksgiving")
    return found


def days_off(answer: str) -> str:
    """Checks days on which nobody works, each with its name."""
    if answer.lower() in (DRAFT, NONE):
        return answer.lower()
    for one in spans(answer):
        if not one.note:
            hint = f"{one.first} Labor Day"
            raise ValueError(f"{one.first} has no name: write what the day is called, {hint}")
    return "; ".join(_written(one) for one in spans(answer))


def school_years(answer: str) -> str:
    """Checks the first and the last day of each school year."""
    found = spans(answer)
    for one in found:
        if one.each_year or one.first == one.last:
            raise ValueError(f"{one.first}: write the first and last day, 2027-08-16 to 2028-05-26")
    ordered = sorted(found)
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise ValueError(f"the years of {one.first} and {other.first} overlap: correct one")
    return "; ".join(f"{one.first} to {one.last}" for one in ordered)


def summers(answer: str) -> str:
    """Checks stretches of summer with their hours, each `… to … 07:00-15:00` or `closed`."""
    if answer.lower() == SAME:
        return SAME
    found = spans(answer)
    for one in found:
        if one.each_year:
            raise ValueError(f"{one.first}: write each summer with its year, 2028-06-05 to …")
        summer_hours(one)
    return "; ".join(f"{one.first} to {one.last} {summer_hours(one)}" for one in found)


def summer_hours(span: Span) -> str:
    """Returns the hours behind a stretch of summer."""
    text = span.note.replace("\u2013", "-").lower()
    if text == "closed":
        return text
    first, dash, last = text.partition("-")
    if not dash or parse_clock(first.strip()) >= parse_clock(last.strip()):
        raise ValueError(f"{span.first} has no hours: write 07:00-15:00 behind the days, or closed")
    return f"{write_clock(parse_clock(first.strip()))}-{write_clock(parse_clock(last.strip()))}"


def counted(answer: str) -> list[Counted]:
    """Reads `Ostrand 41800; Palisade 18,400`."""
    found = []
    for part in [one.strip() for one in answer.split(";") if one.strip()]:
        name, _, number = part.rpartition(" ")
        if not name.strip(" :,"):
            raise ValueError(f"`{part}` is a name or a number: write both, Ostrand 41800")
        count = parse_whole(number)
        if not 0 < count < TOO_MANY:
            raise ValueError(f"`{part}`: write a number above 0")
        found.append(Counted(words(name.strip(" :,")), count))
    names = [one.name.casefold() for one in found]
    if not found or len(set(names)) < len(names):
        raise ValueError("name at least one, and each once: Ostrand 41800; Palisade 18400")
    return found


def members(answer: str) -> str:
    """Checks a list of names with numbers."""
    return "; ".join(f"{one.name} {one.number}" for one in counted(answer))


def models(answer: str) -> str:
    """Checks a list of makes and models."""
    return "; ".join(words(part) for part in _models(answer))


def _models(answer: str) -> list[str]:
    found = [part.strip() for part in re.split(r";|,\s*(?=\d+ )", answer) if part.strip()]
    if not any(re.search(r"[^\W\d]{2}", part) for part in found):
        raise ValueError(
            "write makes and models: 800 Dell Chromebook 3110 of 2023; 400 HP Fortis 11"
        )
    return found


def _span(part: str) -> Span:
    found = re.fullmatch(rf"({_DAY})(?:\s*(?:to|-|\u2013|through)\s*({_DAY}))?[\s:,]*(.*)", part)
    if found is None:
        raise ValueError(
            f"`{part}` does not begin with a day: write 2027-11-25 Thanksgiving, or "
            "12-24 to 01-01 Winter closing for each year"
        )
    first, last, note = found[1], found[2] or found[1], found[3].strip()
    if len(first) != len(last):
        raise ValueError(f"`{part}`: write both days with their year, or both without")
    for day in (first, last):
        parse_date(day if len(day) > len("12-24") else f"2028-{day}")
    if len(first) > len("12-24") and last < first:
        raise ValueError(f"`{part}` ends before it begins: write the earlier day first")
    return Span(first, last, words(note) if note else "")


def _written(one: Span) -> str:
    until = f" to {one.last}" if one.last != one.first else ""
    return f"{one.first}{until} {one.note}".strip()


_DAY = r"\d{4}-\d{2}-\d{2}|\d{2}-\d{2}(?!-)"
