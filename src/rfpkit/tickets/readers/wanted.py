"""What is wanted of a file: its columns, and what the mapping says of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.feed import Feed


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a file."""

    places: Mapping[str, str]
    """Each column that is read, with the place of the mapping that names it."""
    ticket: str
    """The column of the ticket's number; in a feed, that of the instant."""
    instants: frozenset[str] = frozenset()
    """Columns of stamps: a cell of a workbook may hold a date there."""
    nulls: tuple[str, ...] = ("",)
    """Spellings of an empty value."""
    encoding: str = "utf-8"
    """Encoding of a text."""
    delimiter: str | None = None
    """Sign between the columns of a text; found in the head if left out."""
    head: int | None = None
    """Row of the head; the first one if left out."""
    sheet: str | None = None
    """Sheet of a workbook; the only one that has the columns if left out."""
    rows: str | None = None
    """In JSON, the arrays within a record of which each element is a row."""
    any_kind: frozenset[str] = frozenset()
    """In JSON, columns of changed values: those of fields that nobody follows may be lists."""


def wanted_by(mapping: ExportMapping) -> Wanted:
    """Returns what a mapping reads of an export."""
    places: dict[str, str] = {}
    joins = mapping.joins()
    for place, column in mapping.reads():
        for one in joins.get(column, (column,)):
            places.setdefault(one, f"join.{column}" if column in joins else place)
    due = None if mapping.claims is None else mapping.claims.due
    stamps = {mapping.columns.at, due, *mapping.stamps.values()}
    return Wanted(
        places=places,
        ticket=mapping.columns.ticket,
        instants=frozenset(filter(None, stamps)) - {*joins},
        nulls=tuple(mapping.nulls),
        encoding=mapping.encoding,
        delimiter=mapping.delimiter,
        head=mapping.head,
        sheet=mapping.sheet,
        rows=mapping.rows,
        any_kind=_any_kind(mapping),
    )


def _any_kind(mapping: ExportMapping) -> frozenset[str]:
    columns = mapping.columns
    named = (columns.value, columns.previous) if mapping.fields else ()
    return frozenset(column for column in named if column is not None)


def wanted_by_feed(name: str, feed: Feed, mapping: ExportMapping) -> Wanted:
    """Returns what a feed reads of its own table; `mapping` is the mapping as the feed reads it."""
    places: dict[str, str] = {}
    for place, column in feed.columns:
        if column is not None:
            places.setdefault(column, f"feeds.{name}.columns.{place}")
    return Wanted(
        places=places,
        ticket=feed.columns.at,
        instants=frozenset(filter(None, (feed.columns.at, feed.columns.covers))),
        nulls=tuple(mapping.nulls),
        encoding=mapping.encoding,
        delimiter=feed.delimiter,
        head=feed.head,
        sheet=feed.sheet,
        rows=feed.rows,
    )
