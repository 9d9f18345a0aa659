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
from rfpkit.review.addendum.nouns import field_of, noun_within

NOBODY = Label("", "")
"""Where nobody knows which field it is."""
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
    return _capital(", ".join(words))


def value_text(value: Any, label: Label = NOBODY) -> str:
    """Returns a field's value as a reader expects it: dates in words, lists with semicolons."""
    if not _says(value):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return _text(value, label.field)
    if isinstance(value, dict):
        noun = noun_within(*label, value)
        return "; ".join(_field(Label(noun, name), one) for name, one in _said(value))
    return "; ".join(_item(one, label, alone=len(value) == 1) for one in value)


def rows(value: Any, label: Label) -> list[Row]:
    """Returns what an object says, as JSON, field by field; `label` is the field that holds it."""
    noun = noun_within(*label, value)
    if isinstance(value, list) and noun:
        return [Row(*_named(one, noun)) for one in value]
    if not isinstance(value, dict):
        return [Row("Text", _whole_text(value, label))]
    return [
        Row(_capital(_key(Label(noun, name))), _whole_text(one, Label(noun, name)))
        for name, one in _said(value)
        if name != "id"
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole_text(value: Any, label: Label) -> str:
    """Returns a value that is printed whole: with its paragraphs and lists, as Markdown."""
    if isinstance(value, str) and "\n" in value.strip():
        return value.strip()
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict):
        return "\n".join(f"- {value_text(one, label)}" for one in value)
    return value_text(value, label)


def _named(value: dict[str, Any], noun: str) -> tuple[str, str]:
    """Returns what an object of a list is called, and all else that it says."""
    said = dict(_said(value))
    name = next((said.pop(key) for key in ("title", "name", "id") if key in said), "")
    fields = [_field(Label(noun, key), one) for key, one in said.items()]
    return _capital(str(name)), "; ".join(fields)


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
    named = _says(value.get("title")) or _says(value.get("name"))
    return ((key, one) for key, one in value.items() if _says(one) and not (named and key == "id"))


def _says(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_says, value.values()))
    return value is not None and value != []


def _field(label: Label, value: Any) -> str:
    if label.field == "id":
        return str(value)
    # Semicolons part the fields; what lists within a field hold is parted by commas.
    simple = isinstance(value, list) and not any(isinstance(one, dict | list) for one in value)
    text = ", ".join(map(value_text, value)) if simple else value_text(value, label)
    return f"{_key(label)}: {text}"


def _key(label: Label) -> str:
    return field_words(Label(label.noun, field_of(*label)))


def _item(one: Any, label: Label, *, alone: bool) -> str:
    text = value_text(one, label)
    return f"({text})" if isinstance(one, dict) and not alone else text


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
