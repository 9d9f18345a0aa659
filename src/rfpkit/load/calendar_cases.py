"""A file of calendar cases: a contract manager's own, or a list as programs exchange it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.load import text as plain_text
from rfpkit.load.document import load_text
from rfpkit.model.calendars.cases import CalendarCases
from rfpkit.model.calendars.exchanged_cases import ExchangedCases
from rfpkit.model.record import Problem


def load_cases(
    path: Path, also: Callable[[CalendarCases], Iterable[Problem]]
) -> CalendarCases | ExchangedCases:
    """Returns the cases of a file: a list is the exchanged form, in JSON or in YAML.

    `also` yields what is wrong with a file of cases beside the calendars that it names.

    Raises:
        InputError: with one diagnostic for each problem, in file order.
    """
    file = str(path)
    text = plain_text.read(path, file)
    found = _LIST.match(text)
    if found is None:
        return load_text(text, CalendarCases, file, also)
    # The reader of documents wants a group of fields: the list becomes its only field.
    begin = found.start("list")
    field = "cases: " if text[begin] == "[" else "cases:\n"
    try:
        return load_text(text[:begin] + field + text[begin:], ExchangedCases, file)
    except InputError as error:
        line = text.count("\n", 0, begin) + 1
        told = [_as_written(one, line, field) for one in error.diagnostics]
        raise InputError(told) from None


def _as_written(found: Diagnostic, line: int, field: str) -> Diagnostic:
    """Returns a diagnostic with the place that it has without the added field."""
    at = found.at
    if "\n" in field and at.line > line:
        at = Location(at.file, at.line - 1, at.column)
    elif "\n" not in field and at.line == line:
        at = Location(at.file, at.line, max(at.column - len(field), 1))
    return Diagnostic(at, found.message, found.hint)


_LIST = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?P<list>\[|-[ \n])")
