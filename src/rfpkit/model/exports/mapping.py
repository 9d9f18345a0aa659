"""How a vendor's export is read: which column is what, which word means what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from rfpkit.model.effect import StateEffect
from rfpkit.model.exports.date_order import DETECT, ISO, DateOrder, StampOrders
from rfpkit.model.exports.part import Claims, Column, ExportPart, FieldRole, claim_problems
from rfpkit.model.exports.zone_words import ZoneWord
from rfpkit.model.feed import Feed
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, RowNumber, Text, Zone
from rfpkit.model.service_level import unknown


class Columns(Record):
    """Which column of the export holds what."""

    ticket: Column
    """The ticket's number; needed here or in the preset."""
    at: Column | None = None
    """In an event log: when the row's state began."""
    state: Column | None = None
    """In an event log: the state that began; in a log of changed fields, the state of today."""
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
    field: Column | None = None
    """In a log of changed fields: the name of the field that changed, one of `fields`."""
    value: Column | None = None
    """In a log of changed fields: what the field changed to."""
    previous: Column | None = None
    """In a log of changed fields: what the field changed from."""


class ExportMapping(Record):
    """How one vendor's export is read."""

    kind: Literal["mapping"]
    """What the file is."""
    preset: Id | None = None
    """The preset under this file: what is not written here is as written there."""
    source: Text | None = None
    """The system that the export comes from, in your words; nothing depends on it."""
    note: Text | None = None
    """What a reader should know of the export."""
    timezone: Zone
    """IANA time zone of stamps that carry none."""
    shift: Literal["none", "converted_twice"] = "none"
    """A known fault of the export's clock; `converted_twice`: local = stored - UTC offset."""
    dates: StampOrders = ISO
    """Order of the parts of a stamp, one for the file or one for each column: `iso`, or
    `d/m/y h:m`, `m/d/y h:m:s p` (p: AM or PM), `d/b/y h:m` (b: Feb), `m/d/y` where there is no
    time, `epoch`, `epoch-ms`, `excel`, `excel-1904`; or `detect`.

    `detect` reads each column in the one order that fits all of its values, tells which, and
    refuses a column that more than one order fits.
    """
    join: dict[Text, tuple[Column, Column]] | None = None
    """Stamps whose date and time of day stand in two columns: {opened: [date_in, time_in]}.

    The name is used like that of a column: {reported: opened}, and `dates` tells how the two are
    written, a blank between them: `m/d/y h:m p`.
    """
    zones: dict[Text, ZoneWord] | None = None
    """What the letters of a zone behind a stamp mean: {EST: -05:00, EDT: -04:00}.

    `local` says that they are only a word, and the stamp is on the clock of `timezone`.
    """
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
    """Which column holds what; needed here or in the preset."""
    stamps: dict[Id, Column] = {}
    """Columns that hold the instant of an event: {reported: opened_at, resolved: closed_at}."""
    fields: dict[Text, FieldRole] | None = None
    """In a log of changed fields: what each field is, {status: state, priority: priority}."""
    only: dict[Column, tuple[Text, ...]] | None = None
    """Rows that count, by the values of a column: {task_type: [incident]}; others are passed."""
    parts: dict[Id, ExportPart] | None = None
    """Files that belong to the export, given with `--part NAME=FILE`: {tickets: {columns: …}}."""
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
    keep: tuple[Column, ...] = ()
    """Columns whose words are shown as they stand, even where they look like a person's."""
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
        yield from (("only", column) for column in self.only or ())
        for name, column in self.claims.reads() if self.claims is not None else ():
            yield f"claims.{name}", column

    def joins(self) -> dict[str, tuple[Column, Column]]:
        """Returns the two columns of each stamp that is read and stands in two."""
        read = {column for _, column in self.reads()}
        return {name: pair for name, pair in (self.join or {}).items() if name in read}

    @property
    def names_state(self) -> bool:
        """Whether something tells the state of a row."""
        return self.columns.state is not None or "state" in (self.fields or {}).values()

    @property
    def is_joined(self) -> bool:
        """Whether the rows must be put together before they can be read one by one."""
        return bool(self.fields or self.parts or self.only)

    def stamp_columns(self) -> dict[Column, str]:
        """Returns each column that holds stamps, with the place of the mapping that names it.

        A column of a part bears the part's name: `tickets: created_at`.
        """
        places = {"columns.at", "claims.due", *(f"stamps.{event}" for event in self.stamps)}
        found = {column: place for place, column in self.reads() if place in places}
        for name, part in (self.parts or {}).items():
            for place, column in part.reads():
                is_stamp = place == "claims.due" or place.startswith("stamps.")
                # What the main file stamps, too, stands in the main file's column.
                if is_stamp and place not in places - {"claims.due"}:
                    found[f"{name}: {column}"] = f"parts.{name}.{place}"
        return found

    def order_of(self, column: Column) -> DateOrder:
        """Returns the order in which the stamps of a column are written."""
        return self.dates.get(column, ISO) if isinstance(self.dates, dict) else self.dates

    def problems(self) -> Iterable[Problem]:
        """Yields what an event log, or a snapshot, lacks, and what contradicts itself."""
        yield from self._missing()
        yield from self._wrong_fields()
        yield from claim_problems(self._all_claims())
        yield from self._contradictions()
        yield from self._wrong_words()
        yield from self._wrong_orders()
        yield from self._wrong_joins()
        yield from _wrong_text(self.delimiter, self.encoding, ())
        yield from _wrong_rows(self.rows, ())
        for name, feed in (self.feeds or {}).items():
            yield from _wrong_text(feed.delimiter, feed.encoding, ("feeds", name))
            yield from _wrong_rows(feed.rows, ("feeds", name))

    def _missing(self) -> Iterable[Problem]:
        has_at, has_state = self.columns.at is not None, self.names_state
        if has_at != has_state:
            missing = "at" if has_state else "state"
            message = f"an event log needs `at` and `state`; `{missing}` is missing"
            hint = f"name the column of `{missing}`"
            if has_state and self.stamps:
                message = "an export has `stamps`, a row for each ticket, or `at` and `state`"
                hint = "take `state` out; a status that leaves a ticket out goes to `exclusions`"
            yield Problem(("columns",), message, hint)
        stamped = any(part.stamps for part in (self.parts or {}).values())
        if not has_at and not has_state and not self.stamps and not stamped:
            hint = "name `at` and `state` under columns, or the stamps of a snapshot"
            yield Problem(("columns",), "nothing says when a ticket began or ended", hint)
        if has_state and not self.states and (has_at or not self.stamps):
            hint = "list each state: {New: open, Resolved: event resolved}"
            yield Problem(("columns", "state"), "no state is given a meaning", hint)

    def _wrong_fields(self) -> Iterable[Problem]:
        for name in ("field", "value") if self.fields else ():
            if getattr(self.columns, name) is None:
                message = f"a log of changed fields needs `field` and `value`; `{name}` is missing"
                yield Problem(("columns",), message, f"name the column of `{name}`")
        for name in ("field", "value", "previous") if not self.fields else ():
            if getattr(self.columns, name) is not None:
                message = f"`{name}` is a column of a log of changed fields, and no field is named"
                hint = "add `fields`: {status: state, priority: priority}"
                yield Problem(("columns", name), message, hint)

    def _all_claims(self) -> Iterator[tuple[tuple[str, ...], Claims]]:
        if self.claims is not None:
            yield ("claims",), self.claims
        for name, part in (self.parts or {}).items():
            if part.claims is not None:
                yield ("parts", name, "claims"), part.claims

    def _contradictions(self) -> Iterable[Problem]:
        read = {column: place for place, column in self.reads()}
        read |= {one: f"join.{name}" for name, pair in self.joins().items() for one in pair}
        for position, column in enumerate(self.drop):
            if column in read:
                message = f"`{column}` is dropped here and read as `{read[column]}`"
                yield Problem(("drop", position), message, "take it out of one of the two")
        for position, column in enumerate(self.keep):
            if column not in read:
                message = f"`{column}` is kept here and read nowhere"
                hint = "name it under `columns` or `facts`, or take it out"
                yield Problem(("keep", position), message, hint)

    def _wrong_words(self) -> Iterable[Problem]:
        known = [name for name in Columns.model_fields if name not in _WITHOUT_WORDS] + ["met"]
        for name in self.values:
            if name not in known:
                yield unknown(("values", name), "column with words", name, known)
        for word, meaning in self.values.get("met", {}).items():
            if meaning.lower() not in FLAGS:
                message = f"`{meaning}` does not say whether the vendor claims to have met"
                yield Problem(("values", "met", word), message, "write met or missed")

    def _wrong_joins(self) -> Iterable[Problem]:
        stamps = self.stamp_columns()
        stamps |= {name.partition(": ")[2]: place for name, place in stamps.items() if ": " in name}
        for name, (date, time) in (self.join or {}).items():
            if name not in stamps:
                message = f"`{name}` joins two columns, and no stamp is read from it"
                hint = f"name it where its stamp belongs: `stamps: {{reported: {name}}}`"
                yield Problem(("join", name), message, hint)
            elif date == time:
                message = f"`{date}` is joined with itself"
                yield Problem(("join", name), message, "name the column of the time of day, too")
            elif not self.order_of(name).has_time:
                message = f"the order `{self.order_of(name)}` of `{name}` has no time of day"
                hint = "write both, a blank between them: `m/d/y h:m`"
                yield Problem(("join", name), message, hint)

    def _wrong_orders(self) -> Iterable[Problem]:
        read = self.stamp_columns()
        if isinstance(self.dates, dict):
            for column, place in read.items():
                if column not in self.dates:
                    message = f"it does not say how the stamps of `{column}` ({place}) are written"
                    yield Problem(("dates",), message, f"add `{column}: d/m/y h:m`, or iso")
            for column in self.dates:
                if column not in read:
                    yield unknown(("dates", column), "column of stamps", column, read)
        for name, feed in (self.feeds or {}).items():
            if feed.dates == DETECT or (feed.dates is None and not _is_declared(self.dates)):
                hint = "write `dates: m/d/y h:m`, or what the table has"
                message = "the dates of a feed need an order of their own here"
                yield Problem(("feeds", name), message, hint)


def _is_declared(dates: DateOrder | dict[str, DateOrder]) -> bool:
    return isinstance(dates, DateOrder) and dates != DETECT


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

_WITHOUT_WORDS = {
    *("ticket", "at", "state", "sequence", "evidence", "field", "value", "previous"),
}


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
