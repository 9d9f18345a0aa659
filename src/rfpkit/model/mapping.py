"""How a vendor's export is read: which column is what, which word means what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from rfpkit.model.date_order import ISO, StampOrder
from rfpkit.model.effect import StateEffect
from rfpkit.model.feed import Feed
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, RowNumber, Text, Zone
from rfpkit.model.service_level import unknown

Column = Text
"""The name of a column as it stands in the export's head.

Where the head has a name several times, `Category#2` is the second one. In JSON a name is a path:
`fields.status.name`, `Assets.0.AssetTag`.
"""


class Columns(Record):
    """Which column of the export holds what."""

    ticket: Column
    """The ticket's number."""
    at: Column | None = None
    """In an event log: when the row's state began."""
    state: Column | None = None
    """In an event log: the state that began."""
    sequence: Column | None = None
    """In an event log: a running number that orders rows of the same second."""
    priority: Column | None = None
    """The ticket's priority."""
    site: Column | None = None
    """The school or office."""
    service: Column | None = None
    """The service: repair, request."""
    device: Column | None = None
    """The device: asset tag or serial number."""
    device_class: Column | None = None
    """The class of the device."""
    audience: Column | None = None
    """The group of people whom the ticket serves."""
    fault: Column | None = None
    """What is wrong with the device: a fault code."""
    evidence: Column | None = None
    """In an event log: what shows that the row's pause was needed: a quote number."""
    actor: Column | None = None
    """In an event log: who brought the row about, in `values`: contractor or district."""


class Claims(Record):
    """What the vendor says of its own tickets: claims, kept beside our verdicts."""

    level: Id | None = None
    """The level that the claims speak of; needed where the contract has several durations."""
    met: Column | None = None
    """The vendor's flag: in time or not."""
    due: Column | None = None
    """The vendor's due time."""


class ExportMapping(Record):
    """How one vendor's export is read."""

    kind: Literal["mapping"]
    """What the file is."""
    source: Text | None = None
    """The system that the export comes from."""
    note: Text | None = None
    """What a reader should know of the export."""
    timezone: Zone
    """IANA time zone of stamps that carry none."""
    shift: Literal["none", "converted_twice"] = "none"
    """A known fault of the export's clock; `converted_twice`: local = stored - UTC offset."""
    dates: StampOrder = ISO
    """Order of the parts of a stamp, one for the file: `iso`, or `d/m/y h:m`, `m/d/y h:m:s p`."""
    delimiter: Text | None = None
    """Sign between the columns, or `tab`; found in the head if left out."""
    encoding: Text = "utf-8"
    """Encoding of the file; a byte order mark in it tells UTF-8, UTF-16 and UTF-32 by itself."""
    head: RowNumber | None = None
    """Row of the column names where it is not the first one: 3."""
    sheet: Text | None = None
    """Sheet of a workbook; the only one that has the columns if left out."""
    rows: Text | None = None
    """In JSON, the arrays inside a record of which each element is a row.

    `changelog.histories[].items[]` makes a row of each change of a Jira issue. Columns are named
    from the record on: `key`, `changelog.histories[].created`. A record without such an element is
    one row. Where a file has several tables, it begins with one: `audits[].events[]`.
    """
    nulls: tuple[Annotated[str, Field(max_length=40)], ...] = ("",)
    """Spellings of an empty value; an empty cell always is one."""
    columns: Columns
    """Which column holds what."""
    stamps: dict[Id, Column] = {}
    """Columns that hold the instant of an event: {reported: opened_at, resolved: closed_at}."""
    states: dict[Text, StateEffect] = {}
    """What each state does: `open`, `pause REASON`, `resume REASON`, `event NAME`,
    `exclude REASON`, `ignore`."""
    values: dict[Id, dict[Text, Text]] = {}
    """For a mapped column: the export's words and the contract's, {priority: {1 - High: P1}}.

    The vendor's flag is read under the name `met`: {met: {ONTIME: met, OVERDUE: missed}}.
    """
    unmapped: Literal["error", "run"] = "error"
    """What an unknown state or value does: stop with an error, or let the clock run and list it."""
    exclusions: dict[Id, dict[Column, tuple[Text, ...]]] = {}
    """Reason to leave a ticket out: {beyond-economical-repair: {close_code: [BER]}}."""
    no_target: dict[Column, tuple[str, ...]] = {}
    """Values of a column that say that a ticket has no target: {sla_due: [""]}."""
    survey: dict[Id, Column] = {}
    """Columns that hold ratings: {quality: csat_quality}."""
    numbers: dict[Id, Column] | None = None
    """Columns that hold a number of each ticket: {visits: onsite_visits}."""
    facts: dict[Id, Column] | None = None
    """Columns that hold a word that a level counts by: {first-visit-fix: fixed_first_visit}."""
    feeds: dict[Id, Feed] | None = None
    """Tables beside the tickets, given with `--feed NAME=FILE`: {spare-count: {columns: …}}."""
    claims: Claims | None = None
    """What the vendor says of its own tickets."""
    drop: tuple[Column, ...] = ()
    """Columns that are known and never read: names, free text."""

    def reads(self) -> Iterator[tuple[str, Column]]:
        """Yields each column that is read, behind the place of the mapping that names it."""
        for name, column in self.columns:
            if column is not None:
                yield f"columns.{name}", column
        for event, column in self.stamps.items():
            yield f"stamps.{event}", column
        for reason, listed in self.exclusions.items():
            yield from ((f"exclusions.{reason}", column) for column in listed)
        yield from (("no_target", column) for column in self.no_target)
        for key in ("survey", "numbers", "facts"):
            for name, column in (getattr(self, key) or {}).items():
                yield f"{key}.{name}", column
        if self.claims is not None:
            claimed = {"met": self.claims.met, "due": self.claims.due}
            for name, column in claimed.items():
                if column is not None:
                    yield f"claims.{name}", column

    def problems(self) -> Iterable[Problem]:
        """Yields what an event log, or a snapshot, lacks, and what contradicts itself."""
        yield from self._missing()
        yield from self._contradictions()
        yield from self._wrong_words()
        yield from _wrong_text(self.delimiter, self.encoding, ())
        yield from _wrong_rows(self.rows, ())
        for name, feed in (self.feeds or {}).items():
            yield from _wrong_text(feed.delimiter, feed.encoding, ("feeds", name))
            yield from _wrong_rows(feed.rows, ("feeds", name))

    def _missing(self) -> Iterable[Problem]:
        has_at, has_state = self.columns.at is not None, self.columns.state is not None
        if has_at != has_state:
            missing = "at" if has_state else "state"
            message = f"an event log needs `at` and `state`; `{missing}` is missing"
            hint = f"name the column of `{missing}`"
            if has_state and self.stamps:
                message = "an export has `stamps`, a row for each ticket, or `at` and `state`"
                hint = "take `state` out; a status that leaves a ticket out goes to `exclusions`"
            yield Problem(("columns",), message, hint)
        if not has_at and not has_state and not self.stamps:
            hint = "name `at` and `state` under columns, or the stamps of a snapshot"
            yield Problem(("columns",), "nothing says when a ticket began or ended", hint)
        if has_state and not self.states and (has_at or not self.stamps):
            hint = "list each state: {New: open, Resolved: event resolved}"
            yield Problem(("columns", "state"), "no state is given a meaning", hint)

    def _contradictions(self) -> Iterable[Problem]:
        read = {column: place for place, column in self.reads()}
        for position, column in enumerate(self.drop):
            if column in read:
                message = f"`{column}` is dropped here and read as `{read[column]}`"
                yield Problem(("drop", position), message, "take it out of one of the two")

    def _wrong_words(self) -> Iterable[Problem]:
        known = [name for name in Columns.model_fields if name not in _WITHOUT_WORDS] + ["met"]
        for name in self.values:
            if name not in known:
                yield unknown(("values", name), "column with words", name, known)
        for word, meaning in self.values.get("met", {}).items():
            if meaning.lower() not in FLAGS:
                message = f"`{meaning}` does not say whether the vendor claims to have met"
                yield Problem(("values", "met", word), message, "write met or missed")


DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""Signs between columns that have a name of their own."""

FLAGS = {
    "met": True,
    "yes": True,
    "true": True,
    "1": True,
    "missed": False,
    "no": False,
    "false": False,
    "0": False,
}
"""What a vendor's flag says, in the words that need no mapping."""

_WITHOUT_WORDS = {"ticket", "at", "state", "sequence", "evidence"}


def _wrong_text(
    delimiter: str | None, encoding: str | None, path: tuple[str | int, ...]
) -> Iterable[Problem]:
    if delimiter is not None and not _is_delimiter(delimiter):
        message = f"`{delimiter}` cannot stand between columns"
        hint = f"write one sign, or {', '.join(DELIMITERS)}"
        yield Problem((*path, "delimiter"), message, hint)
    if encoding is not None and not _is_encoding(encoding):
        message = f"there is no encoding `{encoding}`"
        hint = "write utf-8, utf-16, windows-1252 or latin-1"
        yield Problem((*path, "encoding"), message, hint)


def _wrong_rows(rows: str | None, path: tuple[str | int, ...]) -> Iterable[Problem]:
    if rows is None:
        return
    *arrays, rest = rows.split("[]")
    if rest or not arrays or not all(array.strip(".") for array in arrays):
        message = f"`{rows}` does not name the arrays of which each element is a row"
        hint = "write [] behind each of them: changelog.histories[].items[]"
        yield Problem((*path, "rows"), message, hint)


def _is_delimiter(text: str) -> bool:
    return text in DELIMITERS or (len(text) == 1 and text.isascii() and text != '"')


def _is_encoding(name: str) -> bool:
    try:
        return "text".encode(name) != b""
    except (LookupError, UnicodeError, ValueError):
        return False
