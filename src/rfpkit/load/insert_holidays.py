"""Puts drafted holidays into a file as text: what a person wrote stays as it is."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Sequence

from rfpkit.errors import Diagnostic, InputError
from rfpkit.load import yaml
from rfpkit.load.holiday_draft import HolidayDraft
from rfpkit.load.places import Mark, Path, inside_all
from rfpkit.load.yaml import Parsed
from rfpkit.model.calendars.week import WEEKDAY_NAMES

Dated = Sequence[tuple[datetime.date, str]]


def draft_text(draft: HolidayDraft) -> str:
    """Returns a draft as the `holidays` of a calendar, ready to paste."""
    head = f"# {draft.place}: a draft from the library {draft.source}; check every line."
    items = [f"  - {item}  {note}" for item, note in _items(draft, draft.dates)]
    return "\n".join([head, "holidays:", *items, ""])


def insert_holidays(text: str, file: str, calendar: Path, draft: HolidayDraft, new: Dated) -> str:
    """Returns a file's text with dates added to the holidays of one of its calendars.

    `calendar` leads from the top of the file to the calendar.

    Raises:
        InputError: the calendar is written so that nothing can be put into it safely.
    """
    parsed = yaml.parse(text, file)
    found = _insertion(parsed, text, calendar)
    if found is not None:
        offset, lines = found[0], found[1](list(_items(draft, new)))
        end = "\r\n" if "\r\n" in text else "\n"
        changed = text[:offset] + lines.replace("\n", end) + text[offset:]
        if _says(changed, file, parsed, calendar, new):
            return changed
    message = "no holidays can be put into the calendar as it is written"
    hint = "leave --into out and paste what is printed; give each field a line of its own"
    raise InputError([Diagnostic(parsed.places.entry(calendar), message, hint)])


Item = tuple[str, str]
"""A holiday as YAML, and the comment behind it."""


def _items(draft: HolidayDraft, dates: Dated) -> Iterator[Item]:
    for day, name in dates:
        weekday = WEEKDAY_NAMES[day.weekday()]
        note = f"# {weekday}; draft of {draft.source}, check it"
        yield f"{{date: {day}, name: {_quoted(name)}}}", note


def _quoted(name: str) -> str:
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ().-]*[A-Za-z0-9)]", name)
    return name if plain else json.dumps(name, ensure_ascii=False)


def _insertion(
    parsed: Parsed, text: str, calendar: Path
) -> tuple[int, Callable[[list[Item]], str]] | None:
    """Returns where to put holidays, and how to write them there; None where it is not safe."""
    lines = re.split(r"(?<=\n)", text)
    path = (*calendar, "holidays")
    held = inside_all(parsed.data, path)
    if not isinstance(held, list):
        return None if held is not None else _field(parsed, lines, calendar)
    row, column = parsed.places.values[path]
    if lines[row - 1][column - 1 : column] == "[":
        margin = f"{_margin(lines[row - 1])}  "
        return _offset(lines, (row, column + 1)), lambda items: _in_brackets(items, margin)
    first_row, first_column = parsed.places.values[(*path, 0)]
    dash = re.fullmatch(r"( *)-\s+", lines[first_row - 1][: first_column - 1])
    if dash is None:
        return None
    after = _last_row(parsed, (*path, len(held) - 1)) + 1
    return _below(lines, after, lambda items: _behind_dashes(items, dash[1]))


def _field(
    parsed: Parsed, lines: list[str], calendar: Path
) -> tuple[int, Callable[[list[Item]], str]] | None:
    """Returns where the field `holidays` belongs: below `week`, or above it if that is last."""
    names = list(inside_all(parsed.data, calendar))
    behind = names[names.index("week") + 1 :] if "week" in names else []
    for name in [*behind, "week"]:
        row, column = parsed.places.names[(*calendar, name)]
        margin = lines[row - 1][: column - 1]
        if not margin.strip():
            return _offset(lines, (row, 1)), lambda items, margin=margin: _whole(items, margin)
    return None


def _below(
    lines: list[str], row: int, write: Callable[[list[Item]], str]
) -> tuple[int, Callable[[list[Item]], str]]:
    """Returns the beginning of a row; a file may lack the line end before it."""
    if row <= len(lines) and (row < len(lines) or lines[row - 1]):
        return _offset(lines, (row, 1)), write
    missing = "" if lines[-1] == "" or lines[-1].endswith("\n") else "\n"
    return _offset(lines, (len(lines) + 1, 1)), lambda items: missing + write(items)


def _whole(items: list[Item], margin: str) -> str:
    return f"{margin}holidays:\n{_behind_dashes(items, f'{margin}  ')}"


def _behind_dashes(items: list[Item], margin: str) -> str:
    return "".join(f"{margin}- {item}  {note}\n" for item, note in items)


def _in_brackets(items: list[Item], margin: str) -> str:
    return "\n" + "".join(f"{margin}{item},  {note}\n" for item, note in items) + margin


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _last_row(parsed: Parsed, path: Path) -> int:
    marks = {**parsed.places.values, **parsed.places.names}
    return max(mark[0] for place, mark in marks.items() if place[: len(path)] == path)


def _offset(lines: list[str], mark: Mark) -> int:
    row, column = mark
    return sum(len(line) for line in lines[: row - 1]) + column - 1


def _says(changed: str, file: str, before: Parsed, calendar: Path, new: Dated) -> bool:
    """Whether a changed text says what it said before, and the new holidays beside it."""
    try:
        after = yaml.parse(changed, file)
    except InputError:
        return False
    added = [{"date": day.isoformat(), "name": name} for day, name in new]
    was = inside_all(before.data, calendar)
    wanted = sorted([*(was.get("holidays") or []), *added], key=str)
    now = inside_all(after.data, calendar)
    now["holidays"], was["holidays"] = sorted(now.get("holidays", []), key=str), wanted
    return not after.diagnostics and after.data == before.data
