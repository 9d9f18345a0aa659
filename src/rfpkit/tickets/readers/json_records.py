"""The records of a JSON file: an array of objects, one inside an object, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.tickets.readers.stored import Stored, too_large
from rfpkit.tickets.readers.text import open_text
from rfpkit.tickets.tables.head import count_of, shown
from rfpkit.tickets.tables.source import TableText, refused

LARGEST = 200_000_000
"""Most bytes of a file that is one JSON value: it is held in memory as a whole."""

Record = dict[str, Any]


class Records:
    """The records of one file."""

    def __init__(self, stored: Stored, declared: str, rows: str | None) -> None:
        """Looks at the beginning; `rows` is the mapping's own path to the rows.

        Raises:
            InputError: no text, or in another encoding.
        """
        self.text = open_text(stored, declared)
        self._by_line = _is_by_line(self.text)
        self._rows = rows or ""
        self.rows = self._rows

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        """Yields the records; in JSON Lines with their line, else with 0.

        `rows` is the path within a record as soon as the first one is known.

        Raises:
            InputError: no JSON, or no records in it.
        """
        return self._lines() if self._by_line else self._whole()

    def _lines(self) -> Iterator[tuple[int, Record]]:
        line = 0
        for piece in self.text.pieces():
            _check_text(piece, line + 1, self.text.file)
            for raw in piece.splitlines():
                line += 1
                if raw.strip():
                    value = self._parsed(raw, line)
                    if not isinstance(value, dict):
                        raise self._no_object(line)
                    yield line, value

    def _whole(self) -> Iterator[tuple[int, Record]]:
        pieces, total = [], 0
        for piece in self.text.pieces():
            total += len(piece)
            if total > LARGEST:
                raise too_large(self.text.file, LARGEST)
            pieces.append(piece)
        raw = b"".join(pieces)
        del pieces
        _check_text(raw, 1, self.text.file)
        for record in self._records_of(self._parsed(raw, 1)):
            if not isinstance(record, dict):
                raise self._no_object(0)
            yield 0, record

    def _records_of(self, value: Any) -> list[Any]:
        if isinstance(value, list):
            return value
        if not isinstance(value, dict):
            raise self._no_object(0)
        arrays = {key: inner for key, inner in value.items() if _is_table(inner)}
        first, brackets, rest = self._rows.partition("[]")
        if brackets and first in value and isinstance(value[first], list):
            self.rows = rest.removeprefix(".")
            return list(value[first])
        if len(arrays) == 1:
            return next(iter(arrays.values()))
        if arrays:
            raise self._several(list(arrays))
        empty = [key for key, inner in value.items() if inner == []]
        return [] if len(empty) == 1 and not self._rows else [value]

    def _parsed(self, raw: bytes, line: int) -> Any:
        try:
            return json.loads(
                raw, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_unique
            )
        except json.JSONDecodeError as error:
            at = Location(self.text.file, line + error.lineno - 1, error.colno)
            opened = error.msg.startswith("Unterminated string")
            early = opened or error.pos >= len(error.doc.rstrip())
            message = "the JSON ends too early" if early else "this is no JSON from here on"
            hint = "the file was cut or damaged on its way; get it again"
            raise InputError([Diagnostic(at, message, hint)]) from None
        except _RepeatedKeyError as error:
            message = f"an object has the key `{shown(str(error))}` twice"
            hint = "which of the two counts cannot be known; export the tickets again"
            raise refused(self.text.file, message, hint, line if self._by_line else 0) from None
        except RecursionError:
            hint = "no export of tickets is; look at the file"
            message = "the JSON is nested too deeply"
            raise refused(self.text.file, message, hint, line if self._by_line else 0) from None

    def _several(self, names: list[str]) -> InputError:
        listed = ", ".join(f"`{shown(name)}`" for name in names[:10])
        hint = f"write which one holds the rows: `rows: {shown(names[0])}[]` in the mapping"
        message = f"the file holds {count_of(len(names), 'table')}: {listed}"
        return refused(self.text.file, message, hint)

    def _no_object(self, line: int) -> InputError:
        hint = 'a record is an object: {"number": "T1", "opened": "2027-03-08 07:30:00"}'
        return refused(self.text.file, "a record of the file is not an object", hint, line)


def is_json(start: str) -> bool:
    """Returns whether a text begins like JSON that holds records."""
    text = start.lstrip()
    return text.startswith("{") or (text[:1] == "[" and text[1:].lstrip()[:1] in ("{", "]"))


def _is_by_line(text: TableText) -> bool:
    """Returns whether the first line is an object of its own and another one follows it."""
    first, _, rest = text.start.partition(b"\n")
    if not first.lstrip().startswith(b"{"):
        return False
    if text.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return True
    try:
        return isinstance(json.loads(first), dict) and bool(rest.strip())
    except (ValueError, RecursionError):
        return False


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        raise _RepeatedKeyError(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found


class _RepeatedKeyError(Exception):
    """An object has a key twice."""


def _check_text(raw: bytes, line: int, file: str) -> None:
    for sign, name in ((b"\0", "a NUL byte"), (b"\\u0000", "a NUL")):
        if sign in raw:
            at = line + raw.count(b"\n", 0, raw.index(sign))
            hint = "export the tickets again as text in UTF-8"
            raise refused(file, f"the file holds {name}, which no text has", hint, at)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        at = line + raw.count(b"\n", 0, error.start)
        message = f"the byte {raw[error.start]:02X} is not UTF-8 text"
        hint = "JSON is UTF-8; export it again, or write its `encoding` in the mapping"
        raise refused(file, message, hint, at) from None
