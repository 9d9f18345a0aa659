"""A log of changed fields as a log of whole rows: each says all that was true from then on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.effect import Action
from rfpkit.model.exports.joined import changed_column, part_cells
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.instants import NEVER
from rfpkit.tickets.stamps.stamps import read_stamps
from rfpkit.tickets.tables.cells import spelled
from rfpkit.tickets.tables.side_files import ADDED, INCOMPLETE, PART, SILENT

_WHOLE = "\0whole"


def whole_rows(cells: pl.DataFrame, mapping: ExportMapping) -> pl.DataFrame:
    """Returns the rows with a column for each field that is followed, `SILENT` and `INCOMPLETE`.

    A value holds from its change to the next one. Before the first change it is what that
    change took away, and without any change what the ticket's own row says. What changes at one
    instant changes at once, in the order of the file.
    """
    cells = _begun(cells, mapping)
    rows = _ordered(cells, mapping)
    roles = list(dict.fromkeys((mapping.fields or {}).values()))
    for role in roles:
        rows = _held(rows, role, _today(role, cells, mapping))
    rows = rows.with_columns(_unaccounted(_today("state", cells, mapping), rows, mapping))
    is_state = (pl.col("role") == "state").fill_null(value=False)
    followed = pl.col("role").is_not_null() | pl.col("begins")
    nothing = pl.col("state").is_null() & ~is_state
    # A ticket of which no change is told did not begin in the state that ended it.
    silent = ~followed | nothing | (pl.col(INCOMPLETE) & ~is_state)
    # What a silent row says of its state is no event of its own.
    state = pl.when(~silent).then(pl.col("state")).alias("state")
    rows = rows.with_columns(silent.alias(SILENT), state).sort("place")
    told = {role: changed_column(mapping, role) or role for role in roles}
    found = rows.select(
        SILENT, INCOMPLETE, *(pl.col(role).alias(name) for role, name in told.items())
    )
    return (
        cells.drop(SILENT, INCOMPLETE, _WHOLE, *told.values(), strict=False)
        .hstack(found)
        .filter(~(pl.col(ADDED) & pl.col(SILENT)))
    )


def _begun(cells: pl.DataFrame, mapping: ExportMapping) -> pl.DataFrame:
    """Lets a row that tells of a ticket as a whole stand at the instant at which it began.

    Such are the rows of a list of the tickets, and the one row of a ticket that never changed.
    """
    at = mapping.columns.at or ""
    whole = pl.col(PART).is_not_null() | pl.col(at).is_null()
    _refuse_two_kinds(cells, at, mapping)
    began = [pl.when(whole).then(pl.col(column)) for column in begins_in(mapping)]
    return _with_begins(cells.with_columns(whole.alias(_WHOLE)), mapping).with_columns(
        pl.coalesce(pl.col(at), *began).alias(at),
    )


def _refuse_two_kinds(cells: pl.DataFrame, at: str, mapping: ExportMapping) -> None:
    for column in begins_in(mapping):
        if cells.schema[column] != cells.schema[at]:
            message = f"one of `{column}` and `{at}` holds text, and the other one instants"
            hint = "export both files in the same way: as text, or as Parquet"
            raise InputError([Diagnostic(Location("--part", field=column), message, hint)])


def _with_begins(cells: pl.DataFrame, mapping: ExportMapping) -> pl.DataFrame:
    """Adds a row for the begin of each ticket that only its changes tell of.

    It repeats the ticket's first row in the file, and is taken away if nobody knows its state.
    """
    cells = cells.with_columns(pl.lit(value=False).alias(ADDED))
    columns = mapping.columns
    if not mapping.stamps or columns.previous is None:
        return cells
    stamp = mapping.stamps[_first(mapping.stamps)]
    ticket = pl.col(columns.ticket)
    listed = pl.col(_WHOLE).any().over(columns.ticket)
    first = (ticket.cum_count().over(columns.ticket) == 1) & ticket.is_not_null()
    begins = cells.filter(first & ~listed & pl.col(stamp).is_not_null())
    nothing = [pl.lit(None, cells.schema[name]).alias(name) for name in _changed(mapping)]
    marks = pl.lit(value=True).alias(_WHOLE), pl.lit(value=True).alias(ADDED)
    return pl.concat([cells, begins.with_columns(*nothing, *marks).select(cells.columns)])


def _changed(mapping: ExportMapping) -> list[str]:
    """Returns the columns of a change: what changed, from what, to what, and when."""
    columns = mapping.columns
    named = (columns.at, columns.field, columns.value, columns.previous)
    return list(dict.fromkeys(name for name in named if name is not None))


def begins_in(mapping: ExportMapping) -> Iterator[str]:
    """Yields the columns that say when each ticket began."""
    if mapping.stamps:
        yield mapping.stamps[_first(mapping.stamps)]
    for name, part in (mapping.parts or {}).items():
        if part.columns.state is not None and part.stamps:
            yield part_cells(mapping, name)[f"stamps.{_first(part.stamps)}"]


def _first(stamps: dict[str, str]) -> str:
    return "reported" if "reported" in stamps else next(iter(stamps))


def _ordered(cells: pl.DataFrame, mapping: ExportMapping) -> pl.DataFrame:
    """Returns ticket, instant, role and values of each row, ticket by ticket in their order."""
    columns = mapping.columns
    at = columns.at or ""
    stamps = read_stamps(cells[at], mapping, mapping.order_of(at))
    order = pl.Series("order", stamps.fraction)
    if columns.sequence is not None:
        numbers = spelled(cells[columns.sequence]).str.strip_chars()
        order = numbers.cast(pl.Int64, strict=False).fill_null(0).alias("order")
    field = _words(cells, columns.field, mapping)
    roles = pl.Series([(mapping.fields or {}).get(word or "") for word in field.to_list()])
    frame = pl.DataFrame(
        {
            "place": np.arange(cells.height),
            "ticket": _words(cells, columns.ticket, mapping),
            "second": np.where(stamps.known, stamps.seconds, NEVER),
            "order": order,
            "role": roles.cast(pl.String),
            "added": cells[ADDED],
            "begins": cells[_WHOLE] & pl.Series(stamps.known),
            "value": _words(cells, columns.value, mapping),
            "previous": _words(cells, columns.previous, mapping),
        }
    )
    return frame.sort("ticket", "second", "order", "place")


def _held(rows: pl.DataFrame, role: str, today: pl.Series) -> pl.DataFrame:
    """Adds what a field is at each row; `today` is what the ticket's own row says of it."""
    mine = (pl.col("role") == role).fill_null(value=False)
    own = today.gather(rows["place"]).alias("own")
    rows = rows.with_columns(
        own,
        mine.alias("mine"),
        pl.when(mine)
        .then(pl.col("value"))
        .drop_nulls()
        .last()
        .over("ticket", "second", "order")
        .alias("since"),
    )
    since = pl.col("since").forward_fill().over("ticket")
    before = pl.col("previous").filter(pl.col("mine")).first().over("ticket")
    unchanged = pl.col("own").drop_nulls().first().over("ticket")
    changes = pl.col("mine").any().over("ticket")
    held = pl.coalesce(since, before, pl.when(~changes).then(unchanged))
    if role == "state":
        # Each change is an event with its own value, also of several at one instant.
        held = pl.when(pl.col("mine")).then(pl.col("value")).otherwise(held)
    return rows.with_columns(held.alias(role)).drop("own", "mine", "since")


def _unaccounted(today: pl.Series, rows: pl.DataFrame, mapping: ExportMapping) -> pl.Series:
    """Returns the rows that tell a state of today to which no change of their ticket leads."""
    # What was added to a ticket is no word of its own.
    words = today.set(rows.sort("place")["added"], None)
    own = words.gather(rows["place"]).alias("own")
    frame = rows.select("ticket", "role", "value").with_columns(
        own, (pl.col("role") == "state").fill_null(value=False).alias("mine")
    )
    effects = {word: str(effect) for word, effect in mapping.states.items()}
    last = pl.col("value").filter(pl.col("mine")).last().over("ticket")
    changes = pl.col("mine").any().over("ticket")
    # Words change over the years; what counts is what they do.
    leads = last.replace(effects) == pl.col("own").replace(effects)
    ended = pl.col("own").replace(effects).str.starts_with(f"{Action.EVENT} ")
    wrong = pl.when(changes).then(~leads).otherwise(ended).fill_null(value=False)
    told = pl.col("own").is_not_null()
    first = told & (told.cast(pl.UInt32).cum_sum().over("ticket") == 1)
    return frame.select((wrong & first).alias(INCOMPLETE)).to_series()


def _today(role: str, cells: pl.DataFrame, mapping: ExportMapping) -> pl.Series:
    """Returns what each row says of a field as it is today; null where it does not."""
    names = [getattr(mapping.columns, role)]
    names += [part_cells(mapping, part).get(f"columns.{role}") for part in mapping.parts or {}]
    held = [_words(cells, name, mapping).alias(name) for name in names if name is not None]
    if not held:
        return pl.Series([None] * cells.height, dtype=pl.String)
    return pl.DataFrame(held).select(pl.coalesce(pl.all())).to_series()


def _words(cells: pl.DataFrame, column: str | None, mapping: ExportMapping) -> pl.Series:
    if column is None:
        return pl.Series([None] * cells.height, dtype=pl.String)
    texts = spelled(cells[column]).str.strip_chars()
    empty = texts.is_in(["", *mapping.nulls]).fill_null(value=True)
    return texts.set(empty, None)
