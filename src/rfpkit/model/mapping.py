"""How a vendor's export is read: which column is what, which word means what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from rfpkit.model.effect import StateEffect
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text, Zone

Column = Text
"""The name of a column as it stands in the export's head."""


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
    dates: Text = "iso"
    """Order of the parts of a stamp, one for the file: `iso`, or `d/m/y h:m`, `m/d/y h:m:s p`."""
    delimiter: Text | None = None
    """Sign between the columns; found in the head if left out."""
    encoding: Text = "utf-8"
    """Encoding of the file."""
    nulls: tuple[Annotated[str, Field(max_length=40)], ...] = ("",)
    """Spellings of an empty value."""
    columns: Columns
    """Which column holds what."""
    stamps: dict[Id, Column] = {}
    """Columns that hold the instant of an event: {reported: opened_at, resolved: closed_at}."""
    states: dict[Text, StateEffect] = {}
    """What each state does: `open`, `pause REASON`, `event NAME`, `exclude REASON`, `ignore`."""
    values: dict[Id, dict[Text, Text]] = {}
    """For a mapped column: the export's words and the contract's, {priority: {1 - High: P1}}."""
    unmapped: Literal["error", "run"] = "error"
    """What an unknown state or value does: stop with an error, or let the clock run and list it."""
    exclusions: dict[Id, dict[Column, tuple[Text, ...]]] = {}
    """Reason to leave a ticket out: {beyond-economical-repair: {close_code: [BER]}}."""
    no_target: dict[Column, tuple[str, ...]] = {}
    """Values of a column that say that a ticket has no target: {sla_due: [""]}."""
    survey: dict[Id, Column] = {}
    """Columns that hold ratings: {quality: csat_quality}."""
    claims: Claims | None = None
    """What the vendor says of its own tickets."""
    drop: tuple[Column, ...] = ()
    """Columns that are known and never read: names, free text."""

    def problems(self) -> Iterable[Problem]:
        """Yields what an event log, or a snapshot, lacks."""
        has_at, has_state = self.columns.at is not None, self.columns.state is not None
        if has_at != has_state:
            missing = "at" if has_state else "state"
            message = f"an event log needs `at` and `state`; `{missing}` is missing"
            yield Problem(("columns",), message, f"name the column of `{missing}`")
        if not has_at and not has_state and not self.stamps:
            hint = "name `at` and `state` under columns, or the stamps of a snapshot"
            yield Problem(("columns",), "nothing says when a ticket began or ended", hint)
        if has_state and not self.states:
            hint = "list each state: {New: open, Resolved: event resolved}"
            yield Problem(("columns", "state"), "no state is given a meaning", hint)
