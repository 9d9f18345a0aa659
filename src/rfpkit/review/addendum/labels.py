"""How fields and values read in an addendum."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rfpkit.model.addenda.difference import Change, Item, Label
from rfpkit.model.addenda.told import Row
from rfpkit.model.scalars import parse_clock
from rfpkit.model.words import clock, long_date, plain
from rfpkit.review.addendum.field_names import AS_WRITTEN, OF_NOUNS, WORDS

NOTHING = "(nothing)"
"""How a value reads that is left out."""


def has_words(noun: str, field: str) -> bool:
    """Whether somebody chose the words for a field."""
    return f"{noun}.{field}" in OF_NOUNS or field in WORDS or field in AS_WRITTEN


def field_words(label: Label) -> str:
    """Returns what a field is called; one that nobody named yet by its plain name."""
    own = OF_NOUNS.get(f"{label.noun}.{label.field}")
    return own or WORDS.get(label.field) or plain(label.field)


def change_words(change: Change, inside: int) -> str:
    """Returns what a change is of: `Attainment, at least`; `inside` counts the steps before it."""
    words = _steps(change, inside)
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def value_text(value: Any, field: str = "") -> str:
    """Returns a value as a reader expects it: dates in words, lists with semicolons."""
    if value is None or value in ([], {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return _text(value, field)
    if isinstance(value, dict):
        return "; ".join(f"{_key(name)}: {value_text(one, name)}" for name, one in _said(value))
    return "; ".join(_item(one) for one in value)


def rows(value: Any) -> list[Row]:
    """Returns the fields of an object, as JSON, that say something."""
    if not isinstance(value, dict):
        return [Row("", value_text(value))]
    return [
        Row(_key(name)[:1].upper() + _key(name)[1:], value_text(one, name))
        for name, one in _said(value)
        if name != "id"
    ]


def _steps(change: Change, inside: int) -> Iterable[str]:
    labels = iter(change.labels)
    named: list[str] = []
    for position, step in enumerate(change.path):
        if isinstance(step, Item):
            words = step.id
        elif change.is_name and position == len(change.path) - 1:
            words = step
        else:
            words = field_words(next(labels))
        if position >= inside:
            named.append(words)
    return named


def _said(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, one) for name, one in value.items() if one is not None and one not in ([], {}))


def _key(name: str) -> str:
    return WORDS.get(name) or plain(name)


def _item(one: Any) -> str:
    return f"({value_text(one)})" if isinstance(one, dict) else value_text(one)


def _text(value: str, field: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = datetime.date.fromisoformat(value)
        return f"{_WEEKDAYS[day.weekday()]}, {long_date(day)}"
    if field in _CLOCKS and re.fullmatch(r"\d{2}:\d{2}", value):
        return clock(parse_clock(value))
    return "\n\n".join(" ".join(part.split()) for part in _paragraphs(value))


def _paragraphs(value: str) -> Sequence[str]:
    return [part for part in re.split(r"\n\s*\n", value.strip()) if part.strip()]


_CLOCKS = {"time", "cutoff"}
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
