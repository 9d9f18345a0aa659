"""Files that belong together: what a file beside the main one tells of the same tickets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rfpkit.model.duration_form import DurationForm
from rfpkit.model.record import Problem, Record
from rfpkit.model.scalars import Id, Text

Column = Text
"""The name of a column as it stands in the export's head.

Where the head has a name several times, `Category#2` is the second one. In JSON a name is a path:
`fields.status.name`, `Assets.0.AssetTag`.
"""

FieldRole = Literal[
    "state", "priority", "site", "service", "device", "device_class", "audience", "fault"
]
"""What a field that changes can be."""


class Claims(Record):
    """What the vendor says of its own tickets: claims, kept beside our verdicts."""

    level: Id | None = None
    """The level that the claims speak of; needed where the contract has several durations."""
    met: Column | None = None
    """The vendor's flag: in time or not."""
    due: Column | None = None
    """The vendor's due time."""
    elapsed: Column | None = None
    """The time that the vendor's clock counted."""
    paused: Column | None = None
    """The time that the vendor's clock stood still, all pauses together."""
    remaining: Column | None = None
    """The time that was left on the vendor's clock; less than nothing says that it was late."""
    durations: DurationForm | None = None
    """How these lengths of time are written: seconds, minutes, hours, h:m, since 1970."""

    def reads(self) -> Iterator[tuple[str, Column]]:
        """Yields each column that is read, behind its name here."""
        for name in ("met", "due", "elapsed", "paused", "remaining"):
            column = getattr(self, name)
            if column is not None:
                yield name, column


class PartColumns(Record):
    """Which column of a file beside the main one holds what."""

    ticket: Column
    """The ticket's number, as in the main file; needed here or in the preset."""
    state: Column | None = None
    """The state of today; of a ticket that no change is told of, also its first."""
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


class ExportPart(Record):
    """A file beside the main one: a list of the tickets, or the vendor's own clocks."""

    columns: PartColumns
    """Which column holds what; needed here or in the preset."""
    rows: Text | None = None
    """In a JSON file: the array that has a row for each of its elements: `SlaTimes[]`."""
    stamps: dict[Id, Column] = {}
    """Columns that hold the instant of an event: {reported: created_at}."""
    only: dict[Column, tuple[Text, ...]] = {}
    """Rows that count, by the values of a column: {metric: [resolution_time]}."""
    exclusions: dict[Id, dict[Column, tuple[Text, ...]]] = {}
    """Reason to leave a ticket out: {cancelled: {status: [deleted]}}."""
    survey: dict[Id, Column] = {}
    """Columns that hold ratings: {quality: csat_quality}."""
    numbers: dict[Id, Column] = {}
    """Columns that hold a number of each ticket: {visits: onsite_visits}."""
    facts: dict[Id, Column] = {}
    """Columns that hold a word that a level counts by."""
    claims: Claims | None = None
    """What the vendor says of its own tickets."""

    def reads(self) -> Iterator[tuple[str, Column]]:
        """Yields each column that is read, behind the place of the part that names it."""
        for name, column in self.columns:
            if column is not None:
                yield f"columns.{name}", column
        for key in ("stamps", "survey", "numbers", "facts"):
            for name, column in getattr(self, key).items():
                yield f"{key}.{name}", column
        yield from ((f"only.{column}", column) for column in self.only)
        for reason, listed in self.exclusions.items():
            yield from ((f"exclusions.{reason}.{column}", column) for column in listed)
        for name, column in self.claims.reads() if self.claims is not None else ():
            yield f"claims.{name}", column


def claim_problems(told: Iterable[tuple[tuple[str, ...], Claims]]) -> Iterable[Problem]:
    """Yields what claims leave open, and what they say twice; each comes with its place."""
    first: dict[str, str] = {}
    for place, claims in told:
        if claims.durations is None and any((claims.elapsed, claims.paused, claims.remaining)):
            message = "the vendor's durations are named, and nothing says how they are written"
            hint = "add `durations`: seconds, minutes, hours, `h:m`, `h m s` or `since 1970`"
            yield Problem(place, message, hint)
        for name, _ in claims.reads():
            if name in first:
                message = f"the vendor's `{name}` is read here and under {first[name]}"
                yield Problem((*place, name), message, "keep one of the two")
            first.setdefault(name, ".".join(place))
