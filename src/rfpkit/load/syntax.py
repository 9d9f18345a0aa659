"""What broke the writing of a YAML file, in words that need no knowledge of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml.events import ScalarEvent

from rfpkit.load.places import Mark, shorten
from rfpkit.load.writing import LACKS_SPACE, end, position, start

Explanation: TypeAlias = tuple[Mark, str, str]
"""Where, what is wrong, how to mend it."""


def explain(
    error: yaml.YAMLError, lines: list[str], last: ScalarEvent | None, bracket: Mark | None
) -> Explanation:
    """Returns the place, the sentence and the hint for a fault that the YAML parser met.

    `last` is the last value that was read before it, `bracket` the last bracket still open.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return (1, 1), "the file cannot be read as YAML", "save it as plain text in UTF-8"
    fault = _Fault(
        str(error.problem or ""),
        str(error.context or ""),
        position(error.problem_mark or error.context_mark),
        position(error.context_mark or error.problem_mark),
        lines,
        last,
        bracket,
    )
    for words, explanation in _EXPLANATIONS:
        if words in f"{fault.context}: {fault.problem}":
            return explanation(fault)
    return _unreadable(fault)


def spaced(glued: re.Match[str]) -> str:
    """Returns the hint for `name:value`, a match with the groups `name` and `value`."""
    return f"write `{glued['name']}: {shorten(glued['value'])}`"


def quoted(value: str) -> str:
    """Returns a value in quotes, as the file can hold it; without a comment behind it."""
    short = shorten(re.sub(r"\s#(\s.*)?$", "", value))
    if '"' not in short and "\\" not in short:
        return f'"{short}"'
    return "'" + short.replace("'", "''") + "'"


@dataclass(frozen=True)
class _Fault:
    problem: str
    context: str
    at: Mark
    since: Mark
    """Where the part of the file begins that could not be finished."""
    lines: list[str]
    last: ScalarEvent | None
    bracket: Mark | None

    def line(self, number: int) -> str:
        """Returns a line by its number from 1; empty outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def rest(self, mark: Mark) -> str:
        """Returns the line from a place on."""
        return self.line(mark[0])[mark[1] - 1 :]


def _unreadable(fault: _Fault) -> Explanation:
    hint = "check the colons, quotes and indentation of this line and the one above"
    return fault.at, f"the file cannot be read from here on ({fault.problem})", hint


def _bad_start(fault: _Fault) -> Explanation:
    """A value that begins with a sign which YAML keeps for itself."""
    sign = fault.rest(fault.since)[:1]
    if sign == "\t":
        return _tab(fault)
    if not sign:
        return _not_closed(fault, fault.bracket) if fault.bracket else _unreadable(fault)
    if sign in {"]", "}", ","}:
        return _indentation(fault)
    before = fault.line(fault.since[0])[: fault.since[1] - 1].strip()
    text = f"{before} {quoted(fault.rest(fault.since))}".strip()
    what = "a value" if before else "a line"
    name = "a backtick" if sign == "`" else f"`{sign}`"
    hint = f"leave `{sign}` out, or " if sign == ">" else ""
    return fault.since, f"{what} cannot begin with {name}", f"{hint}put it in quotes: {text}"


def _tab(fault: _Fault) -> Explanation:
    return fault.at, "the line is indented with a tab", "use spaces, two for each step"


def _no_colon(fault: _Fault) -> Explanation:
    text = fault.rest(fault.since)
    if glued := re.match(r"(?P<name>[\w-]+):(?P<value>\S.*)", text.removeprefix("- ")):
        return fault.since, LACKS_SPACE, spaced(glued)
    if item := re.match(r"-(\S.*)", text):
        return fault.since, "a space is missing after the dash", f"write `- {shorten(item[1])}`"
    message = f"`{shorten(text)}` is neither a field nor an item of a list"
    hint = "write `name: value` or `- item`; indent it further if it continues the line above"
    return fault.since, message, hint


def _second_colon(fault: _Fault) -> Explanation:
    last = fault.last
    if last is not None and _is_quoted(last) and end(last)[0] == fault.at[0]:
        return _after_quote(fault, last)
    if last is None or last.style:
        return fault.at, _COLON, "put the whole value in quotes"
    first = start(last)
    if glued := re.match(r"(?P<name>[\w-]+):(?P<value>\S.*)", fault.rest(first)):
        return first, LACKS_SPACE, spaced(glued)
    line = first[0]
    if item := re.match(r"\s*-(\w.*)", fault.line(line)):
        at = (line, _indent(fault.line(line)) + 1)
        return at, "a space is missing after the dash", f"write `- {shorten(item[1])}`"
    if line != fault.at[0]:
        message = f"this line is indented as if it continued the value in line {line}"
        text = (fault.at[0], _indent(fault.line(fault.at[0])) + 1)
        return text, message, f"line it up with the field in line {line}"
    before = fault.line(line)[: first[1] - 1].strip()
    hint = f"put the value in quotes: {before} {quoted(fault.rest(first))}"
    return fault.at, _COLON, hint


def _indentation(fault: _Fault) -> Explanation:
    """A group of fields that goes on with something else than a field."""
    last, rest = fault.last, fault.rest(fault.at)
    if last is not None and _is_quoted(last) and end(last)[0] == fault.at[0]:
        return _after_quote(fault, last)
    if rest[:1] in {"]", "}", ","}:
        message = "a comma stands alone" if rest[0] == "," else f"`{rest[0]}` closes nothing"
        return fault.at, message, "delete it, or open the bracket that it belongs to"
    if item := re.match(r"-(\S.*)", rest):
        return fault.at, "a space is missing after the dash", f"write `- {shorten(item[1])}`"
    if rest.startswith("- "):
        message = "an item of a list stands where a field is wanted"
        return fault.at, message, "line it up with the other items of its list"
    message = "this line does not line up with any field above it"
    return fault.at, message, "indent it exactly as far as the fields that it belongs to"


def _after_quote(fault: _Fault, last: ScalarEvent) -> Explanation:
    first, sign = start(last), str(last.style)
    if first[0] != fault.at[0]:
        message = f"the quote {sign} that is opened here does not end on its line"
        return first, message, f"close it with {sign} at the end of the value"
    message = f"text follows the closing quote {sign}"
    whole = fault.rest(first).strip()
    inner = whole.removeprefix(sign).removesuffix(sign)
    before = fault.line(first[0])[: first[1] - 1].strip()
    return fault.at, message, f"put the whole value in quotes: {before} {quoted(inner)}".strip()


def _no_dash(fault: _Fault) -> Explanation:
    rest = fault.rest(fault.at)
    if item := re.match(r"-(\S.*)", rest):
        return fault.at, "a space is missing after the dash", f"write `- {shorten(item[1])}`"
    message = f"the list that begins in line {fault.since[0]} goes on without a `- `"
    hint = "begin each item with `- `, and line a field up with the fields that it belongs to"
    return fault.at, message, hint


def _bracket(fault: _Fault) -> Explanation:
    closing = _CLOSING.get(fault.rest(fault.since)[:1], "]")
    if fault.at[0] != fault.since[0] or fault.rest(fault.at)[:1] in {"]", "}"}:
        return _not_closed(fault, fault.since)
    if fault.rest(fault.at).startswith(":"):
        hint = "put the value in quotes, or a comma before the next field"
        return fault.at, _COLON, hint
    hint = "put a comma between the parts; quotes round a part that holds a comma or a bracket"
    return fault.at, f"a comma or `{closing}` is missing here", hint


def _not_closed(fault: _Fault, opened: Mark) -> Explanation:
    sign = fault.rest(opened)[:1]
    message = f"the bracket `{sign}` that is opened here is not closed"
    return opened, message, f"close it with `{_CLOSING.get(sign, ']')}`"


def _no_space(fault: _Fault) -> Explanation:
    return fault.at, LACKS_SPACE, "write the value behind it, or put the whole text in quotes"


def _open_quote(fault: _Fault) -> Explanation:
    sign = fault.rest(fault.since)[:1]
    message = f"the quote {sign} that is opened here is not closed"
    return fault.since, message, f"close it with {sign} at the end of the value"


def _dash_after_colon(fault: _Fault) -> Explanation:
    hint = "put each item on a line of its own, or write the list in brackets: [a, b]"
    return fault.at, "a list cannot begin on the line of its field", hint


def _escape(fault: _Fault) -> Explanation:
    start = fault.rest(fault.since).strip()
    message = "a backslash has a meaning of its own between double quotes"
    value = start.removeprefix('"').removesuffix('"')
    return fault.at, message, f"use single quotes: '{shorten(value)}'"


def _no_document(fault: _Fault) -> Explanation:
    message = "this line belongs to nothing above it"
    return fault.at, message, "check the colons and the indentation of the lines above"


def _is_quoted(value: ScalarEvent) -> bool:
    return value.style in {'"', "'"}


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_CLOSING = {"[": "]", "{": "}"}
_COLON = "a value without quotes cannot hold a colon with a space behind it"
_EXPLANATIONS: tuple[tuple[str, Callable[[_Fault], Explanation]], ...] = (
    ("found a tab character", _tab),
    ("cannot start any token", _bad_start),
    ("scanning a directive", _bad_start),
    ("scanning an alias", _bad_start),
    ("scanning an anchor", _bad_start),
    ("scanning a tag", _bad_start),
    ("parsing a tag", _bad_start),
    ("undefined tag handle", _bad_start),
    ("scanning a block scalar", _bad_start),
    ("did not find expected node content", _bad_start),
    ("mapping keys are not allowed", _bad_start),
    ("found unexpected ':'", _no_space),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _second_colon),
    ("block sequence entries are not allowed", _dash_after_colon),
    ("did not find expected key", _indentation),
    ("did not find expected '-' indicator", _no_dash),
    ("expected ',' or", _bracket),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document indicator", _open_quote),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("expected <document start>", _no_document),
)
"""The parser's words, in the order in which they are looked for, and what is said for them."""
