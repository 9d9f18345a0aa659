"""The parts of an export on their way into a store, or beside one: on the disk, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import polars as pl

from rfpkit.model.exports.event_log import EventLog
from rfpkit.model.exports.kept import Cover, HowRead
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.partitions.shelves import no_room
from rfpkit.tickets.store.cover import Covering
from rfpkit.tickets.store.tables import PART, Tables, in_order, parts_of, raw_events, raw_tickets

_Rows = Callable[[int], pl.DataFrame]
"""Returns the rows of one part."""
_GROUP = 1 << 16
_SMALL = 300_000
"""Rows of the first partition that stay in memory."""


class Spool:
    """Puts the partitions of a log aside and gives them back by ticket number.

    To be used in a `with` block: its temporary folder is gone at the end.
    """

    def __init__(self, mapping: ExportMapping, until: int | None = None) -> None:
        """Begins with nothing; `until` is the instant up to which the export knows."""
        self.tickets = 0
        """Tickets so far."""
        self.events = 0
        """Events so far."""
        self._mapping = mapping
        self._until = until
        self._covering = Covering(until)
        self._effects: set[str] = set()
        self._files = 0
        self._logs: list[tuple[_Rows, _Rows]] = []
        self._folder = TemporaryDirectory(prefix="rfpkit-")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._folder.cleanup()

    def seen(self, logs: Iterable[EventLog]) -> Iterator[EventLog]:
        """Yields the partitions of a log, and keeps a copy of each on the disk."""
        for log in logs:
            self.add(log)
            yield log
            del log  # its memory is wanted for the next one

    def add(self, log: EventLog) -> None:
        """Puts a partition of whole tickets aside.

        Raises:
            InputError: there is no room for it.
        """
        parts = parts_of(log.tickets["ticket"])
        events, tickets = raw_events(log, parts), raw_tickets(log, parts)
        self.tickets += tickets.height
        self.events += events.height
        self._effects |= {str(state.effect) for state in log.states}
        self._covering.add(events)
        self._logs.append((self._put(events), self._put(tickets)))

    def read(self, part: int) -> Tables:
        """Returns the tickets and events of one part."""
        events, tickets = [], []
        for all_events, all_tickets in self._logs:
            mine = all_tickets(part)
            names = mine.select("position", "ticket")
            # A ticket lies whole in one partition, whose numbers of tickets are its own.
            held = all_events(part).join(names, on="position", how="left")
            events.append(held.drop("position"))
            tickets.append(mine.drop("position"))
        return in_order(pl.concat(events), pl.concat(tickets))

    def _put(self, table: pl.DataFrame) -> _Rows:
        if table.height <= _SMALL and not self._logs:
            return _in_memory(table)
        self._files += 1
        file = Path(self._folder.name) / f"{self._files:04}.parquet"
        try:
            table.sort(PART, maintain_order=True).write_parquet(
                file, compression="lz4", row_group_size=_GROUP
            )
        except OSError as error:
            raise no_room(file.parent.parent, error) from None
        return _on_disk(file)

    @property
    def cover(self) -> Cover | None:
        """Which time the export speaks of; None if nothing in it has a stamp by then."""
        return self._covering.cover()

    @property
    def how(self) -> HowRead:
        """How the export was read."""
        return HowRead.of(self._mapping, tuple(sorted(self._effects)))


def _in_memory(table: pl.DataFrame) -> _Rows:
    parts = {int(part): rows for (part,), rows in table.partition_by(PART, as_dict=True).items()}
    nothing = table.clear()
    return lambda part: parts.get(part, nothing)


def _on_disk(file: Path) -> _Rows:
    table = pl.scan_parquet(file, glob=False)
    return lambda part: table.filter(pl.col(PART) == part).collect()
