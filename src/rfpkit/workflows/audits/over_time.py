"""Compare an export with the one that was kept before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.intake import Finding, Source
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.model.over_time import Change
from rfpkit.sla.signals.over_time import findings
from rfpkit.tickets.store.compare import Compared, compare
from rfpkit.tickets.store.shelf import Shelf, newest_other, read_shelves
from rfpkit.tickets.store.spool import Spool

if TYPE_CHECKING:
    from rfpkit.model.exports.event_log import EventLog


class Earlier:
    """The store beside an audit: it sees each partition, and compares at the end.

    To be used in a `with` block. Without a store, it sees nothing and finds nothing.
    """

    def __init__(self, store: Path | None, mapping: ExportMapping, until: int) -> None:
        """Opens the store.

        Raises:
            InputError: there is none, or it is damaged.
        """
        self.note = ""
        """What there was not to compare."""
        self._shelves = () if store is None else _shelves(store)
        self._store = store
        self._found: Compared | None = None
        self._stack = ExitStack()
        self._spool = None
        if self._shelves:
            self._spool = self._stack.enter_context(Spool(mapping, until))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def seen(self, logs: Iterable[EventLog]) -> Iterator[EventLog]:
        """Yields the partitions of a log."""
        return iter(logs) if self._spool is None else self._spool.seen(logs)

    def findings(self, sources: Sequence[Source], timezone: str) -> tuple[Finding, ...]:
        """Returns what has changed since the newest export that is not this one."""
        if self._spool is None:
            return ()
        shelf = newest_other(self._shelves, frozenset(one.sha256 for one in sources))
        self._found = None if shelf is None else compare(shelf.kept, shelf.read, self._spool)
        if self._found is None:
            self.note = "nothing to compare with: the store holds no export before this one"
            return ()
        return tuple(findings(self._found.comparison, timezone))

    @property
    def changes(self) -> Iterator[Change] | None:
        """Every change; None without a store."""
        if self._store is None:
            return None
        return iter(()) if self._found is None else self._found.changes()


def _shelves(store: Path) -> tuple[Shelf, ...]:
    shelves = read_shelves(store)
    if not shelves:
        hint = "keep an export first: rfpkit tickets keep STORE EXPORT --mapping MAPPING"
        raise InputError([Diagnostic(Location(str(store)), "no export is kept here", hint)])
    return shelves
