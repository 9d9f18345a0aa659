"""What can be wrong with a person's input, and where.

Three kinds of trouble, never mixed:

- a *diagnostic*: the input cannot be used. All are collected, then raised once
  as `InputError`; the command line prints them and exits with 2.
- a *finding*: a breach, a doubtful value, a change. Data, never an exception.
- a *bug*: any other exception. Never caught.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file, as editors jump to it."""

    file: str
    """The file's name as the person gave it."""
    line: int = 0
    """Line (text) or row (tables), from 1; 0 is the file as a whole."""
    column: int = 0
    """Column in characters, from 1; 0 where the line as a whole is meant."""
    sheet: str = ""
    """The sheet of a workbook; empty elsewhere."""
    field: str = ""
    """The name of a table's column; empty for text."""

    def __str__(self) -> str:
        """`file:line:column`, or `file[sheet]:row: column name` for tables."""
        name = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        numbers = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{name}{numbers}" + (f": {self.field}" if self.field else "")


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One thing a person must mend, in words they can act on."""

    at: Location
    message: str
    """What is wrong: one sentence without a full stop."""
    hint: str = ""
    """How to mend it; empty only where the message says it all."""

    def __str__(self) -> str:
        """The message behind its place, and the hint on a line of its own."""
        text = f"{printable(str(self.at))}: {printable(self.message)}"
        return f"{text}\n  hint: {printable(self.hint)}" if self.hint else text


class InputError(Exception):
    """The input cannot be used: carries every diagnostic, in file order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(set(diagnostics)))
        super().__init__("\n".join(map(str, self.diagnostics)))


def printable(text: str) -> str:
    """Returns a stranger's text for a terminal: control signs are shown, never obeyed."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)


# They move the cursor, recolour the terminal, begin a line or reorder one; halves of signs
# come from file names that are no text.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
