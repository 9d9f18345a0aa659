"""How names, dates and lists read inside a sentence, and how they are read back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def plain(name: str) -> str:
    """Returns an id as words: `student-laptop` becomes `student laptop`."""
    return name.replace("-", " ").replace("_", " ")


def plural(noun: str) -> str:
    """Returns the plural of an English noun of the kind that ids are made of."""
    if noun.endswith("s"):
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(x|z|ch|sh)$", noun) else "s")


def singular(noun: str) -> str:
    """Returns the singular of what `plural` made: `student laptops` becomes `student laptop`."""
    if re.search(r"[^aeiou]ies$", noun):
        return noun[:-3] + "y"
    if re.search(r"(x|z|ch|sh)es$", noun):
        return noun[:-2]
    return noun if noun.endswith("ss") else noun.removesuffix("s")


def article(noun: str) -> str:
    """Returns a noun behind `a` or `an`, as its first letter asks for."""
    return f"{'an' if noun[:1].lower() in {*'aeio'} else 'a'} {noun}"


def proper(name: str) -> str:
    """Returns the id of a place as its name: `west-fork-school` becomes `West Fork School`."""
    words = plain(name).split(" ")
    return " ".join(
        word if word in _SMALL_WORDS and at else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


def ordinal_word(number: int) -> str:
    """Writes a place in a row: `first`, `tenth`, then `11th`."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else ordinal(number)


def ordinal(number: int) -> str:
    """Writes a place in a row: `1st`, `12th`, `90th`."""
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


def joined(parts: Sequence[str], word: str = "and") -> str:
    """Returns `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def listed(names: Sequence[str], word: str = "or") -> str:
    """Returns a list of names, in quotation marks where one has a comma or the word in it."""
    if len(names) > 1 and any(re.search(rf",| {word} ", name) for name in names):
        names = [f"“{name}”" for name in names]
    return joined(names, word)


def split(text: str, word: str = "and") -> tuple[str, ...]:
    """Takes a list apart that `joined` made of parts without commas and without the word."""
    return tuple(re.split(rf", | {word} ", text))


def long_date(day: datetime.date) -> str:
    """Writes `July 1, 2026`, in English whatever the machine's language."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def read_long_date(text: str) -> datetime.date:
    """Reads what `long_date` wrote."""
    month, day, year = re.fullmatch(r"(\w+) (\d+), (\d+)", text).groups()  # type: ignore[union-attr]  # only our own sentences come here
    return datetime.date(int(year), MONTHS.index(month) + 1, int(day))


def clock(seconds: int) -> str:
    """Writes seconds since midnight as people say them: `7:30 a.m.`, `noon`, `midnight`."""
    if seconds % 86_400 == 0:
        return "midnight"
    if seconds == 43_200:
        return "noon"
    hours, minutes = seconds // 3600 % 24, seconds // 60 % 60
    return f"{(hours - 1) % 12 + 1}:{minutes:02d} {'a.m.' if hours < 12 else 'p.m.'}"


_SMALL_WORDS = {"and", "at", "by", "for", "in", "of", "on", "the"}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
