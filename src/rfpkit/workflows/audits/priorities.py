"""Priorities of an export that the contract does not define: words without a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.contract import Contract
from rfpkit.model.exports.intake import Finding
from rfpkit.model.exports.mapping import ExportMapping

if TYPE_CHECKING:
    from rfpkit.model.exports.event_log import EventLog


class Priorities:
    """Gathers, over the partitions of a log, the priorities that no level could judge by."""

    def __init__(self, contract: Contract, mapping: ExportMapping) -> None:
        """Takes the priorities that the contract defines; without any, each word is one."""
        self._known = {priority.id for priority in contract.priorities}
        self._runs = mapping.unmapped == "run"
        self._rows: dict[str, int] = {}

    def seen(self, logs: Iterable[EventLog]) -> Iterator[EventLog]:
        """Yields the partitions of a log, and looks at each."""
        for log in logs:
            self._see(log)
            yield log
            del log  # its memory is wanted for the next one

    def _see(self, log: EventLog) -> None:
        """Counts the rows of each unknown priority of a partition."""
        for word, rows in log.events["priority"].value_counts().iter_rows():
            if self._known and word is not None and word not in self._known:
                self._rows[word] = self._rows.get(word, 0) + rows

    def findings(self, exports: Sequence[Path]) -> tuple[Finding, ...]:
        """Returns the finding of unknown priorities, where the mapping lets them pass.

        Raises:
            InputError: the mapping does not: an unknown word stops the audit.
        """
        if not self._rows:
            return ()
        words = sorted(self._rows.items())
        if not self._runs:
            raise InputError([self._refusal(exports, *one) for one in words])
        message = "rows have a priority that the contract does not define; no target counts there"
        count = sum(self._rows.values())
        examples = tuple(f"{word} ({rows:,})" for word, rows in words[:5])
        told = f"{count:,} {message}"
        return (Finding(id="priority-unknown", message=told, count=count, examples=examples),)

    def _refusal(self, exports: Sequence[Path], word: str, rows: int) -> Diagnostic:
        count = f"{rows:,} row" + ("" if rows == 1 else "s")
        message = f"`{word}` is no priority of the contract ({count})"
        hint = "give it a meaning under `values.priority` in the mapping, or write `unmapped: run`"
        return Diagnostic(Location(str(exports[0])), message, f"{hint}; known: {self._names}")

    @property
    def _names(self) -> str:
        return ", ".join(sorted(self._known))
