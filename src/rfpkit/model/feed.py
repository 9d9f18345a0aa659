"""A table beside the tickets: counts of spares, visits, deliveries, a telephony summary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rfpkit.model.exports.date_order import StampOrder
from rfpkit.model.record import Record
from rfpkit.model.scalars import Id, RowNumber, Text

Column = Text
"""The name of a column as it stands in the feed's head."""


class FeedColumns(Record):
    """Which column of a feed holds what."""

    at: Column
    """When the row was true: the day of the count, the visit, the delivery."""
    of: Column | None = None
    """What the row speaks of: the class that is counted, the report that is delivered."""
    site: Column | None = None
    """The school or office."""
    value: Column | None = None
    """The number that the row reports: spares at hand, seconds to answer."""
    base: Column | None = None
    """What the number is measured against, or how often it counts: users, calls."""
    fact: Column | None = None
    """The word that the row reports: kept, late."""
    covers: Column | None = None
    """A day of the period that a delivery is for; its own date decides if left out."""


class Feed(Record):
    """How a table beside the tickets is read."""

    columns: FeedColumns
    """Which column holds what."""
    dates: StampOrder | None = None
    """Order of the parts of a stamp; that of the tickets if left out."""
    delimiter: Text | None = None
    """Sign between the columns, or `tab`; found in the head if left out."""
    encoding: Text | None = None
    """Encoding of the file; that of the tickets if left out."""
    head: RowNumber | None = None
    """Row of the column names where it is not the first one."""
    sheet: Text | None = None
    """Sheet of a workbook; the only one that has the columns if left out."""
    rows: Text | None = None
    """In JSON, the arrays inside a record of which each element is a row."""
    nulls: tuple[Annotated[str, Field(max_length=40)], ...] | None = None
    """Spellings of an empty value; those of the tickets if left out."""
    values: dict[Id, dict[Text, Text]] | None = None
    """For `of`, `site` and `fact`: the feed's words and the contract's."""
