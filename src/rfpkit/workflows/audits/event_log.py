"""An export and the tables beside it, read as event logs of whole tickets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rfpkit.errors import Diagnostic, InputError, Location
from rfpkit.model.exports.intake import FeedIntake, Finding, Intake
from rfpkit.model.exports.mapping import ExportMapping
from rfpkit.tickets.events.joined import JoinedLog
from rfpkit.tickets.feeds.feed import read_feeds
from rfpkit.tickets.partitions.parts import LogParts, event_logs
from rfpkit.tickets.readers.never_run import never_run

if TYPE_CHECKING:
    from rfpkit.model.exports.event_log import EventLog


class Logs:
    """The partitions of an export, each with the feeds; to be read once."""

    def __init__(
        self,
        parts: LogParts | JoinedLog,
        exports: Sequence[Path],
        feeds: Sequence[str],
        mapping: ExportMapping,
    ) -> None:
        """Takes the partitions, the files they come from, and each feed as `NAME=FILE`."""
        self._parts = parts
        self._exports = exports
        self._feeds = feeds
        self._mapping = mapping
        self._books: tuple[FeedIntake, ...] = ()
        self._findings: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[EventLog]:
        """Yields event logs of whole tickets.

        Raises:
            InputError: with everything that is wrong with the files and in them. It may come
                behind sound partitions: what was made of them must not be used then.
        """
        problems: list[Diagnostic] = []
        tables: dict[str, Any] = {}
        try:
            tables, self._books, self._findings = read_feeds(_named(self._feeds), self._mapping)
        except InputError as error:
            problems += error.diagnostics
        try:
            for log in self._parts:
                if not problems:
                    yield replace(log, feeds=tables)
                del log  # or it would be kept while the next one is read
        except InputError as error:
            problems = [*error.diagnostics, *problems]
        if problems:
            raise InputError(problems)

    @property
    def intake(self) -> Intake:
        """The ledger of the export and its feeds, known when all partitions were read."""
        own = self._parts.intake
        findings = (*own.findings, *never_run(self._exports), *self._findings)
        return own.model_copy(update={"feeds": self._books, "findings": findings})


@contextmanager
def read_logs(
    exports: Sequence[Path],
    feeds: Sequence[str],
    mapping: ExportMapping,
    *,
    whole: bool,
    parts: Sequence[str] = (),
) -> Iterator[Logs]:
    """Gives the partitions of an export, or one with all of it.

    Files that belong together are read as one: each of `parts` is `NAME=FILE`.

    Raises:
        InputError: a file is not named by its part.
    """
    files = _named(parts, "part")
    if mapping.is_joined or files:
        yield Logs(JoinedLog(exports, files, mapping), [*exports, *files.values()], feeds, mapping)
        return
    with event_logs(exports, mapping, whole=whole) as found:
        yield Logs(found, exports, feeds, mapping)


def read_log(
    exports: Sequence[Path],
    feeds: Sequence[str],
    mapping: ExportMapping,
    parts: Sequence[str] = (),
) -> EventLog:
    """Reads the files of an export, and each feed or part that is given as `NAME=FILE`.

    Raises:
        InputError: with everything that is wrong with the files and in them.
    """
    with read_logs(exports, feeds, mapping, whole=True, parts=parts) as logs:
        (log,) = logs
        return replace(log, intake=logs.intake)


def _named(given: Sequence[str], what: str = "feed") -> dict[str, Path]:
    files: dict[str, Path] = {}
    problems: list[Diagnostic] = []
    for written in given:
        name, sign, file = (one.strip() for one in written.partition("="))
        message = ""
        if not (name and sign and file):
            message = f"`{written}` does not say which {what} a file is"
        elif name in files:
            message = f"the {what} `{name}` is given twice"
        if message:
            hint = f"write --{what} NAME=FILE, once for each {what}: {_EXAMPLES[what]}"
            problems.append(Diagnostic(Location(f"--{what}"), message, hint))
        files[name] = Path(file)
    if problems:
        raise InputError(problems)
    return files


_EXAMPLES = {
    "feed": "--feed spare-count=spares.csv",
    "part": "--part tickets=tickets.csv",
}
