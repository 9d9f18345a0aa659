"""What is in an export, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rfpkit.cli.plain_text import plain
from rfpkit.model.exports.inspection import ColumnFacts, Inspection, NullCount, OrderFacts, Words

WIDE = 100
"""Columns of a terminal from which the columns of the export stand in a table."""
_MOST_WORDS = 20
_STYLES = {"sure": "green", "likely": "yellow", "guess": "bold yellow"}


def print_inspection(console: Console, found: Inspection) -> None:
    """Prints what the files tell of themselves, and then what they do not."""
    _heading(console, found)
    wide = console.width >= WIDE
    columns = [_columns(found.columns)] if wide else _column_by_column(found.columns)
    _section(console, "Columns", columns)
    if found.orders:
        _section(console, "Dates", map(_order, found.orders))
    for words in found.words:
        _section(console, _named(words), [plain(_listed(words))])
    if found.nulls:
        _section(console, "Empty values", [_nulls(found.nulls)])
    if found.doubts:
        _section(console, "Doubtful", (plain(f"{one.message}.") for one in found.doubts))
    if found.questions:
        title = f"Questions that the draft mapping asks ({len(found.questions)})"
        asked = (plain(f"{one.number}. {one.text}") for one in found.questions)
        _section(console, title, asked)


def _heading(console: Console, found: Inspection) -> None:
    for file in found.files:
        size = f": {file.rows:,} rows, {file.columns:,} columns, {file.form}"
        console.print(plain(file.file, "bold") + plain(size))
    console.print()
    table = _table()
    for term, told in _facts(found):
        table.add_row(term, told)
    console.print(table)
    console.print()


def _facts(found: Inspection) -> Iterator[tuple[str, Text]]:
    shape = found.shape
    for part, file in found.parts.items():
        yield "Beside it", plain(f"{part}: {file}")
    if found.source is not None:
        source = plain(f"{found.source.name}, ")
        yield "Source", source + _sure(found.source.sureness) + plain(f": {found.source.why}")
    yield "Shape", plain(f"{shape.name}, ") + _sure(shape.sureness) + plain(f": {shape.why}")
    if numbers := found.numbers:
        told = f"{numbers.tickets:,} in `{numbers.column}`"
        if numbers.first:
            told += f", {numbers.first} to {numbers.last}, {numbers.missing:,} missing between"
        if numbers.repeated:
            rows = "row repeats" if numbers.repeated == 1 else "rows repeat"
            told += f"; {numbers.repeated:,} {rows} one"
        yield "Tickets", plain(told)
    if span := _span(found):
        first, last = span
        yield "Span", plain(f"{first} to {last}, as the stamps tell it")
    yield "Zone", plain(found.zone)


def _span(found: Inspection) -> tuple[str, str] | None:
    """Returns the first and the last stamp of what happened; what is due lies ahead of it."""
    due = found.column("claims.due")
    told = [one for one in found.orders if len(one.orders) == 1 and one.first]
    told = [one for one in told if one.column != due] or told
    return (min(one.first for one in told), max(one.last for one in told)) if told else None


def _sure(sureness: str) -> Text:
    return Text(sureness, style=_STYLES[sureness])


def _columns(columns: Iterable[ColumnFacts]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("Column", "Kind", "Filled", "Maps to", "Examples"):
        table.add_column(head, header_style="bold", no_wrap=head in {"Kind", "Filled"})
    table.columns[0].overflow = "fold"
    table.columns[2].justify = "right"
    for one in columns:
        table.add_row(plain(one.name), one.kind, f"{one.filled:,}", _place(one), _examples(one))
    return table


def _column_by_column(columns: Iterable[ColumnFacts]) -> Iterator[Text | Padding]:
    for one in columns:
        told = plain(one.name, "bold") + Text(f": {one.kind}, {one.filled:,} filled")
        yield told + (Text(" → ") + _place(one) if one.maps_to else Text())
        if one.hidden or one.examples:
            yield Padding(_examples(one), (0, 0, 0, 2))


def _place(one: ColumnFacts) -> Text:
    if one.maps_to is None:
        return Text("–", style="dim")
    return plain(f"{one.maps_to.name}, ") + _sure(one.maps_to.sureness)


def _examples(one: ColumnFacts) -> Text:
    if one.hidden:
        return Text(f"not shown: {one.hidden}", style="dim italic")
    return plain(", ".join(one.examples) or "–", "dim")


def _order(facts: OrderFacts) -> Text:
    stamps = f"{facts.stamps:,} stamps"
    if len(facts.orders) == 1:
        told = f"{facts.orders[0]}; {facts.evidence} ({stamps}"
        told += f", {facts.first} to {facts.last})" if facts.first else ")"
    elif facts.orders:
        told = f"{' or '.join(facts.orders)}: ask. {facts.evidence} ({stamps})"
    else:
        told = f"no one order: {facts.evidence}"
    return plain(facts.column, "bold") + plain(f": {told}")


def _named(words: Words) -> str:
    kinds = {"states": "States", "exclusions": "Status", "values.priority": "Priorities"}
    is_choice = words.place.startswith("parts.")
    kind = "Clocks" if is_choice else kinds.get(words.place, "Flag")
    return f"{kind} in {words.column}"


def _listed(words: Words) -> str:
    shown = [f"{one.word} ({one.rows:,})" for one in words.words[:_MOST_WORDS]]
    more = len(words.words) - len(shown)
    told = ", ".join(shown) + (f" and {more} more" if more else "")
    if words.hidden:
        told += f"; {words.hidden} not shown: they look like names or free text"
    return told


def _nulls(nulls: Iterable[NullCount]) -> Table:
    table = _table()
    for one in nulls:
        columns = ", ".join(one.columns[:4])
        more = len(one.columns) - 4
        told = columns + (f" and {more} more" if more > 0 else "")
        spelled = plain(one.spelling) if one.spelling else Text("(empty)")
        table.add_row(spelled, Text(f"{one.values:,}", justify="right"), plain(told))
    return table


def _section(console: Console, title: str, parts: Iterable[Table | Text | Padding]) -> None:
    console.print(plain(title, "bold"))
    for part in parts:
        console.print(Padding(part, (0, 0, 0, 2)))
    console.print()


def _table() -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    return table
